/** The walked circles as features, largest first, so that the smaller ones lie on top. */
import type { Feature, FeatureCollection, MultiPolygon } from 'geojson'
import type { RingProperties } from '../circleShapes.ts'
import type { WalkAnswer } from './protocol.ts'

export function walkedShapes({ rings }: WalkAnswer): FeatureCollection<MultiPolygon, RingProperties> {
  const features = rings.map(({ shape }, ring): Feature<MultiPolygon, RingProperties> => ({
    type: 'Feature',
    properties: { ring },
    geometry: { type: 'MultiPolygon', coordinates: shape },
  }))
  return { type: 'FeatureCollection', features: features.reverse() }
}
