/**
 * KML: placemarks with their extended data. Icons, styles and pictures are left out; KML is always WGS 84.
 * The document is read whole, within a limit; DOM by xmldom, geometry by togeojson.
 */
import { readFile, stat } from 'node:fs/promises'
import { basename, extname } from 'node:path'
import { decodeText } from '../encoding/decodeStream.ts'
import { detectEncoding } from '../encoding/detectEncoding.ts'
import { MAX_WHOLE_FILE_BYTES } from '../limits.ts'
import { buildLayer } from './buildLayer.ts'
import { makeFault } from './fault.ts'
import { readGeometry, valuesOfProperties } from './geojson.ts'
import type { ParsedRow } from './parsedRow.ts'
import type { OpenedSource, OpenOptions, SourceValue } from './types.ts'
import { problemOf, unreadable } from './unreadable.ts'

const STYLE =
  /^(style(Url|Hash|MapHash)|icon|label|stroke|fill|visibility|gx_|@geometry-type$|tessellate|extrude)/

/** What a placemark says, without how it looks. */
function placemarkValues(properties: unknown): Record<string, SourceValue> {
  const plain: Record<string, unknown> = {}
  for (const [name, value] of Object.entries((properties ?? {}) as Record<string, unknown>)) {
    if (STYLE.test(name)) continue
    const isMarkup = typeof value === 'object' && value !== null && 'value' in value
    plain[name] = isMarkup ? (value as { value: unknown }).value : value
  }
  return valuesOfProperties(plain)
}

/** Opens a KML document. */
export async function openKml(path: string, file: string, options: OpenOptions): Promise<OpenedSource> {
  const [{ kml }, { DOMParser }] = await Promise.all([import('@tmcw/togeojson'), import('@xmldom/xmldom')])
  const { size } = await stat(path)
  if (size > MAX_WHOLE_FILE_BYTES)
    throw unreadable(file, 'file.tooLarge', { bytes: size, limit: MAX_WHOLE_FILE_BYTES })
  const bytes = await readFile(path)
  const named = /^[^>]*encoding\s*=\s*["']([\w-]+)["']/.exec(bytes.toString('latin1', 0, 200))?.[1]
  const found = detectEncoding(bytes.subarray(0, 1 << 17))
  const encoding =
    options.encoding ?? (found.source === 'guessed' ? (named ?? found.encoding) : found.encoding)
  const text = decodeText(bytes, encoding).replace(/^\ufeff/, '')
  let features: ReturnType<typeof kml>['features']
  try {
    const dom = new DOMParser({
      onError: (level, message) => {
        if (level !== 'warning') throw new Error(message)
      },
    }).parseFromString(text, 'text/xml')
    const root = dom.documentElement?.localName
    if (root !== 'kml' && root !== 'Document' && root !== 'Placemark' && root !== 'Folder')
      throw new Error(`the root element is ${root}`)
    features = kml(dom as unknown as Document, { skipNullGeometry: false }).features
  } catch (error) {
    const key = /unclosed|unexpected end|end of (input|file)/i.test(problemOf(error))
      ? 'file.truncated'
      : 'file.notKml'
    throw unreadable(file, key, { problem: problemOf(error) }, error)
  }

  async function* rows(): AsyncGenerator<ParsedRow> {
    for (const [index, feature] of features.entries()) {
      const rowNumber = index + 1
      const values = placemarkValues(feature.properties)
      if (feature.id !== undefined && !('id' in values)) values['id'] = feature.id
      if (!feature.geometry) {
        yield { rowNumber, values, geometry: null }
        continue
      }
      const read = readGeometry(feature.geometry)
      if (read) yield { rowNumber, values, geometry: read.geometry }
      else
        yield {
          fault: makeFault(file, rowNumber, 'geometry', feature.geometry.type, 'fault.expected.geometry'),
        }
    }
  }

  const { layer, notices } = await buildLayer(
    {
      file,
      name: basename(file, extname(file)),
      rows,
      crsByFormat: 'EPSG:4326',
      rowCount: features.length,
      encoding: encoding === 'utf-8' ? null : encoding,
    },
    options,
  )
  return { format: 'kml', file, layers: [layer], notices, close: async () => {} }
}
