/** What a grid hands to another one: rosters, and the areas of accounts, screens and webhooks. As the office. */
import { array, type Queryable, row, rows, run, type SQL, sql } from './sql.ts'

/** From the code of a grid that ends to that of the one which takes over. */
export type Successors = ReadonlyMap<string, string>

/** What is kept in the name of units. */
export interface Holdings {
  code: string
  accounts: string[]
  /** Those of them that may be named. */
  namedAccounts: string[]
  /** Ids of wall screens that are open or wait to be opened. */
  screens: string[]
  /** Ids of addresses that are told of what happens there. */
  webhooks: string[]
  people: string[]
  shifts: number
}

const codesOf = (codes: readonly string[]): SQL => array([...codes], 'text')

/**
 * Accounts, screens, webhooks, roster people, and shifts that run on a day or later, unit by unit.
 * @param isNamed  which of the accounts `a` may be named
 */
export const holdingsOf = (
  on: Queryable,
  codes: readonly string[],
  day: string,
  isNamed: SQL = sql`false`,
): Promise<Holdings[]> =>
  rows<Holdings>(
    on,
    sql`select u.code,
        (select coalesce(array_agg(a.user_name order by a.user_name), '{}') from account a
          where u.code = any (a.areas)) as accounts,
        (select coalesce(array_agg(a.user_name order by a.user_name), '{}') from account a
          where u.code = any (a.areas) and ${isNamed}) as "namedAccounts",
        (select coalesce(array_agg(s.id::text), '{}') from wall_screen s where s.area = u.code
          and s.ended_at is null and coalesce(s.expires_at, s.link_expires_at) > now()) as screens,
        (select coalesce(array_agg(w.id::text), '{}') from webhook w where u.code = any (w.areas)) as webhooks,
        (select coalesce(array_agg(p.name order by p.name), '{}') from duty_person p where p.unit_code = u.code) as people,
        (select count(*) from duty_shift s where s.unit_code = u.code
          and (s.day is null or s.day >= ${day}::date)) as shifts
      from unnest(${codesOf(codes)}) as u (code) order by u.code`,
  )

export async function insertHandOvers(
  tx: Queryable,
  planId: string,
  day: string,
  successors: Successors,
): Promise<void> {
  await run(
    tx,
    sql`insert into unit_hand_over (plan_id, unit_code, successor_code, on_day)
      select ${planId}::bigint, s.code, s.next, ${day}::date
      from unnest(${codesOf([...successors.keys()])}, ${codesOf([...successors.values()])}) as s (code, next)`,
  )
}

export const deleteHandOvers = (tx: Queryable, planId: string): Promise<number> =>
  run(tx, sql`delete from unit_hand_over where plan_id = ${planId}::bigint`)

/** As decided when the plan was published. */
export const handOversOf = async (on: Queryable, planId: string): Promise<Map<string, string>> => {
  const found = await rows<{ code: string; next: string }>(
    on,
    sql`select unit_code as code, successor_code as next from unit_hand_over where plan_id = ${planId}::bigint`,
  )
  return new Map(found.map(({ code, next }) => [code, next]))
}

export interface DueHandOver {
  planId: string
  from: string
  to: string
  day: string
}

/** Those whose day has come, in the order of their days. */
export const dueHandOvers = (on: Queryable, day: string): Promise<DueHandOver[]> =>
  rows<DueHandOver>(
    on,
    sql`select plan_id::text as "planId", unit_code as "from", successor_code as "to", on_day as day from unit_hand_over
      where done_at is null and on_day <= ${day}::date order by on_day, unit_hand_over.plan_id, unit_code`,
  )

/** @returns whether it is for this transaction alone to do; otherwise it is done, or being done elsewhere */
export const takeHandOver = async (tx: Queryable, { planId, from }: DueHandOver): Promise<boolean> =>
  (await row(
    tx,
    sql`select 1 from unit_hand_over where plan_id = ${planId}::bigint and unit_code = ${from} and done_at is null
      for update skip locked`,
  )) !== undefined

