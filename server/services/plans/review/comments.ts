/** Comments on places of a plan: written, answered and resolved by whoever works on it, withdrawn by the writer alone. */
import {
  type AnswerComment,
  type CommentOnPlan,
  MOST_COMMENTS,
  type PlanComment,
  type ResolveComment,
} from '../../../../shared/plans/reviewRecord.ts'
import type { Viewer } from '../../../access/viewer.ts'
import type { App } from '../../../app/app.ts'
import { Refusal } from '../../../app/refusal.ts'
import { asViewer } from '../../../db/database.ts'
import {
  type CommentPlace,
  countComments,
  findComment,
  insertComment,
  planComments,
  setResolved,
  withdrawWords,
} from '../../../db/planReview.ts'
import { lockPlan } from '../../../db/plans.ts'
import type { Queryable } from '../../../db/sql.ts'
import { planOrRefuse, tellOf } from '../plans.ts'

/** @throws Refusal `plan.unknown` */
export const commentsOn = (app: App, viewer: Viewer, id: string): Promise<PlanComment[]> =>
  asViewer(app.db, viewer, async (tx) => {
    await planOrRefuse(tx, id)
    return planComments(tx, id, viewer.accountId)
  })

/** @throws Refusal `plan.unknown`, `plan.commentsFull` */
export const commentOn = (
  app: App,
  viewer: Viewer,
  { id, lonLat, words }: CommentOnPlan,
): Promise<PlanComment[]> =>
  tellOf(app, viewer, 'planCommented', async (tx) => {
    await roomFor(tx, id)
    const plan = await planOrRefuse(tx, id)
    await insertComment(tx, {
      planId: id,
      answers: null,
      lonLat,
      words,
      accountId: viewer.accountId,
      by: viewer.userName,
    })
    return { answer: await planComments(tx, id, viewer.accountId), plan }
  })

/** @throws Refusal `plan.commentUnknown`, `plan.commentWithdrawn`, `plan.commentsFull` */
export const answerComment = (
  app: App,
  viewer: Viewer,
  { id, words }: AnswerComment,
): Promise<PlanComment[]> =>
  change(app, viewer, 'planCommentAnswered', id, async (tx, { planId, isAnswer, isWithdrawn }) => {
    if (isAnswer) throw new Refusal('NOT_FOUND', 'plan.commentUnknown')
    if (isWithdrawn) throw new Refusal('CONFLICT', 'plan.commentWithdrawn')
    await roomFor(tx, planId)
    await insertComment(tx, {
      planId,
      answers: id,
      lonLat: null,
      words,
      accountId: viewer.accountId,
      by: viewer.userName,
    })
  })

/** @throws Refusal `plan.commentUnknown`, `plan.commentWithdrawn` */
export const resolveComment = (
  app: App,
  viewer: Viewer,
  { id, isResolved }: ResolveComment,
): Promise<PlanComment[]> =>
  change(app, viewer, 'planCommentResolved', id, async (tx, { isAnswer, isWithdrawn }) => {
    if (isAnswer) throw new Refusal('NOT_FOUND', 'plan.commentUnknown')
    if (isWithdrawn) throw new Refusal('CONFLICT', 'plan.commentWithdrawn')
    await setResolved(tx, id, isResolved ? viewer.userName : null)
  })

/** @throws Refusal `plan.commentUnknown`, `plan.commentNotYours`, `plan.commentWithdrawn` */
export const withdrawComment = (app: App, viewer: Viewer, id: string): Promise<PlanComment[]> =>
  change(app, viewer, 'planCommentWithdrawn', id, async (tx, { accountId, isWithdrawn }) => {
    if (accountId !== viewer.accountId) throw new Refusal('FORBIDDEN', 'plan.commentNotYours')
    if (isWithdrawn) throw new Refusal('CONFLICT', 'plan.commentWithdrawn')
    await withdrawWords(tx, id)
  })

const change = (
  app: App,
  viewer: Viewer,
  action: string,
  id: string,
  work: (tx: Queryable, comment: CommentPlace) => Promise<void>,
): Promise<PlanComment[]> =>
  tellOf(app, viewer, action, async (tx) => {
    const comment = await findComment(tx, id)
    if (!comment) throw new Refusal('NOT_FOUND', 'plan.commentUnknown')
    await work(tx, comment)
    return {
      answer: await planComments(tx, comment.planId, viewer.accountId),
      plan: await planOrRefuse(tx, comment.planId),
    }
  })

/** The plan is locked, so that what was counted stays true. */
async function roomFor(tx: Queryable, planId: string): Promise<void> {
  if (!(await lockPlan(tx, planId))) throw new Refusal('NOT_FOUND', 'plan.unknown')
  if ((await countComments(tx, planId)) >= MOST_COMMENTS)
    throw new Refusal('CONFLICT', 'plan.commentsFull', { most: MOST_COMMENTS })
}
