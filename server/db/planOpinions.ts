/** Surveys on plans. Those of a plan are read as the viewer; what a link or an account opens, as the office. */
import type { Role } from '../../shared/domain/access.ts'
import type { Question } from '../../shared/plans/opinionRecord.ts'
import { array, type Queryable, row, rows, run, sql } from './sql.ts'

export interface SurveyRow {
  id: string
  planId: string
  version: number
  title: string
  questions: Question[]
  opensOn: string
  closesOn: string
  endedAt: string | null
  by: string
  at: string
}

const surveyColumns = sql`s.id::text as id, s.plan_id::text as "planId", s.version, s.title, s.questions,
  s.opens_on as "opensOn", s.closes_on as "closesOn", s.ended_at as "endedAt", s.made_by as by, s.made_at as at`

/** Newest first. */
export const surveysOf = (on: Queryable, planId: string): Promise<SurveyRow[]> =>
  rows(
    on,
    sql`select ${surveyColumns} from plan_survey s where s.plan_id = ${planId}::bigint order by s.id desc`,
  )

export const findSurvey = (on: Queryable, id: string): Promise<SurveyRow | undefined> =>
  row(on, sql`select ${surveyColumns} from plan_survey s where s.id = ${id}::bigint`)

/** Until the transaction ends nobody closes the survey: an answer comes before its results, or not at all. */
export const lockSurvey = (tx: Queryable, id: string): Promise<unknown> =>
  run(tx, sql`select 1 from plan_survey where id = ${id}::bigint for share`)

/** Until the transaction ends nobody answers a survey of the plan: what was counted stays true. */
export const lockSurveysOf = (tx: Queryable, planId: string): Promise<unknown> =>
  run(tx, sql`select 1 from plan_survey where plan_id = ${planId}::bigint order by id for update`)

/**
 * How many answered a survey `s`: accounts that are marked, and links that are used up. A viewer sees no answer of an
 * open one.
 */
const answeredOf = sql`(select count(a.answered_on) from plan_survey_asked a where a.survey_id = s.id)
  + (select count(l.used_on) from plan_survey_link l where l.survey_id = s.id)`

/** How many answered surveys of a plan. */
export const countAnswers = async (on: Queryable, planId: string): Promise<number> =>
  (await row<{ count: number }>(
    on,
    sql`select coalesce(sum(${answeredOf}), 0)::int as count from plan_survey s where s.plan_id = ${planId}::bigint`,
  ))!.count

export type SurveyCount = Pick<SurveyRow, 'opensOn' | 'closesOn' | 'endedAt'> & {
  asked: number
  answered: number
}

/** How many were asked in each survey of a plan, and how many answered. */
export const surveyCounts = (on: Queryable, planId: string): Promise<SurveyCount[]> =>
  rows(
    on,
    sql`select s.opens_on as "opensOn", s.closes_on as "closesOn", s.ended_at as "endedAt",
        (select count(*) from plan_survey_asked a where a.survey_id = s.id)
          + (select count(*) from plan_survey_link l where l.survey_id = s.id) as asked,
        ${answeredOf} as answered
      from plan_survey s where s.plan_id = ${planId}::bigint`,
  )

export async function insertSurvey(
  tx: Queryable,
  survey: Pick<SurveyRow, 'planId' | 'version' | 'title' | 'questions' | 'opensOn' | 'closesOn' | 'by'> & {
    accountId: string
  },
): Promise<string> {
  const made = await row<{ id: string }>(
    tx,
    sql`insert into plan_survey (plan_id, version, title, questions, opens_on, closes_on, account_id, made_by)
      values (${survey.planId}::bigint, ${survey.version}, ${survey.title}, ${JSON.stringify(survey.questions)}::jsonb,
        ${survey.opensOn}::date, ${survey.closesOn}::date, ${survey.accountId}::bigint, ${survey.by})
      returning id::text as id`,
  )
  return made!.id
}

export const endSurvey = (tx: Queryable, id: string): Promise<number> =>
  run(tx, sql`update plan_survey set ended_at = now() where id = ${id}::bigint and ended_at is null`)

export interface ColleagueRow {
  id: string
  displayName: string
  roles: Role[]
}

/**
 * Accounts in use with one of these roles whose area meets a unit. As the office.
 * @param path  of the unit
 */
export const colleaguesWith = (
  on: Queryable,
  roles: readonly string[],
  path: string,
  day: string,
): Promise<ColleagueRow[]> =>
  rows(
    on,
    sql`select a.id::text as id, a.display_name as "displayName", a.roles from account a
      where a.roles && ${array([...roles], 'text')} and not a.is_disabled
        and (a.valid_to is null or a.valid_to >= ${day}::date)
        and ('*' = any (a.areas) or exists (select 1 from unit_version v where v.unit_code = any (a.areas)
          and (starts_with(v.path, ${path}) or starts_with(${path}, v.path))))
      order by a.display_name, a.id`,
  )

