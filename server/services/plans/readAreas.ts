/** The areas of any file with polygons, each with a key: a field of it, or the number of its row. */
import type { MultiPolygon, Polygon } from 'geojson'
import type { AxisOrder } from '../../../shared/domain/importing.ts'
import { Refusal } from '../../app/refusal.ts'
import { transformGeometry } from '../../ingest/crs/transformGeometry.ts'
import { openSource } from '../../ingest/readers/openSource.ts'
import type { SourceValue } from '../../ingest/readers/types.ts'
import { transformFrom } from '../transformFrom.ts'

export interface FileArea {
  /** As a person would count it in the file. */
  row: number
  key: string
  geometry: Polygon | MultiPolygon
  properties: Record<string, SourceValue>
}

const pointsIn = ({ type, coordinates }: Polygon | MultiPolygon): number =>
  (type === 'Polygon' ? coordinates : coordinates.flat()).reduce((sum, ring) => sum + ring.length, 0)

/**
 * @param mostPoints  of all borders together; of more only the count is kept
 * @throws UnreadableFile; Refusal `coverage.noAreas`, `coverage.unknownCrs`, `coverage.swapped`, `coverage.faultyRow`,
 *   `plan.tooManyPoints`
 */
export async function readAreas(
  path: string,
  file: string,
  options: { key?: string; layer?: string; crs?: string; encoding?: string; axisOrder: AxisOrder },
  mostPoints = Infinity,
): Promise<FileArea[]> {
  const source = await openSource(path, file, {
    encoding: options.encoding,
    swapCoordinates: options.axisOrder === 'latlon',
  })
  try {
    const layer = source.layers.find(
      ({ name, geometryTypes }) =>
        (options.layer === undefined || name === options.layer) &&
        geometryTypes.some((type) => type.endsWith('Polygon')),
    )
    if (!layer) throw new Refusal('BAD_REQUEST', 'coverage.noAreas', { file })
    if (options.axisOrder === 'auto' && layer.crs.warnings.includes('crs.warning.swapped'))
      throw new Refusal('BAD_REQUEST', 'coverage.swapped', { file })
    const crs = options.crs ?? layer.crs.crs
    if (crs === null) throw new Refusal('BAD_REQUEST', 'coverage.unknownCrs', { file })
    const transform = transformFrom(crs)
    const areas: FileArea[] = []
    let points = 0
    for await (const row of layer.rows()) {
      if ('fault' in row)
        throw new Refusal('BAD_REQUEST', 'coverage.faultyRow', { file, row: row.fault.row ?? 0 })
      if (row.geometry?.type === 'Polygon' || row.geometry?.type === 'MultiPolygon')
        points += pointsIn(row.geometry)
      if (points > mostPoints) continue
      const { geometry, faults } = transformGeometry(row.geometry, transform, {
        file,
        row: row.rowNumber,
        crs,
      })
      if (faults.length > 0)
        throw new Refusal('BAD_REQUEST', 'coverage.faultyRow', { file, row: row.rowNumber })
      if (geometry?.type !== 'Polygon' && geometry?.type !== 'MultiPolygon') continue
      const key = options.key === undefined ? null : row.values[options.key]
      areas.push({
        row: row.rowNumber,
        key: key === null || key === undefined || key === '' ? String(row.rowNumber) : String(key),
        geometry,
        properties: row.values,
      })
    }
    if (points > mostPoints)
      throw new Refusal('BAD_REQUEST', 'plan.tooManyPoints', { file, count: points, most: mostPoints })
    if (areas.length === 0) throw new Refusal('BAD_REQUEST', 'coverage.noAreas', { file })
    return areas
  } finally {
    await source.close()
  }
}
