/** What a choice of sites comes to, in people and minutes: reckoned from the ways alone, apart from any search. */
import type { Demand } from '../circles/demand.ts'
import type { Candidate } from './candidates.ts'
import type { SitingAnswer, SitingSite, TriedSites } from './sitingQuestion.ts'
import { MS_PER_WAY } from './walkedWays.ts'
import type { WayTable } from './wayTable.ts'

/** Walks are looked at up to here where the sum of all, or the furthest, is asked for. */
export const LONGEST_MINUTES = 45
const MS_PER_MINUTE = 60_000
export const WAYS_PER_MINUTE = MS_PER_MINUTE / MS_PER_WAY
export const LONGEST_WAY = LONGEST_MINUTES * WAYS_PER_MINUTE

/** Ways of the homes where somebody of the group lives. */
export interface WalkedWays {
  table: WayTable
  /** To what exists and stays. */
  existing: Float64Array
  /** To what exists, whether it stays or not; all stays when left out. */
  before?: Float64Array
  demands: Int32Array
  weights: Float64Array
}

export interface SiteChoice {
  /** Of the places. */
  open: readonly number[]
  places: readonly Candidate[]
  /** Ways. */
  reach: number
  /** Rows that nothing at all can reach: of no account for minutes. */
  isLeft: ReadonlySet<number>
  streetAt: (place: Candidate) => string
  /** By row: the place it goes to, below 0 for none; left out where everybody goes to the nearest. */
  serves?: ArrayLike<number>
}

export function sumOfSites(
  demand: Demand,
  { table, existing, before: was = existing, demands, weights }: WalkedWays,
  { isLeft, open, reach, places, streetAt, serves }: SiteChoice,
): TriedSites {
  const place = new Map(open.map((site, at) => [site, at]))
  const sites = open.map((site) => ({
    ...withoutCapacity(places[site]!),
    street: streetAt(places[site]!),
    people: 0,
    gained: 0,
    runnerUp: null as SitingSite['runnerUp'],
  }))
  let [total, before, after, lost] = [0, 0, 0, 0]
  const [old, now] = [new Mean(), new Mean()]
  const outside: SitingAnswer['outside'] = []
  const units = new Map<number, { gained: number; outside: number }>()
  for (let i = 0; i < demands.length; i++) {
    const weight = weights[i]!
    const unit = demand.unit[demands[i]!]!
    const line = units.get(unit) ?? { gained: 0, outside: 0 }
    units.set(unit, line)
    total += weight
    let [nearest, by] = [existing[i]!, -1]
    for (let at = table.start[i]!; at < table.start[i + 1]! && table.way[at]! < nearest; at++) {
      if (serves && serves[i] !== table.site[at]) continue
      const own = place.get(table.site[at]!)
      if (own === undefined) continue
      nearest = table.way[at]!
      by = own
      break
    }
    if (!isLeft.has(i)) {
      old.take(was[i]!, weight)
      now.take(nearest, weight)
    }
    if (was[i]! <= reach) before += weight
    if (nearest <= reach) {
      after += weight
      if (was[i]! > reach) line.gained += weight
    } else {
      if (was[i]! <= reach) {
        lost += weight
        line.gained -= weight
      }
      line.outside += weight
      outside.push([...placeOf(demand, demands[i]!), weight])
    }
    if (by < 0) continue
    sites[by]!.people += weight
    if (nearest <= reach && was[i]! > reach) sites[by]!.gained += weight
  }
  return {
    sites,
    total,
    insideBefore: before,
    insideAfter: after,
    meanBefore: old.minutes,
    meanAfter: now.minutes,
    furthestAfter: now.furthest,
    unreached: now.unreached,
    lost,
    outside,
    byUnit: [...units]
      .map(([unit, line]) => ({ ...demand.units[unit]!, ...line }))
      .sort((a, b) => b.gained - a.gained || b.outside - a.outside || a.code.localeCompare(b.code)),
  }
}

/** What it can hold is told only where that counts. */
const withoutCapacity = ({ capacity: _, ...place }: Candidate): Omit<Candidate, 'capacity'> => place

const placeOf = ({ lonLat }: Demand, place: number): [number, number] => [
  lonLat[2 * place]!,
  lonLat[2 * place + 1]!,
]

/** Ways of many: who has none within the longest that was looked at counts with that. */
class Mean {
  private sum = 0
  private reached = 0
  private most = 0
  unreached = 0

  take(way: number, weight: number): void {
    if (way > LONGEST_WAY) {
      this.unreached += weight
      return
    }
    this.sum += way * weight
    this.reached += weight
    this.most = Math.max(this.most, way)
  }

  get minutes(): number | null {
    if (this.reached === 0) return null
    return (this.sum + this.unreached * LONGEST_WAY) / (this.reached + this.unreached) / WAYS_PER_MINUTE
  }

  get furthest(): number | null {
    return this.reached === 0 ? null : this.most / WAYS_PER_MINUTE
  }
}
