/**
 * Everything countable on one day, gathered in a handful of statements and kept until something it rests on changes:
 * units, buildings with their people, facilities and issues by unit. Panels, colours, circles and tiles read it.
 */
import { dayAt, endOfDay, today } from '../../shared/domain/dates.ts'
import {
  type People,
  type PopulationFigure,
  addPeople,
  populationByUnit,
} from '../../shared/domain/population.ts'
import { CALL_BACK_DAYS, SOON_HOURS } from '../../shared/issues/desk.ts'
import { SIGN_DAYS } from '../../shared/issues/signs.ts'
import type { Database } from '../db/database.ts'
import { inForce, issuesLinkedAt, linkAt } from '../db/linkAt.ts'
import { type Queryable, rows, sql } from '../db/sql.ts'
import { type UnitVersionRow, unitsInForce } from '../db/units.ts'
import { type Revisions, readRevisions } from '../live/events.ts'

export interface BuildingAt {
  code: string
  lon: number | null
  lat: number | null
  unitCode: string | null
  areaPath: string
  floorArea: number
  dwellings: number | null
  vacantDwellings: number | null
  floors: number | null
  compound: string | null
}

export interface UnitTally {
  facilities: Map<string, number>
  /** key `state|class` */
  openIssues: Map<string, { state: string; class: string; count: number; late: number }>
  yearIssues: number
  buildings: number
  dwellings: number | null
  vacantDwellings: number | null
}

export interface Snapshot {
  day: string
  units: UnitVersionRow[]
  unitByCode: Map<string, UnitVersionRow>
  childrenOf: Map<string, UnitVersionRow[]>
  buildings: BuildingAt[]
  /** People of the register, and counts by building, by building code. */
  peopleByBuilding: Map<string, People>
  population: Map<string, PopulationFigure>
  /** The part of a unit's count that falls on none of its children. */
  loosePeople: Map<string, People>
  unitCounts: Map<string, People & { date: string }>
  /** Counts by point: their place and people. */
  pointCounts: (People & { lon: number; lat: number; unitCode: string })[]
  /** Register rows with a place of their own and no building. */
  lonePeople: (People & { lon: number; lat: number; unitCode: string })[]
  floorArea: Map<string, number>
  tallies: Map<string, UnitTally>
  /** The instant that states and lateness are taken at. */
  instant: Date
}

const newTally = (): UnitTally => ({
  facilities: new Map(),
  openIssues: new Map(),
  yearIssues: 0,
  buildings: 0,
  dwellings: null,
  vacantDwellings: null,
})

const ageColumns = (alias: string, day: string) => {
  const birth = sql.raw(`${alias}.birth_date`)
  const old = sql`(${day}::date - interval '65 years')`
  const child = sql`(${day}::date - interval '15 years')`
  const known = (condition: ReturnType<typeof sql>) =>
    sql`case when count(${birth}) > 0 then count(*) filter (where ${condition}) end`
  return sql`count(*) as residents,
    nullif(count(distinct ${sql.raw(alias)}.household), 0) as households,
    ${known(sql`${birth} > ${child}`)} as under15,
    ${known(sql`${birth} <= ${child} and ${birth} > ${old}`)} as age15to64,
    ${known(sql`${birth} <= ${old}`)} as over64`
}

const peopleOf = (row: People): People => ({
  residents: row.residents,
  households: row.households,
  under15: row.under15,
  age15to64: row.age15to64,
  over64: row.over64,
})

interface Ground {
  units: UnitVersionRow[]
  buildings: BuildingAt[]
  registerByBuilding: Map<string, People>
  lonePeople: Snapshot['lonePeople']
  registerDate: string | null
  counts: (People & {
    date: string
    kind: 'unit' | 'building' | 'point'
    unitCode: string | null
    buildingCode: string | null
    areaCode: string
    lon: number | null
    lat: number | null
  })[]
}

