/**
 * How sure a circle is: who changes sides when people walk slower or faster, when lights take longer, or when one
 * stretch of street is shut. Everything is walked again; nothing is estimated.
 */
import {
  type Changes,
  limitOf,
  type NetworkView,
  reversed,
  UNREACHED,
  viewNetwork,
} from '../network/networkView.ts'
import { routeTo } from '../network/route.ts'
import { type SearchStart, WalkSearch } from '../network/search.ts'
import { NO_EDGE, type SnapIndex, Snapper, type SnapTable } from '../network/snapping.ts'
import { WAY_KINDS, type WayKind } from '../network/pedestrianRules.ts'
import { NO_GATE } from '../network/walkNetwork.ts'
import { addPlace, type Demand, nobody, type People, wholePeople } from './demand.ts'
import type { CirclePoint } from './walkedCircles.ts'

export const SLOWER = 'slower'
export const FASTER = 'faster'
export const LONGER_LIGHTS = 'longerLights'
export type CaseKey = typeof SLOWER | typeof FASTER | typeof LONGER_LIGHTS

/** 10% slower takes 1/0.9 of the time; lights keep people half a minute longer. */
const CASES: readonly { key: CaseKey; slowness?: number; moreSignalSeconds?: number }[] = [
  { key: SLOWER, slowness: 1 / 0.9 },
  { key: FASTER, slowness: 1 / 1.1 },
  { key: LONGER_LIGHTS, moreSignalSeconds: 30 },
]
/** Stretches that are shut in turn: those that most people of the circle walk over. */
const STRETCHES_TRIED = 24
const STRETCHES_TOLD = 5

export interface SensitivityCase {
  key: CaseKey
  /** Inside before, outside now. */
  lost: People
  /** Outside before, inside now. */
  gained: People
}

export interface ShutStretch {
  edge: number
  kind: WayKind
  name: string
  /** Index of a gate; null on a street. */
  gate: number | null
  /** People of the circle whose way leads over it. */
  walkers: number
  lost: People
}

export interface Sensitivity {
  cases: SensitivityCase[]
  /** The stretches whose closing throws most people out, one for each street name or gate; those that cost nobody are left out. */
  shut: ShutStretch[]
  /** Place by place: 1 when a case or a shut stretch changes its side. */
  isUnsure: Uint8Array
}

export interface SensitivityGround {
  index: SnapIndex
  /** As in the circle that is asked about: a profile's, with time as cost. */
  view: NetworkView
  demand: Demand
  /** True: people walk from their homes to the points; false: from the points. */
  isTowards: boolean
}

/** @param minutes  the circle whose edge is looked at */
export function sensitivityOf(
  { index, view, demand, isTowards }: SensitivityGround,
  points: readonly CirclePoint[],
  minutes: number,
): Sensitivity {
  const { profile, network } = view
  if (!profile) throw new RangeError('sensitivity is of minutes, not of metres')
  const limit = limitOf(view, minutes)
  const walk = (changes: Changes) => {
    const own = viewNetwork(network, profile, changes)
    const snapper = new Snapper(index, own)
    const search = new WalkSearch(isTowards ? reversed(own) : own)
    const starts = points.map(({ lon, lat }) => snapper.snap(lon, lat)).filter((snap) => snap !== null)
    search.run(starts, limit)
    const homes = snapper.snapAll(demand.lonLat)
    return { search, starts, homes, isInside: insideOf(search, homes) }
  }
  const base = walk({})
  const isUnsure = new Uint8Array(demand.count)
  const compare = (now: Uint8Array) => {
    const [lost, gained] = [nobody(), nobody()]
    for (let place = 0; place < demand.count; place++) {
      if (now[place] === base.isInside[place]) continue
      isUnsure[place] = 1
      addPlace(now[place] ? gained : lost, demand, place)
    }
    return { lost: wholePeople(lost), gained: wholePeople(gained) }
  }
  const cases = CASES.map(({ key, slowness = 1, moreSignalSeconds = 0 }) => ({
    key,
    ...compare(walk({ slowness, signalSeconds: profile.signalSeconds + moreSignalSeconds }).isInside),
  }))
  const busiest = busiestEdges(base.search, base.homes, base.isInside, demand, base.starts)
  const shut = busiest.map(({ edge, walkers }): ShutStretch => {
    const gate = network.edgeGate[edge]!
    const changes: Changes = gate === NO_GATE ? { closedEdges: [edge] } : { gates: new Map([[gate, false]]) }
    return {
      edge,
      kind: WAY_KINDS[network.edgeKind[edge]!]!,
      name: gate === NO_GATE ? network.names[network.edgeName[edge]!]! : network.gates[gate]!.name,
      gate: gate === NO_GATE ? null : gate,
      walkers: Math.round(walkers),
      lost: compare(walk(changes).isInside).lost,
    }
  })
  return { cases, shut: worstByName(shut), isUnsure }
}

function insideOf(search: WalkSearch, { edge, offset }: SnapTable): Uint8Array {
  const inside = new Uint8Array(edge.length)
  for (let place = 0; place < edge.length; place++)
    if (edge[place] !== NO_EDGE && search.costTo(edge[place]!, offset[place]!) !== UNREACHED)
      inside[place] = 1
  return inside
}

/** Edges by the people whose way leads over the whole of them; those on which a point lies cannot be shut. */
function busiestEdges(
  search: WalkSearch,
  homes: SnapTable,
  isInside: Uint8Array,
  demand: Demand,
  starts: readonly SearchStart[],
): { edge: number; walkers: number }[] {
  const { edgeLength, edgeGate } = search.view.network
  const taken = new Set(starts.map(({ edge }) => edge))
  const walkers = new Map<number, number>()
  for (let place = 0; place < demand.count; place++) {
    const persons = demand.people.residents[place]!
    if (!isInside[place] || persons <= 0) continue
    const route = routeTo(search, { edge: homes.edge[place]!, offset: homes.offset[place]! })
    for (const { edge, fromOffset, toOffset } of route?.stretches ?? []) {
      const isWhole = Math.abs(toOffset - fromOffset) === edgeLength[edge]!
      if (!isWhole || taken.has(edge) || (edgeLength[edge] === 0 && edgeGate[edge] === NO_GATE)) continue
      walkers.set(edge, (walkers.get(edge) ?? 0) + persons)
    }
  }
  return [...walkers]
    .map(([edge, persons]) => ({ edge, walkers: persons }))
    .sort((a, b) => b.walkers - a.walkers || a.edge - b.edge)
    .slice(0, STRETCHES_TRIED)
}

/** One street is often many edges in a row, and shutting any of them does the same: the worst one speaks for it. */
function worstByName(shut: readonly ShutStretch[]): ShutStretch[] {
  const told = new Map<string, ShutStretch>()
  for (const one of [...shut].sort((a, b) => b.lost.residents - a.lost.residents || a.edge - b.edge)) {
    const key = one.gate !== null ? `gate ${one.gate}` : one.name === '' ? `edge ${one.edge}` : one.name
    if (one.lost.residents > 0 && !told.has(key)) told.set(key, one)
  }
  return [...told.values()].slice(0, STRETCHES_TOLD)
}
