/** What a compared division looks like on a map, and what changes hands between two. */
import pointOnFeature from '@turf/point-on-feature'
import type { Feature, FeatureCollection } from 'geojson'
import { type Arc, OUTSIDE, UNASSIGNED } from '../../../shared/coverage/coverage.ts'
import { STEPS_PER_DEGREE } from '../../../shared/geo/quantise.ts'
import type { ComparedSide } from '../../../shared/plans/comparePlans.ts'
import { loadClass } from '../../../shared/plans/norm.ts'
import type { MapPart, PartLayer } from '../../map/parts.ts'
import { paletteOf } from '../../map/style/palette.ts'
import { REGULAR } from '../../map/style/text.ts'
import { shortName } from '../../map/style/unitLabels.ts'
import { FILL_OPACITY } from '../drawPlan.ts'
import { planColours } from '../planColours.ts'
import type { Compared } from './compareState.ts'
import { colourTo, wayColours } from './wayColours.ts'

/** Everything drawn here begins with this. */
export const COMPARE_PREFIX = 'compare:'

const collection = (features: Feature[]): FeatureCollection => ({ type: 'FeatureCollection', features })
const source = (features: Feature[]) => ({
  type: 'geojson' as const,
  data: collection(features),
  tolerance: 0,
})

function borders({ plan: { coverage, grids } }: ComparedSide): Feature[] {
  const parentOf = (key: string): string => (key === OUTSIDE ? OUTSIDE : (grids.get(key)?.parent ?? key))
  const isOuter = ({ left, right }: Arc): boolean => parentOf(left) !== parentOf(right)
  return [...coverage.arcs.values()].map((arc) => ({
    type: 'Feature',
    properties: { outer: isOuter(arc) },
    geometry: {
      type: 'LineString',
      coordinates: Array.from({ length: arc.line.length / 2 }, (_, i) => [
        arc.line[2 * i]! / STEPS_PER_DEGREE,
        arc.line[2 * i + 1]! / STEPS_PER_DEGREE,
      ]),
    },
  }))
}

function names({ plan: { grids }, count }: ComparedSide, communityName: (code: string) => string): Feature[] {
  return [...count.shapes].flatMap(([key, shape]) => {
    const grid = grids.get(key)
    if (!grid || shape.coordinates.length === 0) return []
    return [
      {
        ...pointOnFeature(shape),
        properties: { name: shortName(grid.name, communityName(grid.parent)) },
      },
    ]
  })
}

function nameLayer(id: string, from: string, isDark: boolean): PartLayer {
  const palette = paletteOf(isDark)
  return {
    slot: 'labels',
    spec: {
      id,
      type: 'symbol',
      source: from,
      minzoom: 13,
      layout: {
        'text-field': ['get', 'name'],
        'text-font': REGULAR,
        'text-size': 12,
        'text-max-width': 8,
        'text-padding': 4,
      },
      paint: { 'text-color': palette.ink, 'text-halo-color': palette.halo, 'text-halo-width': 1.8 },
    },
  }
}

/** One of the two by itself: the load of its grids, its borders, their names. */
export function sidePart(
  side: ComparedSide,
  isDedicated: Compared['isDedicated'],
  communityName: (code: string) => string,
  isDark: boolean,
): MapPart {
  const colours = planColours(isDark)
  const areas = [...side.count.shapes].map(([key, geometry]): Feature => {
    const households = side.count.figures.get(key)?.households ?? 0
    const colour =
      key === UNASSIGNED
        ? colours.unassigned
        : isDedicated(side.plan.grids.get(key)?.code ?? null)
          ? colours.dedicated
          : colours.load[loadClass(households)]
    return { type: 'Feature', properties: { colour }, geometry }
  })
  const [fill, line, name] = ['areas', 'borders', 'names'].map((part) => COMPARE_PREFIX + part) as [
    string,
    string,
    string,
  ]
  return {
    sources: {
      [fill]: source(areas),
      [line]: source(borders(side)),
      [name]: source(names(side, communityName)),
    },
    layers: [
      {
        slot: 'fill',
        spec: {
          id: fill,
          type: 'fill',
          source: fill,
          paint: {
            'fill-color': ['get', 'colour'],
            'fill-opacity': FILL_OPACITY / 255,
            'fill-antialias': false,
          },
        },
      },
      {
        slot: 'borders',
        spec: {
          id: line,
          type: 'line',
          source: line,
          layout: { 'line-cap': 'round', 'line-join': 'round' },
          paint: {
            'line-color': ['case', ['get', 'outer'], colours.parentBorder, colours.border],
            'line-width': ['case', ['get', 'outer'], 2.4, 1.4],
          },
        },
      },
      nameLayer(name, name, isDark),
    ],
  }
}

/** Ground and homes that change hands, in the colour of the grid they go to; both divisions as lines. */
export function differencePart(
  { comparison: { before, after, ways, homes }, ground, homeAt }: Compared,
  communityName: (code: string) => string,
  isDark: boolean,
  pointed: number | null,
): MapPart {
  const colours = planColours(isDark)
  const to = wayColours(ways, isDark)
  const way = pointed === null ? undefined : ways[pointed]
  const [areas, old, next, points, name] = ['ground', 'before', 'after', 'homes', 'names'].map(
    (part) => COMPARE_PREFIX + part,
  ) as [string, string, string, string, string]
  const isPointed = (one: string, other: string): boolean =>
    way === undefined || (way.from === one && way.to === other)
  return {
    sources: {
      [areas]: source(
        ground.map(({ one, other, geometry }) => ({
          type: 'Feature',
          properties: { colour: colourTo(to, other, isDark), isPointed: isPointed(one, other) },
          geometry,
        })),
      ),
      [old]: source(borders(before)),
      [next]: source(borders(after)),
      [points]: source(
        homes.map(({ place, way: index }) => ({
          type: 'Feature',
          properties: {
            colour: colourTo(to, ways[index]!.to, isDark),
            isPointed: pointed === null || pointed === index,
          },
          geometry: { type: 'Point', coordinates: homeAt(place) },
        })),
      ),
      [name]: source(names(after, communityName)),
    },
    layers: [
      {
        slot: 'areas',
        spec: {
          id: areas,
          type: 'fill',
          source: areas,
          paint: {
            'fill-color': ['get', 'colour'],
            'fill-opacity': ['case', ['get', 'isPointed'], 0.55, 0.15],
          },
        },
      },
      {
        slot: 'borders',
        spec: {
          id: next,
          type: 'line',
          source: next,
          layout: { 'line-cap': 'round', 'line-join': 'round' },
          paint: {
            'line-color': ['case', ['get', 'outer'], colours.parentBorder, colours.border],
            'line-width': ['case', ['get', 'outer'], 2.4, 1.8],
          },
        },
      },
      {
        slot: 'borders',
        spec: {
          id: old,
          type: 'line',
          source: old,
          paint: { 'line-color': colours.today, 'line-width': 1.4, 'line-dasharray': [3, 2] },
        },
      },
      {
        slot: 'points',
        spec: {
          id: points,
          type: 'circle',
          source: points,
          paint: {
            'circle-radius': ['interpolate', ['linear'], ['zoom'], 13, 2.5, 17, 6],
            'circle-color': ['get', 'colour'],
            'circle-opacity': ['case', ['get', 'isPointed'], 1, 0.25],
            'circle-stroke-color': paletteOf(isDark).halo,
            'circle-stroke-width': 1.4,
            'circle-stroke-opacity': ['case', ['get', 'isPointed'], 1, 0.25],
          },
        },
      },
      nameLayer(name, name, isDark),
    ],
  }
}
