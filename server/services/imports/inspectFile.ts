/** What a file is, with guesses to start from: its layers, fields, coordinate system, the first places of it. */
import type { AxisOrder, Inspected } from '../../../shared/domain/importing.ts'
import type { App } from '../../app/app.ts'
import { recallMapping } from '../../db/imports.ts'
import { guessKind, guessMapping } from '../../ingest/importers/fieldTargets.ts'
import { openSource } from '../../ingest/readers/openSource.ts'
import { isOsm } from '../isOsm.ts'
import { transformFrom } from '../transformFrom.ts'
import { type Choice, placeOf, signatureOf } from './choice.ts'

const PREVIEW_FEATURES = 50

/** Shows what a file is, with guesses to start from. */
export async function inspectFile(
  app: App,
  path: string,
  file: string,
  options: {
    encoding?: string
    headerRows?: 1 | 2
    crs?: string
    axisOrder?: AxisOrder
    as?: Choice['as']
    lon?: string
    lat?: string
  } = {},
): Promise<Omit<Inspected, 'uploadId' | 'bytes'>> {
  const source = await openSource(path, file, {
    encoding: options.encoding,
    headerRows: options.headerRows,
    swapCoordinates: options.axisOrder === 'latlon',
  })
  try {
    const layers = await Promise.all(
      source.layers.map(async (layer) => {
        const columns = layer.fields.map(({ name }) => name)
        const remembered = await recallMapping(app.db.pool, signatureOf(layer))
        const kind = isOsm(source.format)
          ? 'basemap'
          : (options.as ?? remembered?.kind ?? guessKind(columns, layer.geometryTypes, file))
        const suggested = remembered?.kind === kind ? remembered.mapping : guessMapping(kind, columns)
        // Columns that a person named for the place, so that the preview shows what they would give.
        const isPlaced = [options.lon, options.lat].every((one) => one !== undefined && columns.includes(one))
        const mapping = isPlaced
          ? { ...suggested, lon: options.lon as string, lat: options.lat as string }
          : suggested
        const crs = options.crs && options.crs !== 'auto' ? options.crs : layer.crs.crs
        const transform = crs === null ? null : transformFrom(crs)
        const preview = layer.sampleRows
          .slice(0, PREVIEW_FEATURES)
          .map((row) => placeOf(row, mapping, transform, file).geometry)
          .filter((geometry) => geometry !== null)
        return {
          name: layer.name,
          fields: layer.fields,
          geometryTypes: layer.geometryTypes,
          rowCount: layer.rowCount,
          crs: layer.crs.crs,
          crsSource: layer.crs.source,
          crsWarnings: layer.crs.warnings,
          crsCandidates: layer.crs.candidates,
          encoding: layer.encoding,
          sampleRows: layer.sampleRows.slice(0, 10).map(({ values }) => values),
          preview,
          suggestedKind: kind,
          suggestedLevel: (remembered?.level as 'street' | 'community' | 'grid' | null) ?? null,
          suggestedMapping: mapping,
          isRemembered: remembered?.kind === kind,
        }
      }),
    )
    return { file, format: source.format, layers, notices: source.notices }
  } finally {
    await source.close()
  }
}
