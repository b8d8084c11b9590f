/** What there is to believe the closing of an issue by, and what speaks against it. */
import { type Evidence, evidenceOf, evidenceRuleOf, newestTry } from '../../../shared/issues/evidence.ts'
import type { IssuePhoto } from '../../../shared/issues/photos.ts'
import type { IssueEvent, Progress } from '../../../shared/issues/progress.ts'
import { type ClosingSign, reportedAgain, signsOfEvidence } from '../../../shared/issues/signs.ts'
import { type Viewer, seesPath } from '../../access/viewer.ts'
import { reportOf } from '../../db/alikeIssues.ts'
import { reportsAfter, samePhotos } from '../../db/closingSigns.ts'
import { asOffice } from '../../db/database.ts'
import type { SteppedIssue } from '../../db/issueEvents.ts'
import { photosOf } from '../../db/photos.ts'
import type { Queryable } from '../../db/sql.ts'

/** As many of a kind are told. */
const MOST_SIGNS = 3

/** As far as it decides what a step needs: nothing is looked up for a class that requires nothing. */
export async function closingEvidence(
  on: Queryable,
  issue: Pick<SteppedIssue, 'id' | 'class' | 'subclass'>,
  events: readonly IssueEvent[],
): Promise<Evidence[]> {
  if (evidenceRuleOf(issue.class, issue.subclass).photo !== 'required') return []
  return evidenceOf({ ...issue, place: null, events, photos: await photosOf(on, issue.id) })
}

/** A point at 0, 0 is no place. */
export const placeOf = (lon: number | null, lat: number | null): readonly [number, number] | null =>
  lon === null || lat === null || (lon === 0 && lat === 0) ? null : [lon, lat]

interface Filed {
  issue: SteppedIssue
  events: readonly IssueEvent[]
  progress: Progress
  photos: readonly IssuePhoto[]
}

/** Evidence and signs as this person may know them; from here on the transaction is the office's. */
export async function closing(
  tx: Queryable,
  viewer: Viewer,
  { issue, events, progress, photos }: Filed,
): Promise<{ evidence: Evidence[] | null; signs: ClosingSign[] }> {
  const isSolved = progress.state === 'closed' && progress.outcome === 'solved'
  const isSaid = progress.state === 'toVerify' || isSolved
  if (!isSaid && progress.state !== 'dispatched' && progress.state !== 'inHand')
    return { evidence: null, signs: [] }
  const report = await reportOf(tx, issue.id)
  const { lon = null, lat = null } = report ?? {}
  const place = placeOf(lon, lat)
  const evidence = evidenceOf({ ...issue, place, events, photos })
  if (!isSaid) return { evidence, signs: [] }
  const signs = signsOfEvidence(evidence)
  if (isSolved && place && issue.closedAt) signs.push(...(await againSigns(tx, issue, place, issue.closedAt)))
  signs.push(...(await photoSigns(tx, viewer, issue.id, events)))
  return { evidence, signs }
}

async function againSigns(
  tx: Queryable,
  { id, class: issueClass }: SteppedIssue,
  [lon, lat]: readonly [number, number],
  closedAt: Date,
): Promise<ClosingSign[]> {
  const closed = { class: issueClass, lon, lat, closedAt: closedAt.getTime() }
  const later = await reportsAfter(tx, { id, class: issueClass }, lon, lat, closedAt)
  return later
    .flatMap((report): ClosingSign[] => {
      const found = reportedAgain(closed, report)
      if (!found) return []
      const reportedAt = new Date(report.reportedAt).toISOString()
      return [{ kind: 'again', issue: report.id, location: [report.lon, report.lat], reportedAt, ...found }]
    })
    .slice(0, MOST_SIGNS)
}

async function photoSigns(
  tx: Queryable,
  viewer: Viewer,
  id: string,
  events: readonly IssueEvent[],
): Promise<ClosingSign[]> {
  const tried = newestTry(events)
  if (!tried || tried.events.length === 0) return []
  await asOffice(tx)
  const same = await samePhotos(
    tx,
    id,
    tried.events.map((event) => event.id),
  )
  return same.slice(0, MOST_SIGNS).map(({ issueId, areaPath, isSameFile, count }) => ({
    kind: 'samePhoto',
    issue: seesPath(viewer, areaPath) ? issueId : null,
    isSameIssue: issueId === id,
    isSameFile,
    count,
  }))
}
