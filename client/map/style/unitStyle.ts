/** How units look: the colouring below the roads, borders by level, and the marks of hover and selection above. */
import type { ExpressionSpecification } from 'maplibre-gl'
import { UNIT_LEVELS, type UnitLevel } from '../../../shared/domain/levels.ts'
import { FILL_OPACITY } from '../../colouring/ramps.ts'
import type { PartLayer } from '../parts.ts'
import type { UnitZooms } from '../unitZooms.ts'
import type { MapPalette } from './palette.ts'

export const UNIT_FILL = 'unit:fill'

const hasMark = (mark: string): ExpressionSpecification => ['boolean', ['feature-state', mark], false]

interface FillInput {
  level: UnitLevel
  /** One colour per class; empty when units are not coloured. */
  colours: readonly string[]
  markedClass: number | null
  withoutData: readonly string[]
}

export function unitFills({ level, colours, markedClass, withoutData }: FillInput): PartLayer[] {
  const state: ExpressionSpecification = ['coalesce', ['feature-state', 'class'], -1]
  const colour =
    colours.length === 0
      ? 'rgba(0, 0, 0, 0)'
      : ([
          'match',
          state,
          ...colours.flatMap((one, index) => [index, one]),
          'rgba(0, 0, 0, 0)',
        ] as unknown as ExpressionSpecification)
  const fade = (opacity: number): ExpressionSpecification | number =>
    markedClass === null
      ? opacity
      : ['case', ['==', state, markedClass], Math.min(1, opacity + 0.15), opacity * 0.15]
  const { low, high, from, to } = FILL_OPACITY
  return [
    {
      slot: 'fill',
      spec: {
        id: UNIT_FILL,
        type: 'fill',
        source: 'units',
        filter: ['==', ['get', 'level'], level],
        paint: {
          'fill-color': colour,
          'fill-opacity': ['interpolate', ['linear'], ['zoom'], from, fade(low), to, fade(high)],
          'fill-antialias': false,
        },
      },
    },
    {
      slot: 'fill',
      spec: {
        id: 'unit:noData',
        type: 'fill',
        source: 'units',
        filter: ['in', ['get', 'code'], ['literal', colours.length === 0 ? [] : [...withoutData]]],
        paint: { 'fill-pattern': 'hatch', 'fill-opacity': 0.7 },
      },
    },
  ]
}

/** The grid's border is thinner than the community's, and that thinner than the street's. */
const BORDER_WIDTHS: Record<UnitLevel, readonly [number, number]> = {
  street: [2.2, 3.4],
  community: [1.2, 2.4],
  grid: [0.5, 1.2],
}

export function unitBorders(palette: MapPalette, zooms: UnitZooms): PartLayer[] {
  const borders: PartLayer[] = UNIT_LEVELS.toReversed()
    .filter((level) => zooms[level])
    .map((level) => ({
      slot: 'borders',
      spec: {
        id: `unit:border:${level}`,
        type: 'line',
        source: 'units',
        filter: ['==', ['get', 'level'], level],
        minzoom: level === 'street' ? 0 : Math.max(0, zooms[level]?.border ?? 0),
        layout: { 'line-join': 'round' },
        paint: {
          'line-color': palette.border[level],
          'line-width': [
            'interpolate',
            ['linear'],
            ['zoom'],
            11,
            BORDER_WIDTHS[level][0],
            17,
            BORDER_WIDTHS[level][1],
          ],
        },
      },
    }))
  const outline = (id: string, mark: string, colour: string, width: number): PartLayer => ({
    slot: 'borders',
    spec: {
      id,
      type: 'line',
      source: 'units',
      layout: { 'line-join': 'round' },
      paint: {
        'line-color': colour,
        'line-width': ['case', hasMark(mark), width, 0],
        'line-opacity': ['case', hasMark(mark), 1, 0],
      },
    },
  })
  return [
    ...borders,
    outline('unit:hovered', 'hovered', palette.hover, 1.8),
    outline('unit:selected:halo', 'selected', palette.selectedHalo, 7),
    outline('unit:selected', 'selected', palette.selected, 4),
  ]
}
