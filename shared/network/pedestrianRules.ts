/**
 * Who may walk where: the rules as data, each with its reason. Tags are OpenStreetMap's; other sources are translated
 * into them. A way that is no way for people is refused with a reason, which the report counts.
 * Sources: https://wiki.openstreetmap.org/wiki/Key:highway, Key:foot, Key:access, Key:barrier, Key:sidewalk,
 * Key:conveying, Key:layer.
 */
import type { Tags } from './walkSource.ts'

/** Kinds of edges, in the order of their numbers in the file: new ones go to the end. */
export const WAY_KINDS = [
  'mainRoad',
  'road',
  'residential',
  'service',
  'track',
  'pedestrian',
  'footway',
  'pavement',
  'crossing',
  'path',
  'cycleway',
  'steps',
  'indoor',
  'platform',
  'area',
  'gate',
  'opening',
] as const
export type WayKind = (typeof WAY_KINDS)[number]

/** Bits of an edge's flags. */
export const EDGE_FLAGS = {
  steps: 1,
  /** The wait is that of traffic lights. */
  signal: 2,
  /** No pram, no wheelchair. */
  wheelsUnfit: 4,
  /** People may walk only from `from` to `to`. */
  footForward: 8,
  /** People may walk only from `to` to `from`. */
  footBackward: 16,
  /** Inside a gated compound, its own ways. */
  private: 32,
  bridge: 64,
  tunnel: 128,
  conveying: 256,
  /** Added by a scenario. */
  added: 512,
} as const

export type IgnoredReason =
  | 'motorRoad'
  | 'notForFoot'
  | 'private'
  | 'separatePavement'
  | 'underConstruction'
  | 'ferry'
  | 'unknownKind'
  | 'noLength'

interface HighwayRule {
  /** Kind of the edge; null: not walked unless `foot` says so. */
  kind: WayKind
  isWalked: boolean
  /** Counted when it is not walked. */
  reason?: IgnoredReason
  because: string
}

const walked = (kind: WayKind, because: string): HighwayRule => ({ kind, isWalked: true, because })
const refused = (kind: WayKind, reason: IgnoredReason, because: string): HighwayRule => ({
  kind,
  isWalked: false,
  reason,
  because,
})

/** What a `highway` is for people on foot when no other tag says anything. */
export const HIGHWAY_RULES: Readonly<Record<string, HighwayRule>> = {
  motorway: refused('mainRoad', 'motorRoad', 'motorways are closed to people on foot'),
  motorway_link: refused('mainRoad', 'motorRoad', 'as the motorway'),
  trunk: refused('mainRoad', 'motorRoad', 'expressways: only where foot or sidewalk says so'),
  trunk_link: refused('mainRoad', 'motorRoad', 'as the trunk road'),
  primary: walked('mainRoad', 'town main roads have pavements unless said otherwise'),
  primary_link: walked('mainRoad', 'as the primary road'),
  secondary: walked('mainRoad', 'town main roads have pavements unless said otherwise'),
  secondary_link: walked('mainRoad', 'as the secondary road'),
  tertiary: walked('road', 'walked along'),
  tertiary_link: walked('road', 'as the tertiary road'),
  unclassified: walked('road', 'walked along'),
  road: walked('road', 'a road of unknown class is taken for a small one'),
  residential: walked('residential', 'walked along'),
  living_street: walked('residential', 'people go first'),
  service: walked('service', 'driveways and lanes in compounds are how one gets to the door'),
  track: walked('track', 'farm tracks are walked'),
  pedestrian: walked('pedestrian', 'made for people'),
  footway: walked('footway', 'made for people'),
  path: walked('path', 'open to people unless said otherwise'),
  bridleway: walked('path', 'open to people unless said otherwise'),
  steps: walked('steps', 'walked; not with wheels'),
  corridor: walked('indoor', 'ways through buildings that are mapped are public ones'),
  platform: walked('platform', 'stops are reached over them'),
  elevator: walked('indoor', 'a lift drawn as a way'),
  crossing: walked('crossing', 'an old manner of drawing footway=crossing'),
  cycleway: walked(
    'cycleway',
    'greenways and campus paths are drawn so; only foot=no closes them (docs/agreement.md)',
  ),
  bus_guideway: refused('road', 'motorRoad', 'buses only'),
  busway: refused('road', 'motorRoad', 'buses only'),
  raceway: refused('road', 'motorRoad', 'racing only'),
  escape: refused('road', 'motorRoad', 'for runaway lorries'),
  construction: refused('road', 'underConstruction', 'not there yet'),
  proposed: refused('road', 'underConstruction', 'not there yet'),
  planned: refused('road', 'underConstruction', 'not there yet'),
  abandoned: refused('road', 'underConstruction', 'no longer there'),
  disused: refused('road', 'underConstruction', 'no longer there'),
  razed: refused('road', 'underConstruction', 'no longer there'),
  via_ferrata: refused('path', 'notForFoot', 'climbing'),
}

