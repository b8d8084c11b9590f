/** What a running server or command holds: the database, the vault, the feed of changes, the jobs. No other globals. */
import { mkdirSync } from 'node:fs'
import { type Vault, openVault } from '../access/vault.ts'
import type { Database } from '../db/database.ts'
import { startEmbeddedDatabase } from '../db/embedded/embeddedDatabase.ts'
import { migrate } from '../db/migrate.ts'
import { dropAllStaged } from '../db/staging.ts'
import { connectServerDatabase } from '../db/serverDatabase.ts'
import { Jobs } from '../jobs/jobs.ts'
import { LiveFeed } from '../live/events.ts'
import { SnapshotCache } from '../services/snapshot.ts'
import type { Config } from './config.ts'

export interface App {
  config: Config
  db: Database
  vault: Vault
  live: LiveFeed
  jobs: Jobs
  snapshots: SnapshotCache
  close(): Promise<void>
}

/** Opens everything and brings the database up to date. */
export async function openApp(config: Config, say: (line: string) => void = () => undefined): Promise<App> {
  mkdirSync(config.dataDirectory, { recursive: true, mode: 0o700 })
  const vault = openVault(config.dataDirectory)
  say(config.databaseUrl ? 'Connecting to the database …' : 'Starting the embedded database …')
  const db = config.databaseUrl
    ? connectServerDatabase(config.databaseUrl)
    : await startEmbeddedDatabase(config.dataDirectory)
  try {
    const ran = await migrate(db)
    // On an embedded database no other process can be importing.
    if (db.kind === 'embedded') await dropAllStaged(db.pool)
    if (ran.length > 0) say(`Database brought up to date (${ran.length} migrations).`)
  } catch (error) {
    await db.close()
    throw error
  }
  const live = new LiveFeed(db)
  return {
    config,
    db,
    vault,
    live,
    jobs: new Jobs(),
    snapshots: new SnapshotCache(db),
    close: async () => {
      live.stop()
      await db.close()
    },
  }
}
