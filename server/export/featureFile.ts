/** Areas with their columns, as files that programs of the field read. WGS 84, longitude first. */
import type { MultiPolygon } from 'geojson'

export interface FileColumn {
  name: string
  /** For formats that take ten letters. */
  shortName: string
  type: 'text' | 'integer'
}

export interface FileFeature {
  geometry: MultiPolygon
  /** In the order of the columns. */
  values: readonly (string | number | null)[]
}

export interface FeatureFile {
  /** Of the table, or of the files; ASCII. */
  layer: string
  title: string
  columns: readonly FileColumn[]
  features: readonly FileFeature[]
}

/** West, south, east, north. */
export type Box = [number, number, number, number]

export function boxOf(geometries: readonly MultiPolygon[]): Box {
  const box: Box = [Infinity, Infinity, -Infinity, -Infinity]
  for (const { coordinates } of geometries)
    for (const [lon, lat] of coordinates.flat(2) as [number, number][]) {
      box[0] = Math.min(box[0], lon)
      box[1] = Math.min(box[1], lat)
      box[2] = Math.max(box[2], lon)
      box[3] = Math.max(box[3], lat)
    }
  return box[0] === Infinity ? [0, 0, 0, 0] : box
}
