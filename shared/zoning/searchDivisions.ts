/**
 * Search for divisions: single blocks cross a border (AZP, Openshaw 1977; accepted as in simulated annealing), and now
 * and then two neighbouring districts are joined and cut anew along a random spanning tree (ReCom; DeFord, Duchin and
 * Solomon 2021). Districts stay in one piece at every step. The same seed gives the same division.
 */
import { seeded } from './random.ts'
import { type Division, totalOf, type ZoningProblem } from './problem.ts'

/** What a search is after; each part is about 1 for today's division or for a bad one. */
export interface Aims {
  balance: number
  /** People who change hands. */
  stay: number
  /** Metres of border. */
  short: number
  /** Metres of border along no street. */
  street: number
  /** Within this share of the mean, balance counts for nothing more. */
  tolerance: number
}

export interface SearchOptions {
  aims: Aims
  seed: number
  steps: number
}

const RECOM_SHARE = 0.01
/** How bad one step may be at first, and at the end. */
const [HOT, COLD] = [1, 0.0005]
/** A district over the most that is allowed. */
const TOO_HEAVY = 20

class State {
  readonly weights: Float64Array
  readonly counts: Int32Array
  readonly mean: number
  private readonly people: number
  private readonly borders: number
  private readonly seen: Int32Array
  private stamp = 0

  constructor(
    readonly problem: ZoningProblem,
    readonly division: Division,
    readonly aims: Aims,
  ) {
    this.weights = new Float64Array(problem.districts)
    this.counts = new Int32Array(problem.districts)
    division.forEach((district, block) => {
      this.weights[district]! += problem.weight[block]!
      this.counts[district]!++
    })
    this.mean = totalOf(problem.weight) / problem.districts
    this.people = Math.max(1, totalOf(problem.people))
    this.borders = Math.max(1, totalOf(problem.meters) / 4)
    this.seen = new Int32Array(division.length)
  }

  /** What a district's weight costs. */
  private cost(weight: number): number {
    const { aims, problem, mean } = this
    if (mean === 0) return 0
    const off = Math.max(0, Math.abs(weight / mean - 1) - aims.tolerance)
    const over = problem.most !== null && weight > problem.most ? TOO_HEAVY * (weight / problem.most - 1) : 0
    return aims.balance * (off * off * 4 + off) + over
  }

  /** As `ZoningFigures.imbalance`. */
  imbalance(): number {
    let most = 0
    for (const weight of this.weights) most = Math.max(most, Math.abs(weight - this.mean))
    return this.mean === 0 ? 0 : most / this.mean
  }

  energy(): number {
    const { problem, division, aims } = this
    let energy = 0
    for (const weight of this.weights) energy += this.cost(weight)
    for (let block = 0; block < division.length; block++) {
      if (division[block] !== problem.today[block])
        energy += (aims.stay * problem.people[block]!) / this.people
      for (let i = problem.start[block]!; i < problem.start[block + 1]!; i++)
        if (division[problem.neighbour[i]!] !== division[block]) energy += this.borderCost(i) / 2
    }
    return energy
  }

  private borderCost(i: number): number {
    const { meters, streetMeters } = this.problem
    return (this.aims.short * meters[i]! + this.aims.street * (meters[i]! - streetMeters[i]!)) / this.borders
  }

  /** What the energy gains when a block goes to another district. */
  change(block: number, to: number): number {
    const { problem, division, aims, weights } = this
    const from = division[block]!
    const weight = problem.weight[block]!
    let gain =
      this.cost(weights[from]! - weight) +
      this.cost(weights[to]! + weight) -
      this.cost(weights[from]!) -
      this.cost(weights[to]!)
    const today = problem.today[block]
    gain +=
      ((Number(to !== today) - Number(from !== today)) * aims.stay * problem.people[block]!) / this.people
    for (let i = problem.start[block]!; i < problem.start[block + 1]!; i++) {
      const across = division[problem.neighbour[i]!]!
      gain += (Number(across !== to) - Number(across !== from)) * this.borderCost(i)
    }
    return gain
  }

  /** Whether a district stays in one piece, and is not empty, without one of its blocks. */
  holdsWithout(block: number): boolean {
    const { problem, division, seen } = this
    const own = division[block]!
    if (this.counts[own]! <= 1) return false
    let [first, others] = [-1, 0]
    const mark = ++this.stamp
    for (let i = problem.start[block]!; i < problem.start[block + 1]!; i++) {
      const next = problem.neighbour[i]!
      if (division[next] !== own) continue
      if (first === -1) first = next
      else if (seen[next] !== -mark) {
        seen[next] = -mark
        others++
      }
    }
    if (first === -1) return false
    if (seen[first] === -mark) others--
    const queue = [first]
    seen[first] = mark
    seen[block] = mark
    for (let at = queue.pop(); at !== undefined && others > 0; at = queue.pop())
      for (let i = problem.start[at]!; i < problem.start[at + 1]!; i++) {
        const next = problem.neighbour[i]!
        if (seen[next] === mark || division[next] !== own) continue
        if (seen[next] === -mark) others--
        seen[next] = mark
        queue.push(next)
      }
    return others <= 0
  }

