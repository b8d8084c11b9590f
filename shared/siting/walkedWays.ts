/** Ways on foot from homes to candidates and to what exists, on the real street network. */
import type { Demand } from '../circles/demand.ts'
import { nearestOfPlaces, sweepNearest } from '../network/nearest.ts'
import { type NetworkView, UNREACHED } from '../network/networkView.ts'
import { WalkSearch } from '../network/search.ts'
import { NO_EDGE, type Snap, type SnapTable } from '../network/snapping.ts'
import { type WayTable, wayTableFrom } from './wayTable.ts'

/** Milliseconds in one unit of way: a tenth of a second, which is about a tenth of a metre. */
export const MS_PER_WAY = 100

const wayOf = (cost: number): number => Math.ceil(cost / MS_PER_WAY)

/**
 * @param view  reversed: people walk to the sites
 * @param sites  where on the street; null: at none, and so nobody's
 * @param demands  rows of the demand that count
 * @param limit  milliseconds
 */
export function waysToSites(
  view: NetworkView,
  sites: readonly (Snap | null)[],
  snaps: SnapTable,
  demands: Int32Array,
  limit: number,
): WayTable {
  const search = new WalkSearch(view)
  const siteOf: number[] = []
  const demandOf: number[] = []
  const ways: number[] = []
  sites.forEach((site, j) => {
    if (!site) return
    search.run([site], limit)
    for (let i = 0; i < demands.length; i++) {
      const place = demands[i]!
      if (snaps.edge[place] === NO_EDGE) continue
      const cost = search.costTo(snaps.edge[place]!, snaps.offset[place]!)
      if (cost === UNREACHED || cost > limit) continue
      siteOf.push(j)
      demandOf.push(i)
      ways.push(wayOf(cost))
    }
  })
  return wayTableFrom(demands.length, sites.length, demandOf, siteOf, ways)
}

/** By demand: the way to the nearest of what exists; Infinity where none is within the limit. */
export function waysToExisting(
  view: NetworkView,
  existing: readonly (Snap | null)[],
  snaps: SnapTable,
  demands: Int32Array,
  limit: number,
): Float64Array {
  const sources = existing.filter((snap) => snap !== null)
  const { cost } = nearestOfPlaces(view, sources, sweepNearest(view, sources, limit), snaps, limit)
  return Float64Array.from(demands, (place) => {
    const own = cost[place]!
    return own === UNREACHED || own > limit ? Infinity : wayOf(own)
  })
}

/** Rows of the demand where somebody of the group lives. */
export const demandsOf = (demand: Demand, weights: ArrayLike<number>): Int32Array =>
  Int32Array.from(
    Array.from({ length: demand.count }, (_, i) => i).filter((i) => Math.round(weights[i]!) > 0),
  )
