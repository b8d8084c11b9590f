/**
 * Links everything to the units by place: the unit in force now on the row itself, earlier ones in the history, and a
 * reason where there is no link or it disagrees with what the row names. Only rows whose link changed are written, so
 * linking again costs a read. Residents follow their building; those without one have a link of their own.
 */
import { z } from 'zod'
import type { LINK_REASONS } from '../../shared/domain/importing.ts'
import { dayAt, today } from '../../shared/domain/dates.ts'
import { linkIntervals } from '../../shared/domain/linkIntervals.ts'
import { StatedUnits } from '../../shared/domain/statedUnit.ts'
import type { App } from '../app/app.ts'
import { transaction } from '../db/database.ts'
import {
  type LinkChange,
  type LinkScope,
  type LinkSubject,
  LINK_TABLES,
  linkSubjects,
  writeLinks,
} from '../db/links.ts'
import type { LinkedKind } from '../db/linkAt.ts'
import { linkTotals } from '../db/linkTotals.ts'
import { followBuildings, resolveBuildings } from '../db/residentLinks.ts'
import { doubtCounts, resolveCountAreas } from '../db/countLinks.ts'
import { type Queryable, run, sql } from '../db/sql.ts'
import { announce, newestEventId } from '../live/events.ts'
import { type LinkedUnit, type UnitEpochs, readUnitEpochs } from './unitEpochs.ts'

type LinkReason = (typeof LINK_REASONS)[number]

const Totals = z.object({ linked: z.number(), unlinked: z.number(), disagrees: z.number() })
export const LinkCounts = z.object({
  residents: Totals,
  buildings: Totals,
  facilities: Totals,
  issues: Totals,
  counts: Totals,
  /** Rows whose link was written now. */
  changed: z.number(),
})
export type LinkCounts = z.infer<typeof LinkCounts>

/** A place this near to 0, 0 is a default that somebody forgot, not the sea off Africa. */
const ZERO_DEGREES = 1e-4

const isSameUnit = (a: LinkedUnit, b: LinkedUnit): boolean => a.code === b.code && a.path === b.path

function stateOf(
  subject: LinkSubject,
  unit: LinkedUnit | undefined,
  stated: StatedUnits,
): { state: LinkChange['state']; reason: LinkReason | null } {
  if (subject.lon === null || subject.lat === null) return { state: 'unlinked', reason: 'noPlace' }
  if (Math.abs(subject.lon) < ZERO_DEGREES && Math.abs(subject.lat) < ZERO_DEGREES) {
    return { state: 'unlinked', reason: 'zeroPlace' }
  }
  if (!unit) return { state: 'unlinked', reason: 'outsideUnits' }
  if (subject.statedUnit === null || subject.statedUnit.trim() === '')
    return { state: 'linked', reason: null }
  const codes = stated.codesFor(subject.statedUnit)
  if (codes.size === 0) return { state: 'disagrees', reason: 'unknownUnit' }
  const isAgreed = [...codes].some((code) => unit.path.includes(`/${code}/`))
  return isAgreed ? { state: 'linked', reason: null } : { state: 'disagrees', reason: 'otherUnit' }
}

