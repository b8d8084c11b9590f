/**
 * What a database server does by itself and the embedded one does not: it counts again what a table holds when it has
 * grown, so that queries are planned for what is there, and gives room of dead rows free, once a day.
 */
import { dayAt } from '../../../shared/domain/dates.ts'
import { type Queryable, row, rows, run, sql } from '../sql.ts'
import { setSetting } from '../settings.ts'

const PAGE_BYTES = 8192
/** Counted again when it has grown by so much since it was counted. */
const GROWN_BY = 0.2
const GROWN_PAGES = 32
/** Room is made at night, by Beijing's clock; where nothing runs at night, after so many days at any hour. */
const NIGHT = { from: 2, until: 5 } as const
const MOST_DAYS = 3
const VACUUMED = 'vacuumed'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const hourOf = (now: Date): number => new Date(now.getTime() + 8 * HOUR).getUTCHours()

const tables = sql`pg_class c join pg_namespace n on n.oid = c.relnamespace
  where n.nspname = 'public' and c.relkind = 'r' and c.relowner = (select oid from pg_roles where rolname = current_user)`

/** Counts the table that has grown most, if one has. @returns its name */
export async function countGrown(on: Queryable): Promise<string | undefined> {
  const grown = await row<{ name: string }>(
    on,
    sql`select c.relname as name from ${tables}
      and pg_relation_size(c.oid) / ${PAGE_BYTES} > greatest(c.relpages, 0) * ${1 + GROWN_BY}::float8 + ${GROWN_PAGES}
      order by pg_relation_size(c.oid) - greatest(c.relpages, 0)::bigint * ${PAGE_BYTES} desc limit 1`,
  )
  if (grown) await run(on, sql`analyze ${sql.identifier(grown.name)}`)
  return grown?.name
}

/** Makes room in every table, one after another, once a night. @returns whether it was time */
export async function makeRoom(on: Queryable, now = new Date()): Promise<boolean> {
  const today = dayAt(now)
  const last = (
    await row<{ day: string }>(on, sql`select value #>> '{}' as day from setting where key = ${VACUUMED}`)
  )?.day
  if (last === undefined) {
    // The first night is still to come.
    await setSetting(on, VACUUMED, today)
    return false
  }
  const days = Math.round((Date.parse(today) - Date.parse(last)) / DAY)
  const isNight = hourOf(now) >= NIGHT.from && hourOf(now) < NIGHT.until
  if (days < (isNight ? 1 : MOST_DAYS)) return false
  // Said before: a table that cannot be tended does not hold up everything twice a minute.
  await setSetting(on, VACUUMED, today)
  for (const { name } of await rows<{ name: string }>(on, sql`select c.relname as name from ${tables}`))
    await run(on, sql`vacuum (analyze) ${sql.identifier(name)}`)
  return true
}
