/**
 * Publishing a plan for a day: in one transaction versions close and begin, lineage is kept, staff are carried over. On
 * the day everything that has a place is linked anew, as after any change of units. Before it, all can be taken back.
 */
import { randomUUID } from 'node:crypto'
import { today } from '../../../shared/domain/dates.ts'
import type { PlanHead, PlanWithdrawal, PublishPlan } from '../../../shared/plans/planRecord.ts'
import { appendAudit } from '../../access/audit.ts'
import type { Viewer } from '../../access/viewer.ts'
import type { App } from '../../app/app.ts'
import { Refusal } from '../../app/refusal.ts'
import { asOffice, asViewer } from '../../db/database.ts'
import { type PlanRow, type PublishedUnits, lockPlan } from '../../db/plans.ts'
import {
  areAsPublished,
  carryStaff,
  insertLineage,
  lockUnits,
  notePublished,
  publishedUnits,
  takeBack,
} from '../../db/planPublishing.ts'
import {
  deleteHandOvers,
  holdingsOf,
  insertHandOvers,
  mainOrigins,
  moveRoster,
  moveStaff,
  otherStaffOf,
} from '../../db/handOver.ts'
import type { Queryable } from '../../db/sql.ts'
import { unitNames } from '../../db/notices.ts'
import { type StagedUnit, endUnits, mergeStagedUnits, stageUnits } from '../../db/unitStaging.ts'
import { asGeometry } from '../../ingest/importers/importer.ts'
import { announce } from '../../live/events.ts'
import { linkScope } from '../linking.ts'
import type { Snapshot } from '../snapshot.ts'
import { currentPlan } from './currentPlan.ts'
import { handOverDue } from './handOver.ts'
import { heirsOf, planLineage, plannedPlaces, successorsOf } from './planLineage.ts'
import { type PlanOutcome, planOutcome } from './planOutcome.ts'
import { chosenSuccessors } from './planSuccessors.ts'
import { lockDraft, planOrRefuse } from './plans.ts'
import { passChecks } from './review/checks.ts'

/**
 * @throws Refusal `plan.unknown`, `plan.isPublished`, `plan.changedMeanwhile`, `plan.checksMissing`, the keys of
 *   `planOutcome`'s hindrances, and `plan.successorUnknown`
 */
export async function publishPlan(
  app: App,
  viewer: Viewer,
  { id, version, on, despite, successors }: PublishPlan,
): Promise<PlanHead> {
  // Before the transaction: an embedded database has one session, which the transaction holds.
  const snapshot = await app.snapshots.at(today())
  const head = await asViewer(app.db, viewer, async (tx) => {
    const row = await lockDraft(tx, id)
    if (row.version !== version)
      throw new Refusal('CONFLICT', 'plan.changedMeanwhile', { by: row.by, name: row.name })
    const { plan } = await currentPlan(app, tx, id, version)
    await asOffice(tx)
    await lockUnits(tx)
    const outcome = await planOutcome(tx, row, plan, on)
    const [hindrance] = outcome.hindrances
    if (hindrance) throw new Refusal('CONFLICT', hindrance.key, hindrance.facts)
    const unchecked = await passChecks(tx, row, on, { by: viewer.userName, despite })
    const changed = await storeOutcome(app, tx, {
      row,
      outcome,
      snapshot,
      on,
      successors: await chosenSuccessors(tx, id, outcome, successors),
      by: viewer.userName,
    })
    await tell(tx, viewer, 'planPublished', row, on, changed, unchecked)
    return planOrRefuse(tx, id)
  })
  if (on <= today()) {
    await handOverDue(app)
    await linkScope(app)
  }
  void app.live.look()
  return head
}

async function storeOutcome(
  app: App,
  tx: Queryable,
  {
    row,
    outcome,
    snapshot,
    on,
    successors: chosen,
    by,
  }: {
    row: PlanRow
    outcome: PlanOutcome
    snapshot: Snapshot
    on: string
    successors: Readonly<Record<string, string>>
    by: string
  },
): Promise<number> {
  const places = plannedPlaces(snapshot, outcome, row.areaPath)
  const lineage = await planLineage(tx, outcome, places, row.areaPath, on)
  const staged = stagedUnits(app, outcome, on)
  const importKey = randomUUID()
  await stageUnits(tx, importKey, staged)
  const ended = outcome.ended.map(({ code }) => code)
  await endUnits(tx, ended, on)
  await mergeStagedUnits(tx, importKey)
  await insertLineage(tx, row.id, on, lineage)
  const successors = successorsOf(outcome, heirsOf(outcome, lineage, places), chosen)
  await carryStaff(tx, row.id, on, successors)
  await insertHandOvers(tx, row.id, on, successors)
  const units: PublishedUnits = {
    begun: staged.map(({ code }) => code),
    made: outcome.grids.filter(({ before }) => before === null).map(({ code }) => code),
    ended,
  }
  await notePublished(tx, row.id, on, units, by)
  return staged.length + ended.length
}

function stagedUnits(app: App, { grids, parents, beside }: PlanOutcome, on: string): StagedUnit[] {
  const written = [
    ...[...parents, ...beside].map(({ unit, geometry }) => ({ ...unit, geometry })),
    ...grids
      .filter(({ isWritten }) => isWritten)
      .map(({ grid, code, geometry, above, before }) => ({
        code,
        name: grid.name,
        level: 'grid' as const,
        parent: grid.parent as string | null,
        kind: before?.kind ?? ('ordinary' as const),
        path: `${above.path}${code}/`,
        streetCode: above.streetCode,
        geometry,
      })),
  ]
  return written.map(({ geometry, ...unit }) => ({
    rowNumber: 0,
    code: unit.code,
    name: unit.name,
    level: unit.level,
    parent: unit.parent,
    kind: unit.kind,
    path: unit.path,
    streetCode: unit.streetCode,
    validFrom: on,
    validTo: null,
    contentHash: app.vault.fingerprint([unit.name, unit.level, unit.kind, asGeometry(geometry)]),
    boundary: asGeometry(geometry),
  }))
}

