/** Where somebody is on duty now, for whom they stand in, and when they come on next. */
import type { MyDuty } from '../../../shared/duty/myDuty.ts'
import { dutyOf } from '../../../shared/duty/myDuty.ts'
import type { Viewer } from '../../access/viewer.ts'
import { unitsOnDuty } from '../../db/duty.ts'
import { array, type Queryable, row, rows, sql } from '../../db/sql.ts'
import { dutyRules } from './dutyRules.ts'

/** Read as the office: of others no more than a name is told. Null for who stands on no roster. */
export async function myDuty(tx: Queryable, viewer: Viewer, at = new Date()): Promise<MyDuty | null> {
  const person = await row<{ id: string }>(
    tx,
    sql`select id::text as id from duty_person where account_id = ${viewer.accountId}::bigint`,
  )
  if (!person) return null
  const units = await unitsOnDuty(tx, viewer.accountId)
  const names = await rows<{ code: string; name: string }>(
    tx,
    sql`select distinct on (unit_code) unit_code as code, name from unit_version
      where unit_code = any(${array(units, 'text')}) order by unit_code, valid_from desc`,
  )
  const nameOf = new Map(names.map(({ code, name }) => [code, name]))
  return dutyOf(
    await dutyRules(tx, units, at),
    person.id,
    units,
    at.getTime(),
    (code) => nameOf.get(code) ?? code,
  )
}
