/**
 * A duty roster from a table: one row a person, with a shift, a leave or a deputy. Rows are added to what is kept; where
 * whoever imports says so, shifts of the file's units that it does not have are taken away. Read and written as whoever
 * imports: of another area they see nothing and change nothing.
 */
import { today } from '../../../shared/domain/dates.ts'
import { appendAudit } from '../../access/audit.ts'
import { seesPath } from '../../access/viewer.ts'
import { Refusal } from '../../app/refusal.ts'
import { asOffice, asViewer } from '../../db/database.ts'
import {
  holdRoster,
  keptRoster,
  type RosterUnit,
  rosterUnits,
  storeRosterPlan,
} from '../../db/rosterImport.ts'
import type { Queryable } from '../../db/sql.ts'
import type { Cells } from '../../ingest/importers/cells.ts'
import { parseRoster, type RosterRow } from '../../ingest/importers/roster.ts'
import { shiftText } from '../../ingest/importers/rosterWords.ts'
import type { SourceRow } from '../../ingest/readers/types.ts'
import { announce } from '../../live/events.ts'
import { MOST_SHIFTS } from '../duty/mostShifts.ts'
import { type Pass, readRows, reject, type Report } from './importPass.ts'
import {
  type KeptRoster,
  overfull,
  personKey,
  planRoster,
  type RosterEntry,
  type RosterPerson,
  type RosterPlan,
} from './planRoster.ts'

const ENDED_SHOWN = 500

interface Read {
  row: SourceRow
  cells: Cells
  parsed: RosterRow
  unit: RosterUnit
}

/** By code, or by a name that only one unit has: one's own before the others. */
function unitFinder(
  units: readonly RosterUnit[],
  isOwn: (unit: RosterUnit) => boolean,
): (text: string) => RosterUnit | undefined {
  const byCode = new Map(units.map((unit) => [unit.code, unit]))
  const byName = new Map<string, RosterUnit[]>()
  for (const unit of units) byName.set(unit.name, [...(byName.get(unit.name) ?? []), unit])
  return (text) => {
    const all = byName.get(text) ?? []
    const own = all.filter(isOwn)
    const named = own.length > 0 ? own : all
    return byCode.get(text) ?? (named.length === 1 ? named[0] : undefined)
  }
}

/** Deputies by name: of the same unit, or the only one of the name anywhere. */
function personFinder(
  people: readonly RosterPerson[],
): (unit: string, name: string) => RosterPerson | undefined {
  const keys = new Set(people.map(personKey))
  const byName = new Map<string, Map<string, RosterPerson>>()
  for (const one of people) {
    const known = byName.get(one.name) ?? new Map<string, RosterPerson>()
    byName.set(one.name, known.set(personKey(one), { unit: one.unit, name: one.name }))
  }
  return (unit, name) => {
    if (keys.has(personKey({ unit, name }))) return { unit, name }
    const named = [...(byName.get(name)?.values() ?? [])]
    return named.length === 1 ? named[0] : undefined
  }
}

/** The same row twice is a slip of whoever made the file. */
function checkRepeated(pass: Pass, cells: Cells, row: RosterRow): void {
  const { rowNumber, ...said } = row
  const key = JSON.stringify(said)
  const first = pass.firstRowOf.get(key)
  if (first === undefined) pass.firstRowOf.set(key, rowNumber)
  else cells.fault('person', row.person, 'fault.expected.unique', { row: first })
}

async function readAll(pass: Pass, units: readonly RosterUnit[]): Promise<Read[]> {
  const isOwn = ({ path }: RosterUnit): boolean => seesPath(pass.job.importedBy, path)
  const find = unitFinder(units, isOwn)
  const read: Read[] = []
  for await (const { row, cells } of readRows(pass)) {
    const parsed = parseRoster(cells, pass.context)
    const unit = parsed === null ? undefined : find(parsed.unit)
    if (parsed !== null && !unit) cells.fault('unit', parsed.unit, 'fault.expected.unitInForce')
    if (unit && !isOwn(unit)) cells.fault('unit', parsed!.unit, 'fault.expected.ownUnit')
    if (parsed !== null && unit) checkRepeated(pass, cells, { ...parsed, unit: unit.code })
    if (parsed === null || !unit || cells.faults.length > 0) await reject(pass, row, cells.faults)
    else read.push({ row, cells, parsed, unit })
  }
  return read
}

