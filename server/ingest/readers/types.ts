/**
 * The one shape that every reader gives: a file is layers, a layer is a stream of rows.
 * Readers know formats and encodings only; they know nothing of what the rows mean (that is for `../importers`).
 */
import type { Geometry } from 'geojson'

export type SourceFormat =
  'geojson' | 'topojson' | 'shapefile' | 'geopackage' | 'kml' | 'kmz' | 'csv' | 'xlsx' | 'osm-pbf' | 'osm-xml'

/** Text stays text: codes and identity numbers are never turned into numbers on the way in. */
export type SourceValue = string | number | boolean | null

export interface SourceRow {
  /** What a person would count: line of the sheet for tables (headers included), 1-based feature number otherwise. */
  rowNumber: number
  values: Record<string, SourceValue>
  /** In the file's own coordinate system, as stored; null when the row has none. */
  geometry: Geometry | null
}

/** A row, or part of one, that could not be read or used. Personal values are shortened before they get here. */
export interface Fault {
  file: string
  row: number | null
  field: string | null
  found: string
  /** A message key of the catalogue (`fault.expected.*`), with facts. */
  expected: string
  facts?: Record<string, string | number>
}

/** A row, or part of one, that is not given as a row. */
export interface UnreadRow {
  fault: Fault
  /** What else is wrong with the same row. */
  otherFaults?: Fault[]
  /** Its cells as found, to be mended, where there are any. */
  values?: Record<string, SourceValue>
  /** Cells beyond the last column. */
  moreCells?: SourceValue[]
}

/** A coordinate system as the user may choose it: `EPSG:4326`, `EPSG:4547`, `gcj02`, `bd09`, or a proj4/WKT text. */
export type CrsName = string

export interface CrsFinding {
  /** null: unknown, the user must choose before anything is drawn. */
  crs: CrsName | null
  /** How it was found. */
  source: 'declared' | 'format' | 'guessed' | 'unknown'
  /** Message keys: `crs.warning.swapped`, `crs.warning.looksProjected`, `crs.warning.looksGcj02` … */
  warnings: string[]
  /** Systems worth offering first. */
  candidates: CrsName[]
}

export interface SourceField {
  name: string
  /** The other name of a column with two header rows (a code beside the words); else absent. */
  alias?: string
  type: 'text' | 'number' | 'boolean' | 'mixed' | 'empty'
  /** A few values as text, to show. */
  sample: string[]
}

export interface SourceLayer {
  name: string
  fields: SourceField[]
  geometryTypes: string[]
  /** null when counting would need a full read. */
  rowCount: number | null
  crs: CrsFinding
  /** Of the text, where the format leaves it open; else null. */
  encoding: string | null
  /** Bounding box of the sample, in the file's own system; null without geometry. */
  sampleBox: [number, number, number, number] | null
  /** The first rows, to show. */
  sampleRows: SourceRow[]
  /** A fresh pass over the layer, streamed. Faults of reading come in between rows. */
  rows(): AsyncIterable<SourceRow | UnreadRow>
}

export interface OpenedSource {
  format: SourceFormat
  file: string
  layers: SourceLayer[]
  /** Things to tell the user, as message keys with facts. */
  notices: { key: string; facts?: Record<string, string | number> }[]
  close(): Promise<void>
}

export interface OpenOptions {
  /** Overrides what was found. */
  encoding?: string
  /** CSV/XLSX: how many header rows; detected when absent. */
  headerRows?: 0 | 1 | 2
  /** CSV/XLSX: the columns to take places from, when there are several pairs; `null`: none. */
  pointColumns?: { x: string; y: string } | null
  /** The two coordinates change places: for files with longitude and latitude, or easting and northing, swapped. */
  swapCoordinates?: boolean
  /** Limits that keep memory bounded; defaults in `limits.ts`. */
  maxUnpackedBytes?: number
  /** Where archives may be unpacked; a folder of its own is made in it and removed by `close`. Default: the system's. */
  tempFolder?: string
}

/** Thrown when a file as a whole cannot be read: names the file, what was found and what was expected. */
export class UnreadableFile extends Error {
  constructor(
    readonly file: string,
    /** Message key, e.g. `file.truncated`, `file.notGeoJson`, `file.zipBomb`. */
    readonly key: string,
    readonly facts: Record<string, string | number> = {},
    options?: { cause?: unknown },
  ) {
    super(`${file}: ${key} ${JSON.stringify(facts)}`, options)
    this.name = 'UnreadableFile'
  }
}
