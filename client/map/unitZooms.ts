/**
 * From which zoom a level of units is worth drawing. It follows from how large the units are on screen, not from
 * fixed numbers: a street of 4 km² and a city of 2,000 km² both show what can be told apart.
 */
import { levelRank, UNIT_LEVELS, type UnitLevel } from '../../shared/domain/levels.ts'
import type { UnitNode } from '../../shared/domain/unit.ts'

const EQUATOR_METERS = 40_075_016.686
const TILE_PIXELS = 512

/** Side of the middle unit on screen, in pixels, from which its level shows … */
const PIXELS = { border: 16, fill: 60, label: 64 }

export interface LevelZooms {
  /** How many units the level has. */
  count: number
  border: number
  fill: number
  label: number
}
export type UnitZooms = Partial<Record<UnitLevel, LevelZooms>>

/** Zoom at which `meters` take up `pixels` at this latitude. */
export const zoomAt = (meters: number, pixels: number, lat: number): number =>
  Math.log2((EQUATOR_METERS * Math.cos((lat * Math.PI) / 180) * pixels) / (TILE_PIXELS * meters))

export function unitZooms(nodes: Iterable<UnitNode>): UnitZooms {
  const byLevel = new Map<UnitLevel, UnitNode[]>()
  for (const node of nodes) byLevel.set(node.level, [...(byLevel.get(node.level) ?? []), node])
  const zooms: UnitZooms = {}
  for (const [level, units] of byLevel) {
    const sorted = units.map((unit) => unit.areaSquareMeters).sort((a, b) => a - b)
    const side = Math.sqrt(Math.max(1, sorted[Math.floor(sorted.length / 2)] ?? 1))
    const lat = units[0]?.center[1] ?? 0
    zooms[level] = {
      count: units.length,
      border: zoomAt(side, PIXELS.border, lat),
      fill: zoomAt(side, PIXELS.fill, lat),
      label: zoomAt(side, PIXELS.label, lat),
    }
  }
  return zooms
}

/**
 * The deepest level whose units are large enough to be told apart; failing that the top one, or the one below it
 * where the top is a single unit and so tells nothing.
 */
export function levelFor(zoom: number, zooms: UnitZooms): UnitLevel {
  const present = UNIT_LEVELS.filter((level) => zooms[level])
  const top = present.find((level) => (zooms[level]?.count ?? 0) > 1) ?? present[0] ?? 'street'
  const deepest = present.findLast((level) => zoom >= (zooms[level]?.fill ?? Infinity))
  return deepest && levelRank(deepest) > levelRank(top) ? deepest : top
}