/** Rows that can be told only together with all others: deputies by name. */
async function entriesOf(
  pass: Pass,
  read: readonly Read[],
  kept: KeptRoster,
): Promise<Map<RosterEntry, Read>> {
  const inFile = read.map(({ parsed, unit }) => ({ unit: unit.code, name: parsed.person }))
  const find = personFinder([...kept.people, ...inFile])
  const entries = new Map<RosterEntry, Read>()
  for (const one of read) {
    const { row, cells, parsed, unit } = one
    const deputy = parsed.deputy === null ? null : find(unit.code, parsed.deputy)
    const isSelf = deputy?.unit === unit.code && deputy.name === parsed.person
    if (deputy === undefined || isSelf) cells.fault('deputy', parsed.deputy, 'fault.expected.deputyOnRoster')
    if (cells.faults.length > 0) await reject(pass, row, cells.faults)
    else entries.set({ ...parsed, unit: unit.code, deputy: deputy ?? null }, one)
  }
  return entries
}

/** Takes out rows whose shift their unit has no room for, with how many it would have. */
async function rejectOverfull(
  pass: Pass,
  entries: Map<RosterEntry, Read>,
  kept: KeptRoster,
  endsMissing: string | null,
): Promise<void> {
  for (const [entry, would] of overfull(kept, [...entries.keys()], endsMissing, MOST_SHIFTS)) {
    const { row, cells, parsed } = entries.get(entry)!
    cells.fault('unit', parsed.unit, 'fault.expected.fewerShifts', { most: MOST_SHIFTS, would })
    await reject(pass, row, cells.faults)
    entries.delete(entry)
  }
}

const nameEnded = (plan: RosterPlan): Report['endedUnits'] =>
  plan.ended
    .slice(0, ENDED_SHOWN)
    .map((shift) => ({ code: shift.unit, name: `${shift.name} ${shiftText(shift)}` }))

/** One trace a unit, as for changes by hand. */
async function leaveTraces(
  tx: Queryable,
  { job }: Pass,
  plan: RosterPlan,
  units: readonly RosterUnit[],
): Promise<void> {
  const touched = new Map<string, number>()
  const changes = [plan.people, plan.skills, plan.shifts, plan.leave, plan.deputies, plan.ended].flat()
  for (const { unit } of changes) touched.set(unit, (touched.get(unit) ?? 0) + 1)
  for (const { code, path } of units.filter((unit) => touched.has(unit.code)))
    await appendAudit(tx, job.importedBy, {
      action: 'rosterChanged',
      subjectKind: 'roster',
      subjectId: code,
      fields: ['import', job.file, String(touched.get(code)), ...endedOf(plan, code)],
      areaPath: path,
    })
}

const endedOf = ({ ended }: RosterPlan, unit: string): string[] =>
  ended
    .filter((shift) => shift.unit === unit)
    .flatMap((shift) => ['shiftRemoved', shift.name, shiftText(shift)])

export async function importRoster(pass: Pass): Promise<Report> {
  const { app, job, report } = pass
  const viewer = job.importedBy
  const units = await rosterUnits(app.db.pool, today())
  const read = await readAll(pass, units)
  const codes = [...new Set(read.map(({ unit }) => unit.code))]
  const kept = await asViewer(app.db, viewer, (tx) => keptRoster(tx, codes))
  const taken = await entriesOf(pass, read, kept)
  const wantsEnd = job.choice.endMissing === true
  // A row that could not be read might be one of those that look missing.
  const whenToEnd = () => (wantsEnd && report.faulty === 0 ? today() : null)
  await rejectOverfull(pass, taken, kept, whenToEnd())
  if (wantsEnd && report.faulty > 0) {
    report.notices.push({ key: 'notice.shiftEndNeedsAllRows' })
    // Nothing is taken away now, and so there is room for less.
    await rejectOverfull(pass, taken, kept, null)
  }
  const endsMissing = whenToEnd()
  const entries = [...taken.keys()]
  report.accepted = entries.length
  const told = (plan: RosterPlan): Report => ({
    ...report,
    added: plan.added,
    changed: plan.changed,
    unchanged: plan.unchanged,
    ended: plan.ended.length,
    endedUnits: nameEnded(plan),
  })
  if (job.isDryRun) return told(planRoster(kept, entries, endsMissing))
  if (job.control?.signal.aborted) throw new Refusal('CONFLICT', 'import.cancelled')
  if (report.faulty > 0 && !job.choice.skipFaulty) return { ...report, accepted: 0 }
  return asViewer(app.db, viewer, async (tx) => {
    await holdRoster(tx)
    const now = await keptRoster(tx, codes)
    // Somebody else has filled the room since.
    if (overfull(now, entries, endsMissing, MOST_SHIFTS).size > 0)
      throw new Refusal('CONFLICT', 'duty.tooManyShifts', { most: MOST_SHIFTS })
    const plan = planRoster(now, entries, endsMissing)
    await storeRosterPlan(tx, plan)
    await asOffice(tx)
    await leaveTraces(tx, pass, plan, units)
    await announce(tx, 'duty', plan.added + plan.changed + plan.ended.length)
    return told(plan)
  })
}
