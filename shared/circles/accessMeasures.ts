/**
 * Measures of access to one kind of facility, place by place, by walked minutes. Each says what it counts and where it
 * is published. Pure: costs come in as a function, so that the same reckoning serves page and command.
 */
import { UNREACHED } from '../network/networkView.ts'

export const ACCESS_MEASURES = ['nearest', 'choices', 'twoStep', 'enhancedTwoStep'] as const
export type AccessMeasure = (typeof ACCESS_MEASURES)[number]

/**
 * Weights of the three equal parts of a catchment, near, middle and far: those of Luo & Qi (2009), whose parts of ten
 * minutes end at 30; here the parts are thirds of the limit.
 */
export const ZONE_WEIGHTS: readonly [number, number, number] = [1, 0.68, 0.22]

export interface AccessInput {
  /** Number of places with people, and of facilities. */
  places: number
  facilities: number
  /** Cost from a place to a facility in milliseconds, row by row of facilities; UNREACHED beyond the limit. */
  costs: Uint32Array
  limitMilliseconds: number
  /** People at each place. */
  people: ArrayLike<number>
  /** What each facility can serve: places, beds, or 1 where nothing is known. */
  capacity: ArrayLike<number>
}

/**
 * Access of every place.
 * - `nearest`: minutes to the nearest facility; Infinity beyond the limit.
 * - `choices`: facilities within the limit (cumulative opportunities).
 * - `twoStep`: capacity within the limit, each facility's shared among all people within the limit of it: two-step
 *   floating catchment area, Luo & Wang (2003), Environment and Planning B 30, 865-884.
 * - `enhancedTwoStep`: the same with weights that fall with distance in both steps: Luo & Qi (2009), Health & Place
 *   15, 1100-1107.
 */
export function accessOfPlaces(measure: AccessMeasure, input: AccessInput): Float64Array {
  const { places, facilities, costs, people, capacity } = input
  const access = new Float64Array(places)
  const costOf = (place: number, facility: number): number => costs[facility * places + place]!
  if (measure === 'nearest') {
    access.fill(Infinity)
    for (let f = 0; f < facilities; f++)
      for (let p = 0; p < places; p++)
        if (costOf(p, f) !== UNREACHED) access[p] = Math.min(access[p]!, costOf(p, f) / 60_000)
    return access
  }
  const weight = measure === 'enhancedTwoStep' ? zoneWeight(input.limitMilliseconds) : plainWeight
  for (let f = 0; f < facilities; f++) {
    let served = 1
    if (measure !== 'choices') {
      let demand = 0
      for (let p = 0; p < places; p++) demand += people[p]! * weight(costOf(p, f))
      if (demand <= 0) continue
      served = capacity[f]! / demand
    }
    for (let p = 0; p < places; p++) access[p]! += served * weight(costOf(p, f))
  }
  return access
}

const plainWeight = (cost: number): number => (cost === UNREACHED ? 0 : 1)

const zoneWeight =
  (limit: number) =>
  (cost: number): number => {
    if (cost === UNREACHED) return 0
    const [near, middle, far] = ZONE_WEIGHTS
    return 3 * cost <= limit ? near : 3 * cost <= 2 * limit ? middle : far
  }

/**
 * Gini coefficient of a good spread over people: 0 when all have the same, towards 1 when few have all. By the sorted
 * form of Gini's mean difference with people as weights: 1 - Σ wᵢ (S₍ᵢ₋₁₎ + Sᵢ) / (W S), S being running sums.
 * @returns null where there are no people or nothing is spread
 */
export function gini(values: ArrayLike<number>, weights: ArrayLike<number>): number | null {
  const order = sortedByValue(values, weights)
  let [people, sum, area] = [0, 0, 0]
  for (const place of order) {
    const before = sum
    sum += values[place]! * weights[place]!
    people += weights[place]!
    area += weights[place]! * (before + sum)
  }
  return people > 0 && sum > 0 ? 1 - area / (people * sum) : null
}

/**
 * Mean of the tenth of the people who have least; a place on the edge of the tenth counts with the part that is in it.
 * @returns null where there are no people
 */
export function worstTenth(values: ArrayLike<number>, weights: ArrayLike<number>): number | null {
  const order = sortedByValue(values, weights)
  const people = order.reduce((sum, place) => sum + weights[place]!, 0)
  if (people <= 0) return null
  let rest = people / 10
  let sum = 0
  for (const place of order) {
    const taken = Math.min(rest, weights[place]!)
    sum += taken * values[place]!
    rest -= taken
    if (rest <= 0) break
  }
  return sum / (people / 10)
}

/** Mean over people; null where there are none. */
export function meanOf(values: ArrayLike<number>, weights: ArrayLike<number>): number | null {
  let [sum, people] = [0, 0]
  for (let i = 0; i < values.length; i++) {
    if (!(weights[i]! > 0)) continue
    sum += values[i]! * weights[i]!
    people += weights[i]!
  }
  return people > 0 ? sum / people : null
}

const sortedByValue = (values: ArrayLike<number>, weights: ArrayLike<number>): number[] =>
  Array.from({ length: values.length }, (_, i) => i)
    .filter((i) => weights[i]! > 0)
    .sort((a, b) => values[a]! - values[b]! || a - b)
