/**
 * Proposals: several divisions that are good in different ways. A search is run for each of a few aims and seeds; of
 * what comes out, those are offered that no other one beats in everything.
 */
import { contracted, tiedGroups } from './contract.ts'
import { namesOfToday } from './namesOfToday.ts'
import {
  type Division,
  isAllowed,
  leastImbalance,
  leastMoved,
  zoningFigures,
  type ZoningFigures,
  type ZoningProblem,
} from './problem.ts'
import { type Aims, searchDivisions } from './searchDivisions.ts'
import { startDivision } from './startDivision.ts'
import { whyImpossible } from './whyImpossible.ts'
import { withLinks } from './withLinks.ts'

export const PROPOSAL_AIMS = ['fewest', 'stay', 'balance', 'compact', 'street', 'even'] as const
export type ProposalAim = (typeof PROPOSAL_AIMS)[number]

const AIMS: Readonly<Record<ProposalAim, Omit<Aims, 'tolerance'>>> = {
  fewest: { balance: 20, stay: 4, short: 0.02, round: 0, street: 0.02 },
  stay: { balance: 2, stay: 4, short: 0.1, round: 0.1, street: 0.1 },
  balance: { balance: 10, stay: 0.3, short: 0.1, round: 0, street: 0.1 },
  compact: { balance: 2, stay: 0.2, short: 0.5, round: 2.5, street: 0.3 },
  street: { balance: 2, stay: 0.2, short: 0.3, round: 0.1, street: 3 },
  even: { balance: 4, stay: 1, short: 0.5, round: 0.5, street: 0.5 },
}

export interface Proposal {
  division: Division
  /** By district: which of today's it goes on as; -1: a new one. */
  names: Int32Array
  figures: ZoningFigures
  /** What the search was after that found it. */
  aim: ProposalAim
}

export interface Proposals {
  proposals: Proposal[]
  /** Of today's division, where it has as many districts as asked for. */
  today: ZoningFigures | null
  /** No division can be nearer to balance than this share of the mean. */
  leastImbalance: number
  /** No division within the tolerance moves fewer people. */
  leastMoved: number
}

export interface ProposeOptions {
  seed: number
  /** Within this share of the mean a district counts as balanced. */
  tolerance: number
  /** Steps of each search. */
  steps: number
  searches?: number
}

/** Searches for each aim, and steps of each: what the page and the command line take. */
export const SEARCHES = 3
export const stepsFor = (blocks: number): number => Math.max(60_000, 150 * blocks)

/**
 * Search by search: what has been found so far is good at any time.
 * @throws RangeError for a problem that `whyImpossible` refuses
 */
export function* proposing(
  problem: ZoningProblem,
  { seed, tolerance, steps, searches = 2 }: ProposeOptions,
): Generator<Proposals & { done: number }> {
  if (whyImpossible(problem)) throw new RangeError('no such division')
  const linked = withLinks(problem)
  const { problem: joined, expanded } = contracted(linked)
  const found: Proposal[] = []
  const held = new Set(problem.today)
  const today =
    held.size === problem.districts && !held.has(-1)
      ? zoningFigures(
          problem,
          problem.today,
          [...held.keys()].sort((a, b) => a - b),
        )
      : null
  const least = leastImbalance({ weight: tiedWeights(problem), districts: problem.districts })
  const fewest = leastMoved(problem, tolerance)
  const runs = Array.from({ length: searches }, (_, n) => PROPOSAL_AIMS.map((aim) => ({ aim, n }))).flat()
  for (const [run, { aim, n }] of runs.entries()) {
    const start = startDivision(joined, seed + n)
    // While searching, a district is today's that it began as.
    const began = namesOfToday(joined, start)
    const own = joined.today.map((district) => (district === -1 ? -1 : began.indexOf(district)))
    const { division, level } = searchDivisions({ ...joined, today: own }, start, {
      aims: { ...AIMS[aim], tolerance: aim === 'balance' ? 0 : tolerance },
      seed: seed + 1000 * n + run,
      steps,
    })
    for (const best of aim === 'balance' ? [division, level] : [division]) {
      const one = expanded(best)
      const names = namesOfToday(linked, one)
      found.push({ division: one, names, figures: zoningFigures(linked, one, names), aim })
    }
    yield {
      proposals: unbeaten(found, linked),
      today,
      leastImbalance: least,
      leastMoved: fewest,
      done: (run + 1) / runs.length,
    }
  }
}

/** Blocks that stay together are as heavy as one. */
function tiedWeights({ weight, together = [] }: ZoningProblem): Float64Array {
  const weights = Float64Array.from(weight)
  for (const [first, ...others] of tiedGroups(together))
    for (const block of others) {
      weights[first!]! += weights[block]!
      weights[block] = 0
    }
  return weights
}

/** All searches at once. @throws RangeError as `proposing` */
export function propose(problem: ZoningProblem, options: ProposeOptions): Proposals {
  let last: Proposals | null = null
  for (const { done: _, ...found } of proposing(problem, options)) last = found
  return last!
}

/** Not worse in anything that counts, and better in something. */
function beats(a: ZoningFigures, b: ZoningFigures): boolean {
  const less = [
    [a.imbalance, b.imbalance],
    [a.moved, b.moved],
    [-a.compactness, -b.compactness],
    [a.offStreetMeters, b.offStreetMeters],
  ] as const
  return less.every(([x, y]) => x <= y + 1e-9) && less.some(([x, y]) => x < y - 1e-9)
}

function unbeaten(found: readonly Proposal[], problem: ZoningProblem): Proposal[] {
  const allowed = found.filter(({ division }) => isAllowed(problem, division))
  const seen = new Set<string>()
  return allowed
    .filter(({ figures }) => !allowed.some((other) => beats(other.figures, figures)))
    .filter(({ division }) => {
      const key = division.join()
      if (seen.has(key)) return false
      seen.add(key)
      return true
    })
    .sort((a, b) => a.figures.imbalance - b.figures.imbalance || a.figures.moved - b.figures.moved)
}
