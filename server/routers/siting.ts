/** Answers about new service points that are kept: anybody who sees the map looks, planners and siting staff keep. */
import { z } from 'zod'
import { PageInput, pageOf } from '../../shared/domain/page.ts'
import { SaveStudy, StudyId, StudyLine, StudyRecord } from '../../shared/siting/sitingStudy.ts'
import { deleteStudy, saveStudy, studies, study } from '../services/siting/studies.ts'
import { procedureFor, router } from './trpc.ts'

const viewProcedure = procedureFor('map.view')
const workProcedure = procedureFor('scenario.work')

export const sitingRouter = router({
  list: viewProcedure
    .input(z.object(PageInput))
    .output(pageOf(StudyLine))
    .query(({ ctx, input }) => studies(ctx.app, ctx.viewer, input)),
  show: viewProcedure
    .input(z.object({ id: StudyId }))
    .output(StudyRecord)
    .query(({ ctx, input }) => study(ctx.app, ctx.viewer, input.id)),
  save: workProcedure
    .input(SaveStudy)
    .output(StudyRecord)
    .mutation(({ ctx, input }) => saveStudy(ctx.app, ctx.viewer, input)),
  delete: workProcedure
    .input(z.object({ id: StudyId }))
    .mutation(({ ctx, input }) => deleteStudy(ctx.app, ctx.viewer, input.id)),
})
