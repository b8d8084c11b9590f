/** Minutes from one home to the nearest facility of each kind. */
import { MOST_WALK_MINUTES } from '../../../../shared/circles/mostMinutes.ts'
import { limitOf } from '../../../../shared/network/networkView.ts'
import { NO_EDGE } from '../../../../shared/network/snapping.ts'
import type { WalkCalls } from '../protocol.ts'
import type { Walker } from '../walker.ts'

export function answerNearest(
  walker: Walker,
  { walker: who, home, targets }: WalkCalls['nearest']['ask'],
): WalkCalls['nearest']['answer'] {
  const { view, snapper, search, facilities } = walker.toolsFor(who, false)
  const at = snapper.snap(home.lon, home.lat)
  if (!at) return targets.map(() => null)
  const limit = limitOf(view, MOST_WALK_MINUTES)
  search.run([at], limit)
  return targets.map(({ kind }) => {
    const costs = walker
      .facilitiesOf(kind)
      .filter(({ row }) => facilities.edge[row] !== NO_EDGE)
      .map(({ row }) => search.costTo(facilities.edge[row]!, facilities.offset[row]!))
    const least = costs.reduce((a, b) => Math.min(a, b), Infinity)
    return least <= limit ? least / 60_000 : null
  })
}
