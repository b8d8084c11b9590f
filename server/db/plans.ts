/** Plans of grids and their edits. Run as a viewer: row-level security says which rows there are. */
import type { ImportReport } from '../../shared/plans/importFinding.ts'
import type { PlanChange, PlanDocument } from '../../shared/plans/planDocument.ts'
import {
  EDITS_AT_ONCE,
  LISTED_PLANS,
  type PlanEdit,
  type PlanHead,
  type RenamePlan,
} from '../../shared/plans/planRecord.ts'
import type { UnitLevel } from '../../shared/domain/levels.ts'
import { type Queryable, type SQL, row, rows, run, sql } from './sql.ts'

/** What publishing did to units. */
export interface PublishedUnits {
  /** With a new version from the day on. */
  begun: string[]
  /** Of these, such as did not exist before. */
  made: string[]
  /** Ended on the day. */
  ended: string[]
}

interface HeadRow extends Omit<PlanHead, 'scope'> {
  scopeCode: string
  scopeName: string
  scopeLevel: UnitLevel
  areaPath: string
  baseHash: string
  createdBy: string
}

/** A head with what only the server needs. */
export interface PlanRow extends PlanHead {
  areaPath: string
  baseHash: string
}

const heads = (day: string, where: SQL): SQL =>
  sql`select p.id::text as id, p.name, p.purpose, p.scope_code as "scopeCode", u.name as "scopeName",
      u.level as "scopeLevel", p.area_path as "areaPath", p.base_hash as "baseHash",
      case when p.state = 'published' and p.publish_on <= ${day}::date then 'inForce' else p.state end as state,
      p.based_on as "basedOn", p.version, p.updated_by as by, p.updated_at as "changedAt",
      p.publish_on as "publishOn", p.grid_count as "gridCount"
    from plan p cross join lateral (
      select v.name, v.level from unit_version v where v.unit_code = p.scope_code
      order by v.valid_from <= ${day}::date desc, v.valid_from desc limit 1) u
    where ${where}`

const planRow = ({ scopeCode, scopeName, scopeLevel, ...head }: HeadRow): PlanRow => ({
  ...head,
  scope: { code: scopeCode, name: scopeName, level: scopeLevel },
})

/** Those changed last come first. */
export const planRows = async (on: Queryable, day: string): Promise<PlanRow[]> =>
  (
    await rows<HeadRow>(
      on,
      sql`${heads(day, sql`true`)} order by p.updated_at desc, p.id desc limit ${LISTED_PLANS}`,
    )
  ).map(planRow)

export async function findPlan(on: Queryable, id: string, day: string): Promise<PlanRow | undefined> {
  const found = await row<HeadRow>(on, heads(day, sql`p.id = ${id}::bigint`))
  return found && planRow(found)
}

/** Until the transaction ends nobody else changes the plan. @returns whether there is one */
export const lockPlan = async (tx: Queryable, id: string): Promise<boolean> =>
  (await row(tx, sql`select 1 from plan where id = ${id}::bigint for update`)) !== undefined

/** Those of this very scope: of a community, or of the street as a whole. */
export const countPlans = async (on: Queryable, scope: string): Promise<number> =>
  (await row<{ count: number }>(on, sql`select count(*) as count from plan where scope_code = ${scope}`))!
    .count

const LOCK = 8_415_030
/** Until the transaction ends nobody else begins a plan: what was counted stays true. */
export const lockPlans = (on: Queryable): Promise<unknown> =>
  run(on, sql`select pg_advisory_xact_lock(${LOCK})`)

export interface NewPlan {
  name: string
  purpose: string
  scopeCode: string
  areaPath: string
  basedOn: string
  baseHash: string
  document: PlanDocument
  report: ImportReport | null
  by: string
}

/** @returns its id */
export async function insertPlan(on: Queryable, plan: NewPlan): Promise<string> {
  const made = await row<{ id: string }>(
    on,
    sql`insert into plan (name, purpose, scope_code, area_path, based_on, base_hash, document, grid_count, import_report,
        created_by, updated_by)
      values (${plan.name}, ${plan.purpose}, ${plan.scopeCode}, ${plan.areaPath}, ${plan.basedOn}::date,
        ${plan.baseHash}, ${JSON.stringify(plan.document)}::jsonb, ${plan.document.grids.length},
        ${plan.report && JSON.stringify(plan.report)}::jsonb, ${plan.by}, ${plan.by})
      returning id::text as id`,
  )
  return made!.id
}