/** @returns the link as it should be, or null when the row already says so */
function changeOf(
  subject: LinkSubject,
  epochs: UnitEpochs['epochs'],
  stated: StatedUnits,
): LinkChange | null {
  const hasPlace = subject.lon !== null && subject.lat !== null
  const intervals = hasPlace ? linkIntervals(epochs, subject.lon!, subject.lat!, isSameUnit) : []
  const newest = intervals.at(-1)
  const current = newest && newest.to === null ? newest : undefined
  const { state, reason } = stateOf(subject, current?.unit, stated)
  const hasLink = current !== undefined && reason !== 'zeroPlace'
  const history = reason === 'zeroPlace' ? [] : intervals.filter(({ to }) => to !== null)
  const reportedDay = subject.reportedAt === null ? null : dayAt(new Date(subject.reportedAt))
  const reported =
    reportedDay === null
      ? null
      : (intervals.find(({ from, to }) => from <= reportedDay && (to === null || to > reportedDay))?.unit
          .code ?? null)
  const change: LinkChange = {
    id: subject.id,
    unitCode: hasLink ? current.unit.code : null,
    areaPath: hasLink ? current.unit.path : '',
    streetCode: hasLink ? current.unit.streetCode : '',
    linkedFrom: hasLink ? current.from : null,
    state: subject.isAccepted && state === 'disagrees' ? 'linked' : state,
    reason: subject.isAccepted && state === 'disagrees' ? null : reason,
    reportedUnitCode: reported,
    history: history.map(({ unit, from, to }) => ({
      unitCode: unit.code,
      areaPath: unit.path,
      from,
      to: to!,
    })),
  }
  const before = subject.before
  const isSame =
    before.unitCode === change.unitCode &&
    before.areaPath === change.areaPath &&
    before.linkedFrom === change.linkedFrom &&
    before.state === change.state &&
    before.reason === change.reason &&
    before.reportedUnitCode === change.reportedUnitCode &&
    before.historyKey === change.history.map((part) => `${part.unitCode}@${part.from}`).join(',')
  return isSame ? null : change
}

/** Up to which event, and on which day, links were made; `units` when everything was linked to the units in force. */
export interface LinkMark {
  units: number
  rows: number
  day: string
}

/** Notes what is linked now; a box of the map notes nothing. */
async function noteLinked(
  tx: Queryable,
  scope: LinkScope | undefined,
  event: number,
  day: string,
): Promise<void> {
  if (scope !== undefined && scope !== 'pending') return
  const mark = scope === undefined ? { units: event, rows: event, day } : { rows: event }
  await run(
    tx,
    sql`insert into setting (key, value) values ('links.mark', ${JSON.stringify({ units: 0, day: '1900-01-01', ...mark })}::jsonb)
      on conflict (key) do update set value = setting.value || ${JSON.stringify(mark)}::jsonb`,
  )
}

/**
 * @param scope  `pending`: rows that were never linked; a box: rows whose place lies in it; ids: those rows; absent:
 *   everything
 * @returns how many links were written
 */
export async function linkScope(app: App, scope?: LinkScope): Promise<number> {
  const on = app.db.pool
  const event = Number(await newestEventId(on))
  const day = today()
  const { epochs, names } = await readUnitEpochs(on, day)
  const stated = new StatedUnits(names)
  let changed = await transaction(app.db, async (tx) => {
    await resolveBuildings(tx)
    await resolveCountAreas(tx)
    return doubtCounts(tx, day)
  })
  for (const table of LINK_TABLES) {
    for await (const subjects of linkSubjects(on, table, scope)) {
      const changes = subjects.flatMap((subject) => changeOf(subject, epochs, stated) ?? [])
      if (changes.length === 0) continue
      changed += changes.length
      await transaction(app.db, (tx) => writeLinks(tx, table, changes))
    }
  }
  await transaction(app.db, async (tx) => {
    changed += await followBuildings(tx)
    await noteLinked(tx, scope, event, day)
    await announce(tx, 'links', changed)
  })
  void app.live.look()
  return changed
}

/**
 * Links rows that this very transaction stores, so that nobody meets them without their unit. Who stores them tells of
 * the change; residents are not linked so, since they follow their building.
 */
export async function linkStored(
  tx: Queryable,
  kind: Exclude<LinkedKind, 'resident'>,
  ids: readonly string[],
  { epochs, names }: UnitEpochs,
): Promise<void> {
  const table = LINK_TABLES.find((one) => one.kind === kind)!
  const stated = new StatedUnits(names)
  for await (const subjects of linkSubjects(tx, table, { ids })) {
    const changes = subjects.flatMap((subject) => changeOf(subject, epochs, stated) ?? [])
    if (changes.length > 0) await writeLinks(tx, table, changes)
  }
}

/** Links everything and counts what stands where. */
export async function linkEverything(app: App): Promise<LinkCounts> {
  const changed = await linkScope(app)
  return { ...(await linkTotals(app.db.pool)), changed }
}