/** Units, buildings and people: what changes rarely. */
async function readGround(on: Queryable, day: string): Promise<Ground> {
  const units = await unitsInForce(on, day)
  const buildings = await rows<BuildingAt>(
    on,
    sql`select b.code, st_x(b.location) as lon, st_y(b.location) as lat, l.unit_code as "unitCode",
        coalesce(l.area_path, '') as "areaPath", b.floor_area_m2 as "floorArea", b.dwellings,
        b.vacant_dwellings as "vacantDwellings", b.floors, nullif(b.compound, '') as compound
      from building b left join ${linkAt('building', day)} l on l.subject_id = b.code
      where ${inForce('b', day)}`,
  )
  const registered = await rows<People & { building: string }>(
    on,
    sql`select r.building_code as building, ${ageColumns('r', day)} from resident r
      where r.building_code is not null and ${inForce('r', day)} group by r.building_code`,
  )
  const lonePeople = await rows<People & { lon: number; lat: number; unitCode: string }>(
    on,
    sql`select st_x(r.location) as lon, st_y(r.location) as lat, l.unit_code as "unitCode", ${ageColumns('r', day)}
      from resident r join ${linkAt('resident', day)} l on l.subject_id = r.id
      where r.building_code is null and r.location is not null and ${inForce('r', day)}
      group by 1, 2, 3`,
  )
  const counts = await rows<Ground['counts'][number]>(
    on,
    sql`select distinct on (c.area_code) c.area_code as "areaCode", c.area_kind as kind, c.as_of as date, c.residents,
        c.households, c.under15, c.age15to64, c.over64, l.unit_code as "unitCode", c.building_code as "buildingCode",
        st_x(c.location) as lon, st_y(c.location) as lat
      from population_count c left join ${linkAt('count', day)} l on l.subject_id = c.id::text
      where c.as_of <= ${day}::date and c.area_kind is not null
      order by c.area_code, c.as_of desc`,
  )
  const [dates] = await rows<{ day: string | null }>(
    on,
    sql`select value #>> '{}' as day from setting where key = 'date.residents'`,
  )
  return {
    units,
    buildings,
    registerByBuilding: new Map(registered.map((row) => [row.building, peopleOf(row)])),
    lonePeople: lonePeople.map((row) => ({ ...row })),
    registerDate: dates?.day ?? null,
    counts,
  }
}

interface IssueGroup {
  unitCode: string
  state: string
  class: string
  count: number
  late: number
}

async function readFacilities(
  on: Queryable,
  day: string,
): Promise<{ unitCode: string; kind: string; count: number }[]> {
  return rows(
    on,
    sql`select l.unit_code as "unitCode", f.kind, count(*) as count from facility f
      join ${linkAt('facility', day)} l on l.subject_id = f.id where ${inForce('f', day)} group by 1, 2`,
  )
}

async function readOpenIssues(on: Queryable, day: string, instant: Date): Promise<IssueGroup[]> {
  return rows(
    on,
    sql`select l.unit_code as "unitCode", ${stateAt(instant)} as state, i.class, count(*) as count,
        count(*) filter (where ${isLateAt(instant)}) as late
      from ${issuesLinkedAt(day)}
      where l.unit_code is not null and ${isOpenAt(instant)} group by 1, 2, 3`,
  )
}

async function readYearIssues(
  on: Queryable,
  day: string,
  instant: Date,
): Promise<{ unitCode: string; count: number }[]> {
  const at = sql`${instant.toISOString()}::timestamptz`
  return rows(
    on,
    sql`select l.unit_code as "unitCode", count(*) as count
      from ${issuesLinkedAt(day)}
      where l.unit_code is not null and i.reported_at <= ${at} and i.reported_at > ${at} - interval '365 days' group by 1`,
  )
}

/** Reported by then and not closed by then. */
export const isOpenAt = (instant: Date) => {
  const at = sql`${instant.toISOString()}::timestamptz`
  return sql`(i.reported_at <= ${at} and (i.closed_at > ${at} or (i.closed_at is null and i.state <> 'closed')))`
}

/** The state on that instant: what closed later was in hand then. */
export const stateAt = (instant: Date) =>
  sql`case when i.closed_at is null then i.state
    when i.closed_at <= ${instant.toISOString()}::timestamptz then 'closed' else 'inHand' end`

/** Past its due time, then or when it was closed. The clock of what is hung 挂账 stands still: that is never late. */
export const isLateAt = (instant: Date) =>
  sql`(coalesce(i.due_at < least(${instant.toISOString()}::timestamptz, coalesce(i.closed_at, 'infinity')), false)
    and i.state <> 'hung')`

