/** The walking network in force: what it is. The file itself goes over plain HTTP. */
import { NetworkSummary } from '../../shared/circles/circleInput.ts'
import { networkSummary } from '../services/networkSummary.ts'
import { procedureFor, router } from './trpc.ts'

export const networkRouter = router({
  current: procedureFor('map.view')
    .output(NetworkSummary.nullable())
    .query(({ ctx }) => networkSummary(ctx.app)),
})
