/** The report of a network, in the shape that page and command line show. */
import type { NetworkFound } from '../../shared/domain/networkFound.ts'
import type { NetworkReport } from '../../shared/network/report.ts'
import type { LookedAtNetwork } from './importNetwork.ts'

const COMPONENTS_SHOWN = 500

/** The part that follows from the network alone. */
export const reportFound = (
  report: NetworkReport,
): Omit<NetworkFound, 'hash' | 'isNew' | 'homes' | 'facilities'> => ({
  nodes: report.nodes,
  edges: report.edges,
  meters: report.meters,
  metersByKind: { ...report.metersByKind },
  gates: report.gates,
  barrierLines: report.barrierLines,
  components: report.components
    .slice(0, COMPONENTS_SHOWN)
    .map(({ nodes, meters, lon, lat }) => ({ nodes, meters, lon, lat })),
  componentCount: report.components.length,
  ignored: { ...report.ignored },
  unread: { ...report.unread },
  joinedEndCount: report.joinedEnds ?? 0,
  nearMissCount: report.nearMisses.length,
  areNearMissesJoined: report.areNearMissesJoined,
})

export const networkFound = ({ hash, isNew, report, homes, facilities }: LookedAtNetwork): NetworkFound => ({
  hash,
  isNew,
  ...reportFound(report),
  homes,
  facilities,
})
