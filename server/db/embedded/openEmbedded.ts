/** Opens the embedded database in a directory: PGlite with PostGIS on the durable file system. One process at a time. */
import { PGlite } from '@electric-sql/pglite'
import { DurableNodeFs, durableStartParams } from './durableNodeFs.ts'
import { smallPostgis } from './postgisBundle.ts'

export async function openEmbedded(directory: string): Promise<PGlite> {
  return PGlite.create({
    fs: new DurableNodeFs(directory),
    extensions: { postgis: smallPostgis },
    startParams: durableStartParams(),
  })
}
