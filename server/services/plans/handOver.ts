/**
 * On the day on which a grid ends: the areas of accounts, screens and webhooks, and the roster, go to the grid that takes
 * over. Not before it: nobody sees a grid that is not theirs yet.
 */
import { today } from '../../../shared/domain/dates.ts'
import { appendAudit } from '../../access/audit.ts'
import { systemViewer } from '../../access/viewer.ts'
import type { App } from '../../app/app.ts'
import { transaction } from '../../db/database.ts'
import {
  type DueHandOver,
  dueHandOvers,
  markHandedOver,
  moveAreas,
  moveRoster,
  takeHandOver,
} from '../../db/handOver.ts'
import { pathsOfUnits } from '../../db/units.ts'
import { announce } from '../../live/events.ts'

/**
 * Each on its own: one that fails is told on the error output and tried again the next time, and the others go on; only
 * what a unit that waits for its own would hand on waits with it.
 * @returns how many grids were handed over
 */
export async function handOverDue(app: App, day = today()): Promise<number> {
  const waiting = new Set<string>()
  let done = 0
  for (const one of await dueHandOvers(app.db.pool, day)) {
    if (!waiting.has(one.from) && (await tried(app, one))) done += 1
    else waiting.add(one.to)
  }
  if (done > 0) void app.live.look()
  return done
}

const tried = async (app: App, one: DueHandOver): Promise<boolean> => {
  try {
    return await handOver(app, one)
  } catch (error) {
    process.stderr.write(`hand-over of ${one.from} to ${one.to}: ${String(error)}\n`)
    return false
  }
}

const handOver = (app: App, one: DueHandOver): Promise<boolean> =>
  transaction(app.db, async (tx) => {
    if (!(await takeHandOver(tx, one))) return false
    const names = await moveAreas(tx, one.from, one.to)
    const { people, shifts } = await moveRoster(tx, one.from, one.to, one.day)
    const [areaPath = ''] = await pathsOfUnits(tx, [one.to])
    await markHandedOver(tx, one)
    // Written after all rows: whoever changes a roster takes its rows first, then the log.
    for (const subjectId of names)
      await appendAudit(tx, systemViewer, {
        action: 'accountMoved',
        subjectKind: 'account',
        subjectId,
        fields: [one.from, one.to],
        areaPath,
      })
    if (people + shifts > 0)
      await appendAudit(tx, systemViewer, {
        action: 'rosterMoved',
        subjectKind: 'roster',
        subjectId: one.from,
        fields: [one.to],
        areaPath,
      })
    await announce(tx, 'accounts', names.length)
    await announce(tx, 'duty', people + shifts)
    return true
  })