  move(block: number, to: number): void {
    const from = this.division[block]!
    const weight = this.problem.weight[block]!
    this.weights[from]! -= weight
    this.weights[to]! += weight
    this.counts[from]!--
    this.counts[to]!++
    this.division[block] = to
  }
}

/**
 * @param from  a division with every district in one piece
 * @returns the best one found, and the one nearest to balance that was come by; `from` where nothing better was
 */
export function searchDivisions(
  problem: ZoningProblem,
  from: Division,
  { aims, seed, steps }: SearchOptions,
): { division: Division; level: Division } {
  const random = seeded(seed)
  const state = new State(problem, Int32Array.from(from), aims)
  let energy = state.energy()
  let best = Int32Array.from(from)
  let bestEnergy = energy
  const blocks = problem.weight.length
  let level = Int32Array.from(from)
  let leastOff = state.imbalance()
  const keep = (): void => {
    const off = state.imbalance()
    if (off < leastOff - 1e-12) {
      leastOff = off
      level = Int32Array.from(state.division)
    }
    if (energy >= bestEnergy - 1e-12) return
    bestEnergy = energy
    best = Int32Array.from(state.division)
  }
  for (let step = 0; step < steps; step++) {
    const heat = HOT * (COLD / HOT) ** (step / steps)
    const block = Math.floor(random() * blocks)
    const degree = problem.start[block + 1]! - problem.start[block]!
    if (degree === 0) continue
    const other = problem.neighbour[problem.start[block]! + Math.floor(random() * degree)]!
    const to = state.division[other]!
    if (to === state.division[block]) continue
    if (random() < RECOM_SHARE) {
      const before = Int32Array.from(state.division)
      if (!recombine(state, state.division[block]!, to, random)) continue
      const next = state.energy()
      if (next <= energy || random() < Math.exp((energy - next) / heat)) {
        energy = next
        keep()
      } else before.forEach((district, one) => state.division[one] !== district && state.move(one, district))
      continue
    }
    const gain = state.change(block, to)
    if (gain > 0 && random() >= Math.exp(-gain / heat)) continue
    if (!state.holdsWithout(block)) continue
    state.move(block, to)
    energy += gain
    keep()
  }
  return { division: best, level }
}

/** Joins two districts and cuts a random spanning tree of them where both sides are nearest to equal. */
function recombine(state: State, one: number, other: number, random: () => number): boolean {
  const { problem, division } = state
  const members: number[] = []
  for (let block = 0; block < division.length; block++)
    if (division[block] === one || division[block] === other) members.push(block)
  const cut = cutTree(problem, members, 0.5, random)
  if (!cut) return false
  // The side that holds more of today's people of a district keeps its name.
  const stays = (district: number, isSide: boolean): number =>
    members.reduce(
      (sum, block) =>
        problem.today[block] === district && cut.has(block) === isSide ? sum + problem.people[block]! : sum,
      0,
    )
  const isStraight = stays(one, true) + stays(other, false) >= stays(one, false) + stays(other, true)
  for (const block of members) {
    const to = cut.has(block) === isStraight ? one : other
    if (division[block] !== to) state.move(block, to)
  }
  return true
}

/**
 * @param members  blocks that hang together
 * @param share  of the weight that the one side is to have
 * @returns the blocks of one side of a random spanning tree, cut where that share is come nearest; null: not to be cut
 */
export function cutTree(
  problem: ZoningProblem,
  members: readonly number[],
  share: number,
  random: () => number,
): Set<number> | null {
  if (members.length < 2) return null
  const place = new Map(members.map((block, i) => [block, i]))
  const parent = new Int32Array(members.length).fill(-2)
  const order: number[] = []
  // Of the open edges a random one is taken next: a tree as wide as it is long.
  const open: [number, number][] = [[Math.floor(random() * members.length), -1]]
  while (open.length > 0) {
    const pick = Math.floor(random() * open.length)
    const [at, from] = open[pick]!
    open[pick] = open.at(-1)!
    open.pop()
    if (parent[at] !== -2) continue
    parent[at] = from
    order.push(at)
    const block = members[at]!
    for (let i = problem.start[block]!; i < problem.start[block + 1]!; i++) {
      const next = place.get(problem.neighbour[i]!)
      if (next !== undefined && parent[next] === -2) open.push([next, at])
    }
  }
  if (order.length < members.length) return null
  const below = Float64Array.from(members, (block) => problem.weight[block]!)
  for (let i = order.length - 1; i > 0; i--) below[parent[order[i]!]!]! += below[order[i]!]!
  const total = below[order[0]!]!
  let [best, bestOff] = [-1, Infinity]
  for (const at of order.slice(1)) {
    const off = Math.min(Math.abs(below[at]! - share * total), Math.abs(total - below[at]! - share * total))
    if (off < bestOff) [best, bestOff] = [at, off]
  }
  const isBelow = new Uint8Array(members.length)
  for (const at of order) isBelow[at] = at === best || (parent[at]! >= 0 && isBelow[parent[at]!]) ? 1 : 0
  const side = new Set(members.filter((_, i) => isBelow[i]))
  // The side asked for is the one whose weight is nearer to the share.
  if (Math.abs(below[best]! - share * total) <= Math.abs(total - below[best]! - share * total)) return side
  return new Set(members.filter((block) => !side.has(block)))
}
