/** Surveys on a plan: made and ended by whoever works on it; results with how many were asked. */
import { createHash } from 'node:crypto'
import { addDays, today } from '../../../../shared/domain/dates.ts'
import { permissionsOf, type Role } from '../../../../shared/domain/access.ts'
import {
  answeredTo,
  type AskOpinion,
  type Choices,
  type ColleaguesOf,
  heldBack,
  isTold,
  type MadeLinks,
  type MakeLinks,
  MOST_DAYS_OPEN,
  MOST_LINKS,
  type Survey,
  surveyState,
  tallyOf,
} from '../../../../shared/plans/opinionRecord.ts'
import { newToken } from '../../../access/sessions.ts'
import { type Viewer, seesPath } from '../../../access/viewer.ts'
import type { App } from '../../../app/app.ts'
import { Refusal } from '../../../app/refusal.ts'
import { asViewer, transaction } from '../../../db/database.ts'
import {
  type AnswerRow,
  answersTo,
  askedColleagues,
  type ColleagueRow,
  colleaguesWith,
  countLinks,
  endSurvey,
  findSurvey,
  insertAsked,
  insertLinks,
  insertSurvey,
  linksByGrid,
  type SurveyRow,
  surveysOf,
} from '../../../db/planOpinions.ts'
import { lockPlan } from '../../../db/plans.ts'
import type { Queryable } from '../../../db/sql.ts'
import { unitOrRefuse } from '../../unitScope.ts'
import { planOrRefuse, tellOf } from '../plans.ts'

export const hashOfLink = (token: string): Buffer => createHash('sha256').update(token).digest()

/** Those who see the map can be asked: an auditor watches over others and has no part in it. */
const mayBeAsked = (role: Role): boolean => role !== 'auditor' && permissionsOf([role]).has('map.view')

/** The path of a unit in the viewer's area that meets the plan's scope. @throws Refusal */
async function pathWithin(app: App, viewer: Viewer, code: string, scopePath: string): Promise<string> {
  const unit = unitOrRefuse(await app.snapshots.at(today()), code)
  if (!seesPath(viewer, unit.path)) throw new Refusal('FORBIDDEN', 'access.outsideArea')
  if (!unit.path.startsWith(scopePath) && !scopePath.startsWith(unit.path))
    throw new Refusal('BAD_REQUEST', 'plan.askedElsewhere', { name: unit.name })
  return unit.path
}

/** Who would be asked. @throws Refusal `plan.unknown`, `unit.unknown`, `access.outsideArea`, `plan.askedElsewhere` */
export async function colleaguesOf(
  app: App,
  viewer: Viewer,
  { id, roles, unit }: ColleaguesOf,
): Promise<ColleagueRow[]> {
  const { areaPath } = await asViewer(app.db, viewer, (tx) => planOrRefuse(tx, id))
  const path = await pathWithin(app, viewer, unit, areaPath)
  return transaction(app.db, (tx) => colleaguesWith(tx, roles.filter(mayBeAsked), path, today()))
}

/**
 * @throws Refusal `plan.unknown`, `plan.surveyDays`, `plan.surveyTooLong`, `plan.nobodyToAsk`, and those of
 *   `colleaguesOf`
 */
export async function askOpinion(app: App, viewer: Viewer, input: AskOpinion): Promise<{ id: string }> {
  if (input.closesOn < today()) throw new Refusal('BAD_REQUEST', 'plan.surveyDays', { day: input.closesOn })
  if (input.closesOn > addDays(input.opensOn, MOST_DAYS_OPEN))
    throw new Refusal('BAD_REQUEST', 'plan.surveyTooLong', { days: MOST_DAYS_OPEN })
  const colleagues = input.colleagues
    ? await colleaguesOf(app, viewer, { id: input.id, ...input.colleagues })
    : []
  if (input.colleagues && colleagues.length === 0) throw new Refusal('BAD_REQUEST', 'plan.nobodyToAsk')
  return tellOf(app, viewer, 'planOpinionAsked', async (tx) => {
    const plan = await planOrRefuse(tx, input.id)
    const id = await insertSurvey(tx, {
      planId: input.id,
      version: plan.version,
      title: input.title,
      questions: input.questions,
      opensOn: input.opensOn,
      closesOn: input.closesOn,
      accountId: viewer.accountId,
      by: viewer.userName,
    })
    if (colleagues.length > 0)
      await insertAsked(
        tx,
        id,
        colleagues.map((one) => one.id),
      )
    return { answer: { id }, plan }
  })
}

/** @throws Refusal `plan.surveyUnknown` */
async function surveyOrRefuse(tx: Queryable, id: string): Promise<SurveyRow> {
  const found = await findSurvey(tx, id)
  if (!found) throw new Refusal('NOT_FOUND', 'plan.surveyUnknown')
  return found
}

