/** How many rows of each kind are linked, not linked, or disagree. */
import { type Queryable, rows, sql } from './sql.ts'

interface Totals {
  linked: number
  unlinked: number
  disagrees: number
}

export async function linkTotals(
  on: Queryable,
): Promise<{ residents: Totals; buildings: Totals; facilities: Totals; issues: Totals; counts: Totals }> {
  const found = await rows<{ kind: string; state: keyof Totals; count: number }>(
    on,
    sql`select 'residents' as kind, link_state as state, count(*) as count from resident group by 2
      union all select 'buildings', link_state, count(*) from building group by 2
      union all select 'facilities', link_state, count(*) from facility group by 2
      union all select 'issues', link_state, count(*) from issue group by 2
      union all select 'counts', link_state, count(*) from population_count group by 2`,
  )
  const totals = (kind: string): Totals => {
    const sums: Totals = { linked: 0, unlinked: 0, disagrees: 0 }
    for (const row of found) if (row.kind === kind) sums[row.state] += row.count
    return sums
  }
  return {
    residents: totals('residents'),
    buildings: totals('buildings'),
    facilities: totals('facilities'),
    issues: totals('issues'),
    counts: totals('counts'),
  }
}
