/** The duty roster of an area: looked at and changed by whoever keeps it. */
import { z } from 'zod'
import { RosterChange, UnitRoster } from '../../shared/duty/roster.ts'
import { changeRoster } from '../services/duty/changeRoster.ts'
import { unitRoster } from '../services/duty/unitRoster.ts'
import { procedureFor, router } from './trpc.ts'

const procedure = procedureFor('duty.manage')

export const dutyRouter = router({
  roster: procedure
    .input(z.object({ unit: z.string().min(1).max(64) }))
    .output(UnitRoster)
    .query(({ ctx, input }) => unitRoster(ctx.app, ctx.viewer, input.unit)),
  change: procedure
    .input(RosterChange)
    .mutation(({ ctx, input }) => changeRoster(ctx.app, ctx.viewer, input)),
})
