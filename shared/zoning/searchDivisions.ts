/**
 * Search for divisions: single blocks cross a border (AZP, Openshaw 1977; accepted as in simulated annealing), and now
 * and then two neighbouring districts are joined and cut anew along a random spanning tree (ReCom; DeFord, Duchin and
 * Solomon 2021). Districts stay in one piece at every step. The same seed gives the same division.
 */
import { cutTree } from './cutTree.ts'
import { type Division, totalOf, type ZoningProblem } from './problem.ts'
import { seeded } from './random.ts'

/** What a search is after; each part is about 1 for today's division or for a bad one. */
export interface Aims {
  balance: number
  /** People who change hands. */
  stay: number
  /** Metres of border. */
  short: number
  /** Districts that are no discs: what is missing of 4πA/P² to 1, summed. */
  round: number
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
/** A district over the most that is allowed; two blocks together that are to be apart. */
const TOO_HEAVY = 20
const TOO_NEAR = 20

class State {
  readonly weights: Float64Array
  readonly counts: Int32Array
  /** By district: of what `most` is a limit of, where that is not the weight. */
  private readonly limits: Float64Array | null
  /** By block: those that are not to be with it. */
  private readonly apart = new Map<number, number[]>()
  readonly mean: number
  /** By district. */
  private readonly areas: Float64Array
  private readonly around: Float64Array
  /** By block: metres around it. */
  private readonly blockMeters: Float64Array
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
    this.areas = new Float64Array(problem.districts)
    this.around = new Float64Array(problem.districts)
    this.blockMeters = Float64Array.from(problem.rimMeters)
    for (let block = 0; block < division.length; block++) {
      const own = division[block]!
      this.areas[own]! += problem.squareMeters[block]!
      this.around[own]! += problem.rimMeters[block]!
      for (let i = problem.start[block]!; i < problem.start[block + 1]!; i++) {
        this.blockMeters[block]! += problem.meters[i]!
        if (division[problem.neighbour[i]!] !== own) this.around[own]! += problem.meters[i]!
      }
    }
    const { limited, most, apart = [] } = problem
    this.limits = limited && most !== null ? new Float64Array(problem.districts) : null
    if (limited && this.limits)
      for (let block = 0; block < division.length; block++) this.limits[division[block]!]! += limited[block]!
    for (const [one, other] of apart) {
      this.apart.set(one, [...(this.apart.get(one) ?? []), other])
      this.apart.set(other, [...(this.apart.get(other) ?? []), one])
    }
    this.mean = totalOf(problem.weight) / problem.districts
    this.people = Math.max(1, totalOf(problem.people))
    this.borders = Math.max(1, totalOf(problem.meters) / 4)
    this.seen = new Int32Array(division.length)
  }

  /** What a district's weight costs. */
  private cost(weight: number): number {
    const { aims, mean } = this
    if (mean === 0) return 0
    const off = Math.max(0, Math.abs(weight / mean - 1) - aims.tolerance)
    return aims.balance * (off * off * 4 + off) + (this.limits ? 0 : this.over(weight))
  }

  /** What being over the most costs. */
  private over(amount: number): number {
    const { most } = this.problem
    return most !== null && amount > most ? TOO_HEAVY * (amount / most - 1) : 0
  }

  /** What a district's shape costs. */
  private shape(area: number, around: number): number {
    return around > 0 ? this.aims.round * (1 - (4 * Math.PI * area) / (around * around)) : 0
  }

  /** Metres that a block has in common with a district. */
  private shared(block: number, district: number): number {
    const { start, neighbour, meters } = this.problem
    let sum = 0
    for (let i = start[block]!; i < start[block + 1]!; i++)
      if (this.division[neighbour[i]!] === district) sum += meters[i]!
    return sum
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
    for (const amount of this.limits ?? []) energy += this.over(amount)
    for (let own = 0; own < problem.districts; own++)
      energy += this.shape(this.areas[own]!, this.around[own]!)
    for (const [one, others] of this.apart)
      for (const other of others) if (division[one] === division[other]) energy += TOO_NEAR / 2
    for (let block = 0; block < division.length; block++) {
      if (division[block] !== problem.today[block])
        energy += (aims.stay * problem.people[block]!) / this.people
      for (let i = problem.start[block]!; i < problem.start[block + 1]!; i++)
        if (division[problem.neighbour[i]!] !== division[block]) energy += this.borderCost(i) / 2
    }
    return energy
  }

