/** A measure of access to a kind of facility, over people and units. */
import { reportAccess, type AccessReport } from '../../../../shared/circles/accessReport.ts'
import { NO_EDGE } from '../../../../shared/network/snapping.ts'
import type { WalkCalls } from '../protocol.ts'
import type { Walker } from '../walker.ts'

export function answerAccess(
  walker: Walker,
  { walker: who, kind, minutes, measure }: WalkCalls['access']['ask'],
): AccessReport {
  const { view, snaps, facilities } = walker.toolsFor(who, true)
  const rows = walker.facilitiesOf(kind).map(({ row }) => ({
    at:
      facilities.edge[row] === NO_EDGE
        ? null
        : { edge: facilities.edge[row]!, offset: facilities.offset[row]! },
    capacity: walker.ground.facilities.capacities[row]!,
  }))
  return reportAccess({ view, homes: snaps, demand: walker.demand }, rows, minutes, measure)
}