/** Closes a survey before its day. @throws Refusal `plan.surveyUnknown`, `plan.surveyClosed` */
export const endOpinion = (app: App, viewer: Viewer, id: string): Promise<void> =>
  tellOf(app, viewer, 'planOpinionEnded', async (tx) => {
    const survey = await surveyOrRefuse(tx, id)
    if (surveyState(survey, today()) === 'closed')
      throw new Refusal('CONFLICT', 'plan.surveyClosed', { title: survey.title })
    await endSurvey(tx, id)
    return { answer: undefined, plan: await planOrRefuse(tx, survey.planId) }
  })

/**
 * Private links for residents of a grid, each good for one answer.
 * @throws Refusal `plan.surveyUnknown`, `plan.surveyClosed`, `plan.linksFull`, `plan.askedElsewhere`, `unit.unknown`
 */
export async function makeLinks(
  app: App,
  viewer: Viewer,
  { survey: id, unit, count }: MakeLinks,
): Promise<MadeLinks> {
  const day = today()
  const grid = unitOrRefuse(await app.snapshots.at(day), unit)
  const tokens = Array.from({ length: count }, newToken)
  await tellOf(app, viewer, 'planLinksMade', async (tx) => {
    const survey = await surveyOrRefuse(tx, id)
    await lockPlan(tx, survey.planId)
    const plan = await planOrRefuse(tx, survey.planId)
    if (grid.level !== 'grid' || !grid.path.startsWith(plan.areaPath))
      throw new Refusal('BAD_REQUEST', 'plan.askedElsewhere', { name: grid.name })
    if (surveyState(survey, day) === 'closed')
      throw new Refusal('CONFLICT', 'plan.surveyClosed', { title: survey.title })
    if ((await countLinks(tx, id)) + count > MOST_LINKS)
      throw new Refusal('CONFLICT', 'plan.linksFull', { most: MOST_LINKS })
    await insertLinks(tx, id, unit, day, tokens.map(hashOfLink))
    return { answer: undefined, plan }
  })
  return {
    paths: tokens.map((token) => `/opinion/${token}`),
    publicUrl: app.config.publicUrl ?? null,
  }
}

/** All surveys on a plan, newest first; with results where these may be told. @throws Refusal `plan.unknown` */
export async function surveysOn(app: App, viewer: Viewer, planId: string): Promise<Survey[]> {
  const { unitByCode } = await app.snapshots.at(today())
  const nameOf = (code: string): string => unitByCode.get(code)?.name ?? code
  return asViewer(app.db, viewer, async (tx) => {
    const plan = await planOrRefuse(tx, planId)
    const surveys: Survey[] = []
    for (const row of await surveysOf(tx, planId)) surveys.push(await resultOf(tx, row, plan.version, nameOf))
    return surveys
  })
}

const choicesOf = (answers: readonly AnswerRow[]): Choices[] => answers.map(({ choices }) => choices)

async function resultOf(
  tx: Queryable,
  row: SurveyRow,
  version: number,
  nameOf: (code: string) => string,
): Promise<Survey> {
  const { id, title, questions, opensOn, closesOn, by, at } = row
  const state = surveyState(row, today())
  const answers = await answersTo(tx, id)
  const residents = answers.filter(({ byResident }) => byResident)
  const others = answers.filter(({ byResident }) => !byResident)
  const tally = (some: readonly AnswerRow[], isHeld?: (question: number) => boolean) =>
    isTold(state, some.length) ? tallyOf(questions, choicesOf(some), isHeld) : null
  const colleagues = await askedColleagues(tx, id)
  const grids = await linksByGrid(tx, id)
  const ofGrid = (code: string): AnswerRow[] => residents.filter(({ unitCode }) => unitCode === code)
  const held = heldBack(grids)
  // To each question others may have answered: what is held back is found for each.
  const heldOf = questions.map((_, i) =>
    heldBack(
      grids.map(({ code }) => ({ code, answered: answeredTo(choicesOf(ofGrid(code)), i) })),
      held,
    ),
  )
  return {
    id,
    title,
    questions,
    opensOn,
    closesOn,
    state,
    by,
    at,
    isStale: row.version !== version,
    colleagues: {
      ...colleagues,
      tally: tally(others),
    },
    residents: {
      asked: grids.reduce((sum, { asked }) => sum + asked, 0),
      answered: grids.reduce((sum, { answered }) => sum + answered, 0),
      tally: tally(residents),
    },
    byGrid: grids.map(({ code, asked, answered }) => ({
      code,
      name: nameOf(code),
      asked,
      answered: state !== 'closed' || held.has(code) ? null : answered,
      tally: held.has(code) ? null : tally(ofGrid(code), (i) => heldOf[i]!.has(code)),
    })),
    remarks: [others, residents]
      .filter((group) => isTold(state, group.length))
      .flatMap((group) => group.filter(({ remark }) => remark !== ''))
      .map(({ remark, byResident }) => ({ words: remark, byResident })),
  }
}
