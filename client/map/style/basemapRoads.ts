/**
 * Roads: a casing below, a surface above, widths growing with the zoom; paths and steps are dashes; rail is a
 * ladder. Bridges are drawn like local roads with a stronger casing.
 */
import type { ExpressionSpecification, FilterSpecification } from 'maplibre-gl'
import type { PartLayer } from '../parts.ts'
import type { MapPalette } from './palette.ts'

const isOneOf = (...classes: string[]): FilterSpecification => ['in', ['get', 'class'], ['literal', classes]]

const width = (...stops: number[]): ExpressionSpecification =>
  ['interpolate', ['exponential', 1.5], ['zoom'], ...stops] as unknown as ExpressionSpecification

interface RoadLook {
  id: string
  filter: FilterSpecification
  from: number
  surface: ExpressionSpecification
  casing: ExpressionSpecification
  isMajor: boolean
}

/** From the least to the most important: later ones are drawn on top. */
const LOOKS: readonly RoadLook[] = [
  {
    id: 'service',
    filter: isOneOf('service'),
    from: 14,
    surface: width(14, 0.6, 16, 2.2, 18, 7),
    casing: width(14, 1, 16, 3.4, 18, 8.6),
    isMajor: false,
  },
  {
    id: 'local',
    filter: isOneOf('local', 'bridge'),
    from: 12.5,
    surface: width(12.5, 0.6, 14, 1.8, 16, 5, 18, 15),
    casing: width(12.5, 1, 14, 2.8, 16, 6.4, 18, 17),
    isMajor: false,
  },
  {
    id: 'secondary',
    filter: isOneOf('secondary'),
    from: 11,
    surface: width(11, 0.7, 14, 3.2, 16, 8, 18, 21),
    casing: width(11, 1.2, 14, 4.6, 16, 9.8, 18, 23.4),
    isMajor: false,
  },
  {
    id: 'arterial',
    filter: isOneOf('arterial'),
    from: 8,
    surface: width(8, 0.5, 11, 1.4, 14, 5, 16, 12, 18, 28),
    casing: width(8, 0.8, 11, 2.2, 14, 6.8, 16, 14.4, 18, 31),
    isMajor: true,
  },
]

const round = { 'line-cap': 'round', 'line-join': 'round' } as const

export function basemapRoads(palette: MapPalette): PartLayer[] {
  const inTiles = { source: 'basemap', 'source-layer': 'road' } as const
  const footways: PartLayer = {
    slot: 'roads',
    spec: {
      id: 'road:path',
      type: 'line',
      ...inTiles,
      filter: isOneOf('path', 'steps'),
      minzoom: 15,
      paint: {
        'line-color': palette.path,
        'line-width': width(15, 0.8, 17, 1.8, 19, 4),
        'line-dasharray': [2, 1.4],
      },
    },
  }
  const casings: PartLayer[] = LOOKS.map(({ id, filter, from, casing }) => ({
    slot: 'roads',
    spec: {
      id: `road:${id}:casing`,
      type: 'line',
      ...inTiles,
      filter,
      minzoom: from,
      layout: round,
      paint: { 'line-color': palette.roadCasing, 'line-width': casing },
    },
  }))
  const surfaces: PartLayer[] = LOOKS.map(({ id, filter, from, surface, isMajor }) => ({
    slot: 'roads',
    spec: {
      id: `road:${id}`,
      type: 'line',
      ...inTiles,
      filter,
      minzoom: from,
      layout: round,
      paint: { 'line-color': isMajor ? palette.roadMajor : palette.road, 'line-width': surface },
    },
  }))
  const rail = { source: 'basemap', 'source-layer': 'rail' } as const
  return [
    footways,
    ...casings,
    ...surfaces,
    {
      slot: 'roads',
      spec: {
        id: 'rail',
        type: 'line',
        ...rail,
        paint: { 'line-color': palette.rail, 'line-width': width(9, 0.6, 14, 1.6, 18, 4) },
      },
    },
    {
      slot: 'roads',
      spec: {
        id: 'rail:sleepers',
        type: 'line',
        ...rail,
        minzoom: 13,
        paint: {
          'line-color': palette.rail,
          'line-width': width(13, 3, 18, 10),
          'line-dasharray': [0.25, 1.6],
        },
      },
    },
  ]
}
