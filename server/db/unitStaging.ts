/** Units in staging: repair, union of parents, the check of the partition, and the takeover into boundary versions. */
import type { TopologyFinding } from '../../shared/domain/importing.ts'
import type { z } from 'zod'
import { array, type Queryable, type SQL, row, rows, run, sql } from './sql.ts'

export interface StagedUnit {
  rowNumber: number
  code: string
  name: string
  level: string
  parent: string | null
  kind: string
  path: string
  streetCode: string
  validFrom: string
  /** The first day on which it is no longer in force. */
  validTo: string | null
  contentHash: string
  /** EWKT; null for a parent that is made from its children. */
  boundary: string | null
}

type Finding = z.infer<typeof TopologyFinding>

export async function stageUnits(
  on: Queryable,
  importKey: string,
  units: readonly StagedUnit[],
): Promise<void> {
  if (units.length === 0) return
  const column = (pick: (unit: StagedUnit) => unknown, type: string) => array(units.map(pick), type)
  await run(
    on,
    sql`insert into unit_staging (import_key, row_number, code, name, level, parent_code, kind, path, street_code,
        valid_from, valid_to, content_hash, boundary)
      select ${importKey}, u.n, u.code, u.name, u.level, u.parent, u.kind, u.path, u.street, u.valid_from, u.valid_to,
        u.hash, st_multi(u.boundary::geometry)
      from unnest(${column((u) => u.rowNumber, 'bigint')}, ${column((u) => u.code, 'text')},
        ${column((u) => u.name, 'text')}, ${column((u) => u.level, 'text')}, ${column((u) => u.parent, 'text')},
        ${column((u) => u.kind, 'text')}, ${column((u) => u.path, 'text')}, ${column((u) => u.streetCode, 'text')},
        ${column((u) => u.validFrom, 'date')}, ${column((u) => u.validTo, 'date')},
        ${column((u) => u.contentHash, 'text')}, ${column((u) => u.boundary, 'text')})
        as u (n, code, name, level, parent, kind, path, street, valid_from, valid_to, hash, boundary)`,
  )
}

/** Makes invalid areas valid. @returns those that were, with a place */
export async function repairStagedUnits(on: Queryable, importKey: string): Promise<Finding[]> {
  const broken = await rows<{ code: string; lon: number; lat: number }>(
    on,
    sql`select code, st_x(location(st_isvaliddetail(boundary))) as lon, st_y(location(st_isvaliddetail(boundary))) as lat
      from unit_staging where import_key = ${importKey} and boundary is not null and not st_isvalid(boundary)`,
  )
  if (broken.length > 0) {
    await run(
      on,
      sql`update unit_staging set boundary = st_multi(st_collectionextract(st_makevalid(boundary), 3))
        where import_key = ${importKey} and code = any (${array(
          broken.map(({ code }) => code),
          'text',
        )})`,
    )
  }
  return broken.map(({ code, lon, lat }) => ({
    type: 'selfIntersection',
    units: [code],
    lon,
    lat,
    areaSquareMeters: 0,
  }))
}

/** The boundary of a made parent: the union of its children. */
export async function uniteChildren(on: Queryable, importKey: string, code: string): Promise<void> {
  await run(
    on,
    sql`update unit_staging set boundary = (select st_multi(st_collectionextract(st_union(c.boundary), 3))
        from unit_staging c where c.import_key = ${importKey} and c.parent_code = ${code})
      where import_key = ${importKey} and code = ${code}`,
  )
}

/** The day from which all staged units are in force, but for those that have ended by then. */
const staysInForce = (importKey: string, alias: string): SQL => sql`(${sql.raw(alias)}.valid_to is null
  or ${sql.raw(alias)}.valid_to > (select max(valid_from) from unit_staging where import_key = ${importKey}))`

