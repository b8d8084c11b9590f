/**
 * Lists and points of buildings, facilities, issues and residents on a day. Every statement here runs as a viewer
 * (row-level security applies), except the map's public points.
 */
import type { z } from 'zod'
import {
  type BuildingListInput,
  COUNTED_ISSUES,
  type FacilityListInput,
  type FacilityRow,
  type IssueListInput,
  type IssuePage,
  type IssueRow,
  type ResidentListInput,
  type ResidentRow,
} from '../../shared/domain/place.ts'
import { behindFigure, keySql } from '../services/figures/figureSql.ts'
import {
  hasSignsAt,
  instantOf,
  isLateAt,
  isOpenAt,
  isSoonAt,
  isToCallAt,
  isWaitingAt,
  stateAt,
} from '../services/snapshot.ts'
import { signKindsOf } from './closingSigns.ts'
import { cursorOf, pageFrom, readCursor } from './cursor.ts'
import { inForce, issuesLinkedAt, linkAt } from './linkAt.ts'
import { array, type Queryable, type SQL, rows, sql } from './sql.ts'

const unitRef = (day: string): SQL => sql`(select json_build_object('code', v.unit_code, 'name', v.name)
  from unit_version v where v.unit_code = l.unit_code and v.valid_from <= ${day}::date
    and (v.valid_to is null or v.valid_to > ${day}::date))`

const lonLat = (alias: string): SQL =>
  sql.raw(
    `case when ${alias}.location is null then null else json_build_array(st_x(${alias}.location), st_y(${alias}.location)) end`,
  )

const inUnit = (path: string | undefined): SQL =>
  path === undefined ? sql`true` : sql`starts_with(l.area_path, ${path})`

const count = async (on: Queryable, from: SQL): Promise<number> =>
  (await rows<{ count: number }>(on, sql`select count(*) as count ${from}`))[0]!.count

type Page<Row> = Promise<{ rows: Row[]; total: number; nextCursor: string | null }>

export async function facilityPage(
  on: Queryable,
  day: string,
  path: string | undefined,
  input: z.infer<typeof FacilityListInput>,
): Page<FacilityRow> {
  const from = sql`from facility f left join ${linkAt('facility', day)} l on l.subject_id = f.id
    where ${inForce('f', day)} and ${inUnit(path)}
      ${input.kind === undefined ? sql`` : sql`and f.kind = ${input.kind}`}`
  const after = readCursor(input.cursor, 3)
  const found = await rows<FacilityRow>(
    on,
    sql`select f.id, f.name, f.kind, f.capacity, f.address, f.opening_hours as "openingHours",
        ${lonLat('f')} as location, ${unitRef(day)} as unit
      ${from} ${after === null ? sql`` : sql`and (f.kind, f.name, f.id) > (${after[0]}, ${after[1]}, ${after[2]})`}
      order by f.kind, f.name, f.id limit ${input.limit + 1}`,
  )
  return pageFrom(found, input.limit, await count(on, from), (row) => cursorOf([row.kind, row.name, row.id]))
}

export async function facilityById(on: Queryable, day: string, id: string): Promise<FacilityRow | undefined> {
  const found = await rows<FacilityRow>(
    on,
    sql`select f.id, f.name, f.kind, f.capacity, f.address, f.opening_hours as "openingHours",
        ${lonLat('f')} as location, ${unitRef(day)} as unit
      from facility f left join ${linkAt('facility', day)} l on l.subject_id = f.id
      where f.id = ${id} and ${inForce('f', day)}`,
  )
  return found[0]
}

/** Facilities with a place on the day. */
export async function facilityPoints(
  on: Queryable,
  day: string,
): Promise<{ id: string; name: string; kind: string; lon: number; lat: number; capacity: number | null }[]> {
  return rows(
    on,
    sql`select f.id, f.name, f.kind, st_x(f.location) as lon, st_y(f.location) as lat, f.capacity from facility f
      where f.location is not null and ${inForce('f', day)} and f.link_reason is distinct from 'zeroPlace' order by f.id`,
  )
}

const issueColumns = (
  day: string,
  instant: Date,
): SQL => sql`i.id, i.class, i.subclass, i.subject, i.description,
  i.address, i.reported_at as "reportedAt", i.due_at as "dueAt",
  case when i.closed_at <= ${instant.toISOString()}::timestamptz then i.closed_at end as "closedAt",
  ${stateAt(instant)} as state,
  ${isLateAt(instant)} as "isLate",
  ${lonLat('i')} as location, ${unitRef(day)} as unit, i.stated_unit as "statedUnit", i.link_state as "linkState",
  case when i.is_waiting then i.waits_until when i.state = 'hung' then i.review_date end as "reviewDate",
  i.calls_missed as "callsMissed"`

