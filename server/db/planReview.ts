/** Comments on plans and their checks. Run as a viewer: row-level security says which rows there are. */
import type { CheckKind, CheckPlan, PlanComment, Verdict } from '../../shared/plans/reviewRecord.ts'
import { array, type Queryable, row, rows, run, sql } from './sql.ts'

interface CommentRow extends Omit<PlanComment, 'lonLat' | 'answers'> {
  lon: number | null
  lat: number | null
  parent: string | null
}

/** Oldest first, each with its answers. */
export async function planComments(on: Queryable, planId: string, accountId: string): Promise<PlanComment[]> {
  const found = await rows<CommentRow>(
    on,
    sql`select id::text as id, answers::text as parent, st_x(location) as lon, st_y(location) as lat, words,
        written_by as by, written_at as at, account_id = ${accountId}::bigint as "isOwn",
        withdrawn_at is not null as "isWithdrawn", resolved_by as "resolvedBy", resolved_at as "resolvedAt"
      from plan_comment where plan_id = ${planId}::bigint order by id`,
  )
  return found.flatMap(({ lon, lat, parent, ...comment }) =>
    parent !== null || lon === null || lat === null
      ? []
      : [
          {
            ...comment,
            lonLat: [lon, lat] as [number, number],
            answers: found
              .filter((answer) => answer.parent === comment.id)
              .map(({ id, words, by, at, isOwn, isWithdrawn }) => ({
                id,
                words,
                by,
                at,
                isOwn,
                isWithdrawn,
              })),
          },
        ],
  )
}

export interface CommentPlace {
  planId: string
  accountId: string
  isAnswer: boolean
  isWithdrawn: boolean
}

export const findComment = (on: Queryable, id: string): Promise<CommentPlace | undefined> =>
  row(
    on,
    sql`select plan_id::text as "planId", account_id::text as "accountId", answers is not null as "isAnswer",
        withdrawn_at is not null as "isWithdrawn" from plan_comment where id = ${id}::bigint`,
  )

export const countComments = async (on: Queryable, planId: string): Promise<number> =>
  (await row<{ count: number }>(
    on,
    sql`select count(*) as count from plan_comment where plan_id = ${planId}::bigint`,
  ))!.count

export const insertComment = (
  tx: Queryable,
  comment: {
    planId: string
    answers: string | null
    lonLat: readonly [number, number] | null
    words: string
    accountId: string
    by: string
  },
): Promise<unknown> =>
  run(
    tx,
    sql`insert into plan_comment (plan_id, answers, location, words, account_id, written_by)
      values (${comment.planId}::bigint, ${comment.answers}::bigint,
        ${comment.lonLat ? sql`st_setsrid(st_makepoint(${comment.lonLat[0]}, ${comment.lonLat[1]}), 4326)` : sql`null`},
        ${comment.words}, ${comment.accountId}::bigint, ${comment.by})`,
  )

export const setResolved = (tx: Queryable, id: string, by: string | null): Promise<number> =>
  run(
    tx,
    sql`update plan_comment set resolved_by = ${by}, resolved_at = ${by === null ? sql`null` : sql`now()`}
      where id = ${id}::bigint`,
  )

export const withdrawWords = (tx: Queryable, id: string): Promise<number> =>
  run(tx, sql`update plan_comment set words = '', withdrawn_at = now() where id = ${id}::bigint`)

export interface CheckRow {
  kind: CheckKind
  verdict: Verdict
  reason: string
  version: number
  by: string
  at: string
}

/** The newest of each kind. */
export const newestChecks = (on: Queryable, planId: string): Promise<CheckRow[]> =>
  rows(
    on,
    sql`select distinct on (kind) kind, verdict, reason, version, checked_by as by, checked_at as at
      from plan_check where plan_id = ${planId}::bigint order by kind, id desc`,
  )

export const insertCheck = (
  tx: Queryable,
  { id, kind, verdict, reason, version }: CheckPlan,
  accountId: string,
  by: string,
): Promise<unknown> =>
  run(
    tx,
    sql`insert into plan_check (plan_id, kind, verdict, reason, version, account_id, checked_by)
      values (${id}::bigint, ${kind}, ${verdict}, ${reason}, ${version}, ${accountId}::bigint, ${by})`,
  )

export interface UncheckedRow {
  on: string
  missing: CheckKind[]
  reason: string
  by: string
  at: string
}

/** Newest first. */
export const publishedDespite = (on: Queryable, planId: string): Promise<UncheckedRow[]> =>
  rows(
    on,
    sql`select on_day as on, missing, reason, published_by as by, published_at as at from plan_unchecked
      where plan_id = ${planId}::bigint order by published_at desc`,
  )

/** As the office. */
export const noteDespite = (
  tx: Queryable,
  planId: string,
  { on, missing, reason, by }: Omit<UncheckedRow, 'at'>,
): Promise<unknown> =>
  run(
    tx,
    sql`insert into plan_unchecked (plan_id, on_day, missing, reason, published_by)
      values (${planId}::bigint, ${on}::date, ${array([...missing], 'text')}, ${reason}, ${by})`,
  )
