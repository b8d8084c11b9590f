/** The circles on the map, the homes in and outside them, the way that is shown, and the unit picked in the table. */
import { useEffect, useMemo, useRef } from 'react'
import { straightLineMeters } from '../../shared/geo/straightLine.ts'
import { flyToBox } from '../map/camera.ts'
import { useDeckLayers } from '../map/deckStore.ts'
import { zoomStore } from '../map/mapStore.ts'
import { EMPTY_PART } from '../map/parts.ts'
import { useFeatureState } from '../map/useFeatureState.ts'
import { useMapPart } from '../map/useMapPart.ts'
import { useAddress } from '../state/addressStore.ts'
import { useStore, useStorePart } from '../state/store.ts'
import { useIsDark } from '../theme/useIsDark.ts'
import { circleColours, circlePart } from './circlePart.ts'
import { circleShapes } from './circleShapes.ts'
import { homeDots, outsideDots } from './outsideDots.ts'
import { useCircles } from './useCircles.ts'
import { heldAnswerStore } from './walk/held.ts'
import { useHeldCircles } from './walk/useHeldCircles.ts'
import { usePointMarker } from './walk/usePointMarker.ts'
import { shownRouteStore } from './walk/useWalked.ts'
import { walkedShapes } from './walk/walkedShapes.ts'

const NONE: [] = []
const NO_POINTS: readonly never[] = []
const NO_SHAPES: ReturnType<typeof circleShapes> = { type: 'FeatureCollection', features: [] }

export function CircleLayers() {
  const isDark = useIsDark()
  const { state, answer, walked, isRadius, points } = useCircles()
  const zoom = useStorePart(zoomStore, (value) => Math.round(value * 2) / 2)
  const picked = useAddress((entry) => entry.own['circles.unit'] ?? null)
  const shownRoute = useStore(shownRouteStore)
  const [inner, middle, outer] = state.radii
  const isOne = state.subject?.from === 'place' || state.subject?.from === 'facility'
  const ofWalk = isRadius ? null : walked.answer
  // While the point is moved its circles are drawn above the map.
  const isHeld = useStorePart(heldAnswerStore, (held) => held !== null)
  const shapes = useMemo(() => {
    if (isHeld) return NO_SHAPES
    if (isRadius) return points && answer ? circleShapes(points, [inner, middle, outer]) : null
    return ofWalk && walkedShapes(ofWalk)
  }, [isHeld, isRadius, points, answer, ofWalk, inner, middle, outer])
  const compass = useMemo(() => {
    const centres = ofWalk?.question.points ?? points
    return !isHeld && !isRadius && state.compares && centres ? circleShapes(centres, [outer]) : null
  }, [isHeld, isRadius, state.compares, ofWalk, points, outer])
  const route = isRadius || isHeld ? null : (shownRoute?.route.line ?? null)
  // One point is a marker that can be dragged; many are drawn with the map.
  usePointMarker(state, isOne ? (points?.[0] ?? null) : null)
  useHeldCircles(circleColours(isDark), state.compares ? outer : null)
  useMapPart(
    useMemo(
      () =>
        shapes && points
          ? circlePart(shapes, isOne ? NO_POINTS : points, circleColours(isDark), { compass, route })
          : EMPTY_PART,
      [shapes, points, isOne, isDark, compass, route],
    ),
  )
  useDeckLayers(
    'circles',
    useMemo(() => {
      const colours = circleColours(isDark)
      if (!answer || isHeld) return NONE
      if (!ofWalk) return outsideDots(answer.outsidePlaces, state.who, zoom, colours.outside)
      if (!isOne) {
        const homes = { rings: colours.homes, outside: colours.outside }
        return homeDots(ofWalk.places, state.minutes, state.who, zoom, homes)
      }
      // Around one point only those are marked whom the compass would count.
      const [from] = ofWalk.question.points
      if (!from || ofWalk.question.radiusMeters === null) return NONE
      const reach = ofWalk.question.radiusMeters
      const missed = answer.outsidePlaces.filter(
        ([lon, lat]) => straightLineMeters(from.lon, from.lat, lon, lat) <= reach,
      )
      return outsideDots(missed, state.who, zoom, colours.outside)
    }, [isHeld, answer, ofWalk, isOne, state.minutes, state.who, zoom, isDark]),
  )
  useFeatureState({ source: 'units' }, 'selected', picked)

  // What came in with a file may lie elsewhere: the map goes there, once for each file.
  const shown = useRef<unknown>(null)
  useEffect(() => {
    const isClicked = state.subject?.from === 'kind' || state.subject?.from === 'place'
    if (isClicked || !points || points.length === 0 || shown.current === points) return
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
