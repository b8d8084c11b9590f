/**
 * On the day on which a grid ends: the areas of accounts, screens and webhooks, and the roster, go to the grid that takes
 * over. Not before it: nobody sees a grid that is not theirs yet.
 */
import { today } from '../../../shared/domain/dates.ts'
import { type AuditEntry, appendAudit } from '../../access/audit.ts'
import { systemViewer } from '../../access/viewer.ts'
import type { App } from '../../app/app.ts'
import { transaction } from '../../db/database.ts'
import { dueHandOvers, markHandedOver, moveAreas, moveRoster } from '../../db/handOver.ts'
import { pathsOfUnits } from '../../db/units.ts'
import { announce } from '../../live/events.ts'

/** @returns how many grids were handed over */
export async function handOverDue(app: App, day = today()): Promise<number> {
  const done = await transaction(app.db, async (tx) => {
    const due = await dueHandOvers(tx, day)
    // Written after all rows: whoever changes a roster takes its rows first, then the log.
    const trace: AuditEntry[] = []
    let [accounts, rosters] = [0, 0]
    for (const one of due) {
      const names = await moveAreas(tx, one.from, one.to)
      const { people, shifts } = await moveRoster(tx, one.from, one.to, one.day)
      const [areaPath = ''] = await pathsOfUnits(tx, [one.to])
      for (const subjectId of names)
        trace.push({
          action: 'accountMoved',
          subjectKind: 'account',
          subjectId,
          fields: [one.from, one.to],
          areaPath,
        })
      if (people + shifts > 0)
        trace.push({
          action: 'rosterMoved',
          subjectKind: 'roster',
          subjectId: one.from,
          fields: [one.to],
          areaPath,
        })
      await markHandedOver(tx, one)
      accounts += names.length
      rosters += people + shifts
    }
    for (const entry of trace) await appendAudit(tx, systemViewer, entry)
    if (accounts > 0) await announce(tx, 'accounts', accounts)
    if (rosters > 0) await announce(tx, 'duty', rosters)
    return due.length
  })
  if (done > 0) void app.live.look()
  return done
}
