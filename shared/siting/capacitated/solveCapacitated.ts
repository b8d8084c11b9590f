/**
 * The capacitated problem with proof: a good allocation first (`capacityClimb.ts`), the Lagrangian bound, then branching
 * on sites and on who serves whom. A generator, as `solveSites.ts`: whole after each step, the same steps for the same
 * seed.
 */
import { seeded } from '../../zoning/random.ts'
import type { Proof } from '../proof.ts'
import { dearestChoice, dearestServing, LARGEST_TOTAL } from '../siteProblem.ts'
import { type CapacityRaised, evaluateCapacity, raiseCapacity } from './capacityBound.ts'
import { CapacityClimb } from './capacityClimb.ts'
import { type CapacityProblem, NO_SITE } from './capacityProblem.ts'
import { EXACT_CAPACITY, Knapsack } from './knapsack.ts'
import { type Decisions, settle, type Settled } from './settled.ts'

export interface CapacityFound {
  open: number[]
  /** By demand; empty while no allocation is known. */
  serves: Int32Array
  /** Infinity while none is known that serves all who must be served. */
  objective: number
  /** No allocation costs less. */
  bound: number
  proof: Proof
  nodes: number
  phase: 'start' | 'bound' | 'branch' | 'done'
}

export interface CapacityOptions {
  seed?: number
  /** Other hills that are climbed before a bound is looked for. */
  kicks?: number
}

const ROOT_STEPS = 1200
const NODE_STEPS = 80
/** Kicks after each node. */
const NODE_KICKS = 2
/** Shares nearer to never or always than this are as good as decided. */
const CLEAR = 0.05

interface Node {
  decisions: Decisions
  from: Float64Array
  bound: number
  put: (proof: Proof) => void
}

class Search {
  root: Proof = { kind: 'impossible' }
  nodes = 0
  readonly stack: Node[] = []
  readonly climb: CapacityClimb
  private closedBound = Infinity
  private readonly ceiling: number
  private readonly slack: number

  constructor(readonly problem: CapacityProblem) {
    this.climb = new CapacityClimb(problem)
    this.ceiling = dearestChoice(problem, dearestServing(problem)) + 1
    // parts of items are taken up: two ways to add them differ by so much at most
    const isExact = problem.capacity.every((one) => one <= EXACT_CAPACITY || one === Infinity)
    this.slack = isExact ? 1e-6 : (problem.siteCount + 1) / 256
  }

  get cost(): number {
    return this.climb.best.cost
  }

  private up(bound: number): number {
    return Math.ceil(bound - this.slack) + 0
  }

  bound(working: number): number {
    let least = Math.min(this.closedBound, working, this.cost)
    for (const { bound } of this.stack) least = Math.min(least, bound)
    return least
  }

  /**
   * A bound at once, where everybody may be left out: at multipliers of just that, sites earn what they can hold. Where
   * capacities are all that is scarce it is as good as any.
   *
   * @returns null where somebody must be served
   */
  boundOfCapacities(): { bound: number; multipliers: Float64Array } | null {
    const { problem } = this
    if (problem.unserved.some((cost) => cost === Infinity)) return null
    const decisions = {
      fixed: problem.fixed,
      servedBy: new Int32Array(problem.demandCount).fill(NO_SITE),
      barred: new Set<number>(),
    }
    const settled = settle(problem, decisions)
    if (!settled) return null
    const multipliers = problem.unserved.slice()
    const { bound } = evaluateCapacity(settled, multipliers, new Knapsack(Math.max(1, problem.demandCount)))
    if (!(Math.abs(bound) < LARGEST_TOTAL)) return null
    this.root = { kind: 'bound', multipliers: { demand: multipliers, budget: 0 } }
    return { bound: this.up(bound), multipliers }
  }

  firstMultipliers(): Float64Array {
    const { demandCount, rows, unserved } = this.problem
    const by = this.climb.best.allocation?.serves
    return Float64Array.from({ length: demandCount }, (_, i) => {
      let own = rows.start[i]! < rows.start[i + 1]! ? 2 * rows.cost[rows.start[i]!]! : 0
      for (let at = rows.start[i]!; at < rows.start[i + 1]!; at++)
        if (by?.[i] === rows.site[at]) own = 1.3 * rows.cost[at]!
      return Math.round(Math.min(own, unserved[i]!))
    })
  }

