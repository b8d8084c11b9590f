/**
 * Zip archives: what is in them is unpacked to a folder of our own and opened by its reader;
 * shapefiles keep their parts together. KMZ is the same with its one KML document.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, extname, join } from 'node:path'
import { unpackZip, type UnpackedEntry } from '../archive/readZip.ts'
import { MAX_WHOLE_FILE_BYTES } from '../limits.ts'
import type { Notice } from './buildLayer.ts'
import type { OpenedSource, OpenOptions } from './types.ts'
import { unreadable } from './unreadable.ts'

export type OpenInner = (path: string, displayName: string, options: OpenOptions) => Promise<OpenedSource>

const SISTERS = /\.(shp|shx|dbf|prj|cpg)$/i
const OTHERS = /\.(geojson|json|topojson|gpkg|kml|csv|tsv|txt|xlsx|osm|pbf)$/i

async function withFolder(
  options: OpenOptions,
  open: (folder: string) => Promise<OpenedSource>,
): Promise<OpenedSource> {
  const folder = await mkdtemp(join(options.tempFolder ?? tmpdir(), 'quarterhour-zip-'))
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true })
  try {
    const source = await open(folder)
    const close = async (): Promise<void> => {
      await source.close()
      await remove()
    }
    return { ...source, close }
  } catch (error) {
    await remove()
    throw error
  }
}

/** The entries to open: every .shp, every lone .dbf, every other data file. */
function mainEntries(entries: UnpackedEntry[]): UnpackedEntry[] {
  const stemOf = (entry: UnpackedEntry): string => basename(entry.path, extname(entry.path))
  const shapes = new Set(entries.filter((entry) => entry.path.endsWith('.shp')).map(stemOf))
  return entries.filter(({ path, name }) => {
    if (path.endsWith('.shp')) return true
    if (path.endsWith('.dbf')) return !shapes.has(basename(path, '.dbf'))
    // a readme beside the data is no table
    return OTHERS.test(name) && !/(^|\/)(read|licen|copying|说明|版权)/i.test(name)
  })
}

/** Opens all data in a zip archive; layers of several files stand beside each other. */
export function openZipArchive(
  path: string,
  file: string,
  options: OpenOptions,
  openInner: OpenInner,
): Promise<OpenedSource> {
  return withFolder(options, async (folder) => {
    const seen: string[] = []
    const entries = await unpackZip(
      path,
      file,
      folder,
      (name) => {
        if (seen.length < 5) seen.push(basename(name))
        return SISTERS.test(name) || OTHERS.test(name)
      },
      options,
    )
    const mains = mainEntries(entries)
    const sources: OpenedSource[] = []
    const notices: Notice[] = []
    let firstError: unknown = null
    for (const entry of mains) {
      try {
        const source = await openInner(entry.path, basename(entry.name), options)
        sources.push(source)
        notices.push({ key: 'notice.archiveEntry', facts: { entry: entry.name } })
      } catch (error) {
        firstError ??= error
        notices.push({
          key: 'notice.layerSkipped',
          facts: { layer: entry.name, problem: error instanceof Error ? error.message.slice(0, 120) : '' },
        })
      }
    }
    if (sources.length === 0) {
      if (firstError) throw firstError
      throw unreadable(file, 'file.noShapefile', { found: seen.join(', ') })
    }
    return {
      format: sources[0]!.format,
      file,
      layers: sources.flatMap((source) => source.layers),
      notices: [...notices, ...sources.flatMap((source) => source.notices)],
      close: async () => {
        for (const source of sources) await source.close()
      },
    }
  })
}

/** Opens the KML document of a KMZ archive. */
export function openKmz(path: string, file: string, options: OpenOptions): Promise<OpenedSource> {
  return withFolder(options, async (folder) => {
    const { openKml } = await import('./kml.ts')
    const limit = { maxUnpackedBytes: options.maxUnpackedBytes ?? MAX_WHOLE_FILE_BYTES }
    const entries = await unpackZip(path, file, folder, (name) => /\.kml$/i.test(name), limit)
    // the first document at the top is the main one; others are only linked to
    const main =
      entries.find((entry) => /^doc\.kml$/i.test(entry.name)) ??
      entries.find((entry) => !entry.name.includes('/')) ??
      entries[0]
    if (!main) throw unreadable(file, 'file.noKml')
    const source = await openKml(main.path, file, options)
    return { ...source, format: 'kmz', notices: [...source.notices] }
  })
}
