/** How units look: the colouring below the roads, borders by level, and the marks of hover and selection above. */
import type { ExpressionSpecification } from 'maplibre-gl'
import { UNIT_LEVELS, type UnitLevel } from '../../../shared/domain/levels.ts'
import { FILL_OPACITY } from '../../colouring/ramps.ts'
import type { PartLayer } from '../parts.ts'
import type { UnitZooms } from '../unitZooms.ts'
import type { MapPalette } from './palette.ts'

export const UNIT_FILL = 'unit:fill'

const CLEAR = 'rgba(0, 0, 0, 0)'

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
  // Asked of the unit even when all answers are the same: a tile that was read while a property was asked of its units
  // fails when marks are set on it after that property has become a constant.
  const colour = [
    'match',
    state,
    ...(colours.length === 0 ? [0, CLEAR] : colours.flatMap((one, index) => [index, one])),
    CLEAR,
  ] as unknown as ExpressionSpecification
  const fade = (opacity: number): ExpressionSpecification => [
    'case',
    ['==', state, markedClass ?? -1],
    markedClass === null ? opacity : Math.min(1, opacity + 0.15),
    markedClass === null ? opacity : opacity * 0.15,
  ]
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

/** Which marks some unit bears now. What nobody bears is not drawn: its lines would be reckoned in every frame. */
export interface BorneMarks {
  hovered: boolean
  selected: boolean
}

export function unitBorders(palette: MapPalette, zooms: UnitZooms, borne: BorneMarks): PartLayer[] {
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
  const outline = (id: string, mark: keyof BorneMarks, colour: string, width: number): PartLayer => ({
    slot: 'borders',
    spec: {
      id,
      type: 'line',
      source: 'units',
      layout: { 'line-join': 'round' },
      paint: {
        'line-color': ['case', hasMark(mark), colour, CLEAR],
        'line-width': ['case', hasMark(mark), width, 0],
        // A constant, so that a change of it asks nothing of the worker.
        'line-opacity': borne[mark] ? 1 : 0,
        'line-opacity-transition': { duration: 0 },
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
