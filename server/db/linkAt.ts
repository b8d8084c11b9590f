/** The link of things to units as it was on a day: the link in force now, or the earlier one in the history. */
import { today } from '../../shared/domain/dates.ts'
import { type SQL, sql } from './sql.ts'

export type LinkedKind = 'building' | 'resident' | 'facility' | 'issue' | 'count'

const TABLE: Record<LinkedKind, { table: string; id: string }> = {
  building: { table: 'building', id: 'code' },
  resident: { table: 'resident', id: 'id' },
  facility: { table: 'facility', id: 'id' },
  issue: { table: 'issue', id: 'id' },
  count: { table: 'population_count', id: 'id::text' },
}

/** A subquery of `subject_id, unit_code, area_path`: one row for each thing that was linked on the day. */
export function linkAt(kind: LinkedKind, day: string): SQL {
  const { table, id } = TABLE[kind]
  return sql`(
    select ${sql.raw(id)} as subject_id, unit_code, area_path from ${sql.raw(table)}
      where unit_code is not null and linked_from <= ${day}::date
    union all
    select subject_id, unit_code, area_path from link_history
      where kind = ${kind} and valid_from <= ${day}::date and valid_to > ${day}::date
  )`
}

/** In force on the day: `valid_from` open or reached, `valid_to` (exclusive) open or not reached. */
export const inForce = (alias: string, day: string): SQL =>
  sql`(${sql.raw(alias)}.valid_from is null or ${sql.raw(alias)}.valid_from <= ${day}::date)
    and (${sql.raw(alias)}.valid_to is null or ${sql.raw(alias)}.valid_to > ${day}::date)`

/**
 * Issues `i` beside their link `l` on a day, null where they had none. The link in force is kept with the issue: of
 * today no history has to be looked through.
 */
export const issuesLinkedAt = (day: string): SQL =>
  day === today()
    ? sql`issue i cross join lateral (select i.unit_code, nullif(i.area_path, '') as area_path) l`
    : sql`issue i left join ${linkAt('issue', day)} l on l.subject_id = i.id`
