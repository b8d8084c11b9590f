/** How changes to the street look on the map: the circle before and after, what is built or closed, the gates. */
import type { Feature, FeatureCollection, Geometry } from 'geojson'
import type { MultiPolygonCoordinates } from '../../../shared/network/circleShape.ts'
import type { ChangeDrawing } from '../../../shared/scenario/drawChanges.ts'
import type { MapPart, PartLayer } from '../../map/parts.ts'
import { REGULAR } from '../../map/style/text.ts'
import { GATE_OPEN, GATE_SHUT } from './gateImages.ts'
import type { StreetColours } from './streetColours.ts'

export interface ShownGate {
  lon: number
  lat: number
  name: string
  isOpen: boolean
  isChanged: boolean
}

export interface StreetDrawing {
  outlines: { before: MultiPolygonCoordinates; after: MultiPolygonCoordinates } | null
  drawings: readonly ChangeDrawing[]
  gates: readonly ShownGate[]
  points: readonly { lon: number; lat: number }[]
  /** First end of a link that is being drawn. */
  pending: { lon: number; lat: number } | null
  /** An opening that is looked at in the list. */
  opening: readonly [number, number][] | null
}

const GATES_FROM_ZOOM = 14.8

const collection = (features: Feature[]): FeatureCollection => ({ type: 'FeatureCollection', features })
const feature = (geometry: Geometry, properties: Record<string, unknown> = {}): Feature => ({
  type: 'Feature',
  properties,
  geometry,
})
const pointAt = ({ lon, lat }: { lon: number; lat: number }): Geometry => ({
  type: 'Point',
  coordinates: [lon, lat],
})

export function streetPart(
  { outlines, drawings, gates, points, pending, opening }: StreetDrawing,
  colours: StreetColours,
): MapPart {
  // without changes before and after are one
  const hasChanges = drawings.length > 0
  const lines = drawings.filter(({ line }) => line.length > 1)
  const shape = (which: 'before' | 'after'): Feature[] =>
    outlines && (which === 'after' || hasChanges)
      ? [feature({ type: 'MultiPolygon', coordinates: outlines[which] })]
      : []
  return {
    sources: {
      streetBefore: { type: 'geojson', data: collection(shape('before')), tolerance: 0.2 },
      streetAfter: { type: 'geojson', data: collection(shape('after')), tolerance: 0.2 },
      streetLines: {
        type: 'geojson',
        data: collection([
          ...lines.map(({ line, type }) => feature({ type: 'LineString', coordinates: line }, { type })),
          ...(opening
            ? [feature({ type: 'LineString', coordinates: [...opening] }, { type: 'opening' })]
            : []),
        ]),
      },
      streetPoints: { type: 'geojson', data: collection(points.map((point) => feature(pointAt(point)))) },
      streetPending: { type: 'geojson', data: collection(pending ? [feature(pointAt(pending))] : []) },
      streetGates: {
        type: 'geojson',
        data: collection(
          gates.map(({ name, isOpen, isChanged, ...place }) =>
            feature(pointAt(place), { name, isOpen, isChanged }),
          ),
        ),
      },
    },
    layers: [
      ...outlineLayers(colours),
      ...lineLayers(colours),
      ...pointLayers(colours),
      ...gateLayers(colours),
    ],
  }
}

/** The one before lies beneath: it is seen where the two part. */
const outlineLayers = ({ before, after }: StreetColours): PartLayer[] => [
  {
    slot: 'areas',
    spec: {
      id: 'street:after',
      type: 'fill',
      source: 'streetAfter',
      paint: { 'fill-color': after, 'fill-opacity': 0.14, 'fill-antialias': false },
    },
  },
  {
    slot: 'areas',
    spec: {
      id: 'street:beforeLine',
      type: 'line',
      source: 'streetBefore',
      layout: { 'line-join': 'round' },
      paint: { 'line-color': before, 'line-width': 1.5, 'line-dasharray': [3, 2] },
    },
  },
  {
    slot: 'areas',
    spec: {
      id: 'street:afterLine',
      type: 'line',
      source: 'streetAfter',
      layout: { 'line-join': 'round' },
      paint: { 'line-color': after, 'line-width': 2 },
    },
  },
]

const lineLayers = ({ added, closed, edge }: StreetColours): PartLayer[] => [
  {
    slot: 'points',
    spec: {
      id: 'street:case',
      type: 'line',
      source: 'streetLines',
      layout: { 'line-cap': 'round' },
      paint: { 'line-color': edge, 'line-width': 8 },
    },
  },
  {
    slot: 'points',
    spec: {
      id: 'street:added',
      type: 'line',
      source: 'streetLines',
      filter: ['!=', ['get', 'type'], 'closeRoad'],
      layout: { 'line-cap': 'round' },
      paint: { 'line-color': added, 'line-width': 5 },
    },
  },
  {
    slot: 'points',
    spec: {
      id: 'street:closed',
      type: 'line',
      source: 'streetLines',
      filter: ['==', ['get', 'type'], 'closeRoad'],
      paint: { 'line-color': closed, 'line-width': 5, 'line-dasharray': [1.2, 0.8] },
    },
  },
]

const dot = (id: string, source: string, colour: string, edge: string, radius: number): PartLayer => ({
  slot: 'top',
  spec: {
    id,
    type: 'circle',
    source,
    paint: {
      'circle-radius': ['interpolate', ['linear'], ['zoom'], 11, radius / 2.4, 15, radius],
      'circle-color': colour,
      'circle-stroke-color': edge,
      'circle-stroke-width': ['interpolate', ['linear'], ['zoom'], 11, 0.8, 15, 2],
    },
  },
})

const pointLayers = ({ after, added, edge }: StreetColours): PartLayer[] => [
  dot('street:point', 'streetPoints', after, edge, 6),
  dot('street:pending', 'streetPending', added, edge, 7),
]

const gateLayers = ({ added, closed, gate, edge }: StreetColours): PartLayer[] => [
  {
    slot: 'top',
    spec: {
      id: 'street:gateChanged',
      type: 'circle',
      source: 'streetGates',
      filter: ['get', 'isChanged'],
      paint: {
        'circle-radius': ['interpolate', ['linear'], ['zoom'], 11, 4, 15, 15],
        'circle-color': ['case', ['get', 'isOpen'], added, closed],
        'circle-opacity': 0.3,
        'circle-stroke-color': ['case', ['get', 'isOpen'], added, closed],
        'circle-stroke-width': 2,
      },
    },
  },
  {
    slot: 'top',
    spec: {
      id: 'street:gate',
      type: 'symbol',
      source: 'streetGates',
      minzoom: GATES_FROM_ZOOM,
      layout: {
        'icon-image': ['case', ['get', 'isOpen'], GATE_OPEN, GATE_SHUT],
        'icon-size': ['interpolate', ['linear'], ['zoom'], GATES_FROM_ZOOM, 0.5, 16, 0.85, 18, 1.1],
        'icon-allow-overlap': true,
        'text-field': ['step', ['zoom'], '', 16.4, ['get', 'name']],
        'text-font': REGULAR,
        'text-size': 11,
        'text-offset': [0, 1.2],
        'text-anchor': 'top',
        'text-optional': true,
      },
      paint: { 'text-color': gate, 'text-halo-color': edge, 'text-halo-width': 1.4 },
    },
  },
]
