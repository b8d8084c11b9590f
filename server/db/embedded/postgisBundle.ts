/**
 * The embedded PostGIS, without what we never load. The package brings raster, topology and geocoder too, and each
 * library in it is read, unpacked and compiled at every start: half of the opening time and 330 MB.
 */
import { createReadStream, createWriteStream, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { createGunzip, createGzip } from 'node:zlib'
import { postgis } from '@electric-sql/pglite-postgis'
import { extract, pack } from 'tar-stream'
import { embeddedVersions } from './embeddedVersions.ts'

const ROOT = fileURLToPath(new URL('../../../', import.meta.url))
const NEEDED = [
  /^lib\/postgresql\/postgis-3\.so$/,
  /^share\/proj\//,
  /^share\/postgresql\/extension\/postgis\.control$/,
  /^share\/postgresql\/extension\/postgis--\d[\d.]*\.sql$/,
]

/** The archive lies beside the package's entry. */
const whole = (): string =>
  join(dirname(createRequire(import.meta.url).resolve('@electric-sql/pglite-postgis')), 'postgis.tar.gz')

async function trim(source: string, target: string): Promise<void> {
  const kept = pack()
  const written = pipeline(kept, createGzip({ level: 1 }), createWriteStream(target))
  const reader = extract()
  reader.on('entry', (header, stream, next) => {
    const isNeeded = header.type === 'file' && NEEDED.some((pattern) => pattern.test(header.name))
    const sink = isNeeded
      ? kept.entry({ name: header.name, size: header.size ?? 0, mode: header.mode ?? 0o644 })
      : new Writable({ write: (_chunk, _encoding, done) => done() })
    pipeline(stream, sink).then(() => next(), next)
  })
  await pipeline(createReadStream(source), createGunzip(), reader)
  kept.finalize()
  await written
}

/** Address of the archive to open PostGIS from; made at the first call and kept beside the seed. */
async function postgisBundle(): Promise<URL> {
  const path = join(ROOT, 'node_modules', '.cache', 'quarterhour', `postgis-${embeddedVersions()}.tar.gz`)
  if (existsSync(path)) return pathToFileURL(path)
  const making = `${path}.making-${process.pid}`
  try {
    mkdirSync(dirname(path), { recursive: true })
    await trim(whole(), making)
    renameSync(making, path)
    return pathToFileURL(path)
  } catch (error) {
    rmSync(making, { force: true })
    // A program directory that cannot be written to: the whole archive does the same, more slowly.
    if (['EACCES', 'EROFS', 'EPERM'].includes((error as NodeJS.ErrnoException).code ?? ''))
      return pathToFileURL(whole())
    throw error
  }
}

/** The package's extension (its settings too: without them PROJ finds no data) on the smaller archive. */
export const smallPostgis: typeof postgis = {
  ...postgis,
  setup: async (...args) => ({ ...(await postgis.setup(...args)), bundlePath: await postgisBundle() }),
}
