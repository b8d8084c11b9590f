/** Units: the tree, their figures, one unit's panel, and when boundaries changed. */
import { z } from 'zod'
import { Day, today } from '../../shared/domain/dates.ts'
import { AtInput, UnitAtInput, UnitFigures, UnitNode, UnitPanel } from '../../shared/domain/unit.ts'
import { UnitChanges } from '../../shared/domain/unitChanges.ts'
import { boundaryDays } from '../db/units.ts'
import { unitChanges } from '../services/unitChanges.ts'
import { figuresOf } from '../services/unitFigures.ts'
import { nodeOf, unitPanel } from '../services/unitPanel.ts'
import { procedureFor, router } from './trpc.ts'

const procedure = procedureFor('map.view')

export const unitRouter = router({
  tree: procedure
    .input(AtInput)
    .output(z.array(UnitNode))
    .query(async ({ ctx, input }) => (await ctx.app.snapshots.at(input.at)).units.map(nodeOf)),
  figures: procedure
    .input(AtInput)
    .output(z.array(UnitFigures))
    .query(async ({ ctx, input }) => {
      const snapshot = await ctx.app.snapshots.at(input.at)
      return snapshot.units.map((unit) => figuresOf(snapshot, unit, ctx.viewer))
    }),
  panel: procedure
    .input(UnitAtInput)
    .output(UnitPanel)
    .query(({ ctx, input }) => unitPanel(ctx.app, ctx.viewer, input.code, input.at ?? today())),
  changes: procedure
    .input(z.object({ day: Day }))
    .output(UnitChanges)
    .query(({ ctx, input }) => unitChanges(ctx.app, input.day)),
  history: procedure
    .output(z.object({ days: z.array(z.string()) }))
    .query(async ({ ctx }) => ({ days: await boundaryDays(ctx.app.db.pool) })),
})
