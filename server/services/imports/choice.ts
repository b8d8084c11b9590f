/** What a person chose for an import, put together with what the file says of itself. */
import { createHash } from 'node:crypto'
import type { Geometry } from 'geojson'
import type { z } from 'zod'
import type { ImportChoice } from '../../../shared/domain/importing.ts'
import { Refusal } from '../../app/refusal.ts'
import type { Transform } from '../../ingest/crs/makeTransform.ts'
import { transformGeometry } from '../../ingest/crs/transformGeometry.ts'
import type { FieldMapping } from '../../ingest/importers/cells.ts'
import { FIELD_TARGETS, guessMapping, isCountMapping } from '../../ingest/importers/fieldTargets.ts'
import type { Fault, OpenedSource, SourceLayer, SourceRow } from '../../ingest/readers/types.ts'

export type Choice = Omit<z.input<typeof ImportChoice>, 'uploadId' | 'crs' | 'mapping' | 'skipFaulty'> &
  Pick<z.infer<typeof ImportChoice>, 'crs' | 'mapping' | 'skipFaulty'>

/** Columns in a fixed order, so that the same export of next year finds last year's mapping. */
export const signatureOf = (layer: SourceLayer): string =>
  createHash('sha256')
    .update(JSON.stringify(layer.fields.map(({ name }) => name)))
    .digest('hex')

export function layerOf(source: OpenedSource, name: string | undefined): SourceLayer {
  const layer = name === undefined ? source.layers[0] : source.layers.find((one) => one.name === name)
  if (!layer) throw new Refusal('NOT_FOUND', 'import.layerUnknown', { layer: name ?? '' })
  return layer
}

/** The mapping to use: guessed, then what the person said; an empty column takes a guess away. */
export function mappingOf(choice: Choice, layer: SourceLayer): FieldMapping {
  const columns = layer.fields.map(({ name }) => name)
  const isCounted = choice.as === 'residents' && (choice.mapping.residents ?? '') !== ''
  const guessed = guessMapping(choice.as, isCounted ? [...columns, 'residents'] : columns)
  const merged = { ...guessed, ...choice.mapping }
  const mapping = Object.fromEntries(Object.entries(merged).filter(([, column]) => column !== ''))
  for (const [target, column] of Object.entries(mapping)) {
    if (!column.startsWith('=') && !columns.includes(column)) {
      throw new Refusal('BAD_REQUEST', 'import.columnMissing', { column, target })
    }
  }
  const isCounts = choice.as === 'residents' && isCountMapping(mapping)
  for (const { target, isRequired } of FIELD_TARGETS[choice.as]) {
    if (isRequired && !isCounts && mapping[target] === undefined) {
      throw new Refusal('BAD_REQUEST', 'import.fieldMissing', { target })
    }
  }
  return mapping
}

export const crsOf = (choice: Choice, layer: SourceLayer): string | null =>
  choice.crs === 'auto' ? layer.crs.crs : choice.crs

/** 0, 0 stands for no place: the row comes in, is not drawn, and waits on the list of links. */
const isZero = ([x, y]: number[]): boolean => Math.abs(x!) < 1e-4 && Math.abs(y!) < 1e-4

/** The row's place: from mapped columns when there are two, else its geometry; faults are given with it. */
export function placeOf(
  row: SourceRow,
  mapping: FieldMapping,
  transform: Transform | null,
  file: string,
): { geometry: Geometry | null; faults: Fault[] } {
  let geometry = row.geometry
  if (mapping.lon !== undefined && mapping.lat !== undefined) {
    const [x, y] = [row.values[mapping.lon], row.values[mapping.lat]].map((value) =>
      value === null || value === undefined || String(value).trim() === '' ? null : Number(value),
    )
    geometry = x === null || y === null ? null : { type: 'Point', coordinates: [x!, y!] }
  }
  if (geometry?.type === 'Point' && isZero(geometry.coordinates)) {
    return { geometry: { type: 'Point', coordinates: [0, 0] }, faults: [] }
  }
  if (geometry === null || transform === null) return { geometry: null, faults: [] }
  return transformGeometry(geometry, transform, { file, row: row.rowNumber })
}