/** Values of `foot` that open a way whatever else is said. */
const FOOT_OPENS = new Set(['yes', 'designated', 'permissive', 'official', 'public', 'destination'])
/** Values of `access` that close a way to all who are not let in. */
const ACCESS_CLOSES = new Set(['no', 'agricultural', 'forestry', 'agricultural;forestry', 'emergency'])
/** Values that close it to strangers: out, unless it is a compound's own (see `buildNetwork.ts`). */
const ACCESS_PRIVATE = new Set(['private', 'residents', 'permit', 'customers', 'delivery', 'military'])
const SIDEWALK_OPENS = new Set(['both', 'left', 'right', 'yes', 'separate'])

export interface WalkedWay {
  kind: WayKind
  /** Bits of `EDGE_FLAGS`, seen in the direction of the way. */
  flags: number
  /** Storey over (positive) or under the ground, from `layer`, else bridge 1 and tunnel -1. */
  level: number
  /** Percent, up along the way. */
  incline: number
  /** True: one crossing of a road, whose wait is charged once. */
  isCrossing: boolean
  /** True: closed to strangers, kept only if it belongs to a gated compound. */
  isPrivate: boolean
}

const sidewalkOf = (tags: Tags): string | undefined =>
  tags['sidewalk'] ??
  tags['sidewalk:both'] ??
  (tags['sidewalk:left'] === 'yes' || tags['sidewalk:right'] === 'yes' ? 'yes' : undefined)

const isYes = (value: string | undefined): boolean => value !== undefined && value !== 'no'

/** Storey over (positive) or under the ground. */
export function levelOf(tags: Tags): number {
  const layer = Number.parseInt(tags['layer'] ?? '', 10)
  if (Number.isFinite(layer)) return Math.max(-100, Math.min(100, layer))
  if (isYes(tags['bridge'])) return 1
  return isYes(tags['tunnel']) && tags['tunnel'] !== 'building_passage' ? -1 : 0
}

/** Steeper than this nobody builds a way that is no flight of steps; a larger number is a mistake in the file. */
const STEEPEST_PERCENT = 60

/**
 * Rise in percent along the way, from `incline`: `5%`, `-3 %`, `4°`. `up` and `down` say no number and count as level;
 * so do flights of steps, whose speed is not that of a ramp.
 */
export function inclineOf(tags: Tags): number {
  if (tags['highway'] === 'steps') return 0
  const written = /^\s*([+-]?\d+(?:[.,]\d+)?)\s*(%|°)\s*$/.exec(tags['incline'] ?? '')
  if (!written) return 0
  const amount = Number(written[1]!.replace(',', '.'))
  const percent = Math.round(written[2] === '°' ? 100 * Math.tan((amount * Math.PI) / 180) : amount)
  return Math.abs(percent) <= STEEPEST_PERCENT ? percent + 0 : 0
}

