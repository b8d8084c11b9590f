/** How circles look on the map: nested tints of the accent, one outline each, the points on top. */
import type { Feature, FeatureCollection, MultiPolygon, Point } from 'geojson'
import type { MapPart } from '../map/parts.ts'
import type { RingProperties } from './circleShapes.ts'

export interface CircleColours {
  ring: string
  /** Of the three rings over each other: the outermost is seen through one tint, the innermost through three. */
  ringOpacity: number
  point: string
  pointEdge: string
  outside: string
  /** Of homes, by ring, innermost first. */
  homes: readonly string[]
}

/** One and the same, so that a source that stays empty is not set anew. */
const NOTHING: FeatureCollection = { type: 'FeatureCollection', features: [] }

const DARK: CircleColours = {
  ring: '#6fa8ff',
  ringOpacity: 0.13,
  point: '#e6efff',
  pointEdge: '#1b3a6b',
  outside: '#ff9a5c',
  homes: ['#cfe2ff', '#86b4f7', '#4a7fd0'],
}
const LIGHT: CircleColours = {
  ring: '#1f5fc4',
  ringOpacity: 0.11,
  point: '#1348a3',
  pointEdge: '#ffffff',
  outside: '#c8501b',
  homes: ['#123d86', '#3f7ad1', '#8fb6ea'],
}

/** The same object for the same look. */
export const circleColours = (isDark: boolean): CircleColours => (isDark ? DARK : LIGHT)

export function circlePart(
  shapes: FeatureCollection<MultiPolygon, RingProperties>,
  points: readonly { id: string; name: string; lon: number; lat: number }[],
  colours: CircleColours,
  beside: { compass: FeatureCollection<MultiPolygon> | null; route: [number, number][] | null } = {
    compass: null,
    route: null,
  },
): MapPart {
  const features = points.map(({ id, name, lon, lat }): Feature<Point> => ({
    type: 'Feature',
    properties: { id, name },
    geometry: { type: 'Point', coordinates: [lon, lat] },
  }))
  return {
    sources: {
      circles: { type: 'geojson', data: shapes, tolerance: 0.2 },
      circlePoints: {
        type: 'geojson',
        data: points.length === 0 ? NOTHING : { type: 'FeatureCollection', features },
      },
      circleCompass: { type: 'geojson', data: beside.compass ?? NOTHING },
      circleRoute: {
        type: 'geojson',
        data: beside.route
          ? { type: 'Feature', properties: {}, geometry: { type: 'LineString', coordinates: beside.route } }
          : NOTHING,
      },
    },
    layers: [
      {
        slot: 'areas',
        spec: {
          id: 'circles:fill',
          type: 'fill',
          source: 'circles',
          paint: { 'fill-color': colours.ring, 'fill-opacity': colours.ringOpacity, 'fill-antialias': false },
        },
      },
      {
        slot: 'areas',
        spec: {
          id: 'circles:line',
          type: 'line',
          source: 'circles',
          layout: { 'line-join': 'round' },
          paint: {
            'line-color': colours.ring,
            'line-width': ['match', ['get', 'ring'], 2, 2, 1],
            'line-opacity': ['match', ['get', 'ring'], 2, 0.9, 1, 0.55, 0.45],
          },
        },
      },
      {
        slot: 'areas',
        spec: {
          id: 'circles:compass',
          type: 'line',
          source: 'circleCompass',
          paint: {
            'line-color': colours.outside,
            'line-width': 1.5,
            'line-dasharray': [3, 2],
            'line-opacity': 0.9,
          },
        },
      },
      {
        slot: 'points',
        spec: {
          id: 'circles:routeCase',
          type: 'line',
          source: 'circleRoute',
          layout: { 'line-join': 'round', 'line-cap': 'round' },
          paint: { 'line-color': colours.pointEdge, 'line-width': 7 },
        },
      },
      {
        slot: 'points',
        spec: {
          id: 'circles:route',
          type: 'line',
          source: 'circleRoute',
          layout: { 'line-join': 'round', 'line-cap': 'round' },
          paint: { 'line-color': colours.point, 'line-width': 4 },
        },
      },
      {
        slot: 'top',
        spec: {
          id: 'circles:point',
          type: 'circle',
          source: 'circlePoints',
          paint: {
            'circle-radius': ['interpolate', ['linear'], ['zoom'], 11, 2.5, 15, 6],
            'circle-color': colours.point,
            'circle-stroke-color': colours.pointEdge,
            'circle-stroke-width': ['interpolate', ['linear'], ['zoom'], 11, 0.8, 15, 2],
          },
        },
      },
    ],
  }
}
