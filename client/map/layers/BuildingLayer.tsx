/** Buildings from z14 faintly, from z15 fully; their names from z17. The selected one has one strong outline. */
import { useMemo } from 'react'
import { useSystem } from '../../api/useSystem.ts'
import { useAddress } from '../../state/addressStore.ts'
import { useIsDark } from '../../theme/useIsDark.ts'
import { EMPTY_PART, type MapPart } from '../parts.ts'
import { paletteOf, type MapPalette } from '../style/palette.ts'
import { REGULAR } from '../style/text.ts'
import { tileAddress } from '../tileAddress.ts'
import { useFeatureState } from '../useFeatureState.ts'
import { useMapPart } from '../useMapPart.ts'
import { hoveredBuildingStore } from '../hover.ts'
import { useStore } from '../../state/store.ts'

export const BUILDING_FILL = 'building'

/** @param isMarked  one of them is selected or under the pointer */
function buildingPart(
  palette: MapPalette,
  revision: string,
  { isShown, isMarked }: { isShown: boolean; isMarked: boolean },
): MapPart {
  const inTiles = { source: 'buildings', 'source-layer': 'building' } as const
  const visibility = isShown ? 'visible' : 'none'
  return {
    sources: {
      buildings: {
        type: 'vector',
        tiles: [tileAddress('buildings', revision)],
        minzoom: 13,
        maxzoom: 16,
        promoteId: 'code',
      },
    },
    layers: [
      {
        slot: 'buildings',
        spec: {
          id: BUILDING_FILL,
          type: 'fill',
          ...inTiles,
          minzoom: 14,
          layout: { visibility },
          paint: {
            'fill-color': ['match', ['get', 'use'], 'residential', palette.building, palette.buildingOther],
            'fill-outline-color': palette.buildingLine,
            'fill-opacity': ['interpolate', ['linear'], ['zoom'], 14, 0.35, 15, 0.95],
          },
        },
      },
      {
        slot: 'borders',
        spec: {
          id: 'building:marked',
          type: 'line',
          ...inTiles,
          minzoom: 14,
          layout: { visibility, 'line-join': 'round' },
          paint: {
            'line-color': [
              'case',
              ['boolean', ['feature-state', 'selected'], false],
              palette.selected,
              palette.hover,
            ],
            'line-width': [
              'case',
              ['boolean', ['feature-state', 'selected'], false],
              3,
              ['boolean', ['feature-state', 'hovered'], false],
              1.5,
              0,
            ],
            // A line of no width is reckoned in every frame, as one of no opacity is not; a constant asks nothing of the worker.
            'line-opacity': isMarked ? 1 : 0,
            'line-opacity-transition': { duration: 0 },
          },
        },
      },
      {
        slot: 'roadLabels',
        spec: {
          id: 'building:name',
          type: 'symbol',
          ...inTiles,
          minzoom: 16.6,
          layout: {
            visibility,
            'text-field': ['coalesce', ['get', 'name'], ''],
            'text-font': REGULAR,
            'text-size': 11,
            'text-max-width': 6,
            'text-padding': 4,
          },
          paint: { 'text-color': palette.inkSoft, 'text-halo-color': palette.halo, 'text-halo-width': 1.2 },
        },
      },
    ],
  }
}

export function BuildingLayer() {
  const isDark = useIsDark()
  const revision = useSystem()?.revision
  const isShown = useAddress((entry) => entry.shown.includes('buildings'))
  const selected = useAddress(({ subject }) => (subject?.kind === 'building' ? subject.id : null))
  const hovered = useStore(hoveredBuildingStore)
  const isMarked = selected !== null || hovered !== null
  useMapPart(
    useMemo(
      () =>
        revision === undefined
          ? EMPTY_PART
          : buildingPart(paletteOf(isDark), revision, { isShown, isMarked }),
      [isDark, revision, isShown, isMarked],
    ),
  )
  useFeatureState(
    { source: 'buildings', sourceLayer: 'building' },
    'selected',
    revision === undefined ? null : selected,
  )
  useFeatureState({ source: 'buildings', sourceLayer: 'building' }, 'hovered', hovered)
  return null
}
