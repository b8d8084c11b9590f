/** A new issue is reported: numbered by day, linked to the unit at its place, due by the limit of its class. */
import { createHash } from 'node:crypto'
import { dayAt } from '../../../shared/domain/dates.ts'
import type { ReportInput, StepDone } from '../../../shared/issues/desk.ts'
import { issueClassOf, isIssueClass } from '../../../shared/standards/issueClasses.ts'
import { type Viewer, seesPath } from '../../access/viewer.ts'
import type { App } from '../../app/app.ts'
import { Refusal } from '../../app/refusal.ts'
import { transaction } from '../../db/database.ts'
import { eventByKey, insertEvent, insertIssue, nextIssueNumber } from '../../db/issueEvents.ts'
import { unitPathsAt } from '../../db/units.ts'
import { announce } from '../../live/events.ts'
import { linkStored } from '../linking.ts'
import { givePhotos } from '../photos/photos.ts'
import { dueFromNow, limitOf } from './issueDue.ts'
import { requireWriter, writtenBefore } from './issueSteps.ts'

/**
 * Takes a report, once for each key.
 * @throws Refusal `issue.classUnknown`, `access.outsideArea`, `photo.unknown`
 */
export async function reportIssue(app: App, viewer: Viewer, input: ReportInput): Promise<StepDone> {
  if (!isIssueClass(input.class) || limitOf(input.class, input.subclass) === undefined)
    throw new Refusal('BAD_REQUEST', 'issue.classUnknown', { class: input.class, subclass: input.subclass })
  requireWriter(viewer, input.by)
  const now = new Date()
  const [lon, lat] = input.location
  const [path = ''] = await unitPathsAt(app.db.pool, [{ lon, lat }], dayAt(now))
  if (!seesPath(viewer, path)) throw new Refusal('FORBIDDEN', 'access.outsideArea')
  const epochs = await app.epochs.until(dayAt(now))
  const done = await transaction(app.db, async (tx): Promise<StepDone> => {
    const id = await nextIssueNumber(tx, dayAt(now))
    const known = await eventByKey(tx, viewer.accountId, input.key)
    if (known) {
      if (known.step !== 'report') throw new Refusal('CONFLICT', 'issue.keyOfAnother')
      return { id: known.issueId, event: known.id, state: 'new', undoUntil: null }
    }
    const due = dueFromNow(
      { class: input.class, subclass: input.subclass, reportedAt: now, dueAt: null, baseDueAt: null },
      now.getTime(),
    )
    await insertIssue(tx, {
      id,
      class: input.class,
      subclass: input.subclass,
      subject: issueClassOf(input.class).subject,
      description: input.description,
      address: input.address,
      reportedAt: now,
      dueAt: due,
      location: input.location,
      contentHash: createHash('sha256').update(`reported ${viewer.accountId} ${input.key}`).digest('hex'),
    })
    await linkStored(tx, 'issue', [id], epochs)
    const event = await insertEvent(tx, {
      issueId: id,
      step: 'report',
      from: null,
      to: 'new',
      at: now,
      actor: viewer,
      details: writtenBefore(input),
      key: input.key,
    })
    await givePhotos(tx, viewer, id, event, input.photos)
    await announce(tx, 'issues', 1, id)
    return { id, event, state: 'new', undoUntil: null }
  })
  void app.live.look()
  return done
}
