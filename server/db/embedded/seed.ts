/**
 * The seed: a database directory with PostGIS and the tables, empty of data, prepared once when the product is
 * installed, because `initdb`, `create extension postgis` and the migrations cost ten to twenty seconds and a copy
 * costs less than one. It belongs to exact versions of the database and to exact migrations; others make another.
 */
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { CREATE_MIGRATION_TABLE, readMigrations } from '../readMigrations.ts'
import { embeddedVersions } from './embeddedVersions.ts'
import { openEmbedded } from './openEmbedded.ts'

const ROOT = fileURLToPath(new URL('../../../', import.meta.url))

function seedName(): string {
  const hashes = readMigrations().map(({ name, hash }) => `${name} ${hash}`)
  const migrations = createHash('sha256').update(hashes.join('\n')).digest('hex').slice(0, 12)
  return `seed-${embeddedVersions()}-${migrations}`
}

export const SEED_DIRECTORY = join(ROOT, 'node_modules', '.cache', 'quarterhour', seedName())

export const hasSeed = (): boolean => existsSync(SEED_DIRECTORY)

/** Seeds of other versions are of no use any more. */
function removeOldSeeds(): void {
  const directory = dirname(SEED_DIRECTORY)
  for (const name of readdirSync(directory)) {
    if (/^seed-[\d.a-f-]+$/.test(name) && name !== basename(SEED_DIRECTORY))
      rmSync(join(directory, name), { recursive: true, force: true })
  }
}

/** Makes the seed if there is none. A half-made one is thrown away. */
export async function makeSeed(): Promise<void> {
  if (hasSeed()) return
  const making = `${SEED_DIRECTORY}.making-${process.pid}`
  rmSync(making, { recursive: true, force: true })
  mkdirSync(dirname(making), { recursive: true })
  const db = await openEmbedded(making)
  await db.exec(CREATE_MIGRATION_TABLE)
  for (const { name, hash, text } of readMigrations()) {
    await db.transaction(async (tx) => {
      await tx.exec(text)
      await tx.query('insert into migration (name, hash) values ($1, $2)', [name, hash])
    })
  }
  await db.exec('checkpoint')
  await db.close()
  if (hasSeed()) rmSync(making, { recursive: true, force: true })
  else renameSync(making, SEED_DIRECTORY)
  removeOldSeeds()
}