/** Not late yet, but due within hours. */
export const isSoonAt = (instant: Date) => {
  const soon = new Date(instant.getTime() + SOON_HOURS * 3_600_000).toISOString()
  return sql`(i.state <> 'hung' and i.due_at >= ${instant.toISOString()}::timestamptz and i.due_at < ${soon}::timestamptz)`
}

/** Waits for the resident's word. */
export const isWaitingAt = (instant: Date) => sql`(i.is_waiting and ${isOpenAt(instant)})`

/** Closed as solved within the last weeks, and the resident was not asked yet; one that came closed from a file counts as solved. */
export const isToCallAt = (instant: Date) => {
  const at = sql`${instant.toISOString()}::timestamptz`
  const since = new Date(instant.getTime() - CALL_BACK_DAYS * 86_400_000).toISOString()
  return sql`(i.closed_at <= ${at} and i.closed_at > ${since}::timestamptz and i.is_solved is null and not i.is_call_ended
    and coalesce(i.outcome, 'solved') = 'solved')`
}

/**
 * Said to be settled, or closed as solved within the last weeks, with signs that it was not. The few signs that are
 * written down come first, not the history.
 */
export const hasSignsAt = (instant: Date) => {
  const at = sql`${instant.toISOString()}::timestamptz`
  const since = new Date(instant.getTime() - SIGN_DAYS * 86_400_000).toISOString()
  return sql`(i.id in (select s.issue_id from closing_sign s)
    and ((i.closed_at is null and i.state = 'toVerify') or (i.closed_at <= ${at} and i.closed_at > ${since}::timestamptz
      and coalesce(i.outcome, 'solved') = 'solved')))`
}

/** Today means now; an earlier day means its end. */
export const instantOf = (day: string): Date => (day === today() ? new Date() : endOfDay(day))

function assemble(
  day: string,
  instant: Date,
  ground: Ground,
  facilities: Awaited<ReturnType<typeof readFacilities>>,
  openIssues: IssueGroup[],
  yearIssues: { unitCode: string; count: number }[],
): Snapshot {
  const unitByCode = new Map(ground.units.map((unit) => [unit.code, unit]))
  const childrenOf = new Map<string, UnitVersionRow[]>()
  for (const unit of ground.units) {
    if (unit.parent === null) continue
    const siblings = childrenOf.get(unit.parent)
    if (siblings) siblings.push(unit)
    else childrenOf.set(unit.parent, [unit])
  }
  /** A unit and all above it that are in force. */
  const upwards = function* (code: string): Generator<string> {
    for (
      let unit = unitByCode.get(code);
      unit;
      unit = unit.parent === null ? undefined : unitByCode.get(unit.parent)
    ) {
      yield unit.code
    }
  }

  const tallies = new Map<string, UnitTally>(ground.units.map((unit) => [unit.code, newTally()]))
  const floorArea = new Map<string, number>()
  const buildingUnit = new Map<string, string>()
  const add = (a: number | null, b: number | null): number | null => (b === null ? a : (a ?? 0) + b)
  for (const building of ground.buildings) {
    if (building.unitCode === null) continue
    buildingUnit.set(building.code, building.unitCode)
    floorArea.set(building.unitCode, (floorArea.get(building.unitCode) ?? 0) + building.floorArea)
    for (const code of upwards(building.unitCode)) {
      const tally = tallies.get(code)!
      tally.buildings++
      tally.dwellings = add(tally.dwellings, building.dwellings)
      tally.vacantDwellings = add(tally.vacantDwellings, building.vacantDwellings)
    }
  }
  for (const { unitCode, kind, count } of facilities) {
    for (const code of upwards(unitCode)) {
      const tally = tallies.get(code)!.facilities
      tally.set(kind, (tally.get(kind) ?? 0) + count)
    }
  }
  for (const group of openIssues) {
    for (const code of upwards(group.unitCode)) {
      const tally = tallies.get(code)!.openIssues
      const key = `${group.state}|${group.class}`
      const known = tally.get(key)
      if (known) {
        known.count += group.count
        known.late += group.late
      } else tally.set(key, { state: group.state, class: group.class, count: group.count, late: group.late })
    }
  }
  for (const { unitCode, count } of yearIssues) {
    for (const code of upwards(unitCode)) tallies.get(code)!.yearIssues += count
  }

  const register = new Map<string, People>()
  const into = (map: Map<string, People>, code: string, people: People): void => {
    const known = map.get(code)
    map.set(code, known ? addPeople(known, people) : people)
  }
  const peopleByBuilding = new Map<string, People>()
  for (const [building, people] of ground.registerByBuilding) {
    peopleByBuilding.set(building, people)
    const unit = buildingUnit.get(building)
    if (unit !== undefined) into(register, unit, people)
  }
  for (const people of ground.lonePeople) into(register, people.unitCode, peopleOf(people))

  const unitCounts = new Map<string, People & { date: string }>()
  const placeCounts = new Map<string, People & { date: string }>()
  const pointCounts: Snapshot['pointCounts'] = []
  for (const count of ground.counts) {
    if (count.kind === 'unit') {
      if (count.unitCode !== null) unitCounts.set(count.unitCode, { ...peopleOf(count), date: count.date })
      continue
    }
    const unit = count.kind === 'building' ? buildingUnit.get(count.buildingCode ?? '') : count.unitCode
    if (unit === undefined || unit === null) continue
    const known = placeCounts.get(unit)
    placeCounts.set(unit, {
      ...(known ? addPeople(known, peopleOf(count)) : peopleOf(count)),
      date: known && known.date > count.date ? known.date : count.date,
    })
    if (count.kind === 'building') {
      if (!peopleByBuilding.has(count.buildingCode!))
        peopleByBuilding.set(count.buildingCode!, peopleOf(count))
    } else if (count.lon !== null && count.lat !== null) {
      pointCounts.push({ ...peopleOf(count), lon: count.lon, lat: count.lat, unitCode: unit })
    }
  }
  const { figures: population, loose: loosePeople } = populationByUnit({
    units: ground.units,
    register,
    registerDate:
      ground.registerDate !== null && ground.registerDate < day
        ? ground.registerDate
        : register.size > 0
          ? day
          : null,
    unitCounts,
    placeCounts,
    floorArea,
  })
  return {
    day,
    units: ground.units,
    unitByCode,
    childrenOf,
    buildings: ground.buildings,
    peopleByBuilding,
    population,
    loosePeople,
    unitCounts,
    pointCounts,
    lonePeople: ground.lonePeople,
    floorArea,
    tallies,
    instant,
  }
}

