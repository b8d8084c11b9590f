/**
 * Facilities as badges by kind; where many are close, one badge that says what it stands for. From afar whole
 * quarters are gathered, near by only what would lie upon each other: a row of shops stays one badge until z18.
 */
import type { FeatureCollection, Point } from 'geojson'
import type { ExpressionSpecification, SourceSpecification } from 'maplibre-gl'
import type { FacilityPoints } from '../../../shared/domain/place.ts'
import { FACILITY_GROUPS, facilityKindOf } from '../../../shared/standards/facilityKindTable.ts'
import type { MapPart, PartLayer } from '../parts.ts'
import type { MapPalette } from './palette.ts'
import { REGULAR } from './text.ts'

interface Tier {
  source: string
  radiusPixels: number
  clusterMaxZoom: number
  minzoom: number
  maxzoom: number
}

const TIERS: readonly Tier[] = [
  { source: 'facilities', radiusPixels: 72, clusterMaxZoom: 16, minzoom: 0, maxzoom: 16.2 },
  { source: 'facilitiesNear', radiusPixels: 26, clusterMaxZoom: 17, minzoom: 16.2, maxzoom: 24 },
]

export const FACILITY_SYMBOLS = TIERS.map(({ source }) => `${source}:one`)
export const FACILITY_CLUSTERS = TIERS.map(({ source }) => `${source}:many`)

const groupOf = (kind: string): string => facilityKindOf(kind).group

export function facilityFeatures({
  ids,
  names,
  kinds,
  lons,
  lats,
}: FacilityPoints): FeatureCollection<Point> {
  return {
    type: 'FeatureCollection',
    features: ids.map((id, index) => ({
      type: 'Feature',
      properties: { id, name: names[index], kind: kinds[index], group: groupOf(kinds[index] ?? '') },
      geometry: { type: 'Point', coordinates: [lons[index] ?? 0, lats[index] ?? 0] },
    })),
  }
}

const clusterImage = [
  'concat',
  'cluster',
  ...FACILITY_GROUPS.flatMap(({ group }) => ['|', ['to-string', ['get', group]]]),
] as unknown as ExpressionSpecification

const clusterProperties = Object.fromEntries(
  FACILITY_GROUPS.map(({ group }) => [group, ['+', ['case', ['==', ['get', 'group'], group], 1, 0]]]),
)

function layersOf({ source, minzoom, maxzoom }: Tier, palette: MapPalette, isShown: boolean): PartLayer[] {
  const visibility = isShown ? 'visible' : 'none'
  return [
    {
      slot: 'points',
      spec: {
        id: `${source}:one`,
        type: 'symbol',
        source,
        minzoom,
        maxzoom,
        filter: ['!', ['has', 'point_count']],
        layout: {
          visibility,
          'icon-image': ['concat', 'facility|', ['get', 'kind']],
          'icon-size': ['interpolate', ['linear'], ['zoom'], 12, 0.7, 16, 0.95],
          'icon-allow-overlap': true,
          'text-field': ['step', ['zoom'], '', 16, ['get', 'name']],
          'text-font': REGULAR,
          'text-size': 11,
          'text-anchor': 'top',
          'text-offset': [0, 1.15],
          'text-max-width': 8,
          'text-optional': true,
        },
        paint: { 'text-color': palette.ink, 'text-halo-color': palette.halo, 'text-halo-width': 1.4 },
      },
    },
    {
      slot: 'points',
      spec: {
        id: `${source}:many`,
        type: 'symbol',
        source,
        minzoom,
        maxzoom,
        filter: ['has', 'point_count'],
        layout: {
          visibility,
          'icon-image': clusterImage,
          'icon-allow-overlap': true,
          'icon-padding': 3,
          'symbol-sort-key': ['-', ['get', 'point_count']],
        },
      },
    },
  ]
}

export function facilityPart(data: FeatureCollection<Point>, palette: MapPalette, isShown: boolean): MapPart {
  const sourceOf = ({ radiusPixels, clusterMaxZoom }: Tier): SourceSpecification => ({
    type: 'geojson',
    data,
    cluster: true,
    clusterMaxZoom,
    clusterRadius: radiusPixels,
    clusterProperties,
  })
  return {
    sources: Object.fromEntries(TIERS.map((tier) => [tier.source, sourceOf(tier)])),
    layers: TIERS.flatMap((tier) => layersOf(tier, palette, isShown)),
  }
}
