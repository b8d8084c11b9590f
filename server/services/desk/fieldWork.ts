/**
 * The tasks of somebody in the field: open issues of their area that wait for them, each with its file. Those that were
 * given to a department or to a unit elsewhere are not theirs, unless they were called in.
 */
import { today } from '../../../shared/domain/dates.ts'
import { type FieldTask, type FieldWork, MOST_TASKS } from '../../../shared/issues/fieldWork.ts'
import { progressOf } from '../../../shared/issues/progress.ts'
import { stepRefusal } from '../../../shared/issues/stepRefusal.ts'
import type { Viewer } from '../../access/viewer.ts'
import type { App } from '../../app/app.ts'
import { asOffice, asViewer } from '../../db/database.ts'
import { taskIds, unitsOfAreas } from '../../db/fieldTasks.ts'
import { issuesWithEvents } from '../../db/issueEvents.ts'
import { issuesById } from '../../db/lists.ts'
import { photosOfMany } from '../../db/photos.ts'
import { myDuty } from '../duty/myDuty.ts'
import { explainDue } from './issueDue.ts'
import { untouched } from './issueFile.ts'

export function fieldWork(app: App, viewer: Viewer): Promise<FieldWork> {
  const day = today()
  return asViewer(app.db, viewer, async (tx) => {
    const at = new Date().toISOString()
    const units = await unitsOfAreas(tx, viewer.areas, day)
    const found = await taskIds(tx, day, MOST_TASKS + 1)
    const ids = found.slice(0, MOST_TASKS)
    const shown = new Map((await issuesById(tx, day, ids)).map((issue) => [issue.id, issue]))
    const photos = await photosOfMany(tx, ids)
    const tasks = (await issuesWithEvents(tx, ids)).flatMap(({ issue: stepped, events }): FieldTask[] => {
      const issue = shown.get(stepped.id)
      const progress = events.length > 0 ? progressOf(events) : untouched(stepped)
      const part = progress.state === 'toVerify' ? 'verify' : 'handle'
      if (!issue || (part === 'verify' && stepRefusal('verify', progress, viewer) !== null)) return []
      const own = photos.filter(({ issueId }) => issueId === issue.id)
      return [
        {
          part,
          issue,
          lastEvent: stepped.lastEvent,
          events,
          photos: own.map(({ issueId: _issue, ...photo }) => photo),
          due: explainDue(stepped, progress),
        },
      ]
    })
    // Last, as it looks beyond what the viewer sees.
    await asOffice(tx)
    const duty = await myDuty(tx, viewer)
    return { at, accountId: viewer.accountId, units, tasks, duty, hasMore: found.length > MOST_TASKS }
  })
}
