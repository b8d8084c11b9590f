/** Makes what is kept beside each issue anew from its events: the same, unless something went past them. */
import type { App } from '../../app/app.ts'
import { transaction } from '../../db/database.ts'
import { eventedIssues, holdIssue, setState, storedProgress } from '../../db/issueEvents.ts'
import { announce } from '../../live/events.ts'
import { settle } from './heldIssue.ts'

export interface Rebuilt {
  /** Issues with events. */
  issues: number
  /** Ids of those that were not what their events say, and are now. */
  mended: string[]
}

const ISSUES_AT_ONCE = 50

export async function rebuildIssues(app: App): Promise<Rebuilt> {
  const mended: string[] = []
  let issues = 0
  let after = ''
  for (;;) {
    const ids = await eventedIssues(app.db.pool, after, ISSUES_AT_ONCE)
    if (ids.length === 0) return { issues, mended }
    const found = await transaction(app.db, async (tx) => {
      const wrong: string[] = []
      for (const id of ids) {
        await holdIssue(tx, id)
        const before = await storedProgress(tx, id)
        const progress = await settle(tx, id)
        await setState(tx, id, progress.state)
        if ((await storedProgress(tx, id)) !== before) wrong.push(id)
      }
      await announce(tx, 'issues', wrong.length)
      return wrong
    })
    mended.push(...found)
    issues += ids.length
    after = ids.at(-1)!
  }
}