/** Foot direction only: a plain `oneway` is for vehicles and never limits feet (RB-11). */
function directionFlags(tags: Tags, isSteps: boolean): number {
  const oneway = tags['oneway:foot']
  if (oneway === 'yes' || oneway === '1' || tags['foot:backward'] === 'no') return EDGE_FLAGS.footForward
  if (oneway === '-1' || oneway === 'reverse' || tags['foot:forward'] === 'no') return EDGE_FLAGS.footBackward
  const conveying = tags['conveying']
  if (!isYes(conveying) || !(isSteps || isYes(tags['escalator']))) return 0
  if (conveying === 'forward') return EDGE_FLAGS.footForward
  return conveying === 'backward' ? EDGE_FLAGS.footBackward : 0
}

/** True where a way or an area is something that people could walk on at all, so that refusing it is worth a word. */
export const isWayOfKind = (tags: Tags): boolean =>
  tags['highway'] !== undefined ||
  tags['route'] === 'ferry' ||
  tags['man_made'] === 'pier' ||
  tags['railway'] === 'platform' ||
  tags['public_transport'] === 'platform'

/** True for closed ways drawn as the outline of a surface that is crossed at will; a closed road is a loop. */
export const isAreaToCross = (tags: Tags): boolean =>
  tags['area'] === 'yes' || (tags['highway'] === undefined && tags['area'] !== 'no')

/** @returns what the way is for people on foot, or why it is none */
export function ruleOnWay(tags: Tags): WalkedWay | IgnoredReason {
  if (tags['route'] === 'ferry' || tags['ferry'] === 'yes') return 'ferry'
  const highway =
    tags['highway'] ??
    (tags['man_made'] === 'pier' || tags['railway'] === 'platform' || tags['public_transport'] === 'platform'
      ? 'platform'
      : '')
  const rule = HIGHWAY_RULES[highway]
  if (!rule) return 'unknownKind'
  if (rule.reason === 'underConstruction') return 'underConstruction'
  const foot = tags['foot']
  const footOpens = foot !== undefined && FOOT_OPENS.has(foot)
  if (foot === 'use_sidepath') return 'separatePavement'
  if (foot === 'no') return 'notForFoot'
  const hasPavement = SIDEWALK_OPENS.has(sidewalkOf(tags) ?? '')
  if (!footOpens) {
    if (!rule.isWalked && !(rule.reason === 'motorRoad' && highway.startsWith('trunk') && hasPavement))
      return rule.reason!
    if (tags['motorroad'] === 'yes') return 'motorRoad'
    if (ACCESS_CLOSES.has(tags['access'] ?? '')) return 'notForFoot'
  }
  const isPrivate = foot === 'private' || (!footOpens && ACCESS_PRIVATE.has(tags['access'] ?? ''))
  const isCrossing =
    highway === 'crossing' ||
    tags['footway'] === 'crossing' ||
    tags['path'] === 'crossing' ||
    tags['cycleway'] === 'crossing'
  const isSteps = highway === 'steps'
  const kind: WayKind = isCrossing
    ? 'crossing'
    : highway === 'footway' && tags['footway'] === 'sidewalk'
      ? 'pavement'
      : rule.kind
  let flags = directionFlags(tags, isSteps)
  if (isSteps) flags |= EDGE_FLAGS.steps
  const hasRamp =
    isYes(tags['ramp:wheelchair']) || isYes(tags['ramp:stroller']) || tags['wheelchair'] === 'yes'
  if ((isSteps && !hasRamp) || tags['wheelchair'] === 'no') flags |= EDGE_FLAGS.wheelsUnfit
  if (isCrossing && isSignal(tags)) flags |= EDGE_FLAGS.signal
  if (isYes(tags['bridge'])) flags |= EDGE_FLAGS.bridge
  if (isYes(tags['tunnel'])) flags |= EDGE_FLAGS.tunnel
  if (isYes(tags['conveying'])) flags |= EDGE_FLAGS.conveying
  if (isPrivate) flags |= EDGE_FLAGS.private
  return { kind, flags, level: levelOf(tags), incline: inclineOf(tags), isCrossing, isPrivate }
}

