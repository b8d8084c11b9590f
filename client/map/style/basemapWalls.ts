/** Walls and gates, from z16: who lives behind a wall walks to its gate. */
import type { FilterSpecification } from 'maplibre-gl'
import type { PartLayer } from '../parts.ts'
import type { MapPalette } from './palette.ts'
import { REGULAR } from './text.ts'

const barrier = (
  id: string,
  filter: FilterSpecification,
  palette: MapPalette,
  dashes?: [number, number],
): PartLayer => ({
  slot: 'walls',
  spec: {
    id,
    type: 'line',
    source: 'basemap',
    'source-layer': 'barrier',
    filter,
    minzoom: 15,
    layout: { 'line-join': 'round' },
    paint: {
      'line-color': palette.wall,
      'line-width': ['interpolate', ['linear'], ['zoom'], 15, 0.5, 16, 1.2, 18, 2.6],
      'line-opacity': ['interpolate', ['linear'], ['zoom'], 15, 0.4, 16, 1],
      ...(dashes ? { 'line-dasharray': dashes } : {}),
    },
  },
})

export function basemapWalls(palette: MapPalette): PartLayer[] {
  return [
    barrier('wall', ['!=', ['get', 'class'], 'fence'], palette),
    barrier('fence', ['==', ['get', 'class'], 'fence'], palette, [3, 1.5]),
    {
      slot: 'walls',
      spec: {
        id: 'gate',
        type: 'circle',
        source: 'basemap',
        'source-layer': 'gate',
        minzoom: 15.7,
        paint: {
          'circle-radius': ['interpolate', ['linear'], ['zoom'], 15.7, 2, 18, 5],
          'circle-color': palette.halo,
          'circle-stroke-color': palette.gate,
          'circle-stroke-width': ['interpolate', ['linear'], ['zoom'], 15.7, 1.2, 18, 2.4],
        },
      },
    },
    {
      slot: 'roadLabels',
      spec: {
        id: 'gate:name',
        type: 'symbol',
        source: 'basemap',
        'source-layer': 'gate',
        minzoom: 17,
        layout: {
          'text-field': ['coalesce', ['get', 'name'], ''],
          'text-font': REGULAR,
          'text-size': 11,
          'text-offset': [0, 0.9],
          'text-anchor': 'top',
          'text-optional': true,
        },
        paint: { 'text-color': palette.inkSoft, 'text-halo-color': palette.halo, 'text-halo-width': 1.4 },
      },
    },
  ]
}
