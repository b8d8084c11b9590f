/** Where people come out: places that a walking network should lead to. */
import type { Door } from '../../shared/network/doors.ts'
import { inForce } from './linkAt.ts'
import { type Queryable, rows, sql } from './sql.ts'

/** Entrances of buildings, and points that stand for counted people. */
export const doorsOfHomes = (on: Queryable, day: string): Promise<Door[]> =>
  rows<Door>(
    on,
    sql`select code as id, name, st_x(location) as lon, st_y(location) as lat from building b
        where location is not null and ${inForce('b', day)}
      union all
      select distinct area_code, '', st_x(location), st_y(location) from population_count
        where location is not null and building_code is null and as_of <= ${day}::date
      order by 1`,
  )
