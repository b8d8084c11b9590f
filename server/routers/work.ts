/** The work of one's own area, for a phone. */
import { FieldWork } from '../../shared/issues/fieldWork.ts'
import { fieldWork } from '../services/desk/fieldWork.ts'
import { procedureFor, router } from './trpc.ts'

export const workRouter = router({
  mine: procedureFor('field.work')
    .output(FieldWork)
    .query(({ ctx }) => fieldWork(ctx.app, ctx.viewer)),
})
