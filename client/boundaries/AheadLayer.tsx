/** Grids that begin or change on a day to come, over the map of today: dashed, filled and named. */
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { ExpressionSpecification } from 'maplibre-gl'
import { trpc } from '../api/trpc.ts'
import type { MapPart } from '../map/parts.ts'
import { EMPTY_PART } from '../map/parts.ts'
import { paletteOf } from '../map/style/palette.ts'
import { BOLD } from '../map/style/text.ts'
import { unitsAddress } from '../map/unitsAddress.ts'
import { useMapPart } from '../map/useMapPart.ts'
import { useIsDark } from '../theme/useIsDark.ts'

const SOURCE = 'ahead:units'

/** @param revision  of the units */
export function AheadLayer({ day, revision }: { day: string; revision: string }) {
  const isDark = useIsDark()
  const changes = useQuery(trpc.unit.changes.queryOptions({ day }, { retry: false })).data?.changes
  useMapPart(
    useMemo(
      () =>
        changes
          ? partOf(
              unitsAddress(day, revision),
              changes.filter(({ kind }) => kind !== 'ended').map(({ code }) => code),
              isDark,
            )
          : EMPTY_PART,
      [changes, day, revision, isDark],
    ),
  )
  return null
}

function partOf(address: string, codes: readonly string[], isDark: boolean): MapPart {
  const palette = paletteOf(isDark)
  const isChanged: ExpressionSpecification = [
    'all',
    ['==', ['get', 'level'], 'grid'],
    ['in', ['get', 'code'], ['literal', [...codes]]],
  ]
  return {
    sources: { [SOURCE]: { type: 'geojson', data: address, tolerance: 0, maxzoom: 16 } },
    layers: [
      {
        slot: 'areas',
        spec: {
          id: 'ahead:fill',
          type: 'fill',
          source: SOURCE,
          filter: isChanged,
          paint: { 'fill-color': palette.selected, 'fill-opacity': 0.26 },
        },
      },
      {
        slot: 'borders',
        spec: {
          id: 'ahead:halo',
          type: 'line',
          source: SOURCE,
          filter: isChanged,
          layout: { 'line-join': 'round' },
          paint: { 'line-color': palette.selectedHalo, 'line-width': 5 },
        },
      },
      {
        slot: 'borders',
        spec: {
          id: 'ahead:borders',
          type: 'line',
          source: SOURCE,
          filter: isChanged,
          layout: { 'line-join': 'round' },
          paint: { 'line-color': palette.selected, 'line-width': 2.6, 'line-dasharray': [3, 1.5] },
        },
      },
      {
        slot: 'labels',
        spec: {
          id: 'ahead:names',
          type: 'symbol',
          source: SOURCE,
          filter: isChanged,
          minzoom: 13,
          layout: {
            'text-field': ['get', 'name'],
            'text-font': BOLD,
            'text-size': 12,
            'text-max-width': 8,
            'text-padding': 4,
          },
          paint: { 'text-color': palette.selected, 'text-halo-color': palette.halo, 'text-halo-width': 1.8 },
        },
      },
    ],
  }
}
