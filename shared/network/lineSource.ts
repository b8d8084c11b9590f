/**
 * A network from lines of any import format. Lines meet where they have a coordinate in common, to 1e-7 degree, and
 * where one ends on another (`joinEndsOnLines.ts`); a tolerance joins ends that only nearly meet. Columns that carry OpenStreetMap's words (`highway`, `foot`, `bridge` …)
 * are used as they are; a line without `highway` is a way to walk.
 */
import type { Geometry, Position } from 'geojson'
import { joinEndsOnLines } from './joinEndsOnLines.ts'
import { METERS_PER_STEP, narrowingAt } from './segmentGrid.ts'
import { STEPS_PER_DEGREE } from '../geo/quantise.ts'
import { WalkSourceBuilder, type Tags, type WalkSource } from './walkSource.ts'

export interface LineFeature {
  id?: string | number
  /** Degrees. What is no LineString or MultiLineString is counted and passed over. */
  geometry: Geometry | null
  properties: Readonly<Record<string, unknown>> | null
}

export interface LineOptions {
  /** Ends of lines this near to each other's ends meet. Default 0: only where they are the same. */
  joinMeters?: number
  dataDate?: string
  attribution?: string
}

/** `highway` of a line that does not say. */
const DEFAULT_HIGHWAY = 'footway'

function tagsOf(properties: LineFeature['properties']): Tags {
  const tags: Record<string, string> = {}
  for (const [key, value] of Object.entries(properties ?? {}))
    if (typeof value === 'string' || typeof value === 'number') tags[key] = String(value)
  const isObstacle = tags['barrier'] !== undefined || tags['natural'] === 'water' || tags['waterway']
  if (tags['highway'] === undefined && !isObstacle) tags['highway'] = DEFAULT_HIGHWAY
  return tags
}

const linesOf = (geometry: Geometry | null): Position[][] => {
  if (geometry?.type === 'LineString') return [geometry.coordinates]
  return geometry?.type === 'MultiLineString' ? geometry.coordinates : []
}

/** Gives ends that lie within a distance of an earlier one the key of that one. */
class EndJoiner {
  private readonly cells = new Map<string, [x: number, y: number][]>()
  constructor(private readonly meters: number) {}

  /** @returns the place of the earlier end, or its own; degrees */
  join(lon: number, lat: number): [number, number] {
    const narrowing = narrowingAt(lat * STEPS_PER_DEGREE)
    const size = this.meters / METERS_PER_STEP / STEPS_PER_DEGREE
    const [column, row] = [Math.floor((lon * narrowing) / size), Math.floor(lat / size)]
    for (let c = column - 1; c <= column + 1; c++)
      for (let r = row - 1; r <= row + 1; r++)
        for (const [x, y] of this.cells.get(`${c} ${r}`) ?? [])
          if (Math.hypot((x - lon) * narrowing, y - lat) <= size) return [x, y]
    const key = `${column} ${row}`
    this.cells.set(key, [...(this.cells.get(key) ?? []), [lon, lat]])
    return [lon, lat]
  }
}

export function sourceFromLines(features: Iterable<LineFeature>, options: LineOptions = {}): WalkSource {
  const { joinMeters = 0, dataDate, attribution } = options
  if (!(joinMeters >= 0 && joinMeters < 1000))
    throw new RangeError(`joinMeters: ${joinMeters}, expected 0 to 1000`)
  const joiner = joinMeters > 0 ? new EndJoiner(joinMeters) : null
  const builder = new WalkSourceBuilder()
  let number = 0
  for (const { id, geometry, properties } of features) {
    const lines = linesOf(geometry)
    if (lines.length === 0) builder.countUnread('wayTooShort')
    const name = `line/${id ?? number}`
    number++
    const tags = tagsOf(properties)
    for (const line of lines) {
      const places = line.map(([lon, lat], i) => {
        const isEnd = i === 0 || i === line.length - 1
        const [x, y] = joiner && isEnd ? joiner.join(lon!, lat!) : [lon!, lat!]
        return builder.place(x, y)
      })
      builder.way(name, tags, places)
    }
  }
  const { source, joinedEnds } = joinEndsOnLines(builder.finish({ dataDate, attribution }))
  return { ...source, joinedEnds }
}
