/** The street view on the map: before and after, changes, gates, homes whose walk changes; clicks go to the tool. */
import { useCallback, useEffect, useMemo } from 'react'
import { useDeckLayers } from '../../map/deckStore.ts'
import { useAskedPlace, type GivePlace } from '../../map/askPlace.ts'
import { mapStore, zoomStore } from '../../map/mapStore.ts'
import { useMapPart } from '../../map/useMapPart.ts'
import { useStore, useStorePart } from '../../state/store.ts'
import { useIsDark } from '../../theme/useIsDark.ts'
import { useCircleState, usePoints } from '../useCircles.ts'
import { usePointMarker } from '../walk/usePointMarker.ts'
import { changedHomes } from './changedHomes.ts'
import { gateChangeIn } from './draft.ts'
import { putGateImages } from './gateImages.ts'
import { useMiddleMarker } from './useMiddleMarker.ts'
import type { StreetGate } from './protocol.ts'
import { streetColours } from './streetColours.ts'
import { streetPart, type ShownGate } from './streetPart.ts'
import { applyTool, letGo, toolStore } from './tools.ts'
import { useDraftEffect, useGates } from './useStreet.ts'
import { shownOpeningStore } from './walls.ts'

const NO_GATES: readonly StreetGate[] = []
const NO_POINTS: readonly never[] = []

export default function StreetLayers() {
  const isDark = useIsDark()
  const colours = useMemo(() => streetColours(isDark), [isDark])
  const map = useStore(mapStore)
  const zoom = useStorePart(zoomStore, (value) => Math.round(value * 2) / 2)
  const state = useCircleState()
  const points = usePoints(state)
  const { ground, draft, drawings, effect, outlines } = useDraftEffect()
  const gates = useGates(ground) ?? NO_GATES
  const { from } = useStore(toolStore)
  const opening = useStore(shownOpeningStore)
  const isOne = state.subject?.from === 'place' || state.subject?.from === 'facility'
  usePointMarker(state, isOne ? (points?.[0] ?? null) : null)
  useMiddleMarker()
  useEffect(() => {
    if (map) putGateImages(map, colours)
  }, [map, colours])
  const shownGates = useMemo(
    () =>
      gates.map(({ lon, lat, name, isOpen }): ShownGate => {
        const change = gateChangeIn(draft.changes, { lon, lat, name })
        return {
          lon,
          lat,
          name,
          isOpen: change ? change.type !== 'closeGate' : isOpen,
          isChanged: change !== null,
        }
      }),
    [gates, draft.changes],
  )
  useMapPart(
    useMemo(
      () =>
        streetPart(
          {
            outlines,
            drawings,
            gates: shownGates,
            points: isOne ? NO_POINTS : (points ?? NO_POINTS),
            pending: from,
            opening: opening && [
              [opening.from.lon, opening.from.lat],
              [opening.to.lon, opening.to.lat],
            ],
          },
          colours,
        ),
      [outlines, drawings, shownGates, isOne, points, from, opening, colours],
    ),
  )
  const homes = effect?.homes
  useDeckLayers(
    'street',
    useMemo(() => (homes ? changedHomes(homes, zoom, colours) : NO_POINTS), [homes, zoom, colours]),
  )
  useAskedPlace(
    useCallback<GivePlace>(
      ([lon, lat]) => {
        if (ground) void applyTool(ground, gates, lon, lat)
      },
      [ground, gates],
    ),
  )
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape') letGo()
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [])
  return null
}
