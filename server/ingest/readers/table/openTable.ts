/**
 * From records of cells to a layer: header, columns of places, rows with names. CSV and XLSX both end here.
 * Row numbers are those of the sheet, header rows counted.
 */
import type { Geometry } from 'geojson'
import { MAX_FIELDS } from '../../limits.ts'
import { buildLayer, type Notice } from '../buildLayer.ts'
import { makeFault } from '../fault.ts'
import type { ParsedRow } from '../parsedRow.ts'
import type { Fault, OpenOptions, SourceLayer, SourceValue } from '../types.ts'
import { unreadable } from '../unreadable.ts'
import { findHeader } from './header.ts'
import { systemByComparison } from './comparePairs.ts'
import { findPlaceColumns, parseCoordinate, type PointColumns } from './pointColumns.ts'

export interface TableRecord {
  /** Row of the sheet, from 1. */
  rowNumber: number
  cells: SourceValue[]
  /** Cells that are no values, such as rounded identity numbers: by column. */
  badCells?: {
    column: number
    found: string
    expected: 'fault.expected.exactDigits' | 'fault.expected.cellValue'
  }[]
}

export interface TableSource {
  file: string
  name: string
  /** A fresh pass over all records, header included; blank rows left out. */
  records: () => AsyncIterable<TableRecord>
  encoding: string | null
  /** Whether a record of another length than the header is a fault (CSV), or just has empty cells (XLSX). */
  isRaggedFaulty: boolean
}

const HEAD_RECORDS = 60

/** Excel writes numbers of 12 digits and more like this: the digits are gone. */
const ROUNDED = /^[+-]?\d([.,]\d+)?[eE]\+?(1[1-9]|[2-9]\d)$/
const isRounded = (cell: string): boolean =>
  cell.length < 24 && (cell.includes('E+') || cell.includes('e+')) && ROUNDED.test(cell)

async function parserOfWkt(): Promise<(text: string) => Geometry | null> {
  const { wktToGeoJSON } = await import('betterknown')
  return (text) => wktToGeoJSON(text.replace(/^\s*SRID=\d+;/i, ''))
}

