/** Who takes over from grids that a draft ends, where somebody chose. Run as a viewer: row-level security says of which plans. */
import { type Queryable, rows, run, sql } from './sql.ts'

/** @returns by code of the grid that ends, the key of the plan's grid that takes over */
export async function keptSuccessors(on: Queryable, planId: string): Promise<Map<string, string>> {
  const found = await rows<{ code: string; key: string }>(
    on,
    sql`select unit_code as code, grid_key as key from plan_successor where plan_id = ${planId}::bigint`,
  )
  return new Map(found.map(({ code, key }) => [code, key]))
}

export const keepSuccessor = (
  tx: Queryable,
  planId: string,
  code: string,
  key: string,
  by: string,
): Promise<unknown> =>
  run(
    tx,
    sql`insert into plan_successor (plan_id, unit_code, grid_key, chosen_by)
      values (${planId}::bigint, ${code}, ${key}, ${by})
      on conflict (plan_id, unit_code) do update set grid_key = excluded.grid_key, chosen_by = excluded.chosen_by,
        chosen_at = now()`,
  )
