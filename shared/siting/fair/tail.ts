/**
 * The worst-served first, by so many of them: the mean walk of the worst-off share is to be as short as can be (k-centrum;
 * Slater 1978, Tamir 2001, with people as weights). Of the K people who walk furthest,
 *
 *     their total  =  the least, over all ways z, of  K · z + Σ people · max(way − z, 0)      (Ogryczak and Tamir 2003)
 *
 * so that for each z it is a p-median of what is walked beyond z. These totals fall as z grows: what is proved of one
 * z bounds all smaller ones, and the ways are cut into pieces until each is proved or time is up.
 */
import { pMedian, type SiteRules } from '../models.ts'
import { atNothing, type Proof } from '../proof.ts'
import type { SiteProblem } from '../siteProblem.ts'
import { solveSites } from '../solveSites.ts'
import { nearestWays, type WayTable } from '../wayTable.ts'

export interface TailQuestion {
  table: WayTable
  weights: ArrayLike<number>
  rules: SiteRules & { count: number }
  /** How many people are the worst-off. */
  people: number
}

/** No choice costs less beyond `to` than its proof says; it counts for all ways from `from` to `to`. */
export interface TailPiece {
  from: number
  to: number
  proof: Proof
}

export interface TailFound {
  open: number[]
  /** Way × people of the worst-off; Infinity while no choice is known that serves all. */
  objective: number
  bound: number
  pieces: TailPiece[]
  isDone: boolean
}

/** People × way beyond z. */
export function beyondProblem({ table, weights, rules }: TailQuestion, z: number): SiteProblem {
  const beyond = (ways: Float64Array): Float64Array => ways.map((way) => Math.max(0, way - z))
  const existing = rules.existing && { existing: beyond(rules.existing) }
  return pMedian({ ...table, way: beyond(table.way) }, weights, { ...rules, ...existing })
}

/** What the worst-off walk together; Infinity where somebody has no way. */
export function tailOf({ table, weights, rules, people }: TailQuestion, open: readonly number[]): number {
  const ways = nearestWays(table, open)
  const order = Array.from(ways.keys())
  for (const i of order) ways[i] = Math.min(ways[i]!, rules.existing?.[i] ?? Infinity)
  order.sort((a, b) => ways[b]! - ways[a]!)
  let [left, total] = [people, 0]
  for (const i of order) {
    if (weights[i] === 0) continue
    if (ways[i] === Infinity) return Infinity
    const taken = Math.min(left, weights[i]!)
    total += taken * ways[i]!
    left -= taken
    if (left === 0) break
  }
  return total
}

/** Ways that can be the one beyond which the worst-off walk: all that there are, and none at all. */
export function waysThatCut({ table, rules }: Pick<TailQuestion, 'table' | 'rules'>): Float64Array {
  const all = new Set<number>([0, ...table.way])
  for (const way of rules.existing ?? []) if (way < Infinity) all.add(way)
  return Float64Array.from(all).sort()
}

interface Interval {
  low: number
  high: number
  /** Of what is walked beyond the way at `high`, or at a larger one, of which the proof is. */
  bound: number
  at: number
  proof: Proof
}

export function* solveTail(question: TailQuestion, seed = 1): Generator<TailFound, TailFound> {
  const { people } = question
  const ways = waysThatCut(question)
  let best: { open: number[]; objective: number } = { open: [], objective: Infinity }
  const closed: Interval[] = []
  let intervals: Interval[] = []
  let isBounded = false
  const keep = (open: readonly number[]): void => {
    const objective = tailOf(question, open)
    if (objective < best.objective) best = { open: [...open], objective }
  }
  const boundOf = ({ low, bound }: Interval): number => people * ways[low]! + bound
  const found = (isDone = false): TailFound => ({
    ...best,
    bound: isBounded ? Math.min(best.objective, ...intervals.map(boundOf)) : 0,
    pieces: [...closed, ...intervals].map(({ low, high, at, proof }) => ({
      from: ways[low]!,
      to: ways[Math.max(high, at)]!,
      proof,
    })),
    isDone,
  })
  /** The least that is walked beyond a way, as far as it is needed. */
  function* beyond(at: number, low: number): Generator<TailFound, { bound: number; proof: Proof }> {
    const search = solveSites(beyondProblem(question, ways[at]!), { seed, kicks: 4 })
    for (let step = search.next(); ; step = search.next()) {
      const { open, bound, proof, objective } = step.value
      if (objective < Infinity && open.length > 0) keep(open)
      const isEnough = bound > 0 && people * ways[low]! + bound >= best.objective
      if (step.done || isEnough)
        return bound > 0 ? { bound, proof } : { bound: 0, proof: atNothing(question.table.demandCount) }
      yield found()
    }
  }
  // Good choices at once: where the worst-off begin, by the choice so far.
  let z = 0
  for (let round = 0; round < 6; round++) {
    const search = solveSites(beyondProblem(question, z), { seed, kicks: 6 })
    const before = best.objective
    for (let k = 0; k < 7; k++) {
      const step = search.next()
      if (step.value.objective < Infinity) keep(step.value.open)
      if (step.done) break
    }
    yield found()
    if (best.objective === Infinity || (round > 0 && !(best.objective < before))) break
    z = cutOf(question, best.open)
  }
  const last = ways.length - 1
  const top = yield* beyond(last, 0)
  if (best.objective === Infinity) return found(true)
  intervals = [{ low: 0, high: last, at: last, ...top }]
  isBounded = true
  while (intervals.length > 0) {
    let worst = 0
    intervals.forEach((one, k) => {
      if (boundOf(one) < boundOf(intervals[worst]!)) worst = k
    })
    const one = intervals[worst]!
    if (boundOf(one) >= best.objective) break
    // from here on up it is proved already
    let cut = one.high + 1
    while (cut > one.low + 1 && people * ways[cut - 1]! + one.bound >= best.objective) cut--
    const rest = intervals.filter((_, k) => k !== worst)
    if (cut <= one.high) closed.push({ ...one, low: cut })
    const high = cut - 1
    const middleWay = (ways[one.low]! + ways[high]!) / 2
    let middle = one.low
    while (middle < high && ways[middle + 1]! <= middleWay) middle++
    intervals = [...rest, { ...one, high }]
    const half = yield* beyond(middle, one.low)
    intervals = [...rest, { low: one.low, high: middle, at: middle, ...half }]
    if (middle < high) intervals.push({ ...one, low: middle + 1, high })
    yield found()
  }
  return found(true)
}

/** The shortest way of those that the worst-off walk. */
function cutOf({ table, weights, rules, people }: TailQuestion, open: readonly number[]): number {
  const ways = nearestWays(table, open).map((way, i) => Math.min(way, rules.existing?.[i] ?? Infinity))
  const order = Array.from(ways.keys()).sort((a, b) => ways[b]! - ways[a]!)
  let left = people
  for (const i of order) {
    left -= weights[i]!
    if (left <= 0) return ways[i]!
  }
  return 0
}
