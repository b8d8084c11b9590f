/** Issues under their events: read as the viewer or the office, written as the office. The database checks each step. */
import type { IssueEvent, Progress, StepDetails } from '../../shared/issues/progress.ts'
import type { Queue } from '../../shared/issues/desk.ts'
import {
  hasSignsAt,
  isLateAt,
  isOpenAt,
  isSoonAt,
  isToCallAt,
  isWaitingAt,
  stateAt,
} from '../services/snapshot.ts'
import { array, type Queryable, row, rows, run, sql } from './sql.ts'

export interface SteppedIssue {
  id: string
  class: string
  subclass: string
  state: string
  reportedAt: Date
  dueAt: Date | null
  closedAt: Date | null
  baseDueAt: Date | null
  unitCode: string | null
  areaPath: string
  lastEvent: string
}

const issueColumns = sql`id, class, subclass, state, reported_at as "reportedAt", due_at as "dueAt",
  closed_at as "closedAt", base_due_at as "baseDueAt", unit_code as "unitCode", area_path as "areaPath",
  last_event::text as "lastEvent"`

const dated = <Row extends SteppedIssue>(found: Row | undefined): Row | undefined =>
  found && {
    ...found,
    reportedAt: new Date(found.reportedAt),
    dueAt: found.dueAt && new Date(found.dueAt),
    closedAt: found.closedAt && new Date(found.closedAt),
    baseDueAt: found.baseDueAt && new Date(found.baseDueAt),
  }

export const findIssue = async (on: Queryable, id: string): Promise<SteppedIssue | undefined> =>
  dated(await row<SteppedIssue>(on, sql`select ${issueColumns} from issue where id = ${id}`))

/** The same, held until the transaction ends: two people act one after the other. */
export const holdIssue = async (tx: Queryable, id: string): Promise<SteppedIssue | undefined> =>
  dated(await row<SteppedIssue>(tx, sql`select ${issueColumns} from issue where id = ${id} for update`))

const eventColumns = sql`e.id::text as id, e.step, e.from_state as "from", e.to_state as "to",
  to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at, e.account_id::text as "accountId",
  e.user_name as "userName", e.reason, e.details, e.undoes::text as undoes, e.by_resident as "byResident"`

/** Oldest first. */
export const eventsOf = (on: Queryable, issueId: string): Promise<IssueEvent[]> =>
  rows<IssueEvent>(
    on,
    sql`select ${eventColumns} from issue_event e where e.issue_id = ${issueId} order by e.id`,
  )

/** Every open issue; held where their due times are about to move. */
export const openIssues = async (tx: Queryable, isHeld: boolean): Promise<SteppedIssue[]> =>
  (
    await rows<SteppedIssue>(
      tx,
      sql`select ${issueColumns} from issue where closed_at is null and state <> 'closed' order by id
        ${isHeld ? sql`for update` : sql``}`,
    )
  ).map((found) => dated(found)!)

/** Events of open issues, oldest first. */
export const eventsOfOpen = (tx: Queryable): Promise<(IssueEvent & { issueId: string })[]> =>
  rows(
    tx,
    sql`select ${eventColumns}, e.issue_id as "issueId"
      from issue_event e join issue i on i.id = e.issue_id where i.closed_at is null and i.state <> 'closed' order by e.id`,
  )

/** Several issues with their events, oldest first, in two statements; in the order of the ids. */
export async function issuesWithEvents(
  on: Queryable,
  ids: readonly string[],
): Promise<{ issue: SteppedIssue; events: IssueEvent[] }[]> {
  const wanted = array(ids, 'text')
  const issues = await rows<SteppedIssue>(
    on,
    sql`select ${issueColumns} from issue where id = any(${wanted})`,
  )
  const events = await rows<IssueEvent & { issueId: string }>(
    on,
    sql`select issue_id as "issueId", ${eventColumns} from issue_event e where issue_id = any(${wanted}) order by e.id`,
  )
  const known = new Map(issues.map((issue) => [issue.id, dated(issue)!]))
  const eventsById = new Map<string, IssueEvent[]>(ids.map((id) => [id, []]))
  for (const { issueId, ...event } of events) eventsById.get(issueId)?.push(event)
  return ids.flatMap((id) => {
    const issue = known.get(id)
    return issue ? [{ issue, events: eventsById.get(id) ?? [] }] : []
  })
}

