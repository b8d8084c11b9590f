/**
 * Ways from homes to sites when some walls are opened, for any set of a few possible openings, put together exactly from
 * searches on the street as it is: a shortest way that uses openings is made of ways between their ends.
 */
import { type NetworkView, UNREACHED } from '../../network/networkView.ts'
import { type PlaceOnEdge, WalkSearch } from '../../network/search.ts'
import { NO_EDGE, type Snap, type SnapTable } from '../../network/snapping.ts'
import { MS_PER_WAY } from '../walkedWays.ts'
import { type WayTable, wayTableFrom } from '../wayTable.ts'

/** Two places that face each other across a wall or a road. */
export interface PossibleOpening {
  from: PlaceOnEdge
  to: PlaceOnEdge
  /** Milliseconds through it. */
  cost: number
}

/** Pairs of homes and sites that are held at once: 160 MB. */
export const MOST_PAIRS = 20_000_000

export interface Ends {
  /** Reversed: people walk to the sites. */
  view: NetworkView
  /** Candidates; null: at no street, and so nobody's. */
  sites: readonly (Snap | null)[]
  existing: readonly (Snap | null)[]
  snaps: SnapTable
  /** Rows of the demand that count. */
  demands: Int32Array
  openings: readonly PossibleOpening[]
  /** Milliseconds, inclusive. */
  limit: number
}

export class OpenableWays {
  private readonly homes: number
  /** By site and home: milliseconds on the street as it is, Infinity beyond the limit. */
  private readonly homeToSite: Float64Array
  private readonly homeToExisting: Float64Array
  /** By end of an opening, two each. */
  private readonly homeToEnd: Float64Array[]
  private readonly endToSite: Float64Array[]
  private readonly endToEnd: Float64Array[]
  private readonly endToExisting: Float64Array

  /** @throws RangeError when there are more than `MOST_PAIRS` pairs of homes and sites */
  constructor(private readonly given: Ends) {
    const { view, sites, existing, snaps, demands, openings, limit } = given
    this.homes = demands.length
    if (this.homes * sites.length > MOST_PAIRS)
      throw new RangeError(
        `${this.homes} homes and ${sites.length} sites, expected at most ${MOST_PAIRS} pairs`,
      )
    const search = new WalkSearch(view)
    const ends = openings.flatMap(({ from, to }) => [from, to])
    const costTo = ({ edge, offset }: PlaceOnEdge): number => {
      const cost = search.costTo(edge, offset)
      return cost === UNREACHED ? Infinity : cost
    }
    const homeCosts = (into: Float64Array, at: number): void =>
      demands.forEach((place, i) => {
        const edge = snaps.edge[place]!
        into[at + i] = edge === NO_EDGE ? Infinity : costTo({ edge, offset: snaps.offset[place]! })
      })
    this.endToSite = ends.map(() => new Float64Array(sites.length).fill(Infinity))
    this.homeToSite = new Float64Array(this.homes * sites.length).fill(Infinity)
    sites.forEach((site, j) => {
      if (!site) return
      search.run([site], limit)
      homeCosts(this.homeToSite, j * this.homes)
      ends.forEach((end, u) => (this.endToSite[u]![j] = costTo(end)))
    })
    this.homeToExisting = new Float64Array(this.homes)
    const standing = existing.filter((snap) => snap !== null)
    search.run(standing, limit)
    homeCosts(this.homeToExisting, 0)
    this.endToExisting = Float64Array.from(ends, costTo)
    this.homeToEnd = []
    this.endToEnd = ends.map(() => new Float64Array(ends.length))
    ends.forEach((end, v) => {
      search.run([end], limit)
      const homes = new Float64Array(this.homes)
      homeCosts(homes, 0)
      this.homeToEnd.push(homes)
      ends.forEach((from, u) => (this.endToEnd[u]![v] = costTo(from)))
    })
  }

  /**
   * Ways in tenths of a second, up to the limit; exact but for the milliseconds to which parts of an edge are rounded.
   *
   * @param opened  which of the openings are made
   */
  with(opened: readonly number[]): { table: WayTable; existing: Float64Array } {
    const { homes, given } = this
    const { limit, sites } = given
    const { ends, arrive } = this.arrivals(opened)
    const wayOf = (cost: number): number => (cost > limit ? Infinity : Math.ceil(cost / MS_PER_WAY))
    const [demandOf, siteOf, ways]: [number[], number[], number[]] = [[], [], []]
    for (let j = 0; j < sites.length; j++) {
      const on = ends.map((end) => this.endToSite[end]![j]!)
      for (let i = 0; i < homes; i++) {
        let best = this.homeToSite[j * homes + i]!
        for (let k = 0; k < on.length; k++) best = Math.min(best, arrive[k]![i]! + on[k]!)
        if (best > limit) continue
        demandOf.push(i)
        siteOf.push(j)
        ways.push(wayOf(best))
      }
    }
    const existing = this.homeToExisting.map((own, i) =>
      wayOf(ends.reduce((best, end, k) => Math.min(best, arrive[k]![i]! + this.endToExisting[end]!), own)),
    )
    return { table: wayTableFrom(homes, sites.length, demandOf, siteOf, ways), existing }
  }

  /** From every home to every end of what is opened, through whatever is opened. */
  private arrivals(opened: readonly number[]): { ends: number[]; arrive: Float64Array[] } {
    const ends = opened.flatMap((opening) => [2 * opening, 2 * opening + 1])
    const between = ends.map((u) => Float64Array.from(ends, (v) => this.endToEnd[u]![v]!))
    ends.forEach((end, k) => {
      // the other side of the same opening
      const over = k ^ 1
      between[k]![over] = Math.min(between[k]![over]!, this.given.openings[end >> 1]!.cost)
      between[k]![k] = 0
    })
    for (let via = 0; via < ends.length; via++)
      for (let u = 0; u < ends.length; u++)
        for (let v = 0; v < ends.length; v++)
          between[u]![v] = Math.min(between[u]![v]!, between[u]![via]! + between[via]![v]!)
    const arrive = ends.map((_, v) => {
      const own = new Float64Array(this.homes).fill(Infinity)
      ends.forEach((end, u) => {
        const onwards = between[u]![v]!
        const first = this.homeToEnd[end]!
        if (onwards < Infinity)
          for (let i = 0; i < own.length; i++) own[i] = Math.min(own[i]!, first[i]! + onwards)
      })
      return own
    })
    return { ends, arrive }
  }
}
