/** How far it is from each demand to each site, as far as it was looked: what models are made from. */
export interface WayTable {
  demandCount: number
  siteCount: number
  /** By demand, nearest site first. A pair that is not in it is not connected, or lies further than was looked. */
  start: Int32Array
  site: Int32Array
  /** Whole numbers of one unit, e.g. decimetres or tenths of a second. */
  way: Float64Array
}

export interface WayEntry {
  demand: number
  site: number
  way: number
}

export const wayTableOf = (demandCount: number, siteCount: number, entries: readonly WayEntry[]): WayTable =>
  wayTableFrom(
    demandCount,
    siteCount,
    entries.map(({ demand }) => demand),
    entries.map(({ site }) => site),
    entries.map(({ way }) => way),
  )

/** The same from columns, for many entries. @param ways  whole numbers below 2^53 / `siteCount` */
export function wayTableFrom(
  demandCount: number,
  siteCount: number,
  demandOf: ArrayLike<number>,
  siteOf: ArrayLike<number>,
  ways: ArrayLike<number>,
): WayTable {
  const start = new Int32Array(demandCount + 1)
  for (let at = 0; at < demandOf.length; at++) start[demandOf[at]! + 1]!++
  for (let i = 0; i < demandCount; i++) start[i + 1]! += start[i]!
  // One number for a way and a site is sorted many times as fast as entries by comparison.
  const next = start.slice()
  const keys = new Float64Array(ways.length)
  for (let at = 0; at < ways.length; at++) keys[next[demandOf[at]!]!++] = ways[at]! * siteCount + siteOf[at]!
  const site = new Int32Array(ways.length)
  const way = new Float64Array(ways.length)
  for (let i = 0; i < demandCount; i++) keys.subarray(start[i]!, start[i + 1]!).sort()
  for (let at = 0; at < keys.length; at++) {
    const own = keys[at]! % siteCount
    site[at] = own
    way[at] = (keys[at]! - own) / siteCount
  }
  return { demandCount, siteCount, start, site, way }
}

/** The rows of some demands, in their order. */
export function onlyDemands(table: WayTable, demands: ArrayLike<number>): WayTable {
  const start = new Int32Array(demands.length + 1)
  const [site, way]: [number[], number[]] = [[], []]
  for (let at = 0; at < demands.length; at++) {
    const demand = demands[at]!
    for (let k = table.start[demand]!; k < table.start[demand + 1]!; k++) {
      site.push(table.site[k]!)
      way.push(table.way[k]!)
    }
    start[at + 1] = site.length
  }
  return {
    demandCount: demands.length,
    siteCount: table.siteCount,
    start,
    site: Int32Array.from(site),
    way: Float64Array.from(way),
  }
}

/** Without ways to some sites, which keep their numbers. */
export function withoutSites(table: WayTable, isLeftOut: (site: number) => boolean): WayTable {
  const start = new Int32Array(table.demandCount + 1)
  const kept: number[] = []
  for (let i = 0; i < table.demandCount; i++) {
    for (let at = table.start[i]!; at < table.start[i + 1]!; at++)
      if (!isLeftOut(table.site[at]!)) kept.push(at)
    start[i + 1] = kept.length
  }
  return {
    ...table,
    start,
    site: Int32Array.from(kept, (at) => table.site[at]!),
    way: Float64Array.from(kept, (at) => table.way[at]!),
  }
}

/** By demand: the way to the nearest of these sites; Infinity where none is in the table. */
export function nearestWays(
  { demandCount, start, site, way }: WayTable,
  open: readonly number[],
): Float64Array {
  const isOpen = new Set(open)
  const nearest = new Float64Array(demandCount).fill(Infinity)
  for (let i = 0; i < demandCount; i++) {
    for (let at = start[i]!; at < start[i + 1]!; at++) {
      if (isOpen.has(site[at]!)) {
        nearest[i] = way[at]!
        break
      }
    }
  }
  return nearest
}
