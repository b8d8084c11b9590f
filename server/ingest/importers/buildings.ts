/** Buildings 楼栋: a footprint, or a point, or an address alone. */
import { area } from '@turf/area'
import type { MultiPolygon, Polygon } from 'geojson'
import { type RowImporter, asGeometry } from './importer.ts'
import { representativePoint } from './representativePoint.ts'

/** Where a building has neither footprint nor dwellings, floor area is taken as one floor of this size. */
const UNKNOWN_FOOTPRINT_M2 = 200
const DWELLING_M2 = 90

const asMulti = (geometry: Polygon | MultiPolygon): MultiPolygon =>
  geometry.type === 'MultiPolygon' ? geometry : { type: 'MultiPolygon', coordinates: [geometry.coordinates] }

/** Square metres of all floors: what a count by area is spread by. */
export function floorAreaOf(
  footprintM2: number | null,
  floors: number | null,
  dwellings: number | null,
): number {
  if (footprintM2 !== null) return footprintM2 * (floors ?? 1)
  return dwellings === null ? UNKNOWN_FOOTPRINT_M2 * (floors ?? 1) : dwellings * DWELLING_M2
}

export const buildingImporter: RowImporter = {
  table: 'building',
  columns: {
    code: 'text',
    name: 'text',
    address: 'text',
    use: 'text',
    floors: 'integer',
    dwellings: 'integer',
    vacant_dwellings: 'integer',
    compound: 'text',
    footprint: 'geometry',
    location: 'geometry',
    floor_area_m2: 'double precision',
    stated_unit: 'text',
    content_hash: 'text',
  },
  parse(cells, place, { vault }) {
    const code = cells.required('code')
    const floors = cells.wholeNumber('floors')
    const dwellings = cells.wholeNumber('dwellings')
    const vacant = cells.wholeNumber('vacantDwellings')
    if (vacant !== null && dwellings !== null && vacant > dwellings) {
      cells.fault('vacantDwellings', vacant, 'fault.expected.vacantWithin')
    }
    const isArea = place?.type === 'Polygon' || place?.type === 'MultiPolygon'
    const footprint = isArea ? asMulti(place) : null
    const at = representativePoint(place)
    if (cells.faults.length > 0) return null
    const said = {
      code,
      name: cells.text('name') ?? '',
      address: cells.text('address') ?? '',
      use: cells.text('use') ?? 'residential',
      floors,
      dwellings,
      vacant_dwellings: vacant,
      compound: cells.text('compound'),
      footprint: asGeometry(footprint),
      location: at === null ? null : asGeometry({ type: 'Point', coordinates: at }),
      stated_unit: cells.text('unit'),
    }
    return {
      id: code,
      rowNumber: cells.row.rowNumber,
      data: {
        ...said,
        floor_area_m2: floorAreaOf(footprint === null ? null : area(footprint), floors, dwellings),
        content_hash: vault.fingerprint(Object.values(said)),
      },
    }
  },
}
