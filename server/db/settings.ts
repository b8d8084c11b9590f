/** Settings of the installation that live with its data. */
import { randomUUID } from 'node:crypto'
import { type Queryable, row, run, sql } from './sql.ts'

export async function setSetting(on: Queryable, key: string, value: unknown): Promise<void> {
  await run(
    on,
    sql`insert into setting (key, value) values (${key}, ${JSON.stringify(value)}::jsonb)
      on conflict (key) do update set value = excluded.value`,
  )
}

/** Set once the installation has begun: its next start loads no demo town. */
const INITIALISED = 'initialised'

export const markInitialised = (on: Queryable): Promise<void> => setSetting(on, INITIALISED, true)

export const isInitialised = async (on: Queryable): Promise<boolean> =>
  (await row(on, sql`select 1 from setting where key = ${INITIALISED}`)) !== undefined

/** False as soon as anything has been imported: what is there is somebody's own. */
export const isUntouched = async (on: Queryable): Promise<boolean> =>
  (await row(on, sql`(select 1 from import limit 1) union all (select 1 from unit_version limit 1)`)) ===
  undefined

/** Adds a source to the attribution that the map shows. */
export async function addAttribution(on: Queryable, source: string): Promise<void> {
  await run(
    on,
    sql`insert into setting (key, value) values ('attribution', jsonb_build_array(${source}::text))
      on conflict (key) do update set value = case when setting.value ? ${source}::text then setting.value
        else setting.value || jsonb_build_array(${source}::text) end`,
  )
}

const INSTALLATION = 'installation'

/** What tells this installation from others, the same for all processes on its database; made the first time. */
export async function installationName(on: Queryable): Promise<string> {
  await run(
    on,
    sql`insert into setting (key, value) values (${INSTALLATION}, ${JSON.stringify(randomUUID())}::jsonb) on conflict (key) do nothing`,
  )
  return (await row<{ name: string }>(
    on,
    sql`select value #>> '{}' as name from setting where key = ${INSTALLATION}`,
  ))!.name
}