  /** The part of the energy that two districts, of these blocks, have to do with. */
  energyOf(members: readonly number[], one: number, other: number): number {
    const { problem, division, aims, weights, limits } = this
    let energy = this.cost(weights[one]!) + this.cost(weights[other]!)
    for (const own of [one, other]) energy += this.shape(this.areas[own]!, this.around[own]!)
    if (limits) energy += this.over(limits[one]!) + this.over(limits[other]!)
    for (const block of members) {
      const own = division[block]!
      if (own !== problem.today[block]) energy += (aims.stay * problem.people[block]!) / this.people
      // What is apart of a block of these and one of others is so before and after.
      for (const far of this.apart.get(block) ?? []) if (division[far] === own) energy += TOO_NEAR / 2
      for (let i = problem.start[block]!; i < problem.start[block + 1]!; i++) {
        const across = division[problem.neighbour[i]!]!
        if (across === own) continue
        energy += across === one || across === other ? this.borderCost(i) / 2 : this.borderCost(i)
      }
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
    if (this.limits) {
      const amount = problem.limited![block]!
      gain +=
        this.over(this.limits[from]! - amount) +
        this.over(this.limits[to]! + amount) -
        this.over(this.limits[from]!) -
        this.over(this.limits[to]!)
    }
    if (aims.round > 0) {
      const [areas, around] = [this.areas, this.around]
      const [area, meters] = [problem.squareMeters[block]!, this.blockMeters[block]!]
      gain +=
        this.shape(areas[from]! - area, around[from]! - meters + 2 * this.shared(block, from)) +
        this.shape(areas[to]! + area, around[to]! + meters - 2 * this.shared(block, to)) -
        this.shape(areas[from]!, around[from]!) -
        this.shape(areas[to]!, around[to]!)
    }
    for (const other of this.apart.get(block) ?? [])
      gain += TOO_NEAR * (Number(division[other] === to) - Number(division[other] === from))
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
    if (this.limits) {
      this.limits[from]! -= this.problem.limited![block]!
      this.limits[to]! += this.problem.limited![block]!
    }
    const area = this.problem.squareMeters[block]!
    this.areas[from]! -= area
    this.areas[to]! += area
    this.around[from]! += 2 * this.shared(block, from) - this.blockMeters[block]!
    this.around[to]! += this.blockMeters[block]! - 2 * this.shared(block, to)
    this.counts[from]!--
    this.counts[to]!++
    this.division[block] = to
  }
}

/** A division that is written down only when it is about to be left: most are bettered at the next step. */
class Kept {
  private isNow = false

  constructor(
    private readonly division: Division,
    private kept: Division,
    public value: number,
  ) {}

  /** Takes the division as it is now if it has less of the value. */
  offer(value: number): void {
    if (value >= this.value - 1e-12) return
    this.value = value
    this.isNow = true
  }

  /** Before a step, and at the end. */
  write(): Division {
    if (this.isNow) this.kept = Int32Array.from(this.division)
    this.isNow = false
    return this.kept
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
  const best = new Kept(state.division, Int32Array.from(from), energy)
  const level = new Kept(state.division, Int32Array.from(from), state.imbalance())
  const blocks = problem.weight.length
  const keep = (): void => {
    best.offer(energy)
    level.offer(state.imbalance())
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
      best.write()
      level.write()
      const gain = recombine(state, state.division[block]!, to, random, heat)
      if (gain === null) continue
      energy += gain
      keep()
      continue
    }
    const gain = state.change(block, to)
    if (gain > 0 && random() >= Math.exp(-gain / heat)) continue
    if (!state.holdsWithout(block)) continue
    best.write()
    level.write()
    state.move(block, to)
    energy += gain
    keep()
  }
  return { division: best.write(), level: level.write() }
}

/**
 * Joins two districts and cuts a random spanning tree of them where both sides are nearest to equal.
 * @returns what the energy gains; null: it was not to be cut, or not accepted, and all is as it was
 */
function recombine(
  state: State,
  one: number,
  other: number,
  random: () => number,
  heat: number,
): number | null {
  const { problem, division } = state
  const members: number[] = []
  for (let block = 0; block < division.length; block++)
    if (division[block] === one || division[block] === other) members.push(block)
  const cut = cutTree(problem, members, 0.5, random)
  if (!cut) return null
  // The side that holds more of today's people of a district keeps its name.
  const stays = (district: number, isSide: boolean): number =>
    members.reduce(
      (sum, block) =>
        problem.today[block] === district && cut.has(block) === isSide ? sum + problem.people[block]! : sum,
      0,
    )
  const isStraight = stays(one, true) + stays(other, false) >= stays(one, false) + stays(other, true)
  const energy = state.energyOf(members, one, other)
  const before = members.map((block) => division[block]!)
  for (const block of members) {
    const to = cut.has(block) === isStraight ? one : other
    if (division[block] !== to) state.move(block, to)
  }
  const gain = state.energyOf(members, one, other) - energy
  if (gain <= 0 || random() < Math.exp(-gain / heat)) return gain
  members.forEach((block, i) => division[block] !== before[i] && state.move(block, before[i]!))
  return null
}
