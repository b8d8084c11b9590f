/** Versions of units that began or ended on a day, and what ground went where. */
import { MOST_CHANGES, type UnitChange } from '../../shared/domain/unitChanges.ts'
import { array, type Queryable, row, rows, sql } from './sql.ts'

/** A border that gains a point moves by rounding. */
const ROUNDING_SQUARE_METERS = 1
/** A border of rounding width is no common ground. */
const SMALLEST_SHARE = 1e-3

export const isFirstDay = async (on: Queryable, day: string): Promise<boolean> =>
  (await row(on, sql`select 1 from unit_version where valid_from < ${day}::date limit 1`)) === undefined

type Change = Omit<UnitChange, 'from'>

/** Grids and communities; such as only got points on their border are left out. */
export const changesOn = (on: Queryable, day: string): Promise<Change[]> =>
  rows<Change>(
    on,
    sql`with begun as (
        select v.unit_code, v.name, v.level, p.name as before, p.unit_code is null as is_new,
          p.unit_code is not null and (v.boundary = p.boundary
            or st_area(st_symdifference(v.boundary, p.boundary, 1e-7)::geography) < ${ROUNDING_SQUARE_METERS}) as is_kept
        from unit_version v left join unit_version p on p.unit_code = v.unit_code and p.valid_to = ${day}::date
        where v.valid_from = ${day}::date and v.level <> 'street'
      )
      select unit_code as code, name, level,
        case when is_new then 'new' when not is_kept then 'changed' else 'renamed' end as kind,
        case when is_kept and name <> before then before end as "nameBefore"
      from begun where is_new or not is_kept or name <> before
      union all
      select p.unit_code, p.name, p.level, 'ended', null from unit_version p
      where p.valid_to = ${day}::date and p.level <> 'street' and not exists (
        select 1 from unit_version v where v.unit_code = p.unit_code and v.valid_from = ${day}::date)
      order by level, kind desc, code`,
  )

/** Of units that began or changed on a day: whose ground they got. What a plan kept comes first, the rest is measured. */
export const originsOn = (
  on: Queryable,
  day: string,
  codes: readonly string[],
): Promise<{ code: string; from: string; name: string; areaShare: number }[]> =>
  rows(
    on,
    sql`with wanted as (select unnest(${array([...codes].slice(0, MOST_CHANGES), 'text')}) as code),
      kept as (
        select l.unit_code as code, l.from_code as origin, l.area_share as share from unit_lineage l
        join wanted w on w.code = l.unit_code where l.on_day = ${day}::date
      ), measured as (
        select v.unit_code as code, p.unit_code as origin,
          least(1, st_area(st_intersection(v.boundary, p.boundary, 1e-7)::geography) / p.area_m2) as share
        from unit_version v join wanted w on w.code = v.unit_code
        join unit_version p on p.level = v.level and p.boundary && v.boundary and p.area_m2 > 0
          and p.valid_from < ${day}::date and (p.valid_to is null or p.valid_to >= ${day}::date)
        where v.valid_from = ${day}::date and not exists (select 1 from kept k where k.code = v.unit_code)
      ), origins as (
        select * from kept union all select * from measured where share > ${SMALLEST_SHARE}
      )
      select o.code, o.origin as "from", o.share as "areaShare", coalesce((select p.name from unit_version p
        where p.unit_code = o.origin and p.valid_from < ${day}::date order by p.valid_from desc limit 1), o.origin) as name
      from origins o order by o.code, o.share desc, o.origin`,
  )
