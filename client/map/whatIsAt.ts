/**
 * What a person means by a point of the map: an issue before a facility before a building before the unit beneath.
 * Buildings count from the zoom at which they can be told apart.
 */
import type { Map as MapLibreMap, PointLike } from 'maplibre-gl'
import { FACILITY_GROUPS, type FacilityGroup } from '../../shared/standards/facilityKindTable.ts'
import { deckPickerStore, ISSUE_POINTS } from './deckStore.ts'
import { BUILDING_FILL } from './layers/BuildingLayer.tsx'
import { FACILITY_CLUSTERS, FACILITY_SYMBOLS } from './style/facilityStyle.ts'
import { UNIT_FILL } from './style/unitStyle.ts'

export type Found =
  | { kind: 'issue'; index: number }
  | { kind: 'facility'; id: string; name: string; facilityKind: string }
  | {
      kind: 'cluster'
      source: string
      clusterId: number
      count: number
      groups: { group: FacilityGroup; count: number }[]
      at: [number, number]
    }
  | { kind: 'building'; code: string; name: string; floors: number | null; residents: number | null }
  | { kind: 'unit'; code: string }

const PICK_RADIUS_PIXELS = 4
const BUILDINGS_FROM_ZOOM = 15

const numberOf = (value: unknown): number | null => (typeof value === 'number' ? value : null)

export function whatIsAt(map: MapLibreMap, { x, y }: { x: number; y: number }): Found | null {
  const picked = deckPickerStore.get()?.pick(x, y, PICK_RADIUS_PIXELS)
  if (picked?.layer === ISSUE_POINTS) return { kind: 'issue', index: picked.index }
  const candidates = [...FACILITY_SYMBOLS, ...FACILITY_CLUSTERS, BUILDING_FILL, UNIT_FILL]
  const layers = candidates.filter((id) => map.getLayer(id))
  const point: PointLike = [x, y]
  for (const feature of map.queryRenderedFeatures(point, { layers })) {
    const own = feature.properties
    if (FACILITY_SYMBOLS.includes(feature.layer.id)) {
      return { kind: 'facility', id: String(own.id), name: String(own.name), facilityKind: String(own.kind) }
    }
    if (FACILITY_CLUSTERS.includes(feature.layer.id) && feature.geometry.type === 'Point') {
      const [lon = 0, lat = 0] = feature.geometry.coordinates
      return {
        kind: 'cluster',
        source: feature.source,
        clusterId: Number(own.cluster_id),
        count: Number(own.point_count),
        groups: FACILITY_GROUPS.flatMap(({ group }) =>
          own[group] ? [{ group, count: Number(own[group]) }] : [],
        ),
        at: [lon, lat],
      }
    }
    if (feature.layer.id === BUILDING_FILL && map.getZoom() >= BUILDINGS_FROM_ZOOM) {
      return {
        kind: 'building',
        code: String(own.code),
        name: String(own.name ?? ''),
        floors: numberOf(own.floors),
        residents: numberOf(own.residents),
      }
    }
    if (feature.layer.id === UNIT_FILL) return { kind: 'unit', code: String(own.code) }
  }
  return null
}
