/**
 * How far a grid is on foot: from the home nearest to the middle of its households, along the streets, to where 95 % of
 * them live. One search for a grid; a home far out does not decide.
 */
import { UNREACHED, viewNetwork } from '../network/networkView.ts'
import { PROFILES } from '../network/profiles.ts'
import { WalkSearch } from '../network/search.ts'
import { NO_EDGE, SnapIndex, Snapper, type SnapTable } from '../network/snapping.ts'
import type { WalkNetwork } from '../network/walkNetwork.ts'

export const WALK_SHARE = 0.95
/** Looked for in turn; beyond the last one nothing is said. */
const LIMITS_SECONDS = [600, 1800, 7200]

export interface GridWalk {
  /** null: nobody lives there, or more than 5 % of the households are at no street. */
  seconds: number | null
  /** Households that the walk does not reach. */
  unreached: number
}

export interface WalkedHomes {
  /** Degrees, two each. */
  lonLat: ArrayLike<number>
  households: ArrayLike<number>
}

export class GridWalks {
  private readonly search: WalkSearch
  private readonly snaps: SnapTable

  constructor(
    network: WalkNetwork,
    private readonly homes: WalkedHomes,
  ) {
    const view = viewNetwork(network, PROFILES.standard)
    this.search = new WalkSearch(view)
    this.snaps = new Snapper(new SnapIndex(network), view).snapAll(homes.lonLat)
  }

  /** @param homes  indexes of those of one grid */
  across(homes: ArrayLike<number>): GridWalk {
    const { households } = this.homes
    const own = Array.from(homes).filter((home) => households[home]! > 0)
    const total = own.reduce((sum, home) => sum + households[home]!, 0)
    const start = this.nearestToMiddle(own, total)
    if (start === null) return { seconds: null, unreached: total }
    const { edge, offset } = this.snaps
    let unreached = total
    for (const limit of LIMITS_SECONDS) {
      this.search.run([{ edge: edge[start]!, offset: offset[start]! }], limit * 1000)
      const costs = own
        .filter((home) => edge[home] !== NO_EDGE)
        .map((home) => ({ home, cost: this.search.costTo(edge[home]!, offset[home]!) }))
        .filter(({ cost }) => cost !== UNREACHED)
        .sort((a, b) => a.cost - b.cost)
      let reached = 0
      let seconds: number | null = null
      for (const { home, cost } of costs) {
        reached += households[home]!
        if (seconds === null && reached >= WALK_SHARE * total - 1e-6) seconds = cost / 1000
      }
      unreached = total - reached
      if (seconds !== null) return { seconds, unreached }
    }
    return { seconds: null, unreached }
  }

  /** Of the homes at a street the one nearest to the mean place of all households. */
  private nearestToMiddle(own: readonly number[], total: number): number | null {
    const { lonLat, households } = this.homes
    let [lon, lat] = [0, 0]
    for (const home of own) {
      lon += (lonLat[2 * home]! * households[home]!) / total
      lat += (lonLat[2 * home + 1]! * households[home]!) / total
    }
    const narrowing = Math.cos((lat * Math.PI) / 180)
    let [best, least]: [number | null, number] = [null, Infinity]
    for (const home of own) {
      if (this.snaps.edge[home] === NO_EDGE) continue
      const off = ((lonLat[2 * home]! - lon) * narrowing) ** 2 + (lonLat[2 * home + 1]! - lat) ** 2
      if (off < least) [best, least] = [home, off]
    }
    return best
  }
}
