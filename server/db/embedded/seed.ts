/**
 * The seed: an empty database directory with PostGIS, prepared once when the product is installed, because
 * `initdb` and `create extension postgis` cost ten to twenty seconds and a copy costs less than one.
 * It belongs to the exact versions of the three packages; another version makes another seed.
 */
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { embeddedVersions } from './embeddedVersions.ts'
import { openEmbedded } from './openEmbedded.ts'

const ROOT = fileURLToPath(new URL('../../../', import.meta.url))

export const SEED_DIRECTORY = join(
  ROOT,
  'node_modules',
  '.cache',
  'quarterhour',
  `seed-${embeddedVersions()}`,
)

export const hasSeed = (): boolean => existsSync(SEED_DIRECTORY)

/** Makes the seed if there is none. A half-made one is thrown away. */
export async function makeSeed(): Promise<void> {
  if (hasSeed()) return
  const making = `${SEED_DIRECTORY}.making-${process.pid}`
  rmSync(making, { recursive: true, force: true })
  mkdirSync(join(making, '..'), { recursive: true })
  const db = await openEmbedded(making)
  await db.exec('create extension postgis')
  await db.exec('checkpoint')
  await db.close()
  if (hasSeed()) rmSync(making, { recursive: true, force: true })
  else renameSync(making, SEED_DIRECTORY)
}
