/** A measure of access to one kind of facility, summed up over people and units, with how evenly it is spread. */
import { limitOf, type NetworkView, UNREACHED } from '../network/networkView.ts'
import { type SearchStart, WalkSearch } from '../network/search.ts'
import { NO_EDGE, type SnapTable } from '../network/snapping.ts'
import { type AccessMeasure, accessOfPlaces, gini, meanOf, worstTenth } from './accessMeasures.ts'
import type { Demand } from './demand.ts'

export interface AccessFacility {
  /** Null: at no street. */
  at: SearchStart | null
  /** Null where it is not known. */
  capacity: number | null
}

export interface AccessReport {
  facilities: number
  /** Facilities with a known capacity. Only when all are known is it used; otherwise each counts as one. */
  withCapacity: number
  /** Residents with no facility within the limit. */
  without: number
  residents: number
  /** Over residents who have one within the limit for `nearest`, over all for the others; null without such people. */
  mean: number | null
  /** How unevenly residents are served, 0 to 1; null for `nearest`, which is no good that is shared out. */
  gini: number | null
  /** Mean of the tenth of residents with least (of `nearest`: null). */
  worstTenth: number | null
  /** Worst first. */
  byUnit: AccessLine[]
}

export interface AccessLine {
  code: string
  name: string
  residents: number
  without: number
  mean: number | null
}

/**
 * @param view  reversed: people walk from their homes to the facilities
 * @param minutes  the limit of the catchment
 */
export function reportAccess(
  { view, homes, demand }: { view: NetworkView; homes: SnapTable; demand: Demand },
  facilities: readonly AccessFacility[],
  minutes: number,
  measure: AccessMeasure,
): AccessReport {
  const limit = limitOf(view, minutes)
  const withCapacity = facilities.filter(({ capacity }) => capacity !== null).length
  const isKnown = withCapacity === facilities.length
  const { residents } = demand.people
  const costs = costsOf(view, homes, demand.count, facilities, limit)
  const input = {
    places: demand.count,
    facilities: facilities.length,
    costs,
    limitMilliseconds: limit,
    people: residents,
    capacity: facilities.map(({ capacity }) => (isKnown ? capacity! : 1)),
  }
  const access = accessOfPlaces(measure, input)
  const isServed = Uint8Array.from({ length: demand.count }, (_, place) =>
    facilities.some((__, f) => costs[f * demand.count + place] !== UNREACHED) ? 1 : 0,
  )
  const isMinutes = measure === 'nearest'
  const counted = isMinutes ? residents.map((persons, place) => persons * isServed[place]!) : residents
  const people = (weights: ArrayLike<number>): number =>
    Math.round(Array.from(weights).reduce((sum, one) => sum + one, 0))
  const lost = residents.map((persons, place) => persons * (1 - isServed[place]!))
  return {
    facilities: facilities.length,
    withCapacity,
    without: people(lost),
    residents: people(residents),
    mean: meanOf(access, counted),
    gini: isMinutes ? null : gini(access, residents),
    worstTenth: isMinutes ? null : worstTenth(access, residents),
    byUnit: linesOf(demand, access, counted, isServed, isMinutes),
  }
}

function costsOf(
  view: NetworkView,
  homes: SnapTable,
  count: number,
  facilities: readonly AccessFacility[],
  limit: number,
): Uint32Array {
  const costs = new Uint32Array(facilities.length * count).fill(UNREACHED)
  const search = new WalkSearch(view)
  facilities.forEach(({ at }, f) => {
    if (!at) return
    search.run([at], limit)
    for (let place = 0; place < count; place++)
      if (homes.edge[place] !== NO_EDGE)
        costs[f * count + place] = search.costTo(homes.edge[place]!, homes.offset[place]!)
  })
  return costs
}

function linesOf(
  demand: Demand,
  access: Float64Array,
  counted: ArrayLike<number>,
  isServed: Uint8Array,
  isMinutes: boolean,
): AccessLine[] {
  const sums = demand.units.map(({ code, name }) => ({
    code,
    name,
    residents: 0,
    without: 0,
    sum: 0,
    counted: 0,
  }))
  for (let place = 0; place < demand.count; place++) {
    const persons = demand.people.residents[place]!
    if (persons <= 0) continue
    const line = sums[demand.unit[place]!]!
    line.residents += persons
    if (!isServed[place]) line.without += persons
    if (!(counted[place]! > 0)) continue
    line.sum += counted[place]! * access[place]!
    line.counted += counted[place]!
  }
  const worst = isMinutes ? -1 : 1
  const rank = ({ mean }: AccessLine): number => (mean === null ? -Infinity : worst * mean)
  return sums
    .filter(({ residents }) => residents > 0)
    .map(({ code, name, residents, without, sum, counted: persons }) => ({
      code,
      name,
      residents: Math.round(residents),
      without: Math.round(without),
      mean: persons > 0 ? sum / persons : null,
    }))
    .sort((a, b) => rank(a) - rank(b) || b.without - a.without || (a.code < b.code ? -1 : 1))
}
