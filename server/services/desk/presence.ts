/** Somebody has an issue open: whoever may see the issue is told, and only those who may say so. */
import { today } from '../../../shared/domain/dates.ts'
import type { PresenceInput } from '../../../shared/issues/presence.ts'
import { type Viewer } from '../../access/viewer.ts'
import type { App } from '../../app/app.ts'
import { Refusal } from '../../app/refusal.ts'
import { asViewer } from '../../db/database.ts'
import { findIssue } from '../../db/issueEvents.ts'

/** @throws Refusal `issue.unknown` where the viewer may not see the issue */
export async function sayPresence(
  app: App,
  viewer: Viewer,
  { id, tab, isHere, isWriting }: PresenceInput,
): Promise<void> {
  const { accountId, displayName: name } = viewer
  if (!isHere) return app.presence.say({ isHere, issue: id, accountId, tab })
  const issue = await asViewer(app.db, viewer, (tx) => findIssue(tx, id))
  if (!issue) throw new Refusal('NOT_FOUND', 'issue.unknown', { id, day: today() })
  await app.presence.say({ isHere, issue: id, areaPath: issue.areaPath, accountId, tab, name, isWriting })
}