/** Units as they will be in force: the staged ones, and the others as they are on the day the staged ones begin. */
const asItWillBe = (importKey: string, ended: readonly string[]): SQL => sql`(
  select s.code, s.level, s.parent_code, s.boundary, true as is_staged, s.row_number = 0 as is_made
    from unit_staging s where s.import_key = ${importKey} and ${staysInForce(importKey, 's')}
  union all
  select v.unit_code, v.level, v.parent_code, v.boundary, false, false from unit_version v,
    (select max(valid_from) as day from unit_staging where import_key = ${importKey}) d
    where v.valid_from <= d.day and (v.valid_to is null or v.valid_to > d.day)
      and not exists (select 1 from unit_staging s where s.import_key = ${importKey} and s.code = v.unit_code)
      and not v.unit_code = any (${array([...ended], 'text')})
)`

const CHECKED_AT_ONCE = 25

/** Overlaps of staged units with others of their level, a few units a statement. */
export async function* stagedOverlaps(
  on: Queryable,
  importKey: string,
  level: string,
  ended: readonly string[],
): AsyncGenerator<Finding[]> {
  const codes = (
    await rows<{ code: string }>(
      on,
      sql`select code from unit_staging where import_key = ${importKey} and level = ${level} order by code`,
    )
  ).map(({ code }) => code)
  for (let start = 0; start < codes.length; start += CHECKED_AT_ONCE) {
    const found = await rows<{ a: string; b: string; area: number; lon: number; lat: number }>(
      on,
      sql`select p.a, p.b, st_area(p.common::geography) as area, st_x(st_pointonsurface(p.common)) as lon,
          st_y(st_pointonsurface(p.common)) as lat
        from (select a.code as a, b.code as b,
            st_collectionextract(st_intersection(a.boundary, b.boundary), 3) as common
          from unit_staging a join ${asItWillBe(importKey, ended)} b on b.level = a.level
            and (b.code > a.code or not b.is_staged) and b.boundary && a.boundary
          where a.import_key = ${importKey} and ${staysInForce(importKey, 'a')} and a.code = any (${array(codes.slice(start, start + CHECKED_AT_ONCE), 'text')})
            and st_relate(a.boundary, b.boundary, '2********')) p
        where not st_isempty(p.common)`,
    )
    yield found.map(({ a, b, area, lon, lat }) => ({
      type: 'overlap',
      units: [a, b],
      lon,
      lat,
      areaSquareMeters: area,
    }))
  }
}

/**
 * Holes in the union of a level beside staged units: places that belong to no unit (a real enclave shows here too).
 * A hole inside a parent that has a boundary of its own is the parent's gap, and told with it.
 */
export async function stagedGaps(
  on: Queryable,
  importKey: string,
  level: string,
  ended: readonly string[],
): Promise<Finding[]> {
  const found = await rows<{ area: number; lon: number; lat: number }>(
    on,
    sql`with units as materialized (select * from ${asItWillBe(importKey, ended)} u),
      parts as (select st_union(boundary) as g from units where level = ${level} group by parent_code),
      whole as (select (st_dump(st_union(g))).geom as g from parts),
      rings as (select (st_dumprings(g)).path[1] as n, (st_dumprings(g)).geom as g from whole),
      holes as (select g, st_pointonsurface(g) as at from rings where n > 0)
      select st_area(g::geography) as area, st_x(at) as lon, st_y(at) as lat
      from holes
      where exists (select 1 from unit_staging s
          where s.import_key = ${importKey} and s.level = ${level} and st_intersects(s.boundary, g))
        and not exists (select 1 from units p where not p.is_made and st_covers(p.boundary, at)
          and p.code in (select parent_code from units where level = ${level}))`,
  )
  return found.map(({ area, lon, lat }) => ({ type: 'gap', units: [], lon, lat, areaSquareMeters: area }))
}

/**
 * Where the units below a parent stick out of it, or leave part of it uncovered: for the parents of staged units and for
 * staged parents. One that is made from its children fits them as it is made.
 */