/** @param areas  of the viewer, where they are not the whole office */
export async function issuePage(
  on: Queryable,
  day: string,
  path: string | undefined,
  input: z.infer<typeof IssueListInput>,
  areas?: readonly string[],
): Promise<z.infer<typeof IssuePage>> {
  const instant = instantOf(day)
  const at = sql`${instant.toISOString()}::timestamptz`
  const conditions: SQL[] = [sql`i.reported_at <= ${at}`]
  if (path !== undefined) conditions.push(inUnit(path))
  // What the policy says as well, in words that there is an index for.
  if (areas !== undefined && areas.length > 0)
    conditions.push(
      sql`(${sql.join(
        areas.map((area) => sql`starts_with(i.area_path, ${area})`),
        sql` or `,
      )})`,
    )
  if (input.state === 'open') conditions.push(isOpenAt(instant))
  // Nearly all of a long history: said so that the planner knows.
  else if (input.state === 'closed')
    conditions.push(sql`(i.closed_at <= ${at} or (i.closed_at is null and i.state = 'closed'))`)
  else if (input.state !== undefined) {
    conditions.push(sql`${stateAt(instant)} = ${input.state}`)
    // Said once more in words that there is an index for.
    conditions.push(isOpenAt(instant))
  }
  if (input.class !== undefined) conditions.push(sql`i.class = ${input.class}`)
  if (input.isLate === true) conditions.push(isLateAt(instant))
  if (input.isLate === false) conditions.push(sql`not ${isLateAt(instant)}`)
  if (input.isSoon === true) conditions.push(isSoonAt(instant))
  if (input.reportedFrom !== undefined)
    conditions.push(sql`i.reported_at >= ${input.reportedFrom}::timestamptz`)
  if (input.reportedBefore !== undefined)
    conditions.push(sql`i.reported_at < ${input.reportedBefore}::timestamptz`)
  if (input.figure !== undefined) {
    const { by, key } = input.figure
    conditions.push(behindFigure(input.figure, new Date()))
    if (key !== undefined) conditions.push(sql`${keySql(by)} = ${key}`)
  }
  if (input.isWaiting === true) conditions.push(isWaitingAt(instant))
  if (input.isToCall === true) conditions.push(isToCallAt(instant))
  if (input.hasSigns === true) conditions.push(hasSignsAt(instant))
  if (input.building !== undefined) {
    conditions.push(sql`exists (select 1 from building b where b.code = ${input.building}
      and st_dwithin(coalesce(b.footprint, b.location), i.location, 0.0002))`)
  }
  const from = sql`from ${issuesLinkedAt(day)}
    where ${sql.join(conditions, sql` and `)}`
  const after = readCursor(input.cursor, 2)
  // The most overdue first means the earliest due time; without a due time, or hung on the day, last.
  const keys = {
    late: sql`(case when ${stateAt(instant)} = 'hung' then 'infinity' else coalesce(i.due_at, 'infinity') end)`,
    review: sql`coalesce(i.waits_until::timestamp at time zone 'Asia/Shanghai', 'infinity')`,
    closed: sql`coalesce(i.closed_at, 'infinity')`,
    newest: sql`i.reported_at`,
  }
  const key = keys[input.order]
  const next =
    after === null
      ? sql``
      : input.order === 'newest'
        ? sql`and (${key}, i.id) < (${after[0]}::timestamptz, ${after[1]})`
        : sql`and (${key}, i.id) > (${after[0]}::timestamptz, ${after[1]})`
  const order = input.order === 'newest' ? sql`${key} desc, i.id desc` : sql`${key} asc, i.id asc`
  // The cursor is the very key that the rows are sorted by, as the database writes it.
  const found = await rows<IssueRow & { pageKey: string }>(
    on,
    sql`select ${issueColumns(day, instant)}, ${key}::text as "pageKey"
      ${from} ${next} order by ${order} limit ${input.limit + 1}`,
  )
  const counted = await count(on, sql`from (select 1 ${from} limit ${COUNTED_ISSUES + 1}) found`)
  const total = Math.min(counted, COUNTED_ISSUES)
  const page = {
    ...pageFrom(found, input.limit, total, (row) => cursorOf([row.pageKey, row.id])),
    isMore: counted > total,
  }
  const plain = page.rows.map(({ pageKey: _key, ...row }) => row)
  if (input.hasSigns !== true) return { ...page, rows: plain }
  const signs = await signKindsOf(
    on,
    plain.map(({ id }) => id),
  )
  const kinds = new Map(signs.map((one) => [one.id, one.kinds]))
  return { ...page, rows: plain.map((row) => ({ ...row, signs: kinds.get(row.id) ?? [] })) }
}

export async function issueById(on: Queryable, day: string, id: string): Promise<IssueRow | undefined> {
  const instant = instantOf(day)
  const found = await rows<IssueRow>(
    on,
    sql`select ${issueColumns(day, instant)} from ${issuesLinkedAt(day)}
      where i.id = ${id} and i.reported_at <= ${instant.toISOString()}::timestamptz`,
  )
  return found[0]
}

/** Several, in no order. As the office, whoever passes them on asks who may see them; as the viewer, those they see. */
export async function issuesById(on: Queryable, day: string, ids: readonly string[]): Promise<IssueRow[]> {
  return rows(
    on,
    sql`select ${issueColumns(day, instantOf(day))} from ${issuesLinkedAt(day)}
      where i.id = any (${array(ids, 'text')})`,
  )
}

