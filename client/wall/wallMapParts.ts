/** The map of the wall as plain parts: ground and roads without names, units with theirs, open issues. Pure. */
import type { Feature, FeatureCollection, Point } from 'geojson'
import { ISSUE_STATES } from '../../shared/domain/place.ts'
import type { UnitNode } from '../../shared/domain/unit.ts'
import type { WallBoard } from '../../shared/issues/wall.ts'
import type { MapPart, PartLayer } from '../map/parts.ts'
import { basemapGround } from '../map/style/basemapGround.ts'
import { basemapRoads } from '../map/style/basemapRoads.ts'
import type { MapPalette } from '../map/style/palette.ts'
import { BOLD } from '../map/style/text.ts'
import { shortName } from '../map/style/unitLabels.ts'
import { tileAddress } from '../map/tileAddress.ts'
import { unitsAddress } from '../map/unitsAddress.ts'

export const wallGroundPart = (palette: MapPalette, revision: string): MapPart => ({
  sources: {
    basemap: { type: 'vector', tiles: [tileAddress('basemap', revision)], minzoom: 8, maxzoom: 16 },
  },
  layers: [...basemapGround(palette), ...basemapRoads(palette)],
})

/** Names stand in the units just below the shown ones. */
export function namePoints(units: readonly UnitNode[], shown: readonly string[]): FeatureCollection<Point> {
  const names = new Map(units.map(({ code, name }) => [code, name]))
  const below = units.filter(({ parent }) => parent !== null && shown.includes(parent))
  return {
    type: 'FeatureCollection',
    features: below.map(({ name, parent, center }): Feature<Point> => ({
      type: 'Feature',
      properties: { name: shortName(name, parent === null ? undefined : names.get(parent)) },
      geometry: { type: 'Point', coordinates: [...center] },
    })),
  }
}

/** Widths and sizes at a screen 1,080 pixels high; `scale` is how much higher it is. */
export function wallUnitsPart(
  palette: MapPalette,
  revision: string,
  names: FeatureCollection<Point>,
  scale: number,
): MapPart {
  const border = (level: 'street' | 'community' | 'grid', width: number, opacity: number): PartLayer => ({
    slot: 'borders',
    spec: {
      id: `wall:border:${level}`,
      type: 'line',
      source: 'wallUnits',
      filter: ['==', ['get', 'level'], level],
      layout: { 'line-join': 'round' },
      paint: {
        'line-color': palette.border[level],
        'line-width': width * scale,
        'line-opacity': opacity,
      },
    },
  })
  return {
    sources: {
      wallUnits: { type: 'geojson', data: unitsAddress(undefined, revision), tolerance: 0.2, maxzoom: 16 },
      wallNames: { type: 'geojson', data: names },
    },
    layers: [
      border('grid', 0.8, 0.55),
      border('community', 1.8, 0.9),
      border('street', 3.2, 1),
      {
        slot: 'labels',
        spec: {
          id: 'wall:name',
          type: 'symbol',
          source: 'wallNames',
          layout: {
            'text-field': ['get', 'name'],
            'text-font': BOLD,
            'text-size': 24 * scale,
            'text-max-width': 7,
            'text-padding': 6,
          },
          paint: {
            'text-color': palette.ink,
            'text-halo-color': palette.halo,
            'text-halo-width': 2.2 * scale,
          },
        },
      },
    ],
  }
}

export function issueFeatures(points: WallBoard['points']): FeatureCollection<Point> {
  return {
    type: 'FeatureCollection',
    features: points.lons.map((lon, index): Feature<Point> => ({
      type: 'Feature',
      properties: {
        state: ISSUE_STATES[points.states[index] ?? 0] ?? 'new',
        late: points.isLate[index] ?? 0,
        new: points.isNew[index] ?? 0,
      },
      geometry: { type: 'Point', coordinates: [lon, points.lats[index] ?? 0] },
    })),
  }
}

export interface IssueColours {
  states: Readonly<Record<string, string>>
  late: string
  edge: string
  fresh: string
}

/** Colour is the state, a ring is lateness, a wide calm ring is what has just come. */
export function wallIssuesPart(
  data: FeatureCollection<Point>,
  { states, late, edge, fresh }: IssueColours,
  scale: number,
): MapPart {
  const radius = 6 * scale
  const ring = (id: string, flag: string, size: number, colour: string, width: number): PartLayer => ({
    slot: 'points',
    spec: {
      id,
      type: 'circle',
      source: 'wallIssues',
      filter: ['==', ['get', flag], 1],
      paint: {
        'circle-radius': size,
        'circle-color': 'rgba(0, 0, 0, 0)',
        'circle-stroke-color': colour,
        'circle-stroke-width': width,
      },
    },
  })
  return {
    sources: { wallIssues: { type: 'geojson', data } },
    layers: [
      ring('wall:new', 'new', radius * 2.6, fresh, 3 * scale),
      ring('wall:late', 'late', radius + 3 * scale, late, 2 * scale),
      {
        slot: 'points',
        spec: {
          id: 'wall:issue',
          type: 'circle',
          source: 'wallIssues',
          paint: {
            'circle-radius': radius,
            'circle-color': [
              'match',
              ['get', 'state'],
              ...Object.entries(states).flat(),
              states.new ?? 'gray',
            ] as never,
            'circle-stroke-color': edge,
            'circle-stroke-width': 1 * scale,
          },
        },
      },
    ],
  }
}
