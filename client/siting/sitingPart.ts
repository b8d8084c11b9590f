/** How an answer looks on the map: who stays outside, what exists, the new points with their numbers. */
import type { Feature, FeatureCollection } from 'geojson'
import type { TriedSites } from '../../shared/siting/sitingQuestion.ts'
import type { MapPart } from '../map/parts.ts'
import { BOLD } from '../map/style/text.ts'

export interface SitingColours {
  site: string
  siteText: string
  existing: string
  edge: string
  outside: string
  opening: string
}

const LIGHT: SitingColours = {
  site: '#0b6e4f',
  siteText: '#ffffff',
  existing: '#1348a3',
  edge: '#ffffff',
  outside: '#c8501b',
  opening: '#7a3fb0',
}
const DARK: SitingColours = {
  site: '#4fd1a1',
  siteText: '#06281c',
  existing: '#8fb6ea',
  edge: '#10243d',
  outside: '#ff9a5c',
  opening: '#cfa6f5',
}

/** The same object for the same look. */
export const sitingColours = (isDark: boolean): SitingColours => (isDark ? DARK : LIGHT)

interface At {
  lon: number
  lat: number
}

const pointOf = ({ lon, lat }: At, properties: Record<string, unknown> = {}): Feature => ({
  type: 'Feature',
  properties,
  geometry: { type: 'Point', coordinates: [lon, lat] },
})
const collection = (features: Feature[]): FeatureCollection => ({ type: 'FeatureCollection', features })

export function sitingPart(
  answer: Pick<TriedSites, 'sites' | 'outside'> | null,
  existing: readonly At[],
  colours: SitingColours,
  openings: readonly At[] = [],
): MapPart {
  return {
    sources: {
      sitingOutside: {
        type: 'geojson',
        data: collection(
          (answer?.outside ?? []).map(([lon, lat, people]) => pointOf({ lon, lat }, { people })),
        ),
      },
      sitingExisting: { type: 'geojson', data: collection(existing.map((one) => pointOf(one))) },
      sitingOpenings: { type: 'geojson', data: collection(openings.map((one) => pointOf(one))) },
      sitingSites: {
        type: 'geojson',
        data: collection((answer?.sites ?? []).map((site, at) => pointOf(site, { number: String(at + 1) }))),
      },
    },
    layers: [
      {
        slot: 'issues',
        spec: {
          id: 'siting:outside',
          type: 'circle',
          source: 'sitingOutside',
          paint: {
            'circle-radius': [
              'interpolate',
              ['linear'],
              ['zoom'],
              12,
              ['max', 1.2, ['*', 0.2, ['sqrt', ['get', 'people']]]],
              16,
              ['max', 2, ['*', 0.6, ['sqrt', ['get', 'people']]]],
            ],
            'circle-color': colours.outside,
            'circle-opacity': 0.85,
            'circle-stroke-color': colours.edge,
            'circle-stroke-width': 0.6,
          },
        },
      },
      {
        slot: 'points',
        spec: {
          id: 'siting:existing',
          type: 'circle',
          source: 'sitingExisting',
          paint: {
            'circle-radius': ['interpolate', ['linear'], ['zoom'], 11, 2.5, 15, 6],
            'circle-color': colours.existing,
            'circle-stroke-color': colours.edge,
            'circle-stroke-width': 1.5,
          },
        },
      },
      {
        slot: 'top',
        spec: {
          id: 'siting:opening',
          type: 'symbol',
          source: 'sitingOpenings',
          layout: {
            'text-field': '◇',
            'text-font': BOLD,
            'text-size': ['interpolate', ['linear'], ['zoom'], 11, 18, 15, 28],
            'text-allow-overlap': true,
            'text-ignore-placement': true,
          },
          paint: {
            'text-color': colours.opening,
            'text-halo-color': colours.edge,
            'text-halo-width': 2,
          },
        },
      },
      {
        slot: 'top',
        spec: {
          id: 'siting:site',
          type: 'circle',
          source: 'sitingSites',
          paint: {
            'circle-radius': ['interpolate', ['linear'], ['zoom'], 11, 8, 15, 13],
            'circle-color': colours.site,
            'circle-stroke-color': colours.edge,
            'circle-stroke-width': 2,
          },
        },
      },
      {
        slot: 'top',
        spec: {
          id: 'siting:number',
          type: 'symbol',
          source: 'sitingSites',
          layout: {
            'text-field': ['get', 'number'],
            'text-font': BOLD,
            'text-size': ['interpolate', ['linear'], ['zoom'], 11, 10, 15, 14],
            'text-allow-overlap': true,
            'text-ignore-placement': true,
          },
          paint: { 'text-color': colours.siteText },
        },
      },
    ],
  }
}
