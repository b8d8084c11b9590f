/** The circles on the map, the homes outside them, and the unit that was picked in the table. */
import { useEffect, useMemo, useRef } from 'react'
import { flyToBox } from '../map/camera.ts'
import { useDeckLayers } from '../map/deckStore.ts'
import { zoomStore } from '../map/mapStore.ts'
import { EMPTY_PART } from '../map/parts.ts'
import { useFeatureState } from '../map/useFeatureState.ts'
import { useMapPart } from '../map/useMapPart.ts'
import { useAddress } from '../state/addressStore.ts'
import { useStorePart } from '../state/store.ts'
import { useIsDark } from '../theme/useIsDark.ts'
import { circleColours, circlePart } from './circlePart.ts'
import { circleShapes } from './circleShapes.ts'
import { outsideDots } from './outsideDots.ts'
import { useCircles } from './useCircles.ts'

const NONE: [] = []

export default function CircleLayers() {
  const isDark = useIsDark()
  const { state, answer } = useCircles()
  const zoom = useStorePart(zoomStore, (value) => Math.round(value * 2) / 2)
  const picked = useAddress((entry) => entry.own['circles.unit'] ?? null)
  const [inner, middle, outer] = state.radii
  const points = answer?.points
  const shapes = useMemo(
    () => (points ? circleShapes(points, [inner, middle, outer]) : null),
    [points, inner, middle, outer],
  )
  useMapPart(
    useMemo(
      () => (shapes && points ? circlePart(shapes, points, circleColours(isDark)) : EMPTY_PART),
      [shapes, points, isDark],
    ),
  )
  useDeckLayers(
    'circles',
    useMemo(
      () =>
        answer ? outsideDots(answer.outsidePlaces, state.who, zoom, circleColours(isDark).outside) : NONE,
      [answer, state.who, zoom, isDark],
    ),
  )
  useFeatureState({ source: 'units' }, 'selected', picked)

  // What came in with a file may lie elsewhere: the map goes there, once for each file.
  const shown = useRef<unknown>(null)
  useEffect(() => {
    if (state.subject?.from === 'kind' || !points || points.length === 0 || shown.current === points) return
    shown.current = points
    const lons = points.map(({ lon }) => lon)
    const lats = points.map(({ lat }) => lat)
    const reach = outer / 111_000
    const least = (values: number[]) => values.reduce((a, b) => Math.min(a, b))
    const most = (values: number[]) => values.reduce((a, b) => Math.max(a, b))
    flyToBox([least(lons) - reach, least(lats) - reach, most(lons) + reach, most(lats) + reach])
  }, [points, outer, state.subject])
  return null
}
