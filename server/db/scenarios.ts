/** Scenarios that are kept. Every statement runs as a viewer: row-level security says which rows there are. */
import type { ScenarioContent } from '../../shared/scenario/changes.ts'
import type { ScenarioRecord, ScenarioRef } from '../../shared/scenario/scenarioRecord.ts'
import { cursorOf, pageFrom, readCursor } from './cursor.ts'
import { type Queryable, row, rows, run, sql } from './sql.ts'

const columns = sql`id::text as id, name, network_hash as "networkHash", changes, walk_at as "walkAt", version,
  created_by as "createdBy", created_at as "createdAt", updated_by as "updatedBy", updated_at as "updatedAt"`

const area = sql`area_path as "areaPath"`
/** With the path of the unit whose people may work on it, for the trace. */
export type Changed = ScenarioRecord & { areaPath: string }

/** Those changed last come first. */
export async function scenarioPage(
  on: Queryable,
  input: { cursor?: string | null; limit: number },
): Promise<{ rows: ScenarioRecord[]; total: number; nextCursor: string | null }> {
  const after = readCursor(input.cursor, 2)
  const next =
    after === null
      ? sql``
      : sql`where (updated_at, walking_scenario.id) < (${after[0]}::timestamptz, ${after[1]}::bigint)`
  const found = await rows<ScenarioRecord & { pageKey: string }>(
    on,
    sql`select ${columns}, updated_at::text as "pageKey" from walking_scenario ${next}
      order by updated_at desc, walking_scenario.id desc limit ${input.limit + 1}`,
  )
  const page = pageFrom(found, input.limit, await countScenarios(on), (one) =>
    cursorOf([one.pageKey, one.id]),
  )
  return { ...page, rows: page.rows.map(({ pageKey: _key, ...record }) => record) }
}

/** Those that are seen: as the office, all there are. */
export const countScenarios = async (on: Queryable): Promise<number> =>
  (await row<{ count: number }>(on, sql`select count(*) as count from walking_scenario`))!.count

const LOCK = 8_415_006
/** Until the transaction ends nobody else keeps a new one: what was counted stays true. */
export const lockScenarios = (on: Queryable): Promise<unknown> =>
  run(on, sql`select pg_advisory_xact_lock(${LOCK})`)

export const findScenario = (on: Queryable, id: string): Promise<ScenarioRecord | undefined> =>
  row<ScenarioRecord>(on, sql`select ${columns} from walking_scenario where id = ${id}::bigint`)

interface Kept extends ScenarioContent {
  name: string
  networkHash: string
  areaPath: string
  by: string
}

export async function insertScenario(
  on: Queryable,
  { name, networkHash, changes, walkAt, areaPath, by }: Kept,
): Promise<Changed> {
  const made = await row<Changed>(
    on,
    sql`insert into walking_scenario (name, network_hash, changes, walk_at, area_path, created_by, updated_by)
      values (${name}, ${networkHash}, ${JSON.stringify(changes)}::jsonb, ${walkAt}, ${areaPath}, ${by}, ${by})
      returning ${columns}, ${area}`,
  )
  return made!
}

/** @returns undefined when there is none of this version to change */
export const replaceScenario = (
  on: Queryable,
  { id, version }: ScenarioRef,
  { name, networkHash, changes, walkAt, areaPath, by }: Kept,
): Promise<Changed | undefined> =>
  row<Changed>(
    on,
    sql`update walking_scenario set name = ${name}, network_hash = ${networkHash},
        changes = ${JSON.stringify(changes)}::jsonb, walk_at = ${walkAt}, area_path = ${areaPath}, updated_by = ${by},
        updated_at = now(), version = version + 1
      where id = ${id}::bigint and version = ${version} returning ${columns}, ${area}`,
  )

/** @returns undefined when there is none of this version to change */
export const renameScenario = (
  on: Queryable,
  { id, version }: ScenarioRef,
  name: string,
  by: string,
): Promise<Changed | undefined> =>
  row<Changed>(
    on,
    sql`update walking_scenario set name = ${name}, updated_by = ${by}, updated_at = now(), version = version + 1
      where id = ${id}::bigint and version = ${version} returning ${columns}, ${area}`,
  )

/** @returns undefined when there was none of this version to delete */
export const deleteScenario = (
  on: Queryable,
  { id, version }: ScenarioRef,
): Promise<Pick<Changed, 'name' | 'areaPath'> | undefined> =>
  row<Pick<Changed, 'name' | 'areaPath'>>(
    on,
    sql`delete from walking_scenario where id = ${id}::bigint and version = ${version} returning name, ${area}`,
  )
