/** Scenarios of the street that are kept: anybody who sees the map looks, planners and siting staff change. */
import { z } from 'zod'
import {
  RenameScenario,
  SaveScenario,
  ScenarioRecord,
  ScenarioRef,
} from '../../shared/scenario/scenarioRecord.ts'
import { deleteKeptScenario, renameKeptScenario, saveScenario, scenarios } from '../services/scenarios.ts'
import { procedureFor, router } from './trpc.ts'

const workProcedure = procedureFor('scenario.work')

export const scenarioRouter = router({
  list: procedureFor('map.view')
    .output(z.array(ScenarioRecord))
    .query(({ ctx }) => scenarios(ctx.app, ctx.viewer)),
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
