/** The home that is explained, and its way to the nearest facility. */
import type { Feature, FeatureCollection } from 'geojson'
import { useMemo } from 'react'
import { useMapPart } from '../../map/useMapPart.ts'
import { EMPTY_PART, type MapPart } from '../../map/parts.ts'
import { useStore } from '../../state/store.ts'
import { useIsDark } from '../../theme/useIsDark.ts'
import { circleColours } from '../circlePart.ts'
import { homeRouteStore } from './homeRoute.ts'

export function HomeLayers({ home }: { home: { lon: number; lat: number } | null }) {
  const { point, pointEdge, outside } = circleColours(useIsDark())
  const route = useStore(homeRouteStore)
  const [lon, lat] = [home?.lon, home?.lat]
  useMapPart(
    useMemo((): MapPart => {
      const features: Feature[] = []
      if (route)
        features.push({
          type: 'Feature',
          properties: {},
          geometry: { type: 'LineString', coordinates: route },
        })
      if (lon !== undefined && lat !== undefined)
        features.push({
          type: 'Feature',
          properties: {},
          geometry: { type: 'Point', coordinates: [lon, lat] },
        })
      if (features.length === 0) return EMPTY_PART
      const data: FeatureCollection = { type: 'FeatureCollection', features }
      const line = { layout: { 'line-join': 'round', 'line-cap': 'round' } } as const
      return {
        sources: { explainedHome: { type: 'geojson', data } },
        layers: [
          {
            slot: 'points',
            spec: {
              id: 'home:routeCase',
              type: 'line',
              source: 'explainedHome',
              filter: ['==', ['geometry-type'], 'LineString'],
              ...line,
              paint: { 'line-color': pointEdge, 'line-width': 7 },
            },
          },
          {
            slot: 'points',
            spec: {
              id: 'home:route',
              type: 'line',
              source: 'explainedHome',
              filter: ['==', ['geometry-type'], 'LineString'],
              ...line,
              paint: { 'line-color': point, 'line-width': 4 },
            },
          },
          {
            slot: 'top',
            spec: {
              id: 'home:place',
              type: 'circle',
              source: 'explainedHome',
              filter: ['==', ['geometry-type'], 'Point'],
              paint: {
                'circle-radius': 8,
                'circle-color': outside,
                'circle-stroke-color': pointEdge,
                'circle-stroke-width': 3,
              },
            },
          },
        ],
      }
    }, [route, lon, lat, point, pointEdge, outside]),
  )
  return null
}
