/** The ground that changes are tried on: its key is another one when the network or the people are, and only then. */
import type { DemandColumns } from '../../../shared/circles/circleInput.ts'
import { dataId } from '../../api/dataId.ts'
import type { StreetGround } from './protocol.ts'

export const groundOf = (hash: string, demand: DemandColumns): StreetGround => ({
  key: `${hash} ${dataId(demand)}`,
  hash,
  demand,
})