interface CacheEntry<Value> {
  key: string
  value: Promise<Value>
}

const DAYS_KEPT = 8
const LATENESS_FRESH_MS = 60_000

/** Keeps snapshots by day; each part is read again only when an event of its kind, or the clock, says so. */
export class SnapshotCache {
  private readonly grounds = new Map<string, CacheEntry<Ground>>()
  private readonly snapshots = new Map<string, CacheEntry<Snapshot>>()

  constructor(private readonly db: Database) {}

  async at(day: string = dayAt(new Date())): Promise<Snapshot> {
    const revisions = await readRevisions(this.db.pool)
    const clock = day === today() ? Math.floor(Date.now() / LATENESS_FRESH_MS) : 0
    const groundKey = keyOf(revisions, ['units', 'buildings', 'residents', 'links'])
    const key = `${groundKey}|${keyOf(revisions, ['issues', 'facilities'])}|${clock}`
    const ground = remember(this.grounds, day, groundKey, () => readGround(this.db.pool, day))
    return remember(this.snapshots, day, key, async () => {
      const instant = instantOf(day)
      const [base, facilities, openIssues, yearIssues] = await Promise.all([
        ground,
        readFacilities(this.db.pool, day),
        readOpenIssues(this.db.pool, day, instant),
        readYearIssues(this.db.pool, day, instant),
      ])
      return assemble(day, instant, base, facilities, openIssues, yearIssues)
    })
  }
}

const keyOf = (revisions: Revisions, kinds: (keyof Revisions)[]): string =>
  kinds.map((kind) => revisions[kind] ?? 0).join(',')

function remember<Value>(
  cache: Map<string, CacheEntry<Value>>,
  day: string,
  key: string,
  make: () => Promise<Value>,
): Promise<Value> {
  const known = cache.get(day)
  if (known?.key === key) return known.value
  const value = make()
  cache.delete(day)
  cache.set(day, { key, value })
  value.catch(() => {
    if (cache.get(day)?.value === value) cache.delete(day)
  })
  for (const old of [...cache.keys()].slice(0, Math.max(0, cache.size - DAYS_KEPT))) cache.delete(old)
  return value
}
