/** Which open issues wait for somebody in the field, and where their units lie. All run as the viewer. */
import type { FieldUnit } from '../../shared/issues/fieldWork.ts'
import { array, type Queryable, type SQL, rows, sql } from './sql.ts'

const inForceOn = (day: string): SQL =>
  sql`v.valid_from <= ${day}::date and (v.valid_to is null or v.valid_to > ${day}::date)`

/** The units in force that were given as areas, by code. */
export const unitsOfAreas = (on: Queryable, areas: readonly string[], day: string): Promise<FieldUnit[]> =>
  rows(
    on,
    sql`select v.unit_code as code, v.name, v.level,
        json_build_array(st_x(p.centre), st_y(p.centre)) as centre,
        json_build_array(st_xmin(v.boundary), st_ymin(v.boundary), st_xmax(v.boundary), st_ymax(v.boundary)) as box
      from unit_version v
        cross join lateral (select st_pointonsurface(v.boundary) as centre) p
      where v.unit_code = any(${array(areas, 'text')}) and ${inForceOn(day)} order by v.unit_code`,
  )

/**
 * Issues in the viewer's area that are given to nobody else, those due first: to be handled by whoever is there, or fed
 * back and to be looked at. One that was given to a unit that has ended is for whoever looks after its place now.
 */
export const taskIds = async (on: Queryable, day: string, limit: number): Promise<string[]> =>
  (
    await rows<{ id: string }>(
      on,
      sql`select i.id from issue i
      left join unit_version v on v.unit_code = i.target_unit and ${inForceOn(day)}
      where i.closed_at is null and i.state in ('dispatched', 'inHand', 'toVerify')
        and (i.state = 'toVerify'
          or (i.target_department is null and (i.target_unit is null or viewer_sees(coalesce(v.path, i.area_path))))
          or exists (select 1 from issue_event e join unit_version c on c.unit_code = e.details -> 'target' ->> 'unit'
            where e.issue_id = i.id and e.step = 'callIn' and viewer_sees(c.path)
              and not exists (select 1 from issue_event undone where undone.undoes = e.id)))
      order by i.due_at nulls last, i.id limit ${limit}`,
    )
  ).map(({ id }) => id)
