/** The preview, dashed, since nothing of it is stored yet; and a ring around the boundary finding looked at. */
import type { FeatureCollection } from 'geojson'
import { useMemo } from 'react'
import type { MapPart } from '../map/parts.ts'
import { useMapPart } from '../map/useMapPart.ts'
import { useStore } from '../state/store.ts'
import { useIsDark } from '../theme/useIsDark.ts'
import { findingStore, previewStore } from './preview.ts'

export const PREVIEW_COLOUR = { light: '#b5179e', dark: '#ff7de3' }
const FINDING_COLOUR = { light: '#b3123f', dark: '#ff7d9c' }

export default function ImportLayers() {
  const look = useIsDark() ? 'dark' : 'light'
  const geometries = useStore(previewStore)
  const finding = useStore(findingStore)
  const part = useMemo((): MapPart => {
    const colour = PREVIEW_COLOUR[look]
    const preview: FeatureCollection = {
      type: 'FeatureCollection',
      features: geometries.map((geometry) => ({ type: 'Feature', properties: {}, geometry })),
    }
    const found: FeatureCollection = {
      type: 'FeatureCollection',
      features: finding
        ? [
            {
              type: 'Feature',
              properties: {},
              geometry: { type: 'Point', coordinates: [finding.lon, finding.lat] },
            },
          ]
        : [],
    }
    return {
      sources: {
        importPreview: { type: 'geojson', data: preview },
        importFinding: { type: 'geojson', data: found },
      },
      layers: [
        {
          slot: 'areas',
          spec: {
            id: 'importPreview:fill',
            type: 'fill',
            source: 'importPreview',
            filter: ['==', ['geometry-type'], 'Polygon'],
            paint: { 'fill-color': colour, 'fill-opacity': 0.1 },
          },
        },
        {
          slot: 'borders',
          spec: {
            id: 'importPreview:line',
            type: 'line',
            source: 'importPreview',
            filter: ['!=', ['geometry-type'], 'Point'],
            paint: { 'line-color': colour, 'line-width': 1.8, 'line-dasharray': [2.5, 1.5] },
          },
        },
        {
          slot: 'top',
          spec: {
            id: 'importPreview:point',
            type: 'circle',
            source: 'importPreview',
            filter: ['==', ['geometry-type'], 'Point'],
            paint: {
              'circle-radius': 5,
              'circle-color': colour,
              'circle-opacity': 0.35,
              'circle-stroke-color': colour,
              'circle-stroke-width': 1.8,
            },
          },
        },
        {
          slot: 'top',
          spec: {
            id: 'importFinding',
            type: 'circle',
            source: 'importFinding',
            paint: {
              'circle-radius': 22,
              'circle-color': 'rgba(0, 0, 0, 0)',
              'circle-stroke-color': FINDING_COLOUR[look],
              'circle-stroke-width': 3,
            },
          },
        },
      ],
    }
  }, [look, geometries, finding])
  useMapPart(part)
  return null
}
