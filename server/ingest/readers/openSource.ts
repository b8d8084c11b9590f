/**
 * Opens any file that can be imported: its format is found by its content first, by its name second,
 * then one reader, loaded only now, gives its layers.
 */
import { recogniseFile, type RecognisedFormat } from './recognise.ts'
import type { OpenedSource, OpenOptions } from './types.ts'

async function openAs(
  format: RecognisedFormat,
  path: string,
  displayName: string,
  options: OpenOptions,
): Promise<OpenedSource> {
  switch (format) {
    case 'geojson':
      return (await import('./geojson.ts')).openGeoJson(path, displayName, options)
    case 'csv':
      return (await import('./csv.ts')).openCsv(path, displayName, options)
    case 'shapefile':
      return (await import('./shapefile.ts')).openShapefile(path, displayName, options)
    case 'dbf':
      return (await import('./shapefile.ts')).openAttributeTable(path, displayName, options)
    case 'topojson':
      return (await import('./topojson.ts')).openTopoJson(path, displayName, options)
    case 'geopackage':
      return (await import('./geopackage.ts')).openGeoPackage(path, displayName, options)
    case 'kml':
      return (await import('./kml.ts')).openKml(path, displayName, options)
    case 'kmz':
      return (await import('./zip.ts')).openKmz(path, displayName, options)
    case 'zip':
      return (await import('./zip.ts')).openZipArchive(path, displayName, options, openSource)
    case 'xlsx':
      return (await import('./xlsx.ts')).openXlsx(path, displayName, options)
    case 'osm-xml':
    case 'osm-pbf':
      return (await import('./osm.ts')).openOsm(path, displayName, format, options)
  }
}

const EXTENSIONS: Record<RecognisedFormat, string[]> = {
  geojson: ['geojson', 'json', 'geojsonl', 'ndjson', 'jsonl', 'geojsons'],
  topojson: ['topojson', 'json', 'geojson'],
  csv: ['csv', 'tsv', 'txt', 'tab'],
  xlsx: ['xlsx', 'xlsm'],
  shapefile: ['shp'],
  dbf: ['dbf'],
  zip: ['zip', 'shz'],
  kml: ['kml', 'xml'],
  kmz: ['kmz'],
  geopackage: ['gpkg', 'sqlite', 'db'],
  'osm-xml': ['osm', 'xml', 'gz', 'bz2', 'osc'],
  'osm-pbf': ['pbf'],
}

/**
 * @param path  where the file is
 * @param displayName  what the user calls it; its extension helps, and faults name it
 * @throws UnreadableFile with a key of `../messages.ts`
 */
export async function openSource(
  path: string,
  displayName: string,
  options: OpenOptions = {},
): Promise<OpenedSource> {
  const format = await recogniseFile(path, displayName)
  const source = await openAs(format, path, displayName, options)
  const extension = /\.([^.]+)$/.exec(displayName)?.[1]?.toLowerCase()
  if (extension && !EXTENSIONS[format].includes(extension))
    source.notices.unshift({ key: 'notice.contentNotExtension', facts: { extension, format: source.format } })
  return source
}
