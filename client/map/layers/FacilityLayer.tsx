/** Facilities by kind; where many are close, a badge that says what it stands for. Names from z16. */
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { FeatureCollection, Point } from 'geojson'
import type { ExpressionSpecification } from 'maplibre-gl'
import { useEffect, useMemo, useState } from 'react'
import type { FacilityPoints } from '../../../shared/domain/place.ts'
import { FACILITY_GROUPS, facilityKindOf } from '../../../shared/standards/facilityKindTable.ts'
import { trpc } from '../../api/trpc.ts'
import { isQuiet } from '../../places.ts'
import { useAddress, useAt } from '../../state/addressStore.ts'
import { useStore } from '../../state/store.ts'
import { useIsDark } from '../../theme/useIsDark.ts'
import { isFacilityImage, loadGlyphs, putFacilityImage } from '../facilityImages.ts'
import { mapStore } from '../mapStore.ts'
import { EMPTY_PART, type MapPart } from '../parts.ts'
import { paletteOf, type MapPalette } from '../style/palette.ts'
import { REGULAR } from '../style/text.ts'
import { useMapPart } from '../useMapPart.ts'

export const FACILITY_SYMBOLS = 'facility:one'
export const FACILITY_CLUSTERS = 'facility:many'

const groupOf = (kind: string): string => facilityKindOf(kind).group

export function facilityFeatures({
  ids,
  names,
  kinds,
  lons,
  lats,
}: FacilityPoints): FeatureCollection<Point> {
  return {
    type: 'FeatureCollection',
    features: ids.map((id, index) => ({
      type: 'Feature',
      properties: { id, name: names[index], kind: kinds[index], group: groupOf(kinds[index] ?? '') },
      geometry: { type: 'Point', coordinates: [lons[index] ?? 0, lats[index] ?? 0] },
    })),
  }
}

const clusterImage = [
  'concat',
  'cluster',
  ...FACILITY_GROUPS.flatMap(({ group }) => ['|', ['to-string', ['get', group]]]),
] as unknown as ExpressionSpecification

export function facilityPart(data: FeatureCollection<Point>, palette: MapPalette, isShown: boolean): MapPart {
  const visibility = isShown ? 'visible' : 'none'
  return {
    sources: {
      facilities: {
        type: 'geojson',
        data,
        cluster: true,
        clusterMaxZoom: 15,
        clusterRadius: 72,
        clusterProperties: Object.fromEntries(
          FACILITY_GROUPS.map(({ group }) => [group, ['+', ['case', ['==', ['get', 'group'], group], 1, 0]]]),
        ),
      },
    },
    layers: [
      {
        slot: 'points',
        spec: {
          id: FACILITY_SYMBOLS,
          type: 'symbol',
          source: 'facilities',
          filter: ['!', ['has', 'point_count']],
          layout: {
            visibility,
            'icon-image': ['concat', 'facility|', ['get', 'kind']],
            'icon-size': ['interpolate', ['linear'], ['zoom'], 12, 0.7, 16, 0.95],
            'icon-allow-overlap': true,
            'text-field': ['step', ['zoom'], '', 16, ['get', 'name']],
            'text-font': REGULAR,
            'text-size': 11,
            'text-anchor': 'top',
            'text-offset': [0, 1.15],
            'text-max-width': 8,
            'text-optional': true,
          },
          paint: { 'text-color': palette.ink, 'text-halo-color': palette.halo, 'text-halo-width': 1.4 },
        },
      },
      {
        slot: 'points',
        spec: {
          id: FACILITY_CLUSTERS,
          type: 'symbol',
          source: 'facilities',
          filter: ['has', 'point_count'],
          layout: {
            visibility,
            'icon-image': clusterImage,
            'icon-allow-overlap': true,
            'icon-padding': 3,
            'symbol-sort-key': ['-', ['get', 'point_count']],
          },
        },
      },
    ],
  }
}

/** Badges are drawn when the map asks for them, and anew when the look changes. */
function useFacilityImages(kinds: readonly string[] | undefined): boolean {
  const map = useStore(mapStore)
  const isDark = useIsDark()
  const [areReady, setAreReady] = useState(false)
  useEffect(() => {
    if (!kinds) return
    let isGone = false
    void loadGlyphs(new Set(kinds)).then(() => {
      if (!isGone) setAreReady(true)
    })
    return () => {
      isGone = true
    }
  }, [kinds])
  useEffect(() => {
    if (!map || !areReady) return
    const palette = paletteOf(isDark)
    const put = ({ id }: { id: string }) => putFacilityImage(map, id, palette)
    for (const id of map.listImages()) if (isFacilityImage(id)) put({ id })
    map.on('styleimagemissing', put)
    return () => {
      map.off('styleimagemissing', put)
    }
  }, [map, isDark, areReady])
  return areReady
}

export function FacilityLayer() {
  const at = useAt()
  const isDark = useIsDark()
  const isShown = useAddress(
    (entry) => entry.shown.includes('facilities') && !isQuiet(entry.place, 'facilities'),
  )
  const points = useQuery(
    trpc.facility.points.queryOptions({ at }, { placeholderData: keepPreviousData }),
  ).data
  const areImagesReady = useFacilityImages(points?.kinds)
  const data = useMemo(() => (points ? facilityFeatures(points) : null), [points])
  useMapPart(
    useMemo(
      () => (data && areImagesReady ? facilityPart(data, paletteOf(isDark), isShown) : EMPTY_PART),
      [data, areImagesReady, isDark, isShown],
    ),
  )
  return null
}
