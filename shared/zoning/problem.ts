/**
 * Dividing blocks among districts: each district in one piece, each as heavy as the others, and as much as possible left
 * as it is. Blocks and districts are numbers; what they stand for the caller knows.
 */
export interface ZoningProblem {
  /** By block: what is balanced, such as households. 0 or more. */
  weight: Float64Array
  /** By block: who changes hands with it. */
  people: Float64Array
  squareMeters: Float64Array
  /** By block: metres of border towards what is not divided. */
  rimMeters: Float64Array
  /** By block: where it lies, metres from a corner. */
  x: Float64Array
  y: Float64Array
  /** By block: the district it is in today; numbers from 0, -1: in none. There may be more or fewer than asked for. */
  today: Int32Array
  /** Neighbours of block b: `neighbour[start[b] .. start[b + 1])`, with metres in common. */
  start: Int32Array
  neighbour: Int32Array
  meters: Float64Array
  /** Of them along streets, waters, walls. */
  streetMeters: Float64Array
  /** How many districts there are to be. */
  districts: number
  /** No district heavier than this; null: as it comes. */
  most: number | null
}

/** By block: its district, from 0 to `districts` - 1. */
export type Division = Int32Array

export interface ZoningFigures {
  /** Largest distance of a district's weight from the mean, as a share of the mean. */
  imbalance: number
  heaviest: number
  lightest: number
  /** People whose block is in another district than today. */
  moved: number
  /** Mean of 4πA/P² (Polsby and Popper 1991) over districts. */
  compactness: number
  /** Metres of border between districts, and how many of them run along no street. */
  borderMeters: number
  offStreetMeters: number
}

export const totalOf = (values: ArrayLike<number>): number => {
  let total = 0
  for (let i = 0; i < values.length; i++) total += values[i]!
  return total
}

/** @param names  by district: which of today's it goes on as; -1: a new one */
export function zoningFigures(
  problem: ZoningProblem,
  division: Division,
  names: ArrayLike<number>,
): ZoningFigures {
  const {
    weight,
    people,
    squareMeters,
    rimMeters,
    today,
    start,
    neighbour,
    meters,
    streetMeters,
    districts,
  } = problem
  const [weights, areas, around] = [
    new Float64Array(districts),
    new Float64Array(districts),
    new Float64Array(districts),
  ]
  let [moved, borderMeters, offStreetMeters] = [0, 0, 0]
  for (let block = 0; block < weight.length; block++) {
    const own = division[block]!
    weights[own]! += weight[block]!
    areas[own]! += squareMeters[block]!
    around[own]! += rimMeters[block]!
    if (names[own] !== today[block]) moved += people[block]!
    for (let i = start[block]!; i < start[block + 1]!; i++) {
      if (division[neighbour[i]!] === own) continue
      around[own]! += meters[i]!
      if (neighbour[i]! < block) continue
      borderMeters += meters[i]!
      offStreetMeters += meters[i]! - streetMeters[i]!
    }
  }
  const mean = totalOf(weights) / districts
  let [heaviest, lightest, imbalance, compactness] = [-Infinity, Infinity, 0, 0]
  for (let district = 0; district < districts; district++) {
    heaviest = Math.max(heaviest, weights[district]!)
    lightest = Math.min(lightest, weights[district]!)
    if (mean > 0) imbalance = Math.max(imbalance, Math.abs(weights[district]! / mean - 1))
    if (around[district]! > 0)
      compactness += (4 * Math.PI * areas[district]!) / around[district]! ** 2 / districts
  }
  return { imbalance, heaviest, lightest, moved, compactness, borderMeters, offStreetMeters }
}

/** @returns districts that are empty or in several pieces; none of a division that may be used */
export function brokenDistricts(problem: ZoningProblem, division: Division): number[] {
  const { start, neighbour, districts } = problem
  const pieces = new Int32Array(districts)
  const isSeen = new Uint8Array(division.length)
  for (let block = 0; block < division.length; block++) {
    if (isSeen[block]) continue
    pieces[division[block]!]!++
    const queue = [block]
    isSeen[block] = 1
    for (let at = queue.pop(); at !== undefined; at = queue.pop())
      for (let i = start[at]!; i < start[at + 1]!; i++) {
        const next = neighbour[i]!
        if (isSeen[next] || division[next] !== division[at]) continue
        isSeen[next] = 1
        queue.push(next)
      }
  }
  return [...pieces.keys()].filter((district) => pieces[district] !== 1)
}

/**
 * No division can be nearer to balance than this. Some district is as heavy as the mean of those blocks that one district
 * cannot be without: the heaviest block lies in one, and of the heaviest k + 1 blocks two lie in one.
 */
export function leastImbalance({ weight, districts }: Pick<ZoningProblem, 'weight' | 'districts'>): number {
  const mean = totalOf(weight) / districts
  if (mean === 0) return 0
  const sorted = Float64Array.from(weight).sort().reverse()
  const two = sorted.length > districts ? sorted[districts - 1]! + sorted[districts]! : 0
  const heaviest = Math.max(sorted[0] ?? 0, two)
  // With whole numbers the mean itself may not be reached.
  const isWhole = weight.every(Number.isInteger)
  const up = isWhole ? Math.ceil(mean) : mean
  const down = isWhole ? Math.floor(mean) : mean
  return Math.max(heaviest / mean - 1, up / mean - 1, 1 - down / mean, 0)
}
