/**
 * Which sites to open, with proof: good answers first (`substitution.ts`), a bound (`raiseBound.ts`), then branching on
 * sites with what the bound has decided already left out (`whatIsDecided`). A generator: it tells where it stands after each
 * piece of work and can be stopped after any; the best so far and its proof so far are always whole. The same seed
 * gives the same steps.
 */
import { seeded } from '../zoning/random.ts'
import { decide, type Decided } from './multipliers.ts'
import type { Multipliers, Proof } from './proof.ts'
import { type Raised, raiseBound } from './raiseBound.ts'
import { Serving } from './serving.ts'
import {
  columnsOf,
  dearestChoice,
  dearestServing,
  objectiveOf,
  type SiteProblem,
  whyNotAllowed,
} from './siteProblem.ts'
import { kick, openGreedily, substitute } from './substitution.ts'

export interface SitesFound {
  open: number[]
  /** Infinity while no choice is known that keeps to the rules and serves all who must be served. */
  objective: number
  /** No choice costs less. */
  bound: number
  proof: Proof
  /** Nodes looked into. */
  nodes: number
  phase: 'start' | 'bound' | 'branch' | 'done'
}

export interface SolveOptions {
  seed?: number
  /** Other hills that are climbed before a bound is looked for. */
  kicks?: number
}

const ROOT_STEPS = 1500
const NODE_STEPS = 120
/** Of sites that the multipliers of a node decide, enough to be worth looking again. */
const WORTH_REDUCING = 0.02

interface Node {
  fixed: Int8Array
  rows: Decided['rows']
  from: Multipliers
  bound: number
  put: (proof: Proof) => void
}

/** Whole costs: up to the next whole number, and never -0. */
const up = (bound: number): number => Math.ceil(bound - 1e-6) + 0

class Search {
  best: { open: number[]; objective: number } = { open: [], objective: Infinity }
  root: Proof = { kind: 'impossible' }
  nodes = 0
  /** Bounds of leaves that were left because nothing under them is better than what was known. */
  private closedBound = Infinity
  readonly stack: Node[] = []
  private readonly serving: Serving
  /** By demand: the most that being served can cost. */
  private readonly dearest: Float64Array
  private readonly ceiling: number

  constructor(readonly problem: SiteProblem) {
    this.dearest = dearestServing(problem)
    this.ceiling = dearestChoice(problem, this.dearest) + 1
    this.serving = new Serving(problem, columnsOf(problem))
  }

  /** The best that the serving stands at, when it is one. */
  private keep(): void {
    const open = this.serving.list()
    if (whyNotAllowed(this.problem, open) !== null) return
    if (this.serving.total() >= this.best.objective) return
    const objective = objectiveOf(this.problem, open)
    if (objective < this.best.objective && Number.isFinite(objective)) this.best = { open, objective }
  }

  climb(random?: () => number): void {
    this.serving.set([])
    openGreedily(this.serving, random)
    substitute(this.serving)
    this.keep()
  }

  kick(random: () => number): void {
    this.serving.set(this.best.open)
    kick(this.serving, 2 + Math.floor(random() * 3), random)
    substitute(this.serving)
    this.keep()
  }

  /** A bound of more than this leaves nothing better than what is known; where nothing is, nothing at all. */
  private target(): number {
    return this.best.objective === Infinity ? this.ceiling : this.best.objective - 1 + 1e-3
  }

  private tryChosen(opened: readonly number[], chosen: readonly number[]): void {
    const open = [...opened, ...chosen]
    if (whyNotAllowed(this.problem, open) !== null) return
    this.serving.set(open)
    const total = this.serving.total()
    if (total < this.best.objective * 1.05 || this.best.objective === Infinity) {
      substitute(this.serving)
      this.keep()
    }
  }

  firstMultipliers(): Multipliers {
    const { serving } = this
    const demand = new Float64Array(this.problem.demandCount)
    for (let i = 0; i < demand.length; i++) {
      const [one, two] = [serving.firstCost[i]!, serving.secondCost[i]!]
      const most = Math.min(this.problem.unserved[i]!, this.dearest[i]!)
      demand[i] = Math.min(most, Math.round((one + Math.min(two, 4 * one + 1)) / 2))
    }
    return { demand, budget: 0 }
  }

  startFromBest(): void {
    this.serving.set(this.best.open)
  }

  /** No choice costs less than this. */
  bound(working: number): number {
    let least = Math.min(this.closedBound, working, this.best.objective)
    for (const { bound } of this.stack) least = Math.min(least, bound)
    return least
  }

