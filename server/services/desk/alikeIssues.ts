/** Open issues that may be the same matter as another one, the likeliest first. */
import { today } from '../../../shared/domain/dates.ts'
import type { IssueState } from '../../../shared/domain/place.ts'
import type { AlikeIssue } from '../../../shared/issues/desk.ts'
import { ALIKE_SCORE, likenessOf, type Report } from '../../../shared/issues/likeness.ts'
import type { Viewer } from '../../access/viewer.ts'
import type { App } from '../../app/app.ts'
import { Refusal } from '../../app/refusal.ts'
import { openIssuesNear, reportOf } from '../../db/alikeIssues.ts'
import { asViewer } from '../../db/database.ts'

const SHOWN = 3

/** @throws Refusal `issue.unknown` */
export function alikeIssues(app: App, viewer: Viewer, id: string): Promise<AlikeIssue[]> {
  return asViewer(app.db, viewer, async (tx) => {
    const own = await reportOf(tx, id)
    if (!own) throw new Refusal('NOT_FOUND', 'issue.unknown', { id, day: today() })
    const { lon, lat } = own
    if (lon === null || lat === null) return []
    const report: Report = { ...own, lon, lat }
    const found = await openIssuesNear(tx, id, report)
    return found
      .map(({ id: other, state, ...its }) => ({ id: other, state, its, likeness: likenessOf(report, its) }))
      .filter(({ likeness }) => likeness.score >= ALIKE_SCORE)
      .sort((a, b) => b.likeness.score - a.likeness.score || (a.id < b.id ? -1 : 1))
      .slice(0, SHOWN)
      .map(({ id: other, state, its, likeness }) => ({
        id: other,
        state: state as IssueState,
        class: its.class,
        subclass: its.subclass,
        description: its.description,
        location: [its.lon, its.lat],
        reportedAt: new Date(its.reportedAt).toISOString(),
        ...likeness,
      }))
  })
}
