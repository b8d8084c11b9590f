/**
 * Writes down which signs the newest try at settling an issue shows, so that a queue of them is quick. The file of an
 * issue looks for itself; what is reported again later is noted by the database.
 */
import { evidenceOf, newestTry } from '../../../shared/issues/evidence.ts'
import { type IssueEvent, type Progress, progressOf } from '../../../shared/issues/progress.ts'
import { SIGN_DAYS, signsOfEvidence } from '../../../shared/issues/signs.ts'
import type { App } from '../../app/app.ts'
import { reportOf } from '../../db/alikeIssues.ts'
import { type FoundSign, issuesWithEvidence, samePhotos, storeSigns } from '../../db/closingSigns.ts'
import { transaction } from '../../db/database.ts'
import { eventsOf, holdIssue, type SteppedIssue } from '../../db/issueEvents.ts'
import { photosOf } from '../../db/photos.ts'
import { type Queryable, row, sql } from '../../db/sql.ts'
import { setSetting } from '../../db/settings.ts'
import { placeOf } from './closing.ts'

const ISSUES_AT_ONCE = 50
const NOTED = 'closingSigns.noted'

const isSettledOfLate = ({ state, outcome, closedAt }: Progress, now: number): boolean =>
  state === 'toVerify' ||
  (state === 'closed' &&
    outcome === 'solved' &&
    closedAt !== null &&
    Date.parse(closedAt) > now - SIGN_DAYS * 86_400_000)

/** As the office, under the lock of the issue. */
export async function noteSigns(
  tx: Queryable,
  issue: SteppedIssue,
  events: readonly IssueEvent[],
  progress: Progress,
): Promise<void> {
  const tried = isSettledOfLate(progress, Date.now()) ? newestTry(events)?.events : undefined
  const photos = tried && tried.length > 0 ? await photosOf(tx, issue.id) : []
  const isKnown = photos.length > 0 || tried?.some(({ details }) => details.away !== undefined)
  await storeSigns(tx, issue.id, tried && isKnown ? await found(tx, issue, events, tried, photos) : [])
}

async function found(
  tx: Queryable,
  issue: SteppedIssue,
  events: readonly IssueEvent[],
  tried: readonly IssueEvent[],
  photos: Awaited<ReturnType<typeof photosOf>>,
): Promise<FoundSign[]> {
  const report = await reportOf(tx, issue.id)
  const place = placeOf(report?.lon ?? null, report?.lat ?? null)
  const signs = signsOfEvidence(evidenceOf({ ...issue, place, events, photos })).flatMap(
    ({ kind }): FoundSign[] => (kind === 'again' ? [] : [{ kind }]),
  )
  const same = await samePhotos(
    tx,
    issue.id,
    tried.map(({ id }) => id),
  )
  return [
    ...signs,
    ...same.flatMap(({ issueId, events: carriers }) =>
      carriers.map((otherEvent) => ({ kind: 'samePhoto' as const, otherIssue: issueId, otherEvent })),
    ),
  ]
}

/** Once: of what was settled before signs were written down. */
export async function noteEarlierSigns(app: App): Promise<void> {
  if (await row(app.db.pool, sql`select 1 from setting where key = ${NOTED}`)) return
  for (let after = ''; ;) {
    const ids = await issuesWithEvidence(app.db.pool, after, ISSUES_AT_ONCE)
    if (ids.length === 0) break
    await transaction(app.db, async (tx) => {
      for (const id of ids) {
        const issue = await holdIssue(tx, id)
        const events = await eventsOf(tx, id)
        if (issue && events.length > 0) await noteSigns(tx, issue, events, progressOf(events))
      }
    })
    after = ids.at(-1)!
  }
  await setSetting(app.db.pool, NOTED, true)
}