  /** Does one node: closes it, or decides sites and branches. */
  look(node: Node, steps: number): void {
    this.nodes++
    let { fixed, rows, from } = node
    let { put } = node
    for (;;) {
      const decided = decide(this.problem, fixed, rows)
      const opened: number[] = []
      for (let j = 0; j < fixed.length; j++) if (fixed[j] === 1) opened.push(j)
      const raised = raiseBound(decided, from, {
        steps,
        target: this.target(),
        onChosen: (chosen) => {
          this.tryChosen(opened, chosen)
          return this.target()
        },
      })
      if (!raised) {
        put({ kind: 'impossible' })
        return
      }
      const bound = Math.max(node.bound, up(raised.evaluation.bound))
      if (up(raised.evaluation.bound) >= this.best.objective || decided.free.length === 0) {
        if (decided.free.length === 0) this.tryChosen(opened, [])
        put({ kind: 'bound', multipliers: raised.multipliers })
        this.closedBound = Math.min(this.closedBound, Math.max(bound, up(raised.evaluation.bound)))
        return
      }
      const { open, close } = whatIsDecided(decided, raised, this.best.objective)
      if (open.length + close.length > 0) {
        const then: Proof = { kind: 'bound', multipliers: raised.multipliers }
        const decision = {
          kind: 'decide' as const,
          multipliers: raised.multipliers,
          opened: open,
          closed: close,
          then: then as Proof,
        }
        put(decision)
        put = (proof) => (decision.then = proof)
        fixed = fixed.slice()
        for (const j of open) fixed[j] = 1
        for (const j of close) fixed[j] = -1
        // What was left out costs no less than the best, which is all that the bound has to say of it.
        this.closedBound = Math.min(this.closedBound, this.best.objective)
        from = raised.multipliers
        rows = decided.rows
        if (open.length + close.length > WORTH_REDUCING * decided.free.length) {
          steps = Math.max(NODE_STEPS, steps >> 1)
          continue
        }
      }
      this.branch(decide(this.problem, fixed, rows), raised, bound, put)
      return
    }
  }

  private branch(
    decided: Decided,
    { openness, multipliers }: Raised,
    bound: number,
    put: (proof: Proof) => void,
  ): void {
    let site = -1
    let least = Infinity
    for (const j of decided.free) {
      const off = Math.abs(openness[j]! - 0.5)
      if (off < least) {
        least = off
        site = j
      }
    }
    if (site < 0) {
      // All that was free has been decided: one choice is left, and its own node proves it.
      this.stack.push({ fixed: decided.fixed, rows: decided.rows, from: multipliers, bound, put })
      put({ kind: 'bound', multipliers })
      return
    }
    const leaf = (): Proof => ({ kind: 'bound', multipliers })
    const proof = { kind: 'branch' as const, site, opened: leaf(), closed: leaf() }
    put(proof)
    for (const how of [-1, 1] as const) {
      const fixed = decided.fixed.slice()
      fixed[site] = how
      this.stack.push({
        fixed,
        rows: decided.rows,
        from: multipliers,
        bound,
        put: (found) => (how === 1 ? (proof.opened = found) : (proof.closed = found)),
      })
    }
  }
}

/**
 * Sites that any better choice opens, or leaves closed: their reduced costs say that the contrary costs as much as the
 * best that is known (reduction tests; Beasley 1993).
 */
function whatIsDecided(
  { free, left }: Decided,
  { evaluation: { bound, reduced, chosen } }: Raised,
  objective: number,
): { open: number[]; close: number[] } {
  if (objective === Infinity) return { open: [], close: [] }
  const isChosen = new Uint8Array(reduced.length)
  for (const j of chosen) isChosen[j] = 1
  let [worstIn, bestOut] = left === null ? [0, 0] : [-Infinity, Infinity]
  if (left !== null) {
    for (const j of free) {
      if (isChosen[j] === 1) worstIn = Math.max(worstIn, reduced[j]!)
      else bestOut = Math.min(bestOut, reduced[j]!)
    }
  }
  const [open, close]: [number[], number[]] = [[], []]
  for (const j of free) {
    if (isChosen[j] === 1) {
      if (up(bound + bestOut - reduced[j]!) >= objective) open.push(j)
    } else if (up(bound + reduced[j]! - worstIn) >= objective) close.push(j)
  }
  return { open, close }
}

/** @yields where it stands; the last one has `phase` done, and then `bound` equals `objective` */
export function* solveSites(
  problem: SiteProblem,
  { seed = 1, kicks = 12 }: SolveOptions = {},
): Generator<SitesFound, SitesFound> {
  const search = new Search(problem)
  const random = seeded(seed)
  const found = (phase: SitesFound['phase'], working: number): SitesFound => ({
    ...search.best,
    bound: search.bound(working),
    proof: search.root,
    nodes: search.nodes,
    phase,
  })
  search.climb()
  yield found('start', -Infinity)
  for (let k = 0; k < kicks && search.best.objective < Infinity; k++) {
    search.kick(random)
    yield found('start', -Infinity)
  }
  search.startFromBest()
  search.stack.push({
    fixed: problem.fixed.slice(),
    rows: problem.rows,
    from: search.firstMultipliers(),
    bound: -Infinity,
    put: (proof) => (search.root = proof),
  })
  for (let isRoot = true; search.stack.length > 0; isRoot = false) {
    const node = search.stack.pop()!
    if (node.bound >= search.best.objective) {
      node.put({ kind: 'bound', multipliers: node.from })
      continue
    }
    search.look(node, isRoot ? ROOT_STEPS : NODE_STEPS)
    yield found(isRoot ? 'bound' : 'branch', Infinity)
  }
  return found('done', Infinity)
}
