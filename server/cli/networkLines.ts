/** A network's report in lines of words. */
import type { DoorsFound, NetworkFound } from '../../shared/domain/networkFound.ts'

const SHOWN = 5
const number = (value: number): string => Math.round(value).toLocaleString('en')

/** What follows from the network alone. */
export const networkLines = (found: Omit<NetworkFound, 'isNew' | 'homes' | 'facilities'>): string[] => [
  `${number(found.nodes)} nodes, ${number(found.edges)} edges, ${(found.meters / 1000).toFixed(1)} km; gates ${found.gates.all} (${found.gates.closed} closed), barriers ${number(found.barrierLines)}`,
  ...Object.entries(found.metersByKind).map(
    ([kind, meters]) => `  ${kind}: ${(meters / 1000).toFixed(1)} km`,
  ),
  `parts: ${found.componentCount}, the largest with ${number(found.components[0]?.nodes ?? 0)} nodes`,
  ...found.components
    .slice(1, 1 + SHOWN)
    .map(
      ({ nodes, meters, lon, lat }) =>
        `  ${nodes} nodes, ${number(meters)} m, near ${lon.toFixed(5)}, ${lat.toFixed(5)}`,
    ),
  ...Object.entries(found.ignored).map(([reason, count]) => `left out, ${reason}: ${number(count)} ways`),
  ...Object.entries(found.unread).map(([reason, count]) => `not read, ${reason}: ${number(count)}`),
  ...(found.joinedEndCount > 0
    ? [`ends of lines joined to the line they lie on: ${number(found.joinedEndCount)}`]
    : []),
  ...(found.nearMissCount > 0
    ? [
        `ways that cross without a common point: ${found.nearMissCount}${found.areNearMissesJoined ? ', joined' : ' (--join gives them one)'}`,
      ]
    : []),
  `network ${found.hash}`,
]

/** How the doors that are loaded meet its streets. */
export const doorLines = ({ homes, facilities }: Pick<NetworkFound, 'homes' | 'facilities'>): string[] => [
  ...linesOf('homes', homes),
  ...linesOf('facilities', facilities),
]

function linesOf(what: string, doors: DoorsFound): string[] {
  const { all, connected, behindBarrier, onIsland, meters, unconnected } = doors
  if (all === 0) return []
  const distance = meters
    ? `, ${meters.median.toFixed(0)} m from the street (median), 95% within ${meters.p95.toFixed(0)} m`
    : ''
  const doubts = [
    ...(behindBarrier > 0 ? [`${number(behindBarrier)} with no street in sight`] : []),
    ...(onIsland > 0 ? [`${number(onIsland)} on small parts`] : []),
  ]
  return [
    `${what}: ${number(connected)} of ${number(all)} connected${distance}${doubts.length > 0 ? ` (${doubts.join(', ')})` : ''}`,
    ...unconnected
      .slice(0, SHOWN)
      .map(
        ({ id, name, lon, lat, meters: far }) =>
          `  at no street: ${[id, name].filter(Boolean).join(' ')} near ${lon.toFixed(5)}, ${lat.toFixed(5)}${far === null ? '' : `, ${number(far)} m away`}`,
      ),
  ]
}
