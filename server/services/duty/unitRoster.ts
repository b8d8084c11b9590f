/** The roster of one unit for whoever keeps it, as the viewer: rows of other areas are not there. */
import { dayAt } from '../../../shared/domain/dates.ts'
import { unitDutyAt } from '../../../shared/duty/onDuty.ts'
import type { UnitRoster } from '../../../shared/duty/roster.ts'
import { type Viewer, seesPath } from '../../access/viewer.ts'
import type { App } from '../../app/app.ts'
import { Refusal } from '../../app/refusal.ts'
import { asOffice, asViewer } from '../../db/database.ts'
import { rosterOf } from '../../db/duty.ts'
import { type Queryable, rows, sql } from '../../db/sql.ts'
import { unitOrRefuse } from '../unitScope.ts'
import { dutyRules } from './dutyRules.ts'

interface UnitAccount {
  userName: string
  displayName: string
  person: string | null
}

/** Accounts with the unit, or one above or below it, as an area; those that a person signs in with already name them. */
const accountsAt = (tx: Queryable, path: string): Promise<UnitAccount[]> =>
  rows(
    tx,
    sql`select a.user_name as "userName", a.display_name as "displayName", p.id::text as person
      from account a left join duty_person p on p.account_id = a.id
      where not a.is_disabled and exists (select 1 from unnest(a.areas) area
        join unit_version v on v.unit_code = area and (starts_with(v.path, ${path}) or starts_with(${path}, v.path)))
      order by a.user_name`,
  )

/** @throws Refusal `unit.unknown`, `access.outsideArea` */
export async function unitRoster(app: App, viewer: Viewer, code: string): Promise<UnitRoster> {
  const at = new Date()
  const day = dayAt(at)
  const { path } = unitOrRefuse(await app.snapshots.at(day), code)
  if (!seesPath(viewer, path)) throw new Refusal('FORBIDDEN', 'access.outsideArea')
  return asViewer(app.db, viewer, async (tx) => {
    const roster = await rosterOf(tx, [code], day, at)
    // Deputies may come from anywhere in one's own area; the rest is the unit's own.
    const own = new Set(roster.people.filter(({ unit }) => unit === code).map(({ id }) => id))
    for (const { person } of roster.shifts) own.add(person)
    await asOffice(tx)
    const rules = await dutyRules(tx, [code], at)
    const { state, on, next } = unitDutyAt(rules, code, at.getTime())
    const accounts = await accountsAt(tx, path)
    const mayLink = viewer.permissions.has('accounts.manage')
    const accountOf = new Map((mayLink ? accounts : []).map(({ person, userName }) => [person, userName]))
    return {
      unit: code,
      people: roster.people.map((person) => ({ ...person, account: accountOf.get(person.id) ?? null })),
      shifts: roster.shifts,
      leave: roster.leave.filter(({ person }) => own.has(person)),
      deputies: roster.deputies.filter(({ person }) => own.has(person)),
      assigned: rules.assigned.map(({ name, role }) => ({ name, role })),
      now: {
        state,
        on: on.map(({ name, until, standsFor }) => ({
          name,
          until: until === null ? null : new Date(until).toISOString(),
          standsFor,
        })),
        next: next && { name: next.name, at: new Date(next.at).toISOString() },
      },
      accounts: mayLink ? accounts.map(({ userName, displayName }) => ({ userName, displayName })) : null,
    }
  })
}