/** What was found in the file that a plan began from; null for other plans. */
export const importReport = async (on: Queryable, id: string): Promise<ImportReport | null> =>
  (await row<{ report: ImportReport | null }>(
    on,
    sql`select import_report as report from plan where id = ${id}::bigint`,
  ))!.report

/** The last state that was written out whole, and its version. */
export async function writtenPlan(
  on: Queryable,
  id: string,
): Promise<{ document: PlanDocument; version: number }> {
  const found = await row<{ document: PlanDocument; version: number }>(
    on,
    sql`select document, document_version as version from plan where id = ${id}::bigint`,
  )
  return found!
}

export const writePlan = (
  tx: Queryable,
  id: string,
  version: number,
  document: PlanDocument,
): Promise<unknown> =>
  run(
    tx,
    sql`update plan set document = ${JSON.stringify(document)}::jsonb, document_version = ${version}
      where id = ${id}::bigint`,
  )

export async function insertEdit(
  tx: Queryable,
  edit: { id: string; number: number; change: PlanChange; of: number | null; by: string; gridCount: number },
): Promise<void> {
  await run(
    tx,
    sql`insert into plan_edit (plan_id, number, what, of_number, change, edited_by)
      values (${edit.id}::bigint, ${edit.number}, ${edit.change.what}, ${edit.of},
        ${JSON.stringify(edit.change)}::jsonb, ${edit.by})`,
  )
  await run(
    tx,
    sql`update plan set version = ${edit.number}, grid_count = ${edit.gridCount}, updated_by = ${edit.by},
        updated_at = now() where id = ${edit.id}::bigint`,
  )
}

/** An edit stands until an `undo` of it does, and again when a `redo` comes later. */
const editColumns = sql`e.number, e.what, e.edited_by as by, e.edited_at as at, e.of_number as of,
  coalesce((select l.what = 'undo' from plan_edit l where l.plan_id = e.plan_id and l.of_number = e.number
    order by l.number desc limit 1), false) as "isUndone"`

/** Newest first. */
export const newestEdits = (on: Queryable, id: string): Promise<PlanEdit[]> =>
  rows<PlanEdit>(
    on,
    sql`select ${editColumns} from plan_edit e where e.plan_id = ${id}::bigint order by e.number desc
      limit ${EDITS_AT_ONCE}`,
  )

/** Oldest first. */
export const editsAfter = (
  on: Queryable,
  id: string,
  after: number,
): Promise<(PlanEdit & { change: PlanChange })[]> =>
  rows(
    on,
    sql`select ${editColumns}, e.change from plan_edit e where e.plan_id = ${id}::bigint and e.number > ${after}
      order by e.number limit ${EDITS_AT_ONCE}`,
  )

/** @returns how many there were to rename: one or none */
export const renamePlan = (tx: Queryable, { id, name, purpose }: RenamePlan, by: string): Promise<number> =>
  run(
    tx,
    sql`update plan set name = ${name}, purpose = ${purpose}, updated_by = ${by}, updated_at = now()
      where id = ${id}::bigint`,
  )

export const deletePlan = (tx: Queryable, id: string): Promise<number> =>
  run(tx, sql`delete from plan where id = ${id}::bigint`)

/**
 * What the units of a scope are on a day, as one hash: their codes, names, places in the tree, boundaries.
 * @param path  of the scope
 */
export async function baseHash(on: Queryable, path: string, day: string): Promise<string> {
  const found = await row<{ hash: string }>(
    on,
    sql`select md5(coalesce(string_agg(v.unit_code || ' ' || v.path || ' ' || v.content_hash || ' '
        || md5(st_asbinary(v.boundary)), ',' order by v.unit_code), '')) as hash
      from unit_version v where starts_with(v.path, ${path})
        and v.valid_from <= ${day}::date and (v.valid_to is null or v.valid_to > ${day}::date)`,
  )
  return found!.hash
}

/** Whether units of a scope begin or end after a day. */
export const hasChangesAhead = async (on: Queryable, path: string, day: string): Promise<boolean> =>
  (await row(
    on,
    sql`select 1 from unit_version v where starts_with(v.path, ${path})
      and (v.valid_from > ${day}::date or v.valid_to > ${day}::date) limit 1`,
  )) !== undefined

/** Codes of all units that are or were below the last unit of a path. */
export const unitCodesBelow = async (on: Queryable, path: string): Promise<string[]> =>
  (
    await rows<{ code: string }>(
      on,
      sql`select code from unit where starts_with(code, ${path.split('/').at(-2) ?? ''})
        or code in (select unit_code from unit_version where starts_with(path, ${path}))`,
    )
  ).map(({ code }) => code)
