/**
 * Answers about new service points that are kept: listed, saved, shown, deleted. A study does not change: another
 * answer is another study. Rows are read and written as the viewer, their trace in the audit log in the same transaction.
 */
import {
  MOST_STUDIES,
  roundedAnswer,
  type SaveStudy,
  type StudyLine,
  type StudyRecord,
} from '../../../shared/siting/sitingStudy.ts'
import { appendAudit } from '../../access/audit.ts'
import { seesPath, type Viewer } from '../../access/viewer.ts'
import type { App } from '../../app/app.ts'
import { Refusal } from '../../app/refusal.ts'
import { asOffice, asViewer } from '../../db/database.ts'
import {
  countStudies,
  deleteStudyRow,
  findStudy,
  insertStudy,
  lockStudies,
  studyPage,
} from '../../db/sitingStudies.ts'
import type { Queryable } from '../../db/sql.ts'
import { unitPathsAt } from '../../db/units.ts'
import { announce } from '../../live/events.ts'
import { commonPath } from '../commonPath.ts'
import { countsExactly, toFives } from '../unitFigures.ts'

export const studies = (
  app: App,
  viewer: Viewer,
  input: { cursor?: string | null; limit: number },
): Promise<{ rows: StudyLine[]; total: number; nextCursor: string | null }> =>
  asViewer(app.db, viewer, (tx) => studyPage(tx, input))

/**
 * As it was kept; for whoever may not see small counts, rounded to fives as on the page.
 * @throws Refusal `study.unknown`
 */
export async function study(app: App, viewer: Viewer, id: string): Promise<StudyRecord> {
  const found = await asViewer(app.db, viewer, (tx) => findStudy(tx, id))
  if (!found) throw new Refusal('NOT_FOUND', 'study.unknown')
  return countsExactly(viewer, undefined) ? found : { ...found, answer: roundedAnswer(found.answer, toFives) }
}

/** @throws Refusal `access.outsideArea`, `study.full` */
export async function saveStudy(app: App, viewer: Viewer, input: SaveStudy): Promise<StudyRecord> {
  const paths = await unitPathsAt(app.db.pool, input.answer.sites, input.dataDate)
  const areaPath = commonPath(paths)
  if (!seesPath(viewer, areaPath)) throw new Refusal('FORBIDDEN', 'access.outsideArea')
  return change(app, viewer, async (tx) => {
    await lockStudies(tx)
    const answer = {
      ...input.answer,
      isExact: input.answer.isExact && countsExactly(viewer, undefined),
      isProved: input.answer.isProved && !input.answer.isOwnChoice,
    }
    const saved = await insertStudy(tx, { ...input, answer }, { areaPath, by: viewer.userName })
    await asOffice(tx)
    if ((await countStudies(tx)) > MOST_STUDIES)
      throw new Refusal('CONFLICT', 'study.full', { most: MOST_STUDIES })
    return { answer: saved, action: 'studySaved', subject: { ...saved, areaPath } }
  })
}

/** @throws Refusal `study.unknown` */
export const deleteStudy = (app: App, viewer: Viewer, id: string): Promise<void> =>
  change(app, viewer, async (tx) => {
    const gone = await deleteStudyRow(tx, id)
    if (!gone) throw new Refusal('NOT_FOUND', 'study.unknown')
    await asOffice(tx)
    return { answer: undefined, action: 'studyDeleted', subject: { id, ...gone } }
  })

/** The work as the viewer; it leaves as the office, for the trace: the log is closed to viewers. */
async function change<Answer>(
  app: App,
  viewer: Viewer,
  work: (tx: Queryable) => Promise<{
    answer: Answer
    action: string
    subject: { id: string; name: string; areaPath: string }
  }>,
): Promise<Answer> {
  const answer = await asViewer(app.db, viewer, async (tx) => {
    const { answer: done, action, subject } = await work(tx)
    await appendAudit(tx, viewer, {
      action,
      subjectKind: 'sitingStudy',
      subjectId: subject.id,
      note: subject.name,
      areaPath: subject.areaPath,
    })
    await announce(tx, 'studies', 1)
    return done
  })
  void app.live.look()
  return answer
}
