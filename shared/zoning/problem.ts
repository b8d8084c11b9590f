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
  /** No district may have more; null: as it comes. */
  most: number | null
  /** By block: what `most` is a limit of. Absent: the weight. */
  limited?: Float64Array
  /** Blocks that are to be in one district, list by list. */
  together?: readonly (readonly number[])[]
  /** Blocks that are never in one district, pair by pair. */
  apart?: readonly (readonly [number, number])[]
  /**
   * By block: its piece of the ground, where what is kept as it is cuts the ground into pieces. No district reaches from
   * one into another. Absent: all is one.
   */
  piece?: Int32Array
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

/** By district: what `most` is a limit of. */
export function limitedOf({ limited, weight, districts }: ZoningProblem, division: Division): Float64Array {
  const sums = new Float64Array(districts)
  division.forEach((district, block) => (sums[district]! += (limited ?? weight)[block]!))
  return sums
}

/** Whether a division keeps to what was asked besides balance: the most, and what is together and apart. */
export function isAllowed(problem: ZoningProblem, division: Division): boolean {
  const { most, together = [], apart = [], piece } = problem
  if (most !== null && limitedOf(problem, division).some((sum) => sum > most + 1e-9)) return false
  if (together.some((blocks) => blocks.some((block) => division[block] !== division[blocks[0]!])))
    return false
  if (piece) {
    const pieceOf = new Map<number, number>()
    for (let block = 0; block < division.length; block++) {
      const known = pieceOf.get(division[block]!)
      if (known === undefined) pieceOf.set(division[block]!, piece[block]!)
      else if (known !== piece[block]) return false
    }
  }
  return apart.every(([one, other]) => division[one] !== division[other])
}

/**
 * No division in which every district is within a share of the mean moves fewer people: what a district of today has
 * too much of has to leave it, and what it has too little of has to come, at best with fewest people for the weight.
 * Where there are to be fewer districts, whoever lives in the smallest ones moves.
 */
export function leastMoved(problem: ZoningProblem, tolerance: number): number {
  const { weight, people, today, districts } = problem
  const known = 1 + today.reduce((most, district) => Math.max(most, district), -1)
  const weights = new Float64Array(known)
  const living = new Float64Array(known)
  let nobodys = 0
  for (let block = 0; block < weight.length; block++) {
    if (today[block] === -1) nobodys += people[block]!
    else {
      weights[today[block]!]! += weight[block]!
      living[today[block]!]! += people[block]!
    }
  }
  if (known !== districts) {
    const gone = [...living].sort((a, b) => a - b).slice(0, Math.max(0, known - districts))
    return nobodys + totalOf(gone)
  }
  const mean = totalOf(weight) / districts
  let leaving = 0
  let missing = 0
  for (let district = 0; district < known; district++) {
    leaving += fewestPeople(
      problem,
      weights[district]! - mean * (1 + tolerance),
      (block) => today[block] === district,
    )
    missing += Math.max(0, mean * (1 - tolerance) - weights[district]!)
  }
  return Math.max(
    nobodys,
    leaving,
    fewestPeople(problem, missing, () => true),
  )
}

/** People of as much weight as is asked for, taken where fewest live for it; parts of blocks count in part. */
function fewestPeople(
  { weight, people }: ZoningProblem,
  wanted: number,
  isOwn: (block: number) => boolean,
): number {
  let [left, sum] = [wanted, 0]
  if (left <= 0) return 0
  const order = [...weight.keys()]
    .filter((block) => weight[block]! > 0 && isOwn(block))
    .sort((a, b) => people[a]! / weight[a]! - people[b]! / weight[b]!)
  for (const block of order) {
    const share = Math.min(1, left / weight[block]!)
    sum += share * people[block]!
    left -= share * weight[block]!
    if (left <= 1e-9) break
  }
  return sum
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