  /** @yields the bound of the node so far */
  *look(node: Node, steps: number, random: () => number): Generator<number> {
    this.nodes++
    const { decisions } = node
    const settled = settle(this.problem, decisions)
    if (!settled) {
      node.put({ kind: 'impossible' })
      return
    }
    const target = this.cost === Infinity ? this.ceiling : this.cost - 1 + 1e-3 + this.slack
    const raising = raiseCapacity(settled, this.lifted(settled, node.from), {
      steps,
      target,
      stretch: this.nodes === 1 ? 1.6 : 0.6,
    })
    let step = raising.next()
    for (; !step.done; step = raising.next()) {
      if (this.nodes > 1) continue
      node.put({ kind: 'bound', multipliers: { demand: step.value.multipliers, budget: 0 } })
      yield this.up(step.value.evaluation.bound)
    }
    const raised = step.value
    this.tryRelaxed(settled, raised)
    const multipliers = { demand: raised.multipliers, budget: 0 }
    const own = this.up(raised.evaluation.bound)
    if (own >= this.cost) {
      node.put({ kind: 'bound', multipliers })
      this.closedBound = Math.min(this.closedBound, Math.max(node.bound, own))
      return
    }
    let { put } = node
    let next = decisions
    const { open, close } = this.whatIsDecided(settled, raised)
    if (open.length + close.length > 0) {
      const decision = {
        kind: 'decide' as const,
        multipliers,
        opened: open,
        closed: close,
        then: { kind: 'bound', multipliers } as Proof,
      }
      put(decision)
      put = (proof) => (decision.then = proof)
      const fixed = decisions.fixed.slice()
      for (const j of open) fixed[j] = 1
      for (const j of close) fixed[j] = -1
      if (this.nodes === 1) for (const j of close) this.climb.isWorth[j] = 0
      next = { ...decisions, fixed }
      this.closedBound = Math.min(this.closedBound, this.cost)
    }
    for (let k = 0; k < NODE_KICKS; k++) this.climb.kick(random)
    this.branch(settled, raised, next, Math.max(node.bound, own), put)
  }

  /** Multipliers of those whom nothing can serve any more: what it costs to leave them out. */
  private lifted({ demand, problem, decisions }: Settled, from: Float64Array): Float64Array {
    const isServed = new Uint8Array(problem.demandCount)
    for (const i of demand) isServed[i] = 1
    return from.map((value, i) =>
      isServed[i] === 1 || decisions.servedBy[i] !== NO_SITE ? value : problem.unserved[i]!,
    )
  }

  /** What the bound's knapsacks come to as an allocation: each to the cheapest that takes it. */
  private tryRelaxed({ problem, open, left, decisions }: Settled, { evaluation }: CapacityRaised): void {
    const sites = [...open, ...evaluation.chosen]
    if (left !== null && evaluation.chosen.length !== left) return
    const serves = decisions.servedBy.slice()
    const cost = new Float64Array(problem.demandCount).fill(Infinity)
    const { pairs } = evaluation
    for (let k = 0; k < pairs.length; k += 2) {
      const [i, j] = [pairs[k]!, pairs[k + 1]!]
      const own = this.costOf(i, j)
      if (own < cost[i]!) {
        cost[i] = own
        serves[i] = j
      }
    }
    this.climb.take({ open: sites, serves })
    this.climb.from(sites)
  }

  private costOf(i: number, j: number): number {
    const { rows } = this.problem
    for (let at = rows.start[i]!; at < rows.start[i + 1]!; at++)
      if (rows.site[at] === j) return rows.cost[at]!
    return Infinity
  }

  /** Sites whose contrary costs as much as the best that is known. */
  private whatIsDecided(
    { free, left }: Settled,
    { evaluation: { bound, reduced, chosen } }: CapacityRaised,
  ): { open: number[]; close: number[] } {
    const [open, close]: [number[], number[]] = [[], []]
    if (this.cost === Infinity) return { open, close }
    const isChosen = new Set(chosen)
    let [worstIn, bestOut] = left === null ? [0, 0] : [-Infinity, Infinity]
    if (left !== null) {
      for (const j of free) {
        if (isChosen.has(j)) worstIn = Math.max(worstIn, reduced[j]!)
        else bestOut = Math.min(bestOut, reduced[j]!)
      }
    }
    for (const j of free) {
      if (isChosen.has(j)) {
        if (this.up(bound + bestOut - reduced[j]!) >= this.cost) open.push(j)
      } else if (this.up(bound + reduced[j]! - worstIn) >= this.cost) close.push(j)
    }
    return { open, close }
  }

