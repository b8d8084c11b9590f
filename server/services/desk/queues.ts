/** What waits, by queue. */
import type { z } from 'zod'
import type { Queues } from '../../../shared/issues/desk.ts'
import type { Viewer } from '../../access/viewer.ts'
import type { App } from '../../app/app.ts'
import { asViewer } from '../../db/database.ts'
import { queueCounts } from '../../db/issueEvents.ts'

export async function queues(app: App, viewer: Viewer): Promise<z.infer<typeof Queues>> {
  const now = new Date()
  const counts = await asViewer(app.db, viewer, (tx) => queueCounts(tx, now))
  return { counts, at: now.toISOString() }
}