export async function stagedParentMismatch(
  on: Queryable,
  importKey: string,
  smallestSquareMeters: number,
  ended: readonly string[],
): Promise<Finding[]> {
  const found = await rows<{
    type: 'gap' | 'outsideParent'
    parent: string
    area: number
    lon: number
    lat: number
  }>(
    on,
    sql`with units as materialized (select * from ${asItWillBe(importKey, ended)} u),
      parents as (
        select p.code as parent_code, p.boundary as p, st_union(c.boundary) as g
        from units p join units c on c.parent_code = p.code
        where not p.is_made and (p.is_staged or exists (select 1 from units s where s.is_staged and s.parent_code = p.code))
        group by p.code, p.boundary
      ), parts as (
        select 'outsideParent' as type, parent_code, (st_dump(st_collectionextract(st_difference(g, p), 3))).geom as d
          from parents where not st_covers(p, g)
        union all
        select 'gap', parent_code, (st_dump(st_collectionextract(st_difference(p, g), 3))).geom
          from parents where not st_covers(g, p)
      )
      select type, parent_code as parent, st_area(d::geography) as area, st_x(st_pointonsurface(d)) as lon,
        st_y(st_pointonsurface(d)) as lat
      from parts where st_area(d::geography) >= ${smallestSquareMeters}`,
  )
  return found.map(({ type, parent, area, lon, lat }) => ({
    type,
    units: [parent],
    lon,
    lat,
    areaSquareMeters: area,
  }))
}

export interface EndedUnit {
  code: string
  name: string
}

/** Units in force before the day that are not staged. */
const standingBefore = (importKey: string, day: string): SQL =>
  sql`select v.unit_code as code, v.name, v.level, v.parent_code, v.path from unit_version v
    where v.valid_from < ${day}::date and (v.valid_to is null or v.valid_to > ${day}::date)
      and not exists (select 1 from unit_staging s where s.import_key = ${importKey} and s.code = v.unit_code)`

/** A row of the file has the unit's level, and the same parent or, as it has, none. */
const hasSibling = (importKey: string): SQL =>
  sql`exists (select 1 from unit_staging s where s.import_key = ${importKey}
    and s.row_number > 0 and s.level = v.level and s.parent_code is not distinct from v.parent_code)`

/**
 * Units in force before the day that are not staged, though others of their level below the same parent are; and all
 * that stands below them, as nothing stays in force below what has ended.
 * @param endsTop  also those without a parent: a file of one street does not speak of the others
 */
export async function missingUnits(
  on: Queryable,
  importKey: string,
  day: string,
  endsTop: boolean,
): Promise<EndedUnit[]> {
  return rows<EndedUnit>(
    on,
    sql`with standing as (${standingBefore(importKey, day)}), missing as (
        select v.* from standing v where ${hasSibling(importKey)} ${endsTop ? sql`` : sql`and v.parent_code is not null`}
      )
      select v.code, v.name from standing v
      where exists (select 1 from missing m where starts_with(v.path, m.path)) order by v.code`,
  )
}

/** Units without a parent that are not staged, though others of their level are. */
export async function missingTopUnits(on: Queryable, importKey: string, day: string): Promise<EndedUnit[]> {
  return rows<EndedUnit>(
    on,
    sql`select v.code, v.name from (${standingBefore(importKey, day)}) v
      where v.parent_code is null and ${hasSibling(importKey)} order by v.code`,
  )
}

/** Ends the versions that are in force on the day; one that begins later does not come. */
export async function endUnits(tx: Queryable, codes: readonly string[], day: string): Promise<void> {
  if (codes.length === 0) return
  const these = array([...codes], 'text')
  await run(tx, sql`delete from unit_version where unit_code = any (${these}) and valid_from >= ${day}::date`)
  await run(
    tx,
    sql`update unit_version set valid_to = ${day}::date where unit_code = any (${these})
      and valid_from < ${day}::date and (valid_to is null or valid_to > ${day}::date)`,
  )
}

export interface UnitMergeCounts {
  added: number
  changed: number
  unchanged: number
}

