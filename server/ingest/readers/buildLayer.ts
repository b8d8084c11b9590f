/**
 * One way from a stream of rows to a `SourceLayer`, the same for every format:
 * sample, coordinate system, swap of coordinates if the user wants it, limits on values.
 */
import { findCrs, type CrsDeclaration } from '../crs/findCrs.ts'
import { MAX_FIELDS, MAX_VALUE_CHARS } from '../limits.ts'
import type { NoticeKey } from '../messages.ts'
import { makeFault } from './fault.ts'
import { isFault, type ParsedRow } from './parsedRow.ts'
import { swapGeometry } from './positions.ts'
import { shownRows, takeSample } from './sample.ts'
import type { OpenOptions, SourceLayer } from './types.ts'

export interface Notice {
  key: NoticeKey
  facts?: Record<string, string | number>
}

export interface LayerParts {
  file: string
  name: string
  /** A fresh pass each time. */
  rows: () => AsyncIterable<ParsedRow>
  declared?: CrsDeclaration | null
  /** What the format fixes when nothing is declared. */
  crsByFormat?: string | null
  rowCount?: number | null
  encoding?: string | null
  aliases?: Record<string, string>
  /** Fields known without a sample, such as all columns of a table. */
  fieldNames?: string[]
}

async function* guarded(
  file: string,
  stream: AsyncIterable<ParsedRow>,
  swap: boolean,
): AsyncGenerator<ParsedRow> {
  for await (const item of stream) {
    if (isFault(item)) {
      yield item
      continue
    }
    let fields = 0
    let tooLong: string | null = null
    for (const name in item.values) {
      fields++
      const value = item.values[name]
      if (typeof value === 'string' && value.length > MAX_VALUE_CHARS) tooLong ??= name
    }
    if (tooLong !== null)
      yield {
        fault: makeFault(file, item.rowNumber, tooLong, item.values[tooLong], 'fault.expected.shorterValue', {
          limit: MAX_VALUE_CHARS,
        }),
        values: item.values,
      }
    else if (fields > MAX_FIELDS)
      yield {
        fault: makeFault(file, item.rowNumber, null, String(fields), 'fault.expected.fewerFields', {
          limit: MAX_FIELDS,
        }),
        values: item.values,
      }
    else yield swap ? { ...item, geometry: swapGeometry(item.geometry) } : item
  }
}

/** Builds the layer and the notices that its sample gives rise to. */
export async function buildLayer(
  parts: LayerParts,
  options: OpenOptions,
): Promise<{ layer: SourceLayer; notices: Notice[] }> {
  const rows = (): AsyncIterable<ParsedRow> =>
    guarded(parts.file, parts.rows(), options.swapCoordinates ?? false)
  const sample = await takeSample(rows(), parts.aliases)
  const notices: Notice[] = []
  if (sample.hasHeights) notices.push({ key: 'notice.heightsDropped' })
  if (new Set(sample.geometryTypes.map((type) => type.replace('Multi', ''))).size > 1)
    notices.push({ key: 'notice.mixedGeometries', facts: { types: sample.geometryTypes.join(', ') } })
  if (sample.hasNullGeometry && sample.geometryTypes.length > 0)
    notices.push({ key: 'notice.nullGeometries' })
  if (sample.rowsSeen === 0) notices.push({ key: 'notice.emptyLayer', facts: { layer: parts.name } })
  const known = new Set(sample.fields.map((field) => field.name))
  const layer: SourceLayer = {
    name: parts.name,
    fields: [
      ...sample.fields,
      ...(parts.fieldNames ?? [])
        .filter((name) => !known.has(name))
        .map((name) => ({ name, type: 'empty' as const, sample: [] })),
    ],
    geometryTypes: sample.geometryTypes,
    rowCount: parts.rowCount ?? (sample.isWhole ? sample.rowsSeen : null),
    crs: findCrs({
      declared: parts.declared ?? null,
      byFormat: parts.crsByFormat ?? null,
      positions: sample.positions,
      hasZeroPoints: sample.hasZeroPoints,
    }),
    encoding: parts.encoding ?? null,
    sampleBox: sample.box,
    sampleRows: shownRows(sample),
    rows,
  }
  return { layer, notices }
}
