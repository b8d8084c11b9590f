/** Settings of the installation that live with its data. */
import { type Queryable, run, sql } from './sql.ts'

export async function setSetting(on: Queryable, key: string, value: unknown): Promise<void> {
  await run(
    on,
    sql`insert into setting (key, value) values (${key}, ${JSON.stringify(value)}::jsonb)
      on conflict (key) do update set value = excluded.value`,
  )
}

/** Adds a source to the attribution that the map shows. */
export async function addAttribution(on: Queryable, source: string): Promise<void> {
  await run(
    on,
    sql`insert into setting (key, value) values ('attribution', jsonb_build_array(${source}::text))
      on conflict (key) do update set value = case when setting.value ? ${source}::text then setting.value
        else setting.value || jsonb_build_array(${source}::text) end`,
  )
}