export interface KnownEvent {
  id: string
  issueId: string
  step: IssueEvent['step']
  at: string
  to: string
}

/** The event that this person gave this key; a key of somebody else is not known. */
export const eventByKey = (on: Queryable, accountId: string, key: string): Promise<KnownEvent | undefined> =>
  row(
    on,
    sql`select id::text as id, issue_id as "issueId", step, at, to_state as "to"
      from issue_event where account_id = ${accountId}::bigint and client_key = ${key}`,
  )

export interface NewEvent {
  issueId: string
  step: IssueEvent['step']
  from: string | null
  to: string
  at: Date
  actor: { accountId: string | null; userName: string }
  reason?: string
  details?: StepDetails
  undoes?: string
  key?: string
  byResident?: boolean
}

/** @returns id of the event @throws where the database's own table of steps says no */
export async function insertEvent(tx: Queryable, event: NewEvent): Promise<string> {
  const made = await row<{ id: string }>(
    tx,
    sql`insert into issue_event (issue_id, step, from_state, to_state, at, account_id, user_name, reason, details, undoes, client_key, by_resident)
      values (${event.issueId}, ${event.step}, ${event.from}, ${event.to}, ${event.at.toISOString()}::timestamptz,
        ${event.actor.accountId}::bigint, ${event.actor.userName}, ${event.reason ?? ''},
        ${JSON.stringify(event.details ?? {})}::jsonb, ${event.undoes ?? null}::bigint, ${event.key ?? null}, ${event.byResident ?? false})
      returning id::text as id`,
  )
  return made!.id
}

/** Writes what the events add up to beside the issue, for lists and figures. The state has been set by the event. */
export async function storeProgress(
  tx: Queryable,
  issueId: string,
  progress: Progress,
  dueAt: Date | null,
): Promise<void> {
  const { target, answer, firstAnswer } = progress
  await run(
    tx,
    sql`update issue set accepted_at = ${progress.acceptedAt}::timestamptz, outcome = ${progress.outcome},
        closed_at = ${progress.closedAt}::timestamptz, due_at = ${dueAt?.toISOString() ?? null}::timestamptz,
        target_unit = ${target && 'unit' in target ? target.unit : null},
        target_department = ${target && 'department' in target ? target.department : null},
        is_escalated = ${progress.isEscalated}, is_waiting = ${progress.isWaitingForResident},
        review_date = ${progress.reviewDate}::date, merged_into = ${progress.mergedInto},
        satisfaction = ${answer?.satisfaction ?? null}, is_solved = ${answer?.isSolved ?? null},
        is_followed = ${progress.isFollowed}, taken_up_at = ${progress.takenUpAt}::timestamptz,
        verified_at = ${progress.verifiedAt}::timestamptz, is_reworked = ${progress.isReworked},
        is_set_aside = ${progress.isSetAside},
        answered_at = ${firstAnswer?.at ?? null}::timestamptz, answer_solved = ${firstAnswer?.isSolved ?? null},
        answer_satisfaction = ${firstAnswer?.satisfaction ?? null},
        waits_until = ${progress.waitsUntil}::date, calls_missed = ${progress.callsMissed}, is_call_ended = ${progress.isCallEnded}
      where id = ${issueId}`,
  )
}

/** The due time that an issue came with is kept before the first step changes it. */
export const keepBaseDue = (tx: Queryable, issueId: string): Promise<number> =>
  run(tx, sql`update issue set base_due_at = due_at where id = ${issueId}`)

const inState = (state: string, instant: Date) => sql`count(*) filter (where ${stateAt(instant)} = ${state})`
const openCounts = (instant: Date) => sql`
  ${inState('new', instant)} as "new", ${inState('dispatched', instant)} as "dispatched", ${inState('inHand', instant)} as "inHand",
  ${inState('toVerify', instant)} as "toVerify", ${inState('hung', instant)} as "hung",
  count(*) filter (where ${isWaitingAt(instant)}) as "waiting",
  count(*) filter (where ${isLateAt(instant)}) as "late", count(*) filter (where ${isSoonAt(instant)}) as "soon"`

