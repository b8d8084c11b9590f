/** Scenarios that are kept. Every statement runs as a viewer: row-level security says which rows there are. */
import type { ScenarioContent } from '../../shared/scenario/changes.ts'
import type { ScenarioRecord, ScenarioRef } from '../../shared/scenario/scenarioRecord.ts'
import { type Queryable, row, rows, sql } from './sql.ts'

const columns = sql`id::text as id, name, network_hash as "networkHash", changes, walk_at as "walkAt", version,
  created_by as "createdBy", created_at as "createdAt", updated_by as "updatedBy", updated_at as "updatedAt"`

const area = sql`area_path as "areaPath"`
/** With the path of the unit whose people may work on it, for the trace. */
export type Changed = ScenarioRecord & { areaPath: string }

export const listScenarios = (on: Queryable): Promise<ScenarioRecord[]> =>
  rows<ScenarioRecord>(
    on,
    sql`select ${columns} from walking_scenario order by updated_at desc, walking_scenario.id desc`,
  )

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
