/** One point that stands for a geometry: a point itself, the middle vertex of a line, a point inside an area. */
import { booleanPointInPolygon } from '@turf/boolean-point-in-polygon'
import { centerOfMass } from '@turf/center-of-mass'
import { pointOnFeature } from '@turf/point-on-feature'
import type { Geometry, Position } from 'geojson'
import { quantise } from '../../../shared/geo/quantise.ts'

const at = (position: Position): [number, number] => [quantise(position[0]!), quantise(position[1]!)]

/** @returns null for an empty geometry */
export function representativePoint(geometry: Geometry | null): [number, number] | null {
  if (geometry === null) return null
  switch (geometry.type) {
    case 'Point':
      return geometry.coordinates.length >= 2 ? at(geometry.coordinates) : null
    case 'MultiPoint':
      return geometry.coordinates[0] ? at(geometry.coordinates[0]) : null
    case 'LineString':
      return geometry.coordinates.length > 0
        ? at(geometry.coordinates[geometry.coordinates.length >> 1]!)
        : null
    case 'MultiLineString':
      return representativePoint({ type: 'LineString', coordinates: geometry.coordinates[0] ?? [] })
    case 'Polygon':
    case 'MultiPolygon': {
      if (geometry.coordinates.length === 0) return null
      const center = centerOfMass(geometry)
      const inside = booleanPointInPolygon(center, geometry) ? center : pointOnFeature(geometry)
      return at(inside.geometry.coordinates)
    }
    case 'GeometryCollection':
      return representativePoint(geometry.geometries[0] ?? null)
  }
}
