/** An OpenStreetMap file as layers of rows, to look at and to map fields by; importers use `../osm/readOsm.ts`. */
import type { NoticeKey } from '../messages.ts'
import { readOsm } from '../osm/readOsm.ts'
import { buildLayer, type Notice } from './buildLayer.ts'
import type { ParsedRow } from './parsedRow.ts'
import type { OpenedSource, OpenOptions, SourceLayer, SourceRow } from './types.ts'

async function* numbered(rows: Iterable<Omit<SourceRow, 'rowNumber'>>): AsyncGenerator<ParsedRow> {
  let rowNumber = 0
  for (const row of rows) yield { rowNumber: ++rowNumber, ...row }
}

const IGNORED_NOTICES: Record<string, NoticeKey> = {
  wayMissingNodes: 'notice.osm.wayMissingNodes',
  wayTooShort: 'notice.osm.wayTooShort',
  areaNotClosed: 'notice.osm.areaNotClosed',
  relationMissingMembers: 'notice.osm.relationMissingMembers',
  relationNotClosed: 'notice.osm.relationNotClosed',
  nodeOutOfRange: 'notice.osm.nodeOutOfRange',
}

/** Opens an OSM file: layers `buildings`, `facilities` and `basemap`. */
export async function openOsm(
  path: string,
  file: string,
  format: 'osm-xml' | 'osm-pbf',
  options: OpenOptions,
): Promise<OpenedSource> {
  const content = await readOsm(path, file)
  const { ignored } = content
  const sources: Record<string, { count: number; rows: () => Iterable<Omit<SourceRow, 'rowNumber'>> }> = {
    buildings: {
      count: content.buildings.length,
      *rows() {
        for (const { footprint, ...values } of content.buildings)
          yield { values: { ...values }, geometry: footprint }
      },
    },
    facilities: {
      count: content.facilities.length,
      *rows() {
        for (const { lon, lat, ...values } of content.facilities)
          yield { values: { ...values }, geometry: { type: 'Point', coordinates: [lon, lat] } }
      },
    },
    basemap: {
      count: content.basemap.length,
      *rows() {
        for (const { geometry, layer, class: className, name } of content.basemap)
          yield { values: { layer, class: className, name }, geometry }
      },
    },
  }
  const layers: SourceLayer[] = []
  for (const [name, { count, rows }] of Object.entries(sources)) {
    const built = await buildLayer(
      {
        file,
        name,
        rows: () => numbered(rows()),
        declared: { kind: 'name', text: 'EPSG:4326' },
        rowCount: count,
      },
      options,
    )
    layers.push(built.layer)
  }
  const notices: Notice[] = Object.entries(ignored).map(([reason, count]) => ({
    key: IGNORED_NOTICES[reason]!,
    facts: { count },
  }))
  return { format, file, layers, notices, close: async () => {} }
}