export const insertAsked = (tx: Queryable, surveyId: string, accounts: readonly string[]): Promise<unknown> =>
  run(
    tx,
    sql`insert into plan_survey_asked (survey_id, account_id)
      select ${surveyId}::bigint, unnest(${array([...accounts], 'bigint')})`,
  )

export const countLinks = async (on: Queryable, surveyId: string): Promise<number> =>
  (await row<{ count: number }>(
    on,
    sql`select count(*) as count from plan_survey_link where survey_id = ${surveyId}::bigint`,
  ))!.count

export async function insertLinks(
  tx: Queryable,
  surveyId: string,
  unitCode: string,
  day: string,
  hashes: readonly Buffer[],
): Promise<void> {
  const values = hashes.map((hash) => sql`(${hash}, ${surveyId}::bigint, ${unitCode}, ${day}::date)`)
  await run(
    tx,
    sql`insert into plan_survey_link (token_hash, survey_id, unit_code, made_on) values ${sql.join(values, sql`, `)}`,
  )
}

export const askedColleagues = async (
  on: Queryable,
  surveyId: string,
): Promise<{ asked: number; answered: number }> =>
  (await row(
    on,
    sql`select count(*) as asked, count(answered_on) as answered from plan_survey_asked
      where survey_id = ${surveyId}::bigint`,
  ))!

export const linksByGrid = (
  on: Queryable,
  surveyId: string,
): Promise<{ code: string; asked: number; answered: number }[]> =>
  rows(
    on,
    sql`select unit_code as code, count(*) as asked, count(used_on) as answered from plan_survey_link
      where survey_id = ${surveyId}::bigint group by unit_code order by unit_code`,
  )

export interface AnswerRow {
  byResident: boolean
  unitCode: string | null
  choices: (number | null)[]
  remark: string
}

/** In no order: the key is random. None before the survey is closed, where they are read as a viewer. */
export const answersTo = (on: Queryable, surveyId: string): Promise<AnswerRow[]> =>
  rows(
    on,
    sql`select by_resident as "byResident", unit_code as "unitCode", choices, remark from plan_survey_answer
      where survey_id = ${surveyId}::bigint order by id`,
  )

/** What an account is asked and has not answered, or answered; surveys of plans that are no drafts any more as well. */
export const surveysForAccount = (
  on: Queryable,
  accountId: string,
): Promise<(SurveyRow & { planName: string; purpose: string; scope: string; answeredOn: string | null })[]> =>
  rows(
    on,
    sql`select ${surveyColumns}, p.name as "planName", p.purpose, a.answered_on as "answeredOn",
        (select v.name from unit_version v where v.unit_code = p.scope_code order by v.valid_from desc limit 1) as scope
      from plan_survey_asked a join plan_survey s on s.id = a.survey_id join plan p on p.id = s.plan_id
      where a.account_id = ${accountId}::bigint order by s.closes_on, s.id`,
  )

/** @returns false where the account was not asked, or has answered */
export const takeAccountAsked = async (
  tx: Queryable,
  surveyId: string,
  accountId: string,
  day: string,
): Promise<boolean> =>
  (await run(
    tx,
    sql`update plan_survey_asked set answered_on = ${day}::date
      where survey_id = ${surveyId}::bigint and account_id = ${accountId}::bigint and answered_on is null`,
  )) === 1

export interface LinkRow {
  surveyId: string
  unitCode: string
  usedOn: string | null
}

export const findLink = (on: Queryable, tokenHash: Buffer): Promise<LinkRow | undefined> =>
  row(
    on,
    sql`select survey_id::text as "surveyId", unit_code as "unitCode", used_on as "usedOn" from plan_survey_link
      where token_hash = ${tokenHash}`,
  )

/** @returns false where somebody was quicker */
export const consumeLink = async (tx: Queryable, tokenHash: Buffer, day: string): Promise<boolean> =>
  (await run(
    tx,
    sql`update plan_survey_link set used_on = ${day}::date where token_hash = ${tokenHash} and used_on is null`,
  )) === 1

export const insertAnswer = (
  tx: Queryable,
  surveyId: string,
  { byResident, unitCode, choices, remark }: AnswerRow,
): Promise<unknown> =>
  run(
    tx,
    sql`insert into plan_survey_answer (survey_id, by_resident, unit_code, choices, remark)
      values (${surveyId}::bigint, ${byResident}, ${unitCode}, ${JSON.stringify(choices)}::jsonb, ${remark})`,
  )

export interface AskedPlan {
  name: string
  purpose: string
  scope: string
}

/** What a resident is told of the plan. */
export const askedPlan = (on: Queryable, planId: string): Promise<AskedPlan | undefined> =>
  row(
    on,
    sql`select p.name, p.purpose, (select v.name from unit_version v where v.unit_code = p.scope_code
        order by v.valid_from desc limit 1) as scope
      from plan p where p.id = ${planId}::bigint`,
  )
