/** Land, green and water: the lowest layers, quiet surfaces without lines. */
import type { ExpressionSpecification } from 'maplibre-gl'
import type { PartLayer } from '../parts.ts'
import type { MapPalette } from './palette.ts'

const byClass = (colours: Record<string, string>, otherwise: string): ExpressionSpecification =>
  [
    'match',
    ['get', 'class'],
    ...Object.entries(colours).flat(),
    otherwise,
  ] as unknown as ExpressionSpecification

export function basemapGround(palette: MapPalette): PartLayer[] {
  const source = 'basemap'
  return [
    { slot: 'ground', spec: { id: 'land', type: 'background', paint: { 'background-color': palette.land } } },
    {
      slot: 'ground',
      spec: {
        id: 'landuse',
        type: 'fill',
        source,
        'source-layer': 'landuse',
        paint: { 'fill-color': byClass(palette.landuse, palette.land), 'fill-antialias': false },
      },
    },
    {
      slot: 'ground',
      spec: {
        id: 'green',
        type: 'fill',
        source,
        'source-layer': 'green',
        paint: { 'fill-color': byClass(palette.green, palette.green.grass) },
      },
    },
    {
      slot: 'water',
      spec: {
        id: 'water',
        type: 'fill',
        source,
        'source-layer': 'water',
        filter: ['==', ['geometry-type'], 'Polygon'],
        paint: { 'fill-color': palette.water },
      },
    },
    {
      slot: 'water',
      spec: {
        id: 'waterLine',
        type: 'line',
        source,
        'source-layer': 'water',
        filter: ['==', ['geometry-type'], 'LineString'],
        layout: { 'line-cap': 'round', 'line-join': 'round' },
        paint: {
          'line-color': palette.water,
          'line-width': ['interpolate', ['exponential', 1.5], ['zoom'], 11, 0.8, 14, 2.5, 17, 9],
        },
      },
    },
  ]
}
