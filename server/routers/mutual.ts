/** Street and community evaluate each other, quarter by quarter. */
import { z } from 'zod'
import { MutualInput, MutualSheet, Quarter } from '../../shared/issues/mutual.ts'
import { answerMutual, mutualSheet } from '../services/mutual.ts'
import { procedureFor, router } from './trpc.ts'

const mutualProcedure = procedureFor('mutual.work')

export const mutualRouter = router({
  sheet: mutualProcedure
    .input(z.object({ quarter: Quarter }))
    .output(MutualSheet)
    .query(({ ctx, input }) => mutualSheet(ctx.app, ctx.viewer, input.quarter)),
  answer: mutualProcedure
    .input(MutualInput)
    .mutation(({ ctx, input }) => answerMutual(ctx.app, ctx.viewer, input)),
})
