/** Opinions as they are given: once by a colleague who was asked, once by whoever holds a private link. */
import { today } from '../../../../shared/domain/dates.ts'
import {
  type AnswerSurvey,
  type AskedSurvey,
  type Choices,
  fitsQuestions,
  surveyState,
} from '../../../../shared/plans/opinionRecord.ts'
import type { Viewer } from '../../../access/viewer.ts'
import type { App } from '../../../app/app.ts'
import { Refusal } from '../../../app/refusal.ts'
import { transaction } from '../../../db/database.ts'
import {
  type AskedPlan,
  askedPlan,
  consumeLink,
  findLink,
  findSurvey,
  insertAnswer,
  lockSurvey,
  type SurveyRow,
  surveysForAccount,
  takeAccountAsked,
} from '../../../db/planOpinions.ts'
import { hashOfLink } from './surveys.ts'

/** What somebody is asked now: what is open, answered or not. */
export async function askedOf(app: App, viewer: Viewer): Promise<AskedSurvey[]> {
  const day = today()
  const found = await surveysForAccount(app.db.pool, viewer.accountId)
  return found
    .filter((survey) => surveyState(survey, day) === 'open')
    .map(({ id, title, planId, planName, purpose, scope, questions, closesOn, answeredOn }) => ({
      id,
      title,
      planId,
      planName,
      purpose,
      scope,
      questions,
      closesOn,
      isAnswered: answeredOn !== null,
    }))
}

/**
 * Takes the opinion of a colleague. That they answered is kept with their name, what they said is not. No event tells of
 * an answer: its time and what changed with it would say whose it is.
 * @throws Refusal `plan.surveyUnknown`, `plan.surveyNotOpen`, `plan.surveyAnswered`, `plan.surveyMisfit`
 */
export async function answerAsColleague(
  app: App,
  viewer: Viewer,
  { survey: id, choices, remark }: AnswerSurvey,
): Promise<void> {
  await transaction(app.db, async (tx) => {
    await lockSurvey(tx, id)
    const asked = (await surveysForAccount(tx, viewer.accountId)).find((one) => one.id === id)
    if (!asked) throw new Refusal('NOT_FOUND', 'plan.surveyUnknown')
    if (surveyState(asked, today()) !== 'open')
      throw new Refusal('CONFLICT', 'plan.surveyNotOpen', { from: asked.opensOn, to: asked.closesOn })
    if (!fitsQuestions(choices, asked.questions)) throw new Refusal('BAD_REQUEST', 'plan.surveyMisfit')
    if (!(await takeAccountAsked(tx, id, viewer.accountId, today())))
      throw new Refusal('CONFLICT', 'plan.surveyAnswered')
    await insertAnswer(tx, id, { byResident: false, unitCode: null, choices, remark })
  })
}

/** What stands behind a link; one that never was is `unknown`. */
export type AskedByLink =
  | { state: 'open'; survey: SurveyRow; plan: AskedPlan }
  | { state: 'coming' | 'closed' | 'used'; survey: SurveyRow }
  | { state: 'unknown' }

/** Looks without using anything up. */
export async function askedByLink(app: App, token: string): Promise<AskedByLink> {
  const link = await findLink(app.db.pool, hashOfLink(token))
  const survey = link && (await findSurvey(app.db.pool, link.surveyId))
  if (!link || !survey) return { state: 'unknown' }
  if (link.usedOn !== null) return { state: 'used', survey }
  const state = surveyState(survey, today())
  if (state !== 'open') return { state, survey }
  const plan = await askedPlan(app.db.pool, survey.planId)
  return plan ? { state, survey, plan } : { state: 'unknown' }
}

/**
 * Takes the opinion of whoever holds a link, once. No name is asked for, and what was said is not kept with the link.
 * No event tells of it.
 * @returns false where the link is not good any more: nothing was changed
 */
export const answerByLink = (app: App, token: string, choices: Choices, remark: string): Promise<boolean> =>
  transaction(app.db, async (tx) => {
    const link = await findLink(tx, hashOfLink(token))
    if (!link) return false
    await lockSurvey(tx, link.surveyId)
    const survey = await findSurvey(tx, link.surveyId)
    if (!survey || surveyState(survey, today()) !== 'open') return false
    if (!fitsQuestions(choices, survey.questions)) return false
    if (!(await consumeLink(tx, hashOfLink(token), today()))) return false
    await insertAnswer(tx, survey.id, { byResident: true, unitCode: link.unitCode, choices, remark })
    return true
  })