/** Opens a table; with a coordinate pair, WKT or an address, or none of them. */
export async function openTable(
  source: TableSource,
  options: OpenOptions,
): Promise<{ layer: SourceLayer; notices: Notice[] }> {
  const { file } = source
  const head: TableRecord[] = []
  for await (const record of source.records()) {
    head.push(record)
    if (head.length >= HEAD_RECORDS) break
  }
  if (head.length === 0) throw unreadable(file, 'file.noRows')
  const header = findHeader(
    head.map((record) => record.cells),
    options.headerRows,
  )
  if (header.names.length > MAX_FIELDS)
    throw unreadable(file, 'file.tooManyFields', { fields: header.names.length, limit: MAX_FIELDS })
  const headerRecords = header.headerRows
  const names = header.names
  const width = names.length
  const isDropped = names.map((name) => name === null)

  const valuesOf = (cells: SourceValue[]): Record<string, SourceValue> => {
    const values: Record<string, SourceValue> = {}
    for (let column = 0; column < width; column++) {
      const name = names[column]
      if (name !== null && name !== undefined) values[name] = cells[column] ?? null
    }
    return values
  }

  const known = names.filter((name): name is string => name !== null)
  const places = findPlaceColumns(
    known,
    head.slice(headerRecords).map((record) => valuesOf(record.cells)),
  )
  const chosen: PointColumns | null =
    options.pointColumns === null
      ? null
      : options.pointColumns
        ? (places.points.find((p) => p.x === options.pointColumns!.x && p.y === options.pointColumns!.y) ?? {
            ...options.pointColumns,
            crs: null,
          })
        : places.wkt
          ? null
          : (places.points[0] ?? null)
  // two pairs of the same places: the numbers say which of them is shifted
  const system =
    chosen &&
    (chosen.crs ??
      systemByComparison(
        chosen,
        places.points.filter((other) => other.x !== chosen.x),
        head.slice(headerRecords).map((record) => valuesOf(record.cells)),
      ))
  const wktColumn = options.pointColumns === undefined ? places.wkt : null
  const parseWkt = wktColumn ? await parserOfWkt() : null

  /** The place of a row, or the fault that hides it. */
  function placeOf(rowNumber: number, values: Record<string, SourceValue>): Geometry | null | Fault {
    if (wktColumn && parseWkt) {
      const text = values[wktColumn]
      if (text === null || text === undefined) return null
      try {
        const geometry = parseWkt(String(text))
        if (geometry || /EMPTY\s*$/i.test(String(text))) return geometry
      } catch {
        // answered below
      }
      return makeFault(file, rowNumber, wktColumn, text, 'fault.expected.wkt')
    }
    if (!chosen) return null
    const [xValue, yValue] = [values[chosen.x] ?? null, values[chosen.y] ?? null]
    if (xValue === null && yValue === null) return null
    if (xValue === null) return makeFault(file, rowNumber, chosen.x, '', 'fault.expected.wholePair')
    if (yValue === null) return makeFault(file, rowNumber, chosen.y, '', 'fault.expected.wholePair')
    const x = parseCoordinate(xValue)
    if (x === null) return makeFault(file, rowNumber, chosen.x, xValue, 'fault.expected.number')
    const y = parseCoordinate(yValue)
    if (y === null) return makeFault(file, rowNumber, chosen.y, yValue, 'fault.expected.number')
    return { type: 'Point', coordinates: [x, y] }
  }

  function faultsOf(record: TableRecord): Fault[] {
    const { rowNumber, cells } = record
    const faults: Fault[] = (record.badCells ?? []).map((bad) =>
      makeFault(file, rowNumber, names[bad.column] ?? null, bad.found, bad.expected),
    )
    // one field more than the header is a comma at the end of the line, if it is empty
    const isRagged = cells.length < width || cells.slice(width).some((cell) => cell !== null)
    if (source.isRaggedFaulty && isRagged)
      faults.push(
        makeFault(file, rowNumber, null, String(cells.length), 'fault.expected.fieldCount', {
          expected: width,
        }),
      )
    cells.forEach((cell, column) => {
      if (typeof cell !== 'string' || isDropped[column]) return
      if (cell.includes('\uFFFD'))
        faults.push(
          makeFault(file, rowNumber, names[column] ?? null, cell, 'fault.expected.readableText', {
            encoding: source.encoding ?? '',
          }),
        )
      else if (isRounded(cell))
        faults.push(makeFault(file, rowNumber, names[column] ?? null, cell, 'fault.expected.exactDigits'))
    })
    return faults
  }

  async function* rows(): AsyncGenerator<ParsedRow> {
    let seen = 0
    for await (const record of source.records()) {
      if (seen++ < headerRecords) continue
      const [fault, ...otherFaults] = faultsOf(record)
      const values = valuesOf(record.cells)
      if (fault) {
        yield { fault, otherFaults, values, moreCells: record.cells.slice(width) }
        continue
      }
      const place = placeOf(record.rowNumber, values)
      if (place && 'expected' in place) yield { fault: place, values }
      else yield { rowNumber: record.rowNumber, values, geometry: place }
    }
  }

  const notices: Notice[] = []
  if (header.headerRows === 0) notices.push({ key: 'notice.noHeaderRow' })
  if (header.headerRows === 2) notices.push({ key: 'notice.twoHeaderRows' })
  for (const facts of header.renamed) notices.push({ key: 'notice.duplicateField', facts })
  if (wktColumn) notices.push({ key: 'notice.wktColumn', facts: { column: wktColumn } })
  else if (chosen) notices.push({ key: 'notice.pointColumns', facts: { lon: chosen.x, lat: chosen.y } })
  else if (places.address) notices.push({ key: 'notice.addressOnly', facts: { column: places.address } })
  for (const other of places.points)
    if (other.x !== chosen?.x)
      notices.push({
        key: 'notice.otherPointColumns',
        facts: { lon: other.x, lat: other.y, crs: other.crs ?? '?' },
      })
  const built = await buildLayer(
    {
      file,
      name: source.name,
      rows,
      declared: system ? { kind: 'name', text: system } : null,
      encoding: source.encoding,
      aliases: header.aliases,
      fieldNames: known,
    },
    options,
  )
  return { layer: built.layer, notices: [...notices, ...built.notices] }
}
