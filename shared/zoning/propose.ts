/**
 * Proposals: several divisions that are good in different ways. A search is run for each of a few aims and seeds; of
 * what comes out, those are offered that no other one beats in everything.
 */
import {
  type Division,
  leastImbalance,
  zoningFigures,
  type ZoningFigures,
  type ZoningProblem,
} from './problem.ts'
import { type Aims, cutTree, searchDivisions } from './searchDivisions.ts'
import { seeded } from './random.ts'

export const PROPOSAL_AIMS = ['stay', 'balance', 'compact', 'street', 'even'] as const
export type ProposalAim = (typeof PROPOSAL_AIMS)[number]

const AIMS: Readonly<Record<ProposalAim, Omit<Aims, 'tolerance'>>> = {
  stay: { balance: 2, stay: 4, short: 0.1, street: 0.1 },
  balance: { balance: 10, stay: 0.3, short: 0.1, street: 0.1 },
  compact: { balance: 2, stay: 0.2, short: 2, street: 0.3 },
  street: { balance: 2, stay: 0.2, short: 0.3, street: 3 },
  even: { balance: 4, stay: 1, short: 0.5, street: 0.5 },
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
}

export interface ProposeOptions {
  seed: number
  /** Within this share of the mean a district counts as balanced. */
  tolerance: number
  /** Steps of each search. */
  steps: number
  searches?: number
}

/** Why there is no division to be had. */
export type ZoningImpossible =
  | { why: 'tooFewBlocks'; blocks: number }
  /** One block alone is heavier than a district may be. */
  | { why: 'blockTooHeavy'; block: number; weight: number }
  /** All districts together may not hold as much as there is. */
  | { why: 'mostTooLow'; total: number; room: number }

export function whyImpossible({ weight, districts, most }: ZoningProblem): ZoningImpossible | null {
  if (weight.length < districts) return { why: 'tooFewBlocks', blocks: weight.length }
  if (most === null) return null
  const heavy = weight.findIndex((one) => one > most)
  if (heavy !== -1) return { why: 'blockTooHeavy', block: heavy, weight: weight[heavy]! }
  const total = weight.reduce((sum, one) => sum + one, 0)
  return total > most * districts ? { why: 'mostTooLow', total, room: most * districts } : null
}

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
  const least = leastImbalance(problem)
  const runs = Array.from({ length: searches }, (_, n) => PROPOSAL_AIMS.map((aim) => ({ aim, n }))).flat()
  for (const [run, { aim, n }] of runs.entries()) {
    const start = startDivision(linked, seed + n)
    // While searching, a district is today's that it began as.
    const began = namesOfToday(linked, start)
    const own = linked.today.map((district) => (district === -1 ? -1 : began.indexOf(district)))
    const { division, level } = searchDivisions({ ...linked, today: own }, start, {
      aims: { ...AIMS[aim], tolerance: aim === 'balance' ? 0 : tolerance },
      seed: seed + 1000 * n + run,
      steps,
    })
    for (const one of aim === 'balance' ? [division, level] : [division]) {
      const names = namesOfToday(linked, one)
      found.push({ division: one, names, figures: zoningFigures(linked, one, names), aim })
    }
    yield {
      proposals: unbeaten(found, problem.most),
      today,
      leastImbalance: least,
      done: (run + 1) / runs.length,
    }
  }
}

