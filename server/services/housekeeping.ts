/**
 * What is done from time to time: what ended grids hold is handed over, boundaries that begin today are linked, old
 * uploads and unused photos dropped, the calendar renewed, due times that were crossed noted, old signs dropped, the
 * database watched and its tables tended.
 */
import type { App } from '../app/app.ts'
import { dropOldSigns } from '../db/closingSigns.ts'
import { dropOldNotices } from '../db/notices.ts'
import { rows, sql } from '../db/sql.ts'
import type { EmbeddedDatabase } from '../db/embedded/embeddedDatabase.ts'
import { countGrown, makeRoom } from '../db/embedded/tendTables.ts'
import { linkNewDays } from './catchUpLinks.ts'
import { noteEarlierSigns } from './desk/noteSigns.ts'
import { renewCalendar } from './desk/officeCalendar.ts'
import { handOverDue } from './plans/handOver.ts'
import { noteCrossings } from './notices/noteCrossings.ts'
import { dropUnusedPhotos } from './photos/photos.ts'
import { dropOldUploads } from './uploads.ts'

const EVERY_MS = 30_000
/** An embedded database that does not answer for so long hangs in one query; it is ended and opened again. */
const PATIENCE_MS = 120_000

const isEmbedded = (db: App['db']): db is EmbeddedDatabase => db.kind === 'embedded'

/** @returns a function that ends it */
export function keepHouse(app: App): () => void {
  let turn = 0
  const watch = async (): Promise<void> => {
    const alarm = setTimeout(() => {
      if (isEmbedded(app.db)) app.db.restart()
    }, PATIENCE_MS)
    try {
      await rows(app.db.pool, sql`select 1`)
    } finally {
      clearTimeout(alarm)
    }
    dropOldUploads(app)
    await renewCalendar(app.db.pool)
    await handOverDue(app)
    await linkNewDays(app)
    await noteCrossings(app.db)
    await dropOldNotices(app.db.pool)
    await noteEarlierSigns(app)
    await dropOldSigns(app.db.pool)
    if (isEmbedded(app.db)) {
      await countGrown(app.db.pool)
      await makeRoom(app.db.pool)
    }
    // Last: a store of photos that does not answer keeps nothing else from being done.
    await dropUnusedPhotos(app, turn++)
  }
  let isBusy = false
  const timer = setInterval(() => {
    if (isBusy) return
    isBusy = true
    watch()
      .catch((error: unknown) => process.stderr.write(`housekeeping: ${String(error)}\n`))
      .finally(() => {
        isBusy = false
      })
  }, EVERY_MS)
  return () => clearInterval(timer)
}
