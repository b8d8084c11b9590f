/**
 * The network as one profile sees it, with the changes of a scenario: an integer cost for both directions of every
 * edge, and links for the search, closed ones left out. A view is cheap to make and never changed.
 *
 * Costs are milliseconds, or centimetres where length is asked for. They are rounded once an edge, so sums are exact.
 */
import { findComponents, type Components } from './components.ts'
import { EDGE_FLAGS } from './pedestrianRules.ts'
import type { Profile } from './profiles.ts'
import { ISLAND_METERS } from './report.ts'
import { slopeFactor } from './slope.ts'
import { NO_GATE, type WalkNetwork, WHOLE_CROSSING } from './walkNetwork.ts'

/** Cost of what cannot be walked, and of what was not reached: a mark, never a number to reckon with (RB-18). */
export const CLOSED = 0xffffffff
export const UNREACHED = 0xffffffff
/** No edge costs more than this (12 days): sums of two stay whole numbers of 32 bits. */
const MOST_EDGE_COST = 2 ** 30

/** What a scenario changes without adding edges; those come from `withChanges.ts`. */
export interface Changes {
  /** Edges closed for works. */
  closedEdges?: Iterable<number>
  /** Gates that are open (true) or closed, by index, against what the data says. */
  gates?: ReadonlyMap<number, boolean>
  /** All walk slower: 1.1 is 10% more time. Default 1. */
  slowness?: number
  /** Seconds at a crossing with lights, against the profile. */
  signalSeconds?: number
  crossingSeconds?: number
}

/** In the view's unit, or CLOSED, by edge. */
export interface EdgeCosts {
  forward: Uint32Array
  backward: Uint32Array
}

export interface NetworkView {
  network: WalkNetwork
  /** Null where cost is length. */
  profile: Profile | null
  unit: 'milliseconds' | 'centimeters'
  /** Cost of edge e from `from` to `to`; CLOSED. */
  forward: Uint32Array
  /** Cost of edge e from `to` to `from`; CLOSED. */
  backward: Uint32Array
  /** Links that leave node n: pairs `links[linkStart[n] .. linkStart[n + 1])` of head and cost. */
  linkStart: Int32Array
  links: Int32Array
}

/** Open edges by what they are to a snap: a part too small to live on is an island. */
export const SNAP_CLASS = { closed: 0, mainland: 1, island: 2 } as const

/** Costs of both directions of every edge. @throws RangeError for a factor, a wait or an edge that cannot be */
export function costsOf(network: WalkNetwork, profile: Profile | null, changes: Changes): EdgeCosts {
  const { edgeCount, edgeLength, edgeFlags, edgeGate, edgeCrossing, edgeIncline, gates } = network
  const slowness = changes.slowness ?? 1
  if (!(slowness > 0 && slowness < 1000))
    throw new RangeError(`slowness: ${slowness}, expected a factor over 0`)
  const perCentimeter = profile === null ? 1 : (10 / profile.metersPerSecond) * slowness
  if (!(perCentimeter > 0 && Number.isFinite(perCentimeter)))
    throw new RangeError(`speed: ${profile?.metersPerSecond}, expected metres per second over 0`)
  const signal = profile === null ? 0 : 1000 * (changes.signalSeconds ?? profile.signalSeconds)
  const crossing = profile === null ? 0 : 1000 * (changes.crossingSeconds ?? profile.crossingSeconds)
  if (!(signal >= 0 && crossing >= 0)) throw new RangeError('waits: expected seconds, 0 or more')
  const isGateOpen = gates.map((gate, index) => changes.gates?.get(index) ?? gate.isOpen)
  const refused = profile && !profile.canUseSteps ? EDGE_FLAGS.wheelsUnfit : 0
  const forward = new Uint32Array(edgeCount)
  const backward = new Uint32Array(edgeCount)
  for (let e = 0; e < edgeCount; e++) {
    const flags = edgeFlags[e]!
    const gate = edgeGate[e]!
    if ((flags & refused) !== 0 || (gate !== NO_GATE && !isGateOpen[gate]!)) {
      forward[e] = CLOSED
      backward[e] = CLOSED
      continue
    }
    const share = edgeCrossing[e]! / WHOLE_CROSSING
    const wait = share === 0 ? 0 : share * ((flags & EDGE_FLAGS.signal) !== 0 ? signal : crossing)
    const level = edgeLength[e]! * perCentimeter
    const incline = profile === null ? 0 : edgeIncline[e]!
    forward[e] = Math.min(MOST_EDGE_COST, Math.round(level * slopeFactor(incline) + wait))
    backward[e] =
      incline === 0 ? forward[e]! : Math.min(MOST_EDGE_COST, Math.round(level * slopeFactor(-incline) + wait))
  }
  for (const e of changes.closedEdges ?? []) {
    if (!(e >= 0 && e < edgeCount)) throw new RangeError(`edge ${e} of ${edgeCount}`)
    forward[e] = CLOSED
    backward[e] = CLOSED
  }
  for (let e = 0; e < edgeCount; e++) {
    if ((edgeFlags[e]! & EDGE_FLAGS.footForward) !== 0) backward[e] = CLOSED
    if ((edgeFlags[e]! & EDGE_FLAGS.footBackward) !== 0) forward[e] = CLOSED
  }
  return { forward, backward }
}