  private branch(
    settled: Settled,
    { openness, serving, multipliers }: CapacityRaised,
    decisions: Decisions,
    bound: number,
    put: (proof: Proof) => void,
  ): void {
    const leaf = (): Proof => ({ kind: 'bound', multipliers: { demand: multipliers, budget: 0 } })
    const push = (next: Decisions, set: (proof: Proof) => void): void => {
      this.stack.push({ decisions: next, from: multipliers, bound, put: set })
    }
    const { fixed, servedBy, barred } = decisions
    let [site, off] = [-1, Infinity]
    for (const j of settled.free) {
      if (fixed[j] !== 0 || Math.abs(openness[j]! - 0.5) >= off) continue
      site = j
      off = Math.abs(openness[j]! - 0.5)
    }
    const pair = site < 0 || off > 0.5 - CLEAR ? this.pairOf(settled, serving, decisions, site < 0) : -1
    if (pair >= 0) {
      const { siteCount } = this.problem
      const [demand, by] = [Math.floor(pair / siteCount), pair % siteCount]
      const proof = { kind: 'serve' as const, demand, site: by, by: leaf(), notBy: leaf() }
      put(proof)
      push({ ...decisions, barred: new Set(barred).add(pair) }, (found) => (proof.notBy = found))
      const [opened, served] = [fixed.slice(), servedBy.slice()]
      opened[by] = 1
      served[demand] = by
      push({ fixed: opened, servedBy: served, barred }, (found) => (proof.by = found))
      return
    }
    if (site < 0) {
      // all is decided: one more look proves it
      put(leaf())
      push(decisions, put)
      return
    }
    const proof = { kind: 'branch' as const, site, opened: leaf(), closed: leaf() }
    put(proof)
    for (const how of [-1, 1] as const) {
      const next = fixed.slice()
      next[site] = how
      push({ ...decisions, fixed: next }, (found) =>
        how === 1 ? (proof.opened = found) : (proof.closed = found),
      )
    }
  }

  /** A demand and a site of which it is least clear whether they belong together; -1 for none. */
  private pairOf(
    { start, demand }: Settled,
    serving: ReadonlyMap<number, number>,
    { fixed, servedBy }: Decisions,
    isNeeded: boolean,
  ): number {
    const { siteCount, load } = this.problem
    let [best, most] = [-1, -Infinity]
    for (const [key, share] of serving) {
      const i = Math.floor(key / siteCount)
      if (servedBy[i] !== NO_SITE || fixed[key % siteCount] === -1) continue
      const off = Math.abs(share - 0.5)
      if (off > 0.5 - CLEAR && !isNeeded) continue
      // large ones first: they leave least to be decided
      const worth = (0.5 - off) * (1 + Math.sqrt(load[i]!))
      if (worth > most) {
        most = worth
        best = key
      }
    }
    if (best >= 0 || !isNeeded) return best
    for (let j = 0; j < siteCount; j++) {
      if (fixed[j] === -1) continue
      for (let at = start[j]!; at < start[j + 1]!; at++)
        if (servedBy[demand[at]!] === NO_SITE) return demand[at]! * siteCount + j
    }
    return -1
  }
}

/** @yields where it stands; the last one has `phase` done, and then `bound` equals `objective` */
export function* solveCapacitated(
  problem: CapacityProblem,
  { seed = 1, kicks = 60 }: CapacityOptions = {},
): Generator<CapacityFound, CapacityFound> {
  const search = new Search(problem)
  const random = seeded(seed)
  const found = (phase: CapacityFound['phase'], working: number): CapacityFound => ({
    open: search.climb.best.allocation?.open ?? [],
    serves: search.climb.best.allocation?.serves ?? new Int32Array(0),
    objective: search.cost,
    bound: search.bound(working),
    proof: search.root,
    nodes: search.nodes,
    phase,
  })
  const first = search.boundOfCapacities()
  const known = first?.bound ?? -Infinity
  search.climb.start()
  yield found('start', known)
  for (let k = 0; k < kicks && known < search.cost; k++) {
    search.climb.kick(random)
    yield found('start', known)
  }
  if (known >= search.cost) return found('done', Infinity)
  search.stack.push({
    decisions: {
      fixed: problem.fixed.slice(),
      servedBy: new Int32Array(problem.demandCount).fill(NO_SITE),
      barred: new Set(),
    },
    from: first?.multipliers ?? search.firstMultipliers(),
    bound: known,
    put: (proof) => (search.root = proof),
  })
  for (let isRoot = true; search.stack.length > 0; isRoot = false) {
    const node = search.stack.pop()!
    if (node.bound >= search.cost) {
      node.put({ kind: 'bound', multipliers: { demand: node.from, budget: 0 } })
      continue
    }
    for (const bound of search.look(node, isRoot ? ROOT_STEPS : NODE_STEPS, random))
      yield found('bound', bound)
    yield found(isRoot ? 'bound' : 'branch', Infinity)
  }
  return found('done', Infinity)
}