export const markHandedOver = (tx: Queryable, { planId, from }: DueHandOver): Promise<number> =>
  run(
    tx,
    sql`update unit_hand_over set done_at = now() where plan_id = ${planId}::bigint and unit_code = ${from}`,
  )

const replaced = (areas: SQL, from: string, to: string): SQL =>
  sql`(select array_agg(area order by place) from (
    select case area when ${from} then ${to} else area end as area, min(place) as place
    from unnest(${areas}) with ordinality as one (area, place) group by 1) given)`

/** @returns the user names of the accounts whose areas changed */
export async function moveAreas(tx: Queryable, from: string, to: string): Promise<string[]> {
  const changed = await rows<{ userName: string }>(
    tx,
    sql`update account a set areas = ${replaced(sql`a.areas`, from, to)} where ${from} = any (a.areas)
      returning user_name as "userName"`,
  )
  await run(
    tx,
    sql`update webhook w set areas = ${replaced(sql`w.areas`, from, to)} where ${from} = any (w.areas)`,
  )
  await run(tx, sql`update wall_screen set area = ${to} where area = ${from}`)
  return changed.map(({ userName }) => userName).sort()
}

interface Namesake {
  id: string
  name: string
  otherId: string
  areTwo: boolean
}

interface Move {
  from: string
  to: string
  day: string
}

/**
 * People of a roster and their shifts go on in another unit. Whoever is on that roster by the same name is the same
 * person, unless both sign in; then the name gets that of the unit, with a number where that is taken too.
 * @param day  shifts of single days before it stay where they were
 * @returns how many people and shifts moved
 */
export async function moveRoster(
  tx: Queryable,
  from: string,
  to: string,
  day: string,
): Promise<{ people: number; shifts: number }> {
  const shifts = await run(
    tx,
    sql`update duty_shift set unit_code = ${to} where unit_code = ${from} and (day is null or day >= ${day}::date)`,
  )
  const namesakes = await rows<Namesake>(
    tx,
    sql`select p.id::text as id, p.name, o.id::text as "otherId",
        p.account_id is not null and o.account_id is not null as "areTwo"
      from duty_person p join duty_person o on o.unit_code = ${to} and o.name = p.name
      where p.unit_code = ${from}`,
  )
  for (const namesake of namesakes) {
    if (namesake.areTwo) await renameApart(tx, namesake, { from, to, day })
    else await joinPeople(tx, namesake)
  }
  const moved = await run(tx, sql`update duty_person set unit_code = ${to} where unit_code = ${from}`)
  return { people: moved + namesakes.filter(({ areTwo }) => !areTwo).length, shifts }
}

async function renameApart(tx: Queryable, { id, name }: Namesake, move: Move): Promise<void> {
  const { from, to } = move
  const known = await row<{ name: string }>(
    tx,
    sql`select name from unit_version where unit_code = ${from} order by valid_from desc limit 1`,
  )
  const taken = new Set(
    (
      await rows<{ name: string }>(
        tx,
        sql`select name from duty_person where unit_code in (${from}, ${to}) and starts_with(name, ${name})`,
      )
    ).map((one) => one.name),
  )
  const unit = known?.name ?? from
  let apart = `${name}（${unit}）`
  for (let number = 2; taken.has(apart); number += 1) apart = `${name}（${unit}${number}）`
  await run(tx, sql`update duty_person set name = ${apart} where id = ${id}::bigint`)
  await assignApart(tx, name, apart, move)
}

/**
 * The register follows the roster by name: what a plan carried for the one who is renamed gets the new name, and what it
 * did not carry because of the other one begins by that name.
 */
