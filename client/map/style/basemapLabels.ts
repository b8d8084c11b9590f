/** Names of roads, water and compounds; they give way to the names of units, which are drawn later. */
import type { PartLayer } from '../parts.ts'
import type { MapPalette } from './palette.ts'
import { REGULAR } from './text.ts'

export function basemapLabels(palette: MapPalette): PartLayer[] {
  const halo = { 'text-halo-color': palette.halo, 'text-halo-width': 1.4 } as const
  const alongRoad = (id: string, classes: string[], from: number): PartLayer => ({
    slot: 'roadLabels',
    spec: {
      id: `road:${id}:name`,
      type: 'symbol',
      source: 'basemap',
      'source-layer': 'road',
      filter: ['all', ['in', ['get', 'class'], ['literal', classes]], ['has', 'name']],
      minzoom: from,
      layout: {
        'symbol-placement': 'line',
        'symbol-spacing': 360,
        'text-field': ['get', 'name'],
        'text-font': REGULAR,
        'text-size': ['interpolate', ['linear'], ['zoom'], 13, 11, 17, 13],
        'text-letter-spacing': 0.08,
        'text-max-angle': 35,
        'text-padding': 8,
      },
      paint: { 'text-color': palette.inkSoft, ...halo },
    },
  })
  return [
    alongRoad('major', ['arterial', 'secondary'], 13.5),
    alongRoad('minor', ['local', 'bridge'], 15.3),
    {
      slot: 'roadLabels',
      spec: {
        id: 'water:name',
        type: 'symbol',
        source: 'basemap',
        'source-layer': 'water',
        filter: ['has', 'name'],
        minzoom: 12,
        layout: {
          'text-field': ['get', 'name'],
          'text-font': REGULAR,
          'text-size': 12,
          'text-letter-spacing': 0.2,
        },
        paint: { 'text-color': palette.waterInk, ...halo },
      },
    },
    {
      slot: 'roadLabels',
      spec: {
        id: 'place:name',
        type: 'symbol',
        source: 'basemap',
        'source-layer': 'place',
        filter: ['has', 'name'],
        minzoom: 14.8,
        layout: {
          'text-field': ['get', 'name'],
          'text-font': REGULAR,
          'text-size': 12,
          'text-max-width': 7,
          'text-padding': 6,
        },
        paint: { 'text-color': palette.inkSoft, ...halo },
      },
    },
  ]
}
