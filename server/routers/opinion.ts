/** Asking for opinion on a plan: by those who work on it; answered by whoever is asked. */
import { z } from 'zod'
import {
  AnswerSurvey,
  AskedSurvey,
  AskOpinion,
  Colleague,
  ColleaguesOf,
  MadeLinks,
  MakeLinks,
  Survey,
  SurveyId,
} from '../../shared/plans/opinionRecord.ts'
import { PlanId } from '../../shared/plans/planRecord.ts'
import { answerAsColleague, askedOf } from '../services/plans/opinions/answers.ts'
import {
  askOpinion,
  colleaguesOf,
  endOpinion,
  makeLinks,
  surveysOn,
} from '../services/plans/opinions/surveys.ts'
import { procedureFor, router } from './trpc.ts'

const procedure = procedureFor('plan.work')
/** Whoever sees the map can be asked. */
const askedProcedure = procedureFor('map.view')

export const opinionRouter = router({
  list: procedure
    .input(z.object({ id: PlanId }))
    .output(z.array(Survey))
    .query(({ ctx, input }) => surveysOn(ctx.app, ctx.viewer, input.id)),
  colleagues: procedure
    .input(ColleaguesOf)
    .output(z.array(Colleague))
    .query(({ ctx, input }) => colleaguesOf(ctx.app, ctx.viewer, input)),
  ask: procedure
    .input(AskOpinion)
    .output(z.object({ id: SurveyId }))
    .mutation(({ ctx, input }) => askOpinion(ctx.app, ctx.viewer, input)),
  end: procedure
    .input(z.object({ id: SurveyId }))
    .mutation(({ ctx, input }) => endOpinion(ctx.app, ctx.viewer, input.id)),
  makeLinks: procedure
    .input(MakeLinks)
    .output(MadeLinks)
    .mutation(({ ctx, input }) => makeLinks(ctx.app, ctx.viewer, input)),
  mine: askedProcedure.output(z.array(AskedSurvey)).query(({ ctx }) => askedOf(ctx.app, ctx.viewer)),
  answer: askedProcedure
    .input(AnswerSurvey)
    .mutation(({ ctx, input }) => answerAsColleague(ctx.app, ctx.viewer, input)),
})