/** What was put on the grids to come since, by somebody else than the plan. */
async function putOnGridsToCome(tx: Queryable, id: string, day: string): Promise<PlanWithdrawal> {
  const { made } = await publishedUnits(tx, id)
  const holdings = await holdingsOf(tx, made, day)
  const staff = await otherStaffOf(tx, id, made)
  const origins = await mainOrigins(tx, id, made)
  const names = await unitNames(tx, [...made, ...origins.values()])
  const grids = holdings
    .map(({ code, people, shifts, accounts, screens, webhooks }) => ({
      code,
      name: names.get(code) ?? code,
      origin: origins.get(code) ?? null,
      people: people.length,
      shifts,
      staff: staff.filter(({ unitCode }) => unitCode === code).length,
      accounts: accounts.length,
      screens: screens.length,
      webhooks: webhooks.length,
    }))
    .filter(
      ({ people, shifts, staff: others, accounts, screens, webhooks }) =>
        people + shifts + others + accounts + screens + webhooks > 0,
    )
  return {
    grids,
    accounts: new Set(holdings.flatMap(({ accounts }) => accounts)).size,
    screens: new Set(holdings.flatMap(({ screens }) => screens)).size,
    webhooks: new Set(holdings.flatMap(({ webhooks }) => webhooks)).size,
  }
}

/** Told before a plan is taken back. @throws Refusal `plan.unknown`, `plan.notPublished` */
export const planWithdrawal = (app: App, viewer: Viewer, id: string): Promise<PlanWithdrawal> =>
  asViewer(app.db, viewer, async (tx) => {
    const { name, publishOn } = await planOrRefuse(tx, id)
    if (publishOn === null) throw new Refusal('CONFLICT', 'plan.notPublished', { name })
    await asOffice(tx)
    return putOnGridsToCome(tx, id, publishOn)
  })

/**
 * People, shifts and staff that were put on grids to come go to the grid that these came from; accounts, screens and
 * addresses outside do not: what they see is for an administrator to say.
 * @throws Refusal `plan.accountsAhead`, `plan.screensAhead`, `plan.peopleAhead`
 */
async function clearGridsToCome(tx: Queryable, id: string, day: string): Promise<void> {
  const { grids, accounts, screens, webhooks } = await putOnGridsToCome(tx, id, day)
  const namesOf = (own: typeof grids): string => own.map(({ name }) => name).join('、')
  if (accounts > 0)
    throw new Refusal('CONFLICT', 'plan.accountsAhead', {
      count: accounts,
      names: namesOf(grids.filter((grid) => grid.accounts > 0)),
    })
  if (screens + webhooks > 0)
    throw new Refusal('CONFLICT', 'plan.screensAhead', {
      screens,
      webhooks,
      names: namesOf(grids.filter((grid) => grid.screens + grid.webhooks > 0)),
    })
  for (const { code, name, origin } of grids) {
    if (origin === null) throw new Refusal('CONFLICT', 'plan.peopleAhead', { name })
    // All of them, also shifts of days before: the unit goes.
    await moveRoster(tx, code, origin, '-infinity')
    await moveStaff(tx, id, code, origin)
  }
}

/**
 * @throws Refusal `plan.unknown`, `plan.notPublished`, `plan.inForce`, `plan.unitsChanged`, `plan.accountsAhead`,
 *   `plan.screensAhead`, `plan.peopleAhead`
 */
export async function withdrawPlan(app: App, viewer: Viewer, id: string): Promise<PlanHead> {
  const head = await asViewer(app.db, viewer, async (tx) => {
    if (!(await lockPlan(tx, id))) throw new Refusal('NOT_FOUND', 'plan.unknown')
    const row = await planOrRefuse(tx, id)
    const { name, publishOn } = row
    if (publishOn === null) throw new Refusal('CONFLICT', 'plan.notPublished', { name })
    if (publishOn <= today()) throw new Refusal('CONFLICT', 'plan.inForce', { name, day: publishOn })
    await asOffice(tx)
    await lockUnits(tx)
    const units = await publishedUnits(tx, id)
    if (!(await areAsPublished(tx, row.areaPath, publishOn, units)))
      throw new Refusal('CONFLICT', 'plan.unitsChanged')
    await clearGridsToCome(tx, id, publishOn)
    await deleteHandOvers(tx, id)
    await takeBack(tx, id, publishOn, units, viewer.userName)
    await tell(tx, viewer, 'planWithdrawn', row, publishOn, units.begun.length + units.ended.length)
    return planOrRefuse(tx, id)
  })
  void app.live.look()
  return head
}

/** The trace first: whoever writes both takes their locks in this order. */
async function tell(
  tx: Queryable,
  viewer: Viewer,
  action: string,
  { id, name, areaPath }: PlanRow,
  day: string,
  units: number,
  unchecked: Awaited<ReturnType<typeof passChecks>> = null,
): Promise<void> {
  await appendAudit(tx, viewer, {
    action,
    subjectKind: 'plan',
    subjectId: id,
    note: `${name} ${day}`,
    areaPath,
    ...(unchecked && { fields: unchecked.missing, purpose: unchecked.reason }),
  })
  await announce(tx, 'units', units)
  await announce(tx, 'plans', 1)
}
