/** What a running server or command holds: the database, the vault, the feed of changes, the jobs. No other globals. */
import { SignInLimits } from '../access/signInLimits.ts'
import { type Vault, openVault } from '../access/vault.ts'
import type { Database } from '../db/database.ts'
import { migrate } from '../db/migrate.ts'
import { dropAllStaged } from '../db/staging.ts'
import { openDatabase } from '../db/openDatabase.ts'
import { Jobs } from '../jobs/jobs.ts'
import { RunningJobs } from '../jobs/runningJobs.ts'
import { LiveFeed } from '../live/liveFeed.ts'
import { Presence } from '../live/presence.ts'
import { renewCalendar } from '../services/desk/officeCalendar.ts'
import { openPhotoStore, type PhotoStore } from '../services/photos/photoStore.ts'
import { NetworkCache } from '../services/networks.ts'
import { SnapshotCache } from '../services/snapshot.ts'
import { EpochCache } from '../services/unitEpochs.ts'
import type { Config } from './config.ts'

export interface App {
  config: Config
  db: Database
  vault: Vault
  live: LiveFeed
  presence: Presence
  jobs: Jobs
  signInLimits: SignInLimits
  /** The same for links of residents that are not known. */
  answerLimits: SignInLimits
  snapshots: SnapshotCache
  networks: NetworkCache
  photos: PhotoStore
  epochs: EpochCache
  close(): Promise<void>
}

/**
 * Opens everything and brings the database up to date.
 * @param opening  the database, where the caller began to open it earlier
 */
export async function openApp(
  config: Config,
  say: (line: string) => void = () => undefined,
  opening: Promise<Database> = openDatabase(config, say),
): Promise<App> {
  // A vault that does not open is told first; the database's own failure is met below.
  opening.catch(() => undefined)
  const vault = openVault(config.dataDirectory)
  const db = await opening
  try {
    const ran = await migrate(db)
    // On an embedded database no other process can be importing.
    if (db.kind === 'embedded') await dropAllStaged(db.pool)
    await renewCalendar(db.pool)
    if (ran.length > 0) say(`Database brought up to date (${ran.length} migrations).`)
  } catch (error) {
    await db.close()
    throw error
  }
  const live = new LiveFeed(db)
  const presence = new Presence(db, config.databaseUrl)
  return {
    config,
    db,
    vault,
    live,
    presence,
    jobs: new Jobs(new RunningJobs(config.dataDirectory)),
    signInLimits: new SignInLimits(),
    answerLimits: new SignInLimits(),
    snapshots: new SnapshotCache(db),
    networks: new NetworkCache(db),
    photos: openPhotoStore(config, db),
    epochs: new EpochCache(db),
    close: async () => {
      live.stop()
      await presence.stop()
      await db.close()
    },
  }
}
