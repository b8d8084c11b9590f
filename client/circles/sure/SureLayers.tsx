/** Homes that may change sides, ringed, and the stretch that is shut. */
import { ScatterplotLayer } from '@deck.gl/layers'
import { useMemo } from 'react'
import { useDeckLayers } from '../../map/deckStore.ts'
import { zoomStore } from '../../map/mapStore.ts'
import { EMPTY_PART, type MapPart } from '../../map/parts.ts'
import { anchorOf } from '../../map/slots.ts'
import { useMapPart } from '../../map/useMapPart.ts'
import { useStore, useStorePart } from '../../state/store.ts'
import { useIsDark } from '../../theme/useIsDark.ts'
import { circleColours } from '../circlePart.ts'
import { dotPixels, rgb } from '../outsideDots.ts'
import { useCircleState } from '../useCircles.ts'
import type { SensitivityAnswer } from '../walk/protocol.ts'
import { sensitivityStore, shownStretchStore } from './unsureHomes.ts'

const NONE: [] = []
const RING_GAP_PIXELS = 1.5
const AMONG_LAYERS = { beforeId: anchorOf('issues') } as const

export function SureLayers() {
  const isDark = useIsDark()
  const { who } = useCircleState()
  const told = useStore(sensitivityStore)
  const shown = useStore(shownStretchStore)
  const zoom = useStorePart(zoomStore, (value) => Math.round(value * 2) / 2)
  const { outside } = circleColours(isDark)
  useDeckLayers(
    'unsure',
    useMemo(() => {
      if (!told) return NONE
      return [
        new ScatterplotLayer<SensitivityAnswer['places'][number]>({
          id: 'circles:unsure',
          ...AMONG_LAYERS,
          data: told.places,
          radiusUnits: 'pixels',
          lineWidthUnits: 'pixels',
          getPosition: ([lon, lat]) => [lon, lat],
          getRadius: ([, , residents, over64]) =>
            dotPixels(who === 'over64' ? over64 : residents, zoom) + RING_GAP_PIXELS,
          filled: false,
          stroked: true,
          getLineColor: rgb(outside),
          getLineWidth: 1.25,
          pickable: false,
          updateTriggers: { getRadius: [zoom, who], getLineColor: [outside] },
        }),
      ]
    }, [told, zoom, who, outside]),
  )
  const line = shown === null ? null : (told?.shut[shown]?.line ?? null)
  useMapPart(
    useMemo((): MapPart => {
      if (!line) return EMPTY_PART
      return {
        sources: {
          shutStretch: {
            type: 'geojson',
            data: {
              type: 'Feature',
              properties: {},
              geometry: { type: 'LineString', coordinates: line },
            },
          },
        },
        layers: [
          {
            slot: 'points',
            spec: {
              id: 'sure:shut',
              type: 'line',
              source: 'shutStretch',
              layout: { 'line-cap': 'round' },
              paint: { 'line-color': outside, 'line-width': 6 },
            },
          },
        ],
      }
    }, [line, outside]),
  )
  return null
}
