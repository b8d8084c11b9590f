/** Reports as they are compared with each other. Read as the viewer. */
import { ALIKE_DAYS, ALIKE_METERS, type Report } from '../../shared/issues/likeness.ts'
import { type Queryable, row, rows, sql } from './sql.ts'

const DAY = 86_400_000
const METERS_PER_DEGREE = 111_195
/** As many of the nearest are compared. */
const COMPARED = 200

const report = sql`class, subclass, description, st_x(location) as lon, st_y(location) as lat,
  extract(epoch from reported_at)::float8 * 1000 as "reportedAt"`

export const reportOf = (
  on: Queryable,
  id: string,
): Promise<(Omit<Report, 'lon' | 'lat'> & { lon: number | null; lat: number | null }) | undefined> =>
  row(on, sql`select ${report} from issue where id = ${id}`)

/** Open ones around the place and the time of a report, nearest first, without the issue itself. */
export function openIssuesNear(
  on: Queryable,
  id: string,
  { lon, lat, reportedAt }: Report,
): Promise<(Report & { id: string; state: string })[]> {
  const y = ALIKE_METERS / METERS_PER_DEGREE
  const x = y / Math.max(0.01, Math.cos((lat * Math.PI) / 180))
  const [from, to] = [-1, 1].map((side) => new Date(reportedAt + side * ALIKE_DAYS * DAY).toISOString())
  return rows(
    on,
    sql`select id, state, ${report} from issue
      where closed_at is null and id <> ${id} and reported_at between ${from}::timestamptz and ${to}::timestamptz
        and location && st_makeenvelope(${lon - x}, ${lat - y}, ${lon + x}, ${lat + y}, 4326)
      order by location <-> st_setsrid(st_makepoint(${lon}, ${lat}), 4326), id limit ${COMPARED}`,
  )
}
