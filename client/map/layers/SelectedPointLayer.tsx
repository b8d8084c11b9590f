/** A strong ring around the facility, issue or building that the panel is about. */
import type { Feature, Point } from 'geojson'
import { useMemo } from 'react'
import { useStore } from '../../state/store.ts'
import { useIsDark } from '../../theme/useIsDark.ts'
import type { MapPart } from '../parts.ts'
import { selectedPointStore } from '../selectedPoint.ts'
import { paletteOf } from '../style/palette.ts'
import { useMapPart } from '../useMapPart.ts'

const feature = (coordinates: readonly [number, number]): Feature<Point> => ({
  type: 'Feature',
  properties: {},
  geometry: { type: 'Point', coordinates: [...coordinates] },
})

export function SelectedPointLayer() {
  const isDark = useIsDark()
  const point = useStore(selectedPointStore)
  const part = useMemo((): MapPart => {
    const palette = paletteOf(isDark)
    const ring = (id: string, colour: string, width: number) =>
      ({
        slot: 'top',
        spec: {
          id,
          type: 'circle',
          source: 'selectedPoint',
          paint: {
            'circle-radius': 16,
            'circle-color': 'rgba(0, 0, 0, 0)',
            'circle-stroke-color': colour,
            'circle-stroke-width': width,
          },
        },
      }) as const
    return {
      sources: {
        selectedPoint: {
          type: 'geojson',
          data: { type: 'FeatureCollection', features: point ? [feature(point)] : [] },
        },
      },
      layers: [
        ring('selectedPoint:halo', palette.selectedHalo, 5.5),
        ring('selectedPoint', palette.selected, 3.5),
      ],
    }
  }, [isDark, point])
  useMapPart(part)
  return null
}
