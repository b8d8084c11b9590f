/** Why one home is inside or outside of the reach of a kind of facility. */
import { explainHome } from '../../../../shared/circles/explainHome.ts'
import { viewNetwork } from '../../../../shared/network/networkView.ts'
import { PROFILES } from '../../../../shared/network/profiles.ts'
import type { HomeAnswer, WalkCalls } from '../protocol.ts'
import type { Walker } from '../walker.ts'
import { shownRoute } from './answerRoute.ts'

export function answerHome(
  walker: Walker,
  { kind, minutes, home, walker: who }: WalkCalls['home']['ask'],
): HomeAnswer {
  const { network, index, ground } = walker
  const profile = PROFILES[who]
  const facilities = walker.facilitiesOf(kind)
  const view = viewNetwork(network, profile)
  const explained = explainHome({ index, profile, view }, home, facilities, minutes)
  const nearest = explained.nearest === null ? null : facilities[explained.nearest]!
  return {
    minutes: explained.minutes,
    isInside: explained.isInside,
    facility: nearest && {
      id: ground.facilities.ids[nearest.row]!,
      name: ground.facilities.names[nearest.row]!,
      lon: nearest.lon,
      lat: nearest.lat,
    },
    route: explained.route && shownRoute(network, explained.route),
    reasons: explained.reasons.map((reason) =>
      reason.why === 'gates'
        ? { ...reason, gates: reason.gates.map((gate) => network.gates[gate]!.name) }
        : reason,
    ),
  }
}