function linksOf(
  { nodeCount, edgeCount, edgeFrom, edgeTo }: WalkNetwork,
  forward: Uint32Array,
  backward: Uint32Array,
): { linkStart: Int32Array; links: Int32Array } {
  const linkStart = new Int32Array(nodeCount + 1)
  for (let e = 0; e < edgeCount; e++) {
    if (forward[e] !== CLOSED) linkStart[edgeFrom[e]! + 1]! += 2
    if (backward[e] !== CLOSED) linkStart[edgeTo[e]! + 1]! += 2
  }
  for (let n = 0; n < nodeCount; n++) linkStart[n + 1]! += linkStart[n]!
  const links = new Int32Array(linkStart[nodeCount]!)
  const at = linkStart.slice(0, nodeCount)
  for (let e = 0; e < edgeCount; e++) {
    const [from, to] = [edgeFrom[e]!, edgeTo[e]!]
    if (forward[e] !== CLOSED) {
      links[at[from]!] = to
      links[at[from]! + 1] = forward[e]!
      at[from]! += 2
    }
    if (backward[e] !== CLOSED) {
      links[at[to]!] = from
      links[at[to]! + 1] = backward[e]!
      at[to]! += 2
    }
  }
  return { linkStart, links }
}

/**
 * @param profile  null: cost is length in centimetres
 * @throws RangeError for a factor, a wait or an edge that cannot be
 */
export function viewNetwork(
  network: WalkNetwork,
  profile: Profile | null,
  changes: Changes = {},
): NetworkView {
  return viewOfCosts(network, profile, costsOf(network, profile, changes))
}

/** The view of edges whose costs are known. */
export const viewOfCosts = (
  network: WalkNetwork,
  profile: Profile | null,
  { forward, backward }: EdgeCosts,
): NetworkView => ({
  network,
  profile,
  unit: profile === null ? 'centimeters' : 'milliseconds',
  forward,
  backward,
  ...linksOf(network, forward, backward),
})

/** The same view walked the other way: a search in it gives the costs *to* its starts. */
export const reversed = (view: NetworkView): NetworkView => ({
  ...view,
  forward: view.backward,
  backward: view.forward,
  ...linksOf(view.network, view.backward, view.forward),
})

/** Minutes or metres of a person as a cost of this view. @throws RangeError unless finite and 0 or more */
export function limitOf(view: NetworkView, amount: number): number {
  if (!(amount >= 0) || !Number.isFinite(amount)) throw new RangeError(`limit: ${amount}, expected 0 or more`)
  return Math.round(amount * (view.unit === 'milliseconds' ? 60_000 : 100))
}

const componentsOfView = new WeakMap<NetworkView, Components>()

/** What hangs together for this profile in this scenario. */
export function viewComponents(view: NetworkView): Components {
  let found = componentsOfView.get(view)
  if (!found) {
    const { forward, backward } = view
    found = findComponents(view.network, (e) => forward[e] !== CLOSED || backward[e] !== CLOSED)
    componentsOfView.set(view, found)
  }
  return found
}

/** `SNAP_CLASS` of every edge; edges without length are never snapped to. */
export function snapClasses(view: NetworkView, islandMeters = ISLAND_METERS): Uint8Array {
  const { ofNode, list } = viewComponents(view)
  const { edgeCount, edgeFrom, edgeLength } = view.network
  const classes = new Uint8Array(edgeCount)
  for (let e = 0; e < edgeCount; e++) {
    if (edgeLength[e] === 0 || (view.forward[e] === CLOSED && view.backward[e] === CLOSED)) continue
    classes[e] = list[ofNode[edgeFrom[e]!]!]!.meters < islandMeters ? SNAP_CLASS.island : SNAP_CLASS.mainland
  }
  return classes
}

/**
 * Cost from `from` to a place on an edge, in the direction of travel given by `costs`; the rest of the edge costs
 * what is left, so that both parts add up.
 */
export function partCost(cost: number, offset: number, length: number): number {
  return length === 0 ? 0 : Math.round((cost * offset) / length)
}
