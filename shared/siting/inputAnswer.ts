/**
 * Answers with people for the aims that are solved from ways and weights alone (`answerInput.ts`): points that can hold only so
 * many, and the worst-off first. Told as the others are; with capacities everybody goes where there is room.
 */
import { answerInput, type SiteAnswer } from './answerInput.ts'
import type { Candidate } from './candidates.ts'
import { loadsOf } from './capacitated/answerCapacitated.ts'
import { missingCapacity, NO_SITE } from './capacitated/capacityProblem.ts'
import { solveCapacitated } from './capacitated/solveCapacitated.ts'
import { capacityProblemOf, isCapacitated, NoAnswer, partsOf, type SiteInput } from './siteInput.ts'
import { NoSiting, type SitingAnswer, type TriedSites } from './sitingQuestion.ts'

/** What an answer is told with, apart from the search. */
export interface Telling {
  input: SiteInput
  /** Sites below this are new ones; the others exist and can hold only so many. */
  newCount: number
  /** People and minutes of a choice; with capacities, who goes where, by demand of the input. */
  sum: (open: readonly number[], serves: readonly number[] | null) => TriedSites
  outOfReach: number
  /** Candidates at no street. */
  off: readonly Candidate[]
}

/** @throws NoSiting */
export function* answerFromInput(telling: Telling): Generator<SitingAnswer, SitingAnswer> {
  const { input } = telling
  const began = performance.now()
  mustHaveRoom(input)
  const before = isCapacitated(input.model) ? insideOfExisting(telling) : null
  try {
    const search = answerInput(input)
    for (let step = search.next(); ; step = search.next()) {
      if (step.value.objective === Infinity || step.value.open.length === 0) continue
      const answer = told(telling, step.value, before, performance.now() - began)
      if (step.done) return answer
      yield answer
    }
  } catch (error) {
    if (error instanceof NoAnswer) throw new NoSiting('noRoom', { missing: 0 })
    throw error
  }
}

/** @throws NoSiting when all together cannot hold those who must be served */
function mustHaveRoom(input: SiteInput): void {
  if (input.model !== 'cpmedian') return
  const missing = missingCapacity(capacityProblemOf(input).problem)
  if (missing > 0) throw new NoSiting('noRoom', { missing: Math.ceil(missing / input.weightParts) })
}

function told(
  { input, newCount, sum, outOfReach, off }: Telling,
  answer: SiteAnswer,
  insideBefore: number | null,
  milliseconds: number,
): SitingAnswer {
  const { open, serves, objective, bound, isDone } = answer
  const isHeld = isCapacitated(input.model)
  const all = sum(open, isHeld ? serves! : null)
  const loads = isHeld ? loadsOf(input, answer) : []
  const holds = (site: number): number => input.capacity![site]!
  const total = input.weights.reduce((people, weight) => people + weight, 0)
  const parts = partsOf(input) * (input.model === 'cpmedian' ? total : 1)
  const old = open.flatMap((site, at) =>
    site < newCount ? [] : [{ load: loads[at]!, capacity: holds(site) }],
  )
  return {
    ...all,
    sites: all.sites.flatMap((site, at) =>
      open[at]! >= newCount
        ? []
        : [{ ...site, ...(isHeld && { load: loads[at]!, capacity: holds(open[at]!) }) }],
    ),
    ...(insideBefore !== null && { insideBefore: Math.min(insideBefore, all.insideAfter) }),
    ...(old.length > 0 && {
      held: {
        points: old.length,
        load: old.reduce((people, { load }) => people + load, 0),
        capacity: old.reduce((people, { capacity }) => people + capacity, 0),
      },
    }),
    ...(input.model === 'worst' && { worstAfter: objective / partsOf(input) }),
    closed: [],
    spent: null,
    off,
    outOfReach,
    bestPossible: bound / parts,
    isProved: isDone,
    candidates: newCount,
    milliseconds,
    isDone,
  }
}

/** How many what exists can take within reach, nobody more than it holds: a good allocation, without a proof. */
function insideOfExisting({ input, newCount, sum }: Telling): number {
  const { problem } = capacityProblemOf({ ...input, model: 'cmclp' })
  const limited = input.sites.length - newCount
  if (limited === 0) return sum([], null).insideBefore
  const fixed = Int8Array.from(input.sites, (_, site) => (site < newCount ? -1 : 1))
  const search = solveCapacitated({ ...problem, fixed, count: limited }, { kicks: 0 })
  const { open, serves } = search.next().value
  return sum(
    open,
    serves.length > 0 ? Array.from(serves) : new Array<number>(problem.demandCount).fill(NO_SITE),
  ).insideAfter
}
