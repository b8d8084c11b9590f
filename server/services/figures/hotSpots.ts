/** Where issues were reported, and how the states of a day changed: by the events, or by the times that a file gave. */
import type { z } from 'zod'
import { addDays } from '../../../shared/domain/dates.ts'
import { ISSUE_STATES } from '../../../shared/domain/place.ts'
import type { Replay, ReportedInput, ReportedPlaces } from '../../../shared/issues/hotSpots.ts'
import type { Viewer } from '../../access/viewer.ts'
import type { App } from '../../app/app.ts'
import { asViewer } from '../../db/database.ts'
import { row, rows, sql } from '../../db/sql.ts'
import { reportedIn } from './figureSql.ts'

const hasPlace = sql`i.location is not null and i.link_reason is distinct from 'zeroPlace'`
const MINUTE = 60_000

export function reportedPlaces(
  app: App,
  viewer: Viewer,
  { period, class: issueClass }: z.infer<typeof ReportedInput>,
): Promise<ReportedPlaces> {
  const condition = sql`${reportedIn(period, new Date())}
    ${issueClass === undefined ? sql`` : sql`and i.class = ${issueClass}`}`
  return asViewer(app.db, viewer, async (tx) => {
    const found = await rows<{ id: string; lon: number; lat: number; minute: number; unit: string }>(
      tx,
      sql`select i.id, st_x(i.location) as lon, st_y(i.location) as lat,
          floor(extract(epoch from (i.reported_at at time zone 'Asia/Shanghai')::time) / 60)::int as minute,
          coalesce(i.unit_code, '') as unit
        from issue i where ${condition} and ${hasPlace} order by i.reported_at, i.id`,
    )
    const all = await row<{ total: number }>(
      tx,
      sql`select count(*) as total from issue i where ${condition}`,
    )
    return {
      ids: found.map(({ id }) => id),
      lons: found.map(({ lon }) => lon),
      lats: found.map(({ lat }) => lat),
      minutes: found.map(({ minute }) => minute),
      units: found.map(({ unit }) => unit),
      total: all!.total,
    }
  })
}

interface PlayedIssue {
  id: string
  lon: number
  lat: number
  reported: string
  closed: string | null
  due: string | null
  state: string
  hasEvents: boolean
}

const stateIndex = (state: string): number => (ISSUE_STATES as readonly string[]).indexOf(state)

/** @param day  in Asia/Shanghai; of today so far */
export async function replay(app: App, viewer: Viewer, day: string): Promise<Replay> {
  const begin = Date.parse(`${day}T00:00:00+08:00`)
  const end = Math.min(Date.parse(`${addDays(day, 1)}T00:00:00+08:00`), Date.now())
  const [from, to] = [begin, end].map((time) => sql`${new Date(time).toISOString()}::timestamptz`)
  const { issues, events } = await asViewer(app.db, viewer, async (tx) => {
    const open = sql`i.reported_at < ${to} and (i.closed_at is null or i.closed_at >= ${from}) and ${hasPlace}`
    return {
      issues: await rows<PlayedIssue>(
        tx,
        sql`select i.id, st_x(i.location) as lon, st_y(i.location) as lat, i.reported_at as reported,
            i.closed_at as closed, i.due_at as due, i.state, i.last_event <> 0 as "hasEvents"
          from issue i where ${open} order by i.reported_at, i.id`,
      ),
      events: await rows<{ issue: string; at: string; to: string }>(
        tx,
        sql`select e.issue_id as issue, e.at, e.to_state as "to" from issue_event e
          where e.issue_id in (select i.id from issue i where ${open} and i.last_event <> 0) and e.at < ${to}
            and not exists (select 1 from issue_event later
              where later.issue_id = e.issue_id and later.id > e.id and later.details ? 'retold')
          order by e.id`,
      ),
    }
  })
  const places = new Map(issues.map(({ id }, index) => [id, index]))
  const minuteOf = (time: number): number => Math.floor((time - begin) / MINUTE)
  const states = issues.map((issue) => {
    if (Date.parse(issue.reported) >= begin) return -1
    // Without events nothing is known but when it was reported and closed: until then it was as it is, or in hand.
    return stateIndex(issue.state === 'closed' ? 'inHand' : issue.state)
  })
  const changes: Replay['changes'] = []
  issues.forEach((issue, index) => {
    const [reported, closed] = [
      Date.parse(issue.reported),
      issue.closed === null ? Infinity : Date.parse(issue.closed),
    ]
    if (reported >= begin) {
      const first = issue.hasEvents || issue.state === 'closed' ? 'new' : issue.state
      changes.push([index, minuteOf(reported), stateIndex(first)])
    }
    if (!issue.hasEvents && closed < end) changes.push([index, minuteOf(closed), stateIndex('closed')])
  })
  for (const { issue, at, to: state } of events) {
    const index = places.get(issue)!
    const time = Date.parse(at)
    if (time < begin) states[index] = stateIndex(state)
    else changes.push([index, minuteOf(time), stateIndex(state)])
  }
  return {
    day,
    until: Math.ceil((end - begin) / MINUTE),
    ids: issues.map(({ id }) => id),
    lons: issues.map(({ lon }) => lon),
    lats: issues.map(({ lat }) => lat),
    states,
    lateFrom: issues.map(({ due, closed, state }) => {
      const late = due === null || state === 'hung' ? Infinity : Date.parse(due)
      const isLate = late < Math.min(end, closed === null ? Infinity : Date.parse(closed))
      return isLate ? Math.max(0, minuteOf(late)) : -1
    }),
    changes: changes.sort((a, b) => a[1] - b[1]),
  }
}
