/** Answers of any model from what was asked (`siteInput.ts`), each with its proof so far. */
import { solveCenter } from './center.ts'
import { covering } from './covering.ts'
import { answerCapacitated } from './capacitated/answerCapacitated.ts'
import { answerFair, answerWorst } from './fair/answerFair.ts'
import type { TailPiece } from './fair/tail.ts'
import { isCapacitated, mustBeAnswerable, NoAnswer, problemOf, rulesOf, type SiteInput } from './siteInput.ts'
import { atNothing, type Proof } from './proof.ts'
import { solveSites } from './solveSites.ts'
import { nearestWays } from './wayTable.ts'

/**
 * What proves a bound: of the problem itself; for `pcenter` that a reach needs more sites than may be opened; for `fair` this
 * and a proof of the total of choices that keep to the furthest walk; for `worst` pieces of the ways.
 */
export type AnswerProof =
  | { kind: 'problem'; proof: Proof }
  | { kind: 'reach'; excluded: CenterProof | null }
  | { kind: 'fair'; excluded: CenterProof | null; then: Proof | null }
  | { kind: 'tail'; pieces: readonly TailPiece[] }

export interface CenterProof {
  reach: number
  proof: Proof
}

export interface SiteAnswer {
  open: number[]
  /** Infinity while no choice is known that serves everybody. In parts: weight × way, weight within reach, sites, or way. */
  objective: number
  /** No choice does better than this. */
  bound: number
  proof: AnswerProof
  /** Of `fair`: the total walk, in weight × way, and what no choice with so short a furthest walk is below. */
  second?: { objective: number; bound: number }
  /** With capacities, by demand: the site that serves it; -1 for none. */
  serves?: readonly number[]
  nodes: number
  isDone: boolean
}

export const METHODS = {
  pmedian: 'vertex substitution, Lagrangian bound, branch and bound',
  mclp: 'vertex substitution, Lagrangian bound, branch and bound',
  lscp: 'row dominance, Lagrangian bound, branch and bound',
  pcenter: 'set covering at halved reaches',
  fair: 'set covering at halved reaches, then p-median within the furthest',
  worst: 'p-medians beyond a way, ways cut into pieces',
  cpmedian: 'assignment and exchange of sites, Lagrangian bound by knapsacks, branch and bound',
  cmclp: 'assignment and exchange of sites, Lagrangian bound by knapsacks, branch and bound',
} as const

/**
 * @yields answers, each at least as good as the one before and with a bound at least as near
 * @throws NoAnswer
 */
export function* answerInput(input: SiteInput, seed = 1): Generator<SiteAnswer, SiteAnswer> {
  mustBeAnswerable(input)
  const { model, table } = input
  if (model === 'pcenter') return yield* centers(input, seed)
  if (model === 'fair') return yield* answerFair(input, seed, () => fewestNeeded(input))
  if (model === 'worst') return yield* answerWorst(input, seed, () => fewestNeeded(input))
  if (isCapacitated(model)) return yield* answerCapacitated(input, seed)
  const { problem, told } = problemOf(input)
  const { search, proofOf } =
    model === 'lscp'
      ? covering(table, input.reach!, rulesOf(input), undefined, { seed })
      : { search: solveSites(problem, { seed }), proofOf: ({ proof }: { proof: Proof }) => proof }
  for (let step = search.next(); ; step = search.next()) {
    const { open, objective, bound, nodes } = step.value
    if (step.done && objective === Infinity) throw new NoAnswer(fewestNeeded(input))
    const isBounded = bound > 0
    const answer: SiteAnswer = {
      open,
      objective: told(objective),
      bound: told(isBounded ? bound : 0),
      proof: { kind: 'problem', proof: isBounded ? proofOf(step.value) : atNothing(problem.demandCount) },
      nodes,
      isDone: step.done === true,
    }
    if (step.done) return answer
    yield answer
  }
}

function* centers(input: SiteInput, seed: number): Generator<SiteAnswer, SiteAnswer> {
  const { table, count } = input
  const search = solveCenter(table, { count, ...rulesOf(input) }, seed)
  for (let step = search.next(); ; step = search.next()) {
    const { open, bound, proof } = step.value
    // Within the reach that was looked at, the furthest may be nearer than it.
    const objective = step.value.objective === Infinity ? Infinity : furthestOf(input, open)
    if (step.done && objective === Infinity) throw new NoAnswer(fewestNeeded(input))
    const answer: SiteAnswer = {
      open,
      objective,
      bound,
      proof: { kind: 'reach', excluded: proof },
      nodes: 0,
      isDone: step.done === true,
    }
    if (step.done) return answer
    yield answer
  }
}

function furthestOf({ table, existing }: SiteInput, open: readonly number[]): number {
  return nearestWays(table, open).reduce(
    (most, way, i) => Math.max(most, Math.min(way, existing?.[i] ?? Infinity)),
    0,
  )
}

/** How many sites serve everybody at all, as far as that is known within some steps. */
function fewestNeeded(input: SiteInput): string {
  const { table, count, budget } = input
  if (budget)
    return `found ${count === null ? '' : `p ${count} and `}${budget.limit / budget.parts} ${budget.unit} to spend; no choice within it serves everybody`
  const { search } = covering(table, Number.MAX_VALUE, rulesOf(input))
  let step = search.next()
  for (let k = 0; k < 200 && !step.done; k++) step = search.next()
  return `found p ${count}; no choice of so many sites serves everybody, expected ${step.value.bound} or more`
}