export interface IssuePointRow {
  id: string
  state: string
  class: string
  late: boolean
  lon: number
  lat: number
}

/** Open issues with a place on the day; a point at 0, 0 is no place. */
export async function openIssuePoints(on: Queryable, day: string): Promise<IssuePointRow[]> {
  const instant = instantOf(day)
  return rows(
    on,
    sql`select i.id, ${stateAt(instant)} as state, i.class,
        ${isLateAt(instant)} as late,
        st_x(i.location) as lon, st_y(i.location) as lat
      from issue i where i.location is not null and i.link_reason is distinct from 'zeroPlace' and ${isOpenAt(instant)}
      order by i.id`,
  )
}

export async function residentPage(
  on: Queryable,
  day: string,
  path: string | undefined,
  input: z.infer<typeof ResidentListInput>,
): Page<ResidentRow> {
  const age = sql`extract(year from age(${day}::date, r.birth_date))::int`
  const conditions: SQL[] = [inForce('r', day)]
  if (path !== undefined) conditions.push(inUnit(path))
  if (input.building !== undefined) conditions.push(sql`r.building_code = ${input.building}`)
  if (input.ageGroup === 'under15') conditions.push(sql`${age} < 15`)
  if (input.ageGroup === 'age15to64') conditions.push(sql`${age} between 15 and 64`)
  if (input.ageGroup === 'over64') conditions.push(sql`${age} > 64`)
  const from = sql`from resident r
    left join building b on b.code = r.building_code
    left join ${linkAt('building', day)} bl on bl.subject_id = r.building_code
    left join ${linkAt('resident', day)} rl on rl.subject_id = r.id and r.building_code is null
    cross join lateral (select coalesce(bl.unit_code, rl.unit_code) as unit_code,
      coalesce(bl.area_path, rl.area_path) as area_path) l
    where ${sql.join(conditions, sql` and `)}`
  const after = readCursor(input.cursor, 3)
  const found = await rows<ResidentRow>(
    on,
    sql`select r.id, r.name_masked as "nameMasked", r.identity_masked as "identityNumberMasked",
        r.phone_masked as "phoneMasked", r.sex, ${age} as age, r.household, r.address,
        case when b.code is null then null else json_build_object('code', b.code, 'name', coalesce(nullif(b.name, ''), b.address)) end as building,
        ${unitRef(day)} as unit,
        case when coalesce(r.location, b.location) is null then null
          else json_build_array(st_x(coalesce(r.location, b.location)), st_y(coalesce(r.location, b.location))) end as location
      ${from}
      ${after === null ? sql`` : sql`and (coalesce(r.building_code, ''), r.address, r.id) > (${after[0]}, ${after[1]}, ${after[2]})`}
      order by coalesce(r.building_code, ''), r.address, r.id limit ${input.limit + 1}`,
  )
  return pageFrom(found, input.limit, await count(on, from), (row) =>
    cursorOf([row.building?.code ?? '', row.address, row.id]),
  )
}

export interface BuildingRow {
  code: string
  name: string
  address: string
  use: string
  floors: number | null
  dwellings: number | null
  vacantDwellings: number | null
  location: [number, number] | null
  unit: { code: string; name: string } | null
  openIssues: number
}

const buildingColumns = (day: string): SQL => sql`b.code, b.name, b.address, b.use, b.floors, b.dwellings,
  b.vacant_dwellings as "vacantDwellings", ${lonLat('b')} as location, ${unitRef(day)} as unit,
  (select count(*) from issue i where st_dwithin(coalesce(b.footprint, b.location), i.location, 0.0002)
    and ${isOpenAt(instantOf(day))}) as "openIssues"`

export async function buildingPage(
  on: Queryable,
  day: string,
  path: string | undefined,
  input: z.infer<typeof BuildingListInput>,
): Page<BuildingRow> {
  const from = sql`from building b left join ${linkAt('building', day)} l on l.subject_id = b.code
    where ${inForce('b', day)} and ${inUnit(path)}`
  const after = readCursor(input.cursor, 2)
  const found = await rows<BuildingRow>(
    on,
    sql`select ${buildingColumns(day)} ${from}
      ${after === null ? sql`` : sql`and (b.address, b.code) > (${after[0]}, ${after[1]})`}
      order by b.address, b.code limit ${input.limit + 1}`,
  )
  return pageFrom(found, input.limit, await count(on, from), (row) => cursorOf([row.address, row.code]))
}

export async function buildingByCode(
  on: Queryable,
  day: string,
  code: string,
): Promise<BuildingRow | undefined> {
  const found = await rows<BuildingRow>(
    on,
    sql`select ${buildingColumns(day)} from building b
      left join ${linkAt('building', day)} l on l.subject_id = b.code where b.code = ${code} and ${inForce('b', day)}`,
  )
  return found[0]
}
