/**
 * Why one home is inside or outside of the reach of a kind of facility: the way to the nearest one, and, if it takes
 * too long, what would have to be otherwise. Every reason is reckoned by walking again, none is guessed.
 */
import { straightLineMeters } from '../geo/straightLine.ts'
import { type Changes, limitOf, type NetworkView, viewNetwork } from '../network/networkView.ts'
import type { Profile } from '../network/profiles.ts'
import { type Route, routeTo } from '../network/route.ts'
import { type SearchStart, WalkSearch } from '../network/search.ts'
import { type Snap, type SnapIndex, Snapper } from '../network/snapping.ts'
import { NO_GATE } from '../network/walkNetwork.ts'
import { MOST_WALK_MINUTES } from './mostMinutes.ts'
import type { CirclePoint } from './walkedCircles.ts'

export type Reason =
  /** No street lies near the home. */
  | { why: 'noStreet' }
  /** There is no facility of the kind, or none at a street. */
  | { why: 'noFacility' }
  /** No way within two hours. */
  | { why: 'noWay' }
  /** Even in a straight line it would take this many minutes, over the limit. */
  | { why: 'far'; minutes: number }
  /** In a straight line it would be near enough; the way is so many times as long. */
  | { why: 'detour'; straightMinutes: number; ratio: number }
  /** With these closed gates open it would take so many minutes. */
  | { why: 'gates'; gates: number[]; minutes: number }
  /** Who can take steps would need so many minutes. */
  | { why: 'steps'; minutes: number }
  /** Without waiting at crossings and lights it would take so many minutes. */
  | { why: 'waits'; minutes: number }

export interface Explained {
  /** Within the limit. */
  isInside: boolean
  /** Index of the nearest facility on foot; null without any in reach of two hours. */
  nearest: number | null
  minutes: number | null
  route: Route | null
  home: Snap | null
  /** Empty for a home inside. */
  reasons: Reason[]
}

export interface ExplainGround {
  index: SnapIndex
  profile: Profile
  /** The profile's own view. */
  view: NetworkView
}

interface Walked {
  minutes: number
  nearest: number
  route: Route
  home: Snap
}

/** The quickest way from the home to any of the facilities in one view. */
function walk(
  index: SnapIndex,
  view: NetworkView,
  from: CirclePoint,
  to: readonly CirclePoint[],
): Walked | null {
  const snapper = new Snapper(index, view)
  const home = snapper.snap(from.lon, from.lat)
  if (!home) return null
  const search = new WalkSearch(view)
  const starts: SearchStart[] = [home]
  search.run(starts, limitOf(view, MOST_WALK_MINUTES))
  let best: { nearest: number; snap: Snap; cost: number } | null = null
  to.forEach(({ lon, lat }, nearest) => {
    const snap = snapper.snap(lon, lat)
    if (!snap) return
    const cost = search.costTo(snap.edge, snap.offset)
    if (cost <= search.lastLimit && (best === null || cost < best.cost)) best = { nearest, snap, cost }
  })
  if (best === null) return null
  const { nearest, snap, cost } = best as { nearest: number; snap: Snap; cost: number }
  const route = routeTo(search, snap)
  return route && { minutes: cost / 60_000, nearest, route, home }
}

/** @throws RangeError for minutes that are no number of 0 or more */
export function explainHome(
  { index, profile, view }: ExplainGround,
  home: CirclePoint,
  facilities: readonly CirclePoint[],
  minutes: number,
): Explained {
  limitOf(view, minutes)
  const at = new Snapper(index, view).snap(home.lon, home.lat)
  const none = { isInside: false, nearest: null, minutes: null, route: null, home: at }
  if (!at) return { ...none, reasons: [{ why: 'noStreet' }] }
  if (facilities.length === 0) return { ...none, reasons: [{ why: 'noFacility' }] }
  const walked = walk(index, view, home, facilities)
  if (walked && walked.minutes <= minutes) return { ...walked, isInside: true, reasons: [] }
  const reasons = otherwise({ index, profile, view }, home, facilities, minutes)
  if (!walked) return { ...none, reasons: [{ why: 'noWay' }, ...reasons] }
  return {
    ...walked,
    isInside: false,
    reasons: [...distance(profile, home, facilities, walked, minutes), ...reasons],
  }
}

/** What the distance itself says. */
function distance(
  { metersPerSecond }: Profile,
  home: CirclePoint,
  facilities: readonly CirclePoint[],
  walked: Walked,
  minutes: number,
): Reason[] {
  const meters = facilities.reduce(
    (least, { lon, lat }) => Math.min(least, straightLineMeters(home.lon, home.lat, lon, lat)),
    Infinity,
  )
  const straightMinutes = meters / metersPerSecond / 60
  if (straightMinutes > minutes) return [{ why: 'far', minutes: straightMinutes }]
  return [{ why: 'detour', straightMinutes, ratio: meters > 0 ? walked.route.meters / meters : 1 }]
}

/** What would bring the home inside, each alone. */
function otherwise(
  { index, profile, view }: ExplainGround,
  home: CirclePoint,
  facilities: readonly CirclePoint[],
  minutes: number,
): Reason[] {
  const { network } = view
  const again = (changes: Changes, by: Profile = profile): Walked | null => {
    const walked = walk(index, viewNetwork(network, by, changes), home, facilities)
    return walked && walked.minutes <= minutes ? walked : null
  }
  const reasons: Reason[] = []
  const closed = network.gates.flatMap((gate, i) => (gate.isOpen ? [] : [i]))
  if (closed.length > 0) {
    const open = again({ gates: new Map(closed.map((gate) => [gate, true])) })
    if (open) {
      const passed = open.route.stretches.map(({ edge }) => network.edgeGate[edge]!)
      const gates = [...new Set(passed)].filter((gate) => gate !== NO_GATE && closed.includes(gate))
      if (gates.length > 0) reasons.push({ why: 'gates', gates, minutes: open.minutes })
    }
  }
  if (!profile.canUseSteps) {
    const withSteps = again({}, { ...profile, canUseSteps: true })
    if (withSteps) reasons.push({ why: 'steps', minutes: withSteps.minutes })
  }
  const noWaits = again({ signalSeconds: 0, crossingSeconds: 0 })
  if (noWaits) reasons.push({ why: 'waits', minutes: noWaits.minutes })
  return reasons
}
