/**
 * TopoJSON: every object of the topology is a layer. Arcs are shared by all features, so the file is read whole;
 * decoding is topojson-client's.
 */
import { readFile, stat } from 'node:fs/promises'
import type { GeoJsonProperties, Geometry } from 'geojson'
import type { GeometryCollection, GeometryObject, Topology } from 'topojson-specification'
import { decodeText } from '../encoding/decodeStream.ts'
import { detectEncoding } from '../encoding/detectEncoding.ts'
import { MAX_WHOLE_FILE_BYTES } from '../limits.ts'
import { buildLayer, type Notice } from './buildLayer.ts'
import { makeFault } from './fault.ts'
import { crsMember, readGeometry, valuesOfProperties } from './geojson.ts'
import { JsonProblem, parsePiece } from './jsonSplitter.ts'
import type { ParsedRow } from './parsedRow.ts'
import type { OpenedSource, OpenOptions, SourceLayer } from './types.ts'
import { problemOf, unreadable } from './unreadable.ts'

type TopoObject = GeometryObject<GeoJsonProperties>

/** Opens TopoJSON. */
export async function openTopoJson(path: string, file: string, options: OpenOptions): Promise<OpenedSource> {
  const { feature } = await import('topojson-client')
  const { size } = await stat(path)
  if (size > MAX_WHOLE_FILE_BYTES)
    throw unreadable(file, 'file.tooLarge', { bytes: size, limit: MAX_WHOLE_FILE_BYTES })
  const bytes = await readFile(path)
  const text = decodeText(bytes, options.encoding ?? detectEncoding(bytes.subarray(0, 1 << 17)).encoding)
  let topology: Topology & { crs?: unknown }
  try {
    topology = parsePiece(text.replace(/^\ufeff/, ''), 1, 1) as typeof topology
  } catch (error) {
    if (!(error instanceof JsonProblem)) throw error
    const { line, column, message } = error
    throw unreadable(
      file,
      error.isCutOff ? 'file.truncated' : 'file.invalidJson',
      { line, column, problem: message },
      error,
    )
  }
  if (!Array.isArray(topology.arcs) || typeof topology.objects !== 'object' || topology.objects === null)
    throw unreadable(file, 'file.notTopoJson', { problem: 'arcs or objects are missing' })

  async function* rowsOf(object: TopoObject): AsyncGenerator<ParsedRow> {
    const parts: TopoObject[] =
      object.type === 'GeometryCollection' ? (object as GeometryCollection).geometries : [object]
    for (const [index, part] of parts.entries()) {
      const rowNumber = index + 1
      try {
        const found = feature(topology, part) as unknown as {
          geometry: Geometry | null
          id?: string | number
        }
        const values = valuesOfProperties((part as { properties?: unknown }).properties)
        if (found.id !== undefined && !('id' in values)) values['id'] = found.id
        if (!found.geometry) {
          yield { rowNumber, values, geometry: null }
          continue
        }
        const read = readGeometry(found.geometry)
        if (read) yield { rowNumber, values, geometry: read.geometry }
        else yield { fault: makeFault(file, rowNumber, 'geometry', part.type, 'fault.expected.geometry') }
      } catch (error) {
        // an arc that is not there
        yield { fault: makeFault(file, rowNumber, 'geometry', problemOf(error), 'fault.expected.geometry') }
      }
    }
  }

  const layers: SourceLayer[] = []
  const notices: Notice[] = []
  for (const [name, object] of Object.entries(topology.objects)) {
    const built = await buildLayer(
      {
        file,
        name,
        rows: () => rowsOf(object),
        declared: topology.crs === undefined ? null : crsMember(topology.crs),
        crsByFormat: 'EPSG:4326',
        rowCount: object.type === 'GeometryCollection' ? (object as GeometryCollection).geometries.length : 1,
      },
      options,
    )
    layers.push(built.layer)
    notices.push(...built.notices)
  }
  if (layers.length === 0) throw unreadable(file, 'file.noLayers')
  return { format: 'topojson', file, layers, notices, close: async () => {} }
}