/** True for a crossing way, or a place on it, that has traffic lights. */
export const isSignal = (tags: Tags): boolean =>
  tags['crossing'] === 'traffic_signals' ||
  tags['crossing:signals'] === 'yes' ||
  tags['highway'] === 'traffic_signals'

/** A place where people pass through something. */
export interface PassageRule {
  /** `gate`: can be open or closed; `narrow`: no wheels; `wall`: closed. Bollards and kerbs stop nobody. */
  kind: 'gate' | 'narrow' | 'wall'
  because: string
}

/** What stands on a way, by the value of `barrier`. What is not listed stops nobody on foot. */
export const PASSAGE_RULES: Readonly<Record<string, PassageRule>> = {
  gate: { kind: 'gate', because: 'open unless locked or closed to people' },
  lift_gate: { kind: 'gate', because: 'people walk past the boom; the compound may close it' },
  swing_gate: { kind: 'gate', because: 'open unless locked' },
  sliding_gate: { kind: 'gate', because: 'open unless locked' },
  wicket_gate: { kind: 'gate', because: 'open unless locked' },
  hampshire_gate: { kind: 'gate', because: 'open unless locked' },
  entrance: { kind: 'gate', because: 'a gap in a wall, which can be closed' },
  door: { kind: 'gate', because: 'open unless locked' },
  kissing_gate: { kind: 'narrow', because: 'one by one, no pram' },
  stile: { kind: 'narrow', because: 'climbed over' },
  turnstile: { kind: 'narrow', because: 'one by one, no pram' },
  'full-height_turnstile': { kind: 'narrow', because: 'one by one, no pram' },
  cycle_barrier: { kind: 'narrow', because: 'too tight for a double pram' },
  wall: { kind: 'wall', because: 'nobody passes a wall' },
  fence: { kind: 'wall', because: 'nobody passes a fence' },
  hedge: { kind: 'wall', because: 'nobody passes a hedge' },
}

export interface Passage {
  kind: PassageRule['kind']
  isOpen: boolean
  name: string
  /** `opening_hours` as written; empty when the source does not say. */
  hours: string
}

/** @returns how people pass this place; null when nothing holds them up */
export function ruleOnPlace(tags: Tags): Passage | null {
  const rule = PASSAGE_RULES[tags['barrier'] ?? '']
  if (!rule) return null
  const foot = tags['foot']
  const isShut =
    rule.kind === 'wall'
      ? !(foot !== undefined && FOOT_OPENS.has(foot))
      : tags['locked'] === 'yes' || foot === 'no' || (foot === undefined && tags['access'] === 'no')
  return {
    kind: rule.kind,
    isOpen: !isShut,
    name: tags['name'] ?? tags['ref'] ?? '',
    hours: tags['opening_hours'] ?? '',
  }
}

/** Kinds of lines that nobody walks through, in the order of their numbers in the file. */
export const BARRIER_KINDS = ['wall', 'fence', 'hedge', 'water', 'railway'] as const
export type BarrierKind = (typeof BARRIER_KINDS)[number]

const BARRIER_LINES: Readonly<Record<string, BarrierKind>> = {
  wall: 'wall',
  city_wall: 'wall',
  retaining_wall: 'wall',
  sound_barrier: 'wall',
  fence: 'fence',
  guard_rail: 'fence',
  handrail: 'fence',
  hedge: 'hedge',
  ditch: 'water',
}

const WATERWAYS = new Set(['river', 'canal', 'riverbank', 'dock'])
const RAILWAYS = new Set(['rail', 'light_rail', 'subway', 'narrow_gauge'])

/** @returns the kind of obstacle that a line or outline is; null when it is none, or lies under or over the ground */
export function barrierOf(tags: Tags): BarrierKind | null {
  if (isYes(tags['tunnel']) || isYes(tags['bridge'])) return null
  const barrier = BARRIER_LINES[tags['barrier'] ?? '']
  if (barrier) return barrier
  if (tags['natural'] === 'water' || WATERWAYS.has(tags['waterway'] ?? '')) return 'water'
  return RAILWAYS.has(tags['railway'] ?? '') ? 'railway' : null
}
