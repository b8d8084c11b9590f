/**
 * Scenarios that are kept: listed, saved, renamed, deleted. A save is checked against the network in force; the rows
 * are read and written as the viewer, their trace in the audit log in the same transaction.
 */
import { today } from '../../shared/domain/dates.ts'
import { type Change, isGateChange } from '../../shared/scenario/changes.ts'
import { resolveChanges, StreetLocator } from '../../shared/scenario/resolveChanges.ts'
import {
  MOST_SCENARIOS,
  type SaveScenario,
  type ScenarioRecord,
  type ScenarioRef,
} from '../../shared/scenario/scenarioRecord.ts'
import { appendAudit } from '../access/audit.ts'
import { type Viewer, seesPath } from '../access/viewer.ts'
import type { App } from '../app/app.ts'
import { Refusal } from '../app/refusal.ts'
import { asOffice, asViewer } from '../db/database.ts'
import {
  countScenarios,
  deleteScenario,
  findScenario,
  insertScenario,
  lockScenarios,
  renameScenario,
  replaceScenario,
  scenarioPage,
} from '../db/scenarios.ts'
import type { Queryable } from '../db/sql.ts'
import { unitPathsAt } from '../db/units.ts'
import { announce } from '../live/events.ts'
import { commonPath } from './commonPath.ts'
import type { LoadedNetwork } from './networks.ts'

export const scenarios = (
  app: App,
  viewer: Viewer,
  input: { cursor?: string | null; limit: number },
): Promise<{ rows: ScenarioRecord[]; total: number; nextCursor: string | null }> =>
  asViewer(app.db, viewer, (tx) => scenarioPage(tx, input))

/** @throws Refusal `scenario.unknown` */
export async function scenario(app: App, viewer: Viewer, id: string): Promise<ScenarioRecord> {
  const found = await asViewer(app.db, viewer, (tx) => findScenario(tx, id))
  if (!found) throw new Refusal('NOT_FOUND', 'scenario.unknown')
  return found
}

/**
 * Keeps a new scenario, or a new state of one.
 * @throws Refusal `scenario.otherNetwork`, `scenario.faulty`, `scenario.conflict`, `scenario.full`, `access.outsideArea`
 */
export async function saveScenario(app: App, viewer: Viewer, input: SaveScenario): Promise<ScenarioRecord> {
  const loaded = await app.networks.current()
  if (loaded.hash !== input.networkHash) throw new Refusal('CONFLICT', 'scenario.otherNetwork')
  const [fault] = resolveChanges(locatorOf(loaded), input.changes).faults
  if (fault) throw new Refusal('BAD_REQUEST', 'scenario.faulty', { number: fault.index + 1 })
  const areaPath = commonPath(await unitPathsAt(app.db.pool, input.changes.flatMap(placesOf), today()))
  if (!seesPath(viewer, areaPath)) throw new Refusal('FORBIDDEN', 'access.outsideArea')
  const kept = { ...input, areaPath, by: viewer.userName }
  return change(app, viewer, async (tx) => {
    if (!input.replaces) await lockScenarios(tx)
    const saved = input.replaces
      ? ((await replaceScenario(tx, input.replaces, kept)) ?? (await refuseStale(tx, input.replaces)))
      : await insertScenario(tx, kept)
    return { answer: saved, action: 'scenarioSaved', subject: saved, isNew: !input.replaces }
  })
}

/** @throws Refusal `scenario.conflict`, `scenario.unknown` */
export const renameKeptScenario = (
  app: App,
  viewer: Viewer,
  { name, ...ref }: ScenarioRef & { name: string },
): Promise<ScenarioRecord> =>
  change(app, viewer, async (tx) => {
    const renamed = (await renameScenario(tx, ref, name, viewer.userName)) ?? (await refuseStale(tx, ref))
    return { answer: renamed, action: 'scenarioRenamed', subject: renamed }
  })

/** @throws Refusal `scenario.conflict`, `scenario.unknown` */
export const deleteKeptScenario = (app: App, viewer: Viewer, ref: ScenarioRef): Promise<void> =>
  change(app, viewer, async (tx) => {
    const gone = (await deleteScenario(tx, ref)) ?? (await refuseStale(tx, ref))
    return { answer: undefined, action: 'scenarioDeleted', subject: { id: ref.id, ...gone } }
  })

/** The rows as the viewer; then, as the office, the count of all there are, and the trace: the log is closed to viewers. */
async function change<Answer>(
  app: App,
  viewer: Viewer,
  work: (tx: Queryable) => Promise<{
    answer: Answer
    action: string
    subject: { id: string; name: string; areaPath: string }
    isNew?: boolean
  }>,
): Promise<Answer> {
  const answer = await asViewer(app.db, viewer, async (tx) => {
    const { answer: done, action, subject, isNew } = await work(tx)
    await asOffice(tx)
    if (isNew && (await countScenarios(tx)) > MOST_SCENARIOS)
      throw new Refusal('CONFLICT', 'scenario.full', { most: MOST_SCENARIOS })
    await appendAudit(tx, viewer, {
      action,
      subjectKind: 'scenario',
      subjectId: subject.id,
      note: subject.name,
      areaPath: subject.areaPath,
    })
    await announce(tx, 'scenarios', 1)
    return done
  })
  void app.live.look()
  return answer
}

/** Somebody else was quicker, or it is not there at all. */
async function refuseStale(tx: Queryable, { id }: ScenarioRef): Promise<never> {
  const now = await findScenario(tx, id)
  if (!now) throw new Refusal('NOT_FOUND', 'scenario.unknown')
  throw new Refusal('CONFLICT', 'scenario.conflict', { by: now.updatedBy, name: now.name })
}

const placesOf = (change: Change): { lon: number; lat: number }[] =>
  isGateChange(change) ? [change.gate] : change.type === 'addLink' ? [change.from, change.to] : [change]

const locators = new WeakMap<LoadedNetwork, StreetLocator>()

function locatorOf(loaded: LoadedNetwork): StreetLocator {
  const known = locators.get(loaded) ?? new StreetLocator(loaded.index)
  locators.set(loaded, known)
  return known
}
