/**
 * Roles belong to the whole database server, not to one database of it. Of two databases of one server that are made
 * ready at the same moment the later one waits for the earlier one and then finds the role there: that is as good as
 * having made it.
 */
import type { Queryable } from './sql.ts'

/** As the migrations name them. */
const ROLES = ['quarterhour_viewer', 'quarterhour_wall'] as const

/** Outside of any transaction: a role that has just been made is seen by all at once. @throws when it may not be made */
export async function makeRole(on: Queryable, role: string): Promise<void> {
  await on.query(`do $$ begin
    if not exists (select from pg_roles where rolname = '${role}') then create role ${role} nologin; end if;
  exception when duplicate_object or unique_violation then null; end $$`)
}

export async function makeSharedRoles(on: Queryable): Promise<void> {
  for (const role of ROLES) await makeRole(on, role)
}
