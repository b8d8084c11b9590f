/** Comments as numbered dots where they stand; the next click gives the place of one being written. */
import { useQuery } from '@tanstack/react-query'
import type { Feature } from 'geojson'
import type { Map as MapLibreMap, MapMouseEvent } from 'maplibre-gl'
import { useEffect, useMemo } from 'react'
import { trpc } from '../../api/trpc.ts'
import { ownPointerStore } from '../../map/askPlace.ts'
import type { MapPart } from '../../map/parts.ts'
import { paletteOf } from '../../map/style/palette.ts'
import { BOLD } from '../../map/style/text.ts'
import { useMapPart } from '../../map/useMapPart.ts'
import { useStore } from '../../state/store.ts'
import { useIsDark } from '../../theme/useIsDark.ts'
import { planColours } from '../planColours.ts'
import { commentStore, forgetComment, pickComment, standAt } from './commentState.ts'
import { numbered } from './numbered.ts'

const DOTS = 'planComment:dots'

export function CommentLayers({ map, id }: { map: MapLibreMap; id: string }) {
  const isDark = useIsDark()
  const { isPlacing, at, picked } = useStore(commentStore)
  const comments = useQuery(trpc.review.comments.queryOptions({ id })).data
  const part = useMemo((): MapPart => {
    const colours = planColours(isDark)
    const palette = paletteOf(isDark)
    const features = numbered(comments ?? []).flatMap(({ comment, number }): Feature[] =>
      comment.isWithdrawn
        ? []
        : [
            {
              type: 'Feature',
              properties: {
                id: comment.id,
                number: String(number),
                isResolved: comment.resolvedAt !== null,
                isPicked: comment.id === picked,
              },
              geometry: { type: 'Point', coordinates: [...comment.lonLat] },
            },
          ],
    )
    if (at)
      features.push({
        type: 'Feature',
        properties: { id: '', number: '+', isResolved: false, isPicked: true },
        geometry: { type: 'Point', coordinates: [...at] },
      })
    return {
      sources: {
        [DOTS]: { type: 'geojson', data: { type: 'FeatureCollection', features }, tolerance: 0 },
      },
      layers: [
        {
          slot: 'top',
          spec: {
            id: DOTS,
            type: 'circle',
            source: DOTS,
            paint: {
              'circle-radius': ['case', ['get', 'isPicked'], 14, 11],
              'circle-color': ['case', ['get', 'isResolved'], palette.inkSoft, colours.sketch],
              'circle-stroke-color': palette.halo,
              'circle-stroke-width': 2,
            },
          },
        },
        {
          slot: 'top',
          spec: {
            id: 'planComment:numbers',
            type: 'symbol',
            source: DOTS,
            layout: {
              'text-field': ['get', 'number'],
              'text-font': BOLD,
              'text-size': 12,
              'text-allow-overlap': true,
              'text-ignore-placement': true,
            },
            paint: { 'text-color': isDark ? '#10141a' : '#ffffff' },
          },
        },
      ],
    }
  }, [comments, at, picked, isDark])
  useMapPart(part)
  useEffect(() => {
    ownPointerStore.set(true)
    const canvas = map.getCanvas()
    canvas.style.cursor = isPlacing ? 'crosshair' : ''
    const onClick = (event: MapMouseEvent) => {
      if (isPlacing) return standAt([event.lngLat.lng, event.lngLat.lat])
      const [hit] = map.getLayer(DOTS) ? map.queryRenderedFeatures(event.point, { layers: [DOTS] }) : []
      const found: unknown = hit?.properties.id
      if (typeof found === 'string' && found !== '') pickComment(found)
    }
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && isPlacing) forgetComment()
    }
    map.on('click', onClick)
    addEventListener('keydown', onKey)
    return () => {
      map.off('click', onClick)
      removeEventListener('keydown', onKey)
      canvas.style.cursor = ''
      ownPointerStore.set(false)
    }
  }, [map, isPlacing])
  useEffect(() => forgetComment, [])
  return null
}