/** Where a staged unit says nothing new: the version in force on its day has the same content, and ends as it says. */
const saysTheSame = sql`v.unit_code = s.code and v.content_hash = s.content_hash and v.path = s.path
  and v.valid_from <= s.valid_from and (v.valid_to is null or v.valid_to > s.valid_from)
  and (s.valid_to is null or v.valid_to is not distinct from least(s.valid_to,
    (select min(n.valid_from) from unit_version n where n.unit_code = s.code and n.valid_from > v.valid_from)))`

/** What storing them would do, by the same rules as `mergeStagedUnits`. */
export async function stagedUnitCounts(on: Queryable, importKey: string): Promise<UnitMergeCounts> {
  const counted = await row<{ added: number; unchanged: number; total: number }>(
    on,
    sql`select count(*) as total,
        count(*) filter (where not exists (select 1 from unit u where u.code = s.code)) as added,
        count(*) filter (where exists (select 1 from unit_version v where ${saysTheSame})) as unchanged
      from unit_staging s where s.import_key = ${importKey}`,
  )
  const { added, unchanged, total } = counted!
  return { added, changed: total - added - unchanged, unchanged }
}

/** Stores staged units as boundary versions, in one transaction of the caller. */
export async function mergeStagedUnits(tx: Queryable, importKey: string): Promise<UnitMergeCounts> {
  const staged = sql`unit_staging s where s.import_key = ${importKey}`
  const total = (await row<{ count: number }>(tx, sql`select count(*) as count from ${staged}`))!.count
  const known = (await row<{ count: number }>(
    tx,
    sql`select count(*) as count from ${staged} and exists (select 1 from unit u where u.code = s.code)`,
  ))!.count
  await run(
    tx,
    sql`insert into unit (code, level) select s.code, s.level from ${staged} on conflict do nothing`,
  )
  // What is in force on the day with the same content stays as it is.
  const same = await run(
    tx,
    sql`delete from unit_staging s using unit_version v where s.import_key = ${importKey} and ${saysTheSame}`,
  )
  // Another end of the same content is no new version: it begins where the one in force did.
  await run(
    tx,
    sql`update unit_staging s set valid_from = v.valid_from from unit_version v where s.import_key = ${importKey}
      and v.unit_code = s.code and v.content_hash = s.content_hash and v.path = s.path
      and v.valid_from < s.valid_from and (v.valid_to is null or v.valid_to > s.valid_from)`,
  )
  // A version that begins on the same day is corrected; an older one ends on that day.
  await run(
    tx,
    sql`delete from unit_version v using unit_staging s where s.import_key = ${importKey}
      and v.unit_code = s.code and v.valid_from = s.valid_from`,
  )
  await run(
    tx,
    sql`update unit_version v set valid_to = s.valid_from from unit_staging s where s.import_key = ${importKey}
      and v.unit_code = s.code and v.valid_from < s.valid_from and (v.valid_to is null or v.valid_to > s.valid_from)`,
  )
  await run(
    tx,
    sql`insert into unit_version (unit_code, name, level, parent_code, kind, path, street_code, valid_from, valid_to,
        boundary, area_m2, content_hash)
      select s.code, s.name, s.level, s.parent_code, s.kind, s.path, s.street_code, s.valid_from,
        least(s.valid_to,
          (select min(v.valid_from) from unit_version v where v.unit_code = s.code and v.valid_from > s.valid_from)),
        s.boundary, st_area(s.boundary::geography), s.content_hash
      from ${staged}`,
  )
  await run(tx, sql`delete from unit_staging where import_key = ${importKey}`)
  const unchanged = same
  const changed = Math.max(0, known - unchanged)
  return { added: total - known, changed, unchanged }
}

export async function knownUnits(
  on: Queryable,
): Promise<
  { code: string; name: string; level: 'street' | 'community' | 'grid'; path: string; streetCode: string }[]
> {
  return rows(
    on,
    sql`select distinct on (unit_code) unit_code as code, name, level, path, street_code as "streetCode"
      from unit_version order by unit_code, valid_from desc`,
  )
}