/** All searches at once. @throws RangeError as `proposing` */
export function propose(problem: ZoningProblem, options: ProposeOptions): Proposals {
  let last: Proposals | null = null
  for (const { proposals, today, leastImbalance: least } of proposing(problem, options))
    last = { proposals, today, leastImbalance: least }
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

function unbeaten(found: readonly Proposal[], most: number | null): Proposal[] {
  const allowed = found.filter(({ figures }) => most === null || figures.heaviest <= most)
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

/** Pieces that do not meet are linked where they are nearest: an island belongs to someone. */
export function withLinks(problem: ZoningProblem): ZoningProblem {
  const { start, neighbour, weight } = problem
  const piece = new Int32Array(weight.length).fill(-1)
  const firsts: number[] = []
  for (let block = 0; block < weight.length; block++) {
    if (piece[block] !== -1) continue
    const queue = [block]
    piece[block] = firsts.length
    for (let at = queue.pop(); at !== undefined; at = queue.pop())
      for (let i = start[at]!; i < start[at + 1]!; i++)
        if (piece[neighbour[i]!] === -1) {
          piece[neighbour[i]!] = firsts.length
          queue.push(neighbour[i]!)
        }
    firsts.push(block)
  }
  if (firsts.length < 2) return problem
  const links: [number, number][] = []
  for (let own = 1; own < firsts.length; own++) {
    let [best, from, to] = [Infinity, -1, -1]
    for (let a = 0; a < weight.length; a++) {
      if (piece[a] !== own) continue
      for (let b = 0; b < weight.length; b++) {
        if (piece[b]! >= own) continue
        const meters = Math.hypot(problem.x[a]! - problem.x[b]!, problem.y[a]! - problem.y[b]!)
        if (meters < best) [best, from, to] = [meters, a, b]
      }
    }
    links.push([from, to])
  }
  const next: { to: number; meters: number; street: number }[][] = Array.from(weight, (_, block) =>
    Array.from({ length: start[block + 1]! - start[block]! }, (_unused, i) => ({
      to: neighbour[start[block]! + i]!,
      meters: problem.meters[start[block]! + i]!,
      street: problem.streetMeters[start[block]! + i]!,
    })),
  )
  for (const [a, b] of links) {
    next[a]!.push({ to: b, meters: 0, street: 0 })
    next[b]!.push({ to: a, meters: 0, street: 0 })
  }
  return { ...problem, ...adjacency(next) }
}

/** Neighbours block by block, written one after another. */
export function adjacency(
  next: readonly (readonly { to: number; meters: number; street: number }[])[],
): Pick<ZoningProblem, 'start' | 'neighbour' | 'meters' | 'streetMeters'> {
  const start = new Int32Array(next.length + 1)
  next.forEach((list, block) => (start[block + 1] = start[block]! + list.length))
  const all = next.flat()
  return {
    start,
    neighbour: Int32Array.from(all, ({ to }) => to),
    meters: Float64Array.from(all, ({ meters }) => meters),
    streetMeters: Float64Array.from(all, ({ street }) => street),
  }
}

/** Today's division, with the lightest districts joined or the heaviest cut until there are as many as asked for. */
export function startDivision(problem: ZoningProblem, seed: number): Division {
  const random = seeded(seed)
  const { weight, today, start, neighbour, districts } = problem
  const division = onePieceEach(problem, today)
  let count = 1 + division.reduce((most, district) => Math.max(most, district), -1)
  const weightsOf = (): Float64Array => {
    const weights = new Float64Array(count)
    division.forEach((district, block) => (weights[district]! += weight[block]!))
    return weights
  }
  while (count > districts) {
    const weights = weightsOf()
    const gone = weights.indexOf(Math.min(...weights))
    let into = -1
    for (let block = 0; block < division.length; block++) {
      if (division[block] !== gone) continue
      for (let i = start[block]!; i < start[block + 1]!; i++) {
        const across = division[neighbour[i]!]!
        if (across !== gone && (into === -1 || weights[across]! < weights[into]!)) into = across
      }
    }
    count--
    for (let block = 0; block < division.length; block++) {
      if (division[block] === gone) division[block] = into
      // The last number fills the gap.
      if (division[block] === count) division[block] = gone
    }
  }
  while (count < districts) {
    const weights = weightsOf()
    const sizes = new Int32Array(count)
    for (const district of division) sizes[district]!++
    const heaviest = [...weights.keys()]
      .filter((district) => sizes[district]! > 1)
      .reduce((a, b) => (weights[b]! > weights[a]! ? b : a))
    const members = [...division.keys()].filter((block) => division[block] === heaviest)
    for (const block of cutTree(problem, members, 0.5, random)!) division[block] = count
    count++
  }
  return division
}

/** Districts from 0 up, each in one piece: of a broken one, and of what is in none, each piece is its own. */
function onePieceEach({ start, neighbour }: ZoningProblem, today: Int32Array): Division {
  const division = new Int32Array(today.length).fill(-1)
  let count = 0
  for (let block = 0; block < today.length; block++) {
    if (division[block] !== -1) continue
    const queue = [block]
    division[block] = count
    for (let at = queue.pop(); at !== undefined; at = queue.pop())
      for (let i = start[at]!; i < start[at + 1]!; i++)
        if (division[neighbour[i]!] === -1 && today[neighbour[i]!] === today[at]) {
          division[neighbour[i]!] = count
          queue.push(neighbour[i]!)
        }
    count++
  }
  return division
}

/** Districts go on as those of today that they share most people with, the largest shares first. */
export function namesOfToday({ today, people, districts }: ZoningProblem, division: Division): Int32Array {
  const known = 1 + today.reduce((most, district) => Math.max(most, district), -1)
  const shares = new Map<number, number>()
  division.forEach((district, block) => {
    if (today[block] === -1) return
    const pair = district * known + today[block]!
    // Ground without people counts a little, so that it decides where nothing else does.
    shares.set(pair, (shares.get(pair) ?? 0) + people[block]! + 1e-6)
  })
  const names = new Int32Array(districts).fill(-1)
  const isTaken = new Uint8Array(known)
  for (const [pair] of [...shares].sort((a, b) => b[1] - a[1] || a[0] - b[0])) {
    const [district, before] = [Math.floor(pair / known), pair % known]
    if (names[district] !== -1 || isTaken[before]) continue
    names[district] = before
    isTaken[before] = 1
  }
  return names
}
