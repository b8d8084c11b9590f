/**
 * Walks over the positions of a geometry without caring for its type.
 * Kept free of rules: what is a valid position is for `../crs/transformGeometry.ts`.
 */
import type { Geometry, Position } from 'geojson'

function* nested(value: unknown): Generator<Position> {
  if (!Array.isArray(value)) return
  if (value.length > 0 && !Array.isArray(value[0])) yield value as Position
  else for (const part of value) yield* nested(part)
}

/** Every position, as stored. */
export function* positionsOf(geometry: Geometry | null): Generator<Position> {
  if (!geometry) return
  if (geometry.type === 'GeometryCollection') for (const part of geometry.geometries) yield* positionsOf(part)
  else yield* nested(geometry.coordinates)
}

type Nested = number | Nested[]

const swapNested = (value: Nested): Nested => {
  if (!Array.isArray(value)) return value
  if (value.length > 0 && !Array.isArray(value[0])) {
    const [x, y, ...rest] = value
    return [y!, x!, ...rest]
  }
  return value.map(swapNested)
}

/** The same geometry with the two coordinates of each position in the other order. */
export function swapGeometry(geometry: Geometry | null): Geometry | null {
  if (!geometry) return null
  if (geometry.type === 'GeometryCollection')
    return { ...geometry, geometries: geometry.geometries.map((part) => swapGeometry(part)!) }
  return { ...geometry, coordinates: swapNested(geometry.coordinates as Nested) } as Geometry
}