/** Counts of what is open, by queue; of nothing but the issues themselves, as the wall may read no more. */
export const openQueueCounts = async (
  tx: Queryable,
  instant: Date,
): Promise<Record<Exclude<Queue, 'toCall' | 'signs'>, number>> =>
  (await row<Record<Queue, number>>(
    tx,
    sql`select ${openCounts(instant)} from issue i where ${isOpenAt(instant)}`,
  ))!

/** Counts of what waits, by queue, as the viewer: by the same conditions as the lists. */
export const queueCounts = async (tx: Queryable, instant: Date): Promise<Record<Queue, number>> =>
  (await row<Record<Queue, number>>(
    tx,
    sql`select ${openCounts(instant)},
        (select count(*) from issue i where ${isToCallAt(instant)}) as "toCall",
        (select count(*) from issue i where ${hasSignsAt(instant)}) as "signs"
      from issue i where ${isOpenAt(instant)}`,
  ))!

/** Ids of issues with events, in order, after one. */
export const eventedIssues = async (on: Queryable, after: string, limit: number): Promise<string[]> =>
  (
    await rows<{ id: string }>(
      on,
      sql`select distinct issue_id as id from issue_event where issue_id > ${after} order by issue_id limit ${limit}`,
    )
  ).map(({ id }) => id)

/** What `storeProgress` and the state have left, as one text to compare. */
export const storedProgress = async (on: Queryable, issueId: string): Promise<string> =>
  (await row<{ text: string }>(
    on,
    sql`select row_to_json(p)::text as text from (select state, accepted_at, outcome, closed_at, due_at, target_unit,
      target_department, is_escalated, is_waiting, review_date, merged_into, satisfaction, is_solved,
      is_followed, taken_up_at, verified_at, is_reworked, is_set_aside, answered_at, answer_solved, answer_satisfaction,
      waits_until, calls_missed, is_call_ended from issue where id = ${issueId}) p`,
  ))!.text

/** Sets the state to what the events say. */
export async function setState(tx: Queryable, issueId: string, state: string): Promise<void> {
  await run(tx, sql`select set_config('quarterhour.issueStep', ${issueId}, true)`)
  await run(tx, sql`update issue set state = ${state} where id = ${issueId} and state <> ${state}`)
  await run(tx, sql`select set_config('quarterhour.issueStep', '', true)`)
}

/** The next number of a day, as `Q20261125-0042`, which no other system uses; whoever else wants one waits until this transaction ends. */
export async function nextIssueNumber(tx: Queryable, day: string): Promise<string> {
  const prefix = `Q${day.replaceAll('-', '')}-`
  const next = async () =>
    (
      await row<{ last: number }>(
        tx,
        sql`update issue_number set last = last + 1 where day = ${day}::date returning last`,
      )
    )?.last
  let last = await next()
  if (last === undefined) {
    await run(
      tx,
      sql`insert into issue_number (day, last) values (${day}::date, 0) on conflict (day) do nothing`,
    )
    last = (await next())!
  }
  // A file from another copy of this product may have brought numbers of the day.
  while (await findIssue(tx, numbered(prefix, last))) last = (await next())!
  return numbered(prefix, last)
}

const numbered = (prefix: string, last: number): string => `${prefix}${String(last).padStart(4, '0')}`

export interface NewIssue {
  id: string
  class: string
  subclass: string
  subject: string
  description: string
  address: string
  reportedAt: Date
  dueAt: string | null
  location: readonly [number, number]
  contentHash: string
}

export const insertIssue = (tx: Queryable, issue: NewIssue): Promise<number> =>
  run(
    tx,
    sql`insert into issue (id, class, subclass, subject, description, address, reported_at, due_at, base_due_at, state,
        is_followed, location, content_hash)
      values (${issue.id}, ${issue.class}, ${issue.subclass}, ${issue.subject}, ${issue.description}, ${issue.address},
        ${issue.reportedAt.toISOString()}::timestamptz, ${issue.dueAt}::timestamptz, ${issue.dueAt}::timestamptz, 'new',
        true, st_setsrid(st_makepoint(${issue.location[0]}, ${issue.location[1]}), 4326), ${issue.contentHash})`,
  )
