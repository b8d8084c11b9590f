/** Scenarios of the street that are kept: anybody who sees the map looks, planners and siting staff change. */
import { z } from 'zod'
import { PageInput, pageOf } from '../../shared/domain/page.ts'
import {
  RenameScenario,
  SaveScenario,
  ScenarioId,
  ScenarioRecord,
  ScenarioRef,
} from '../../shared/scenario/scenarioRecord.ts'
import {
  deleteKeptScenario,
  renameKeptScenario,
  saveScenario,
  scenario,
  scenarios,
} from '../services/scenarios.ts'
import { procedureFor, router } from './trpc.ts'

const viewProcedure = procedureFor('map.view')
const workProcedure = procedureFor('scenario.work')

export const scenarioRouter = router({
  list: viewProcedure
    .input(z.object(PageInput))
    .output(pageOf(ScenarioRecord))
    .query(({ ctx, input }) => scenarios(ctx.app, ctx.viewer, input)),
  show: viewProcedure
    .input(z.object({ id: ScenarioId }))
    .output(ScenarioRecord)
    .query(({ ctx, input }) => scenario(ctx.app, ctx.viewer, input.id)),
  save: workProcedure
    .input(SaveScenario)
    .output(ScenarioRecord)
    .mutation(({ ctx, input }) => saveScenario(ctx.app, ctx.viewer, input)),
  rename: workProcedure
    .input(RenameScenario)
    .output(ScenarioRecord)
    .mutation(({ ctx, input }) => renameKeptScenario(ctx.app, ctx.viewer, input)),
  delete: workProcedure
    .input(ScenarioRef)
    .mutation(({ ctx, input }) => deleteKeptScenario(ctx.app, ctx.viewer, input)),
})