async function assignApart(
  tx: Queryable,
  name: string,
  apart: string,
  { from, to, day }: Move,
): Promise<void> {
  const endedOf = (unit: SQL): SQL => sql`assignment e join plan_assignment q on q.assignment_id = e.id
    and not q.is_new and q.unit_before is null where ${unit} and e.person_name = ${name} and e.valid_to = ${day}::date`
  const others = sql`e.unit_code in (select h.unit_code from unit_hand_over h
    where h.plan_id = p.plan_id and h.successor_code = ${to} and h.unit_code <> ${from})`
  const ofRole = sql`e.role = a.role and q.plan_id = p.plan_id`
  await run(
    tx,
    sql`update assignment a set person_name = ${apart} from plan_assignment p
      where p.assignment_id = a.id and a.unit_code = ${to} and a.person_name = ${name}
        and (p.unit_before = ${from} or (p.is_new and a.valid_from = ${day}::date
          and exists (select 1 from ${endedOf(sql`e.unit_code = ${from}`)} and ${ofRole})
          and not exists (select 1 from ${endedOf(others)} and ${ofRole})))`,
  )
  await run(
    tx,
    sql`insert into assignment (unit_code, role, person_name, phone_cipher, phone_masked, valid_from, valid_to)
      select distinct on (e.role) ${to}, e.role, ${apart}, e.phone_cipher, e.phone_masked, ${day}::date,
        q.valid_to_before
      from ${endedOf(sql`e.unit_code = ${from}`)} and not exists (select 1 from assignment b
        where b.unit_code = ${to} and b.role = e.role and b.person_name = ${apart} and b.valid_from <= ${day}::date)
      order by e.role, e.id`,
  )
}

async function joinPeople(tx: Queryable, { id, otherId }: Namesake): Promise<void> {
  const [one, other] = [sql`${id}::bigint`, sql`${otherId}::bigint`]
  await run(tx, sql`update duty_shift set person_id = ${other} where person_id = ${one}`)
  await run(tx, sql`update duty_leave set person_id = ${other} where person_id = ${one}`)
  // Nobody stands in for themselves.
  await run(
    tx,
    sql`delete from duty_deputy where (person_id = ${one} and deputy_id = ${other})
      or (person_id = ${other} and deputy_id = ${one})`,
  )
  await run(tx, sql`update duty_deputy set person_id = ${other} where person_id = ${one}`)
  await run(tx, sql`update duty_deputy set deputy_id = ${other} where deputy_id = ${one}`)
  const gone = await row<{ account: string | null; skills: string[] }>(
    tx,
    sql`delete from duty_person where id = ${one} returning account_id::text as account, skills`,
  )
  await run(
    tx,
    sql`update duty_person set account_id = coalesce(account_id, ${gone?.account ?? null}::bigint),
        skills = case when skills = '{}' or cardinality(${array(gone?.skills ?? [], 'text')}) = 0 then '{}'
          else (select array_agg(distinct skill order by skill)
            from unnest(skills || ${array(gone?.skills ?? [], 'text')}) skill) end
      where duty_person.id = ${other}`,
  )
}

/** Staff of these units who were not put there by the plan. */
export const otherStaffOf = (
  on: Queryable,
  planId: string,
  codes: readonly string[],
): Promise<{ unitCode: string; personName: string }[]> =>
  rows(
    on,
    sql`select a.unit_code as "unitCode", a.person_name as "personName" from assignment a
      where a.unit_code = any (${codesOf(codes)}) and not exists (select 1 from plan_assignment p
        where p.plan_id = ${planId}::bigint and p.assignment_id = a.id) order by a.unit_code, a.person_name`,
  )

export const moveStaff = (tx: Queryable, planId: string, from: string, to: string): Promise<number> =>
  run(
    tx,
    sql`update assignment a set unit_code = ${to} where a.unit_code = ${from} and not exists (
      select 1 from plan_assignment p where p.plan_id = ${planId}::bigint and p.assignment_id = a.id)`,
  )

/** For each grid that a plan made, the old one that gives it most people, or most ground. */
export const mainOrigins = async (
  on: Queryable,
  planId: string,
  made: readonly string[],
): Promise<Map<string, string>> => {
  const found = await rows<{ code: string; origin: string }>(
    on,
    sql`select distinct on (unit_code) unit_code as code, from_code as origin from unit_lineage
      where plan_id = ${planId}::bigint and unit_code = any (${codesOf(made)})
      order by unit_code, people desc, area_share desc, from_code`,
  )
  return new Map(found.map(({ code, origin }) => [code, origin]))
}
