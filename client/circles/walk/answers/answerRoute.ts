/** The way from the points of a question to a place. */
import { limitOf } from '../../../../shared/network/networkView.ts'
import { type Route, routeLegs, routeLine, routeTo } from '../../../../shared/network/route.ts'
import type { WalkNetwork } from '../../../../shared/network/walkNetwork.ts'
import type { WalkCalls, WalkRoute } from '../protocol.ts'
import type { Walker } from '../walker.ts'

const MS_PER_MINUTE = 60_000

export const shownRoute = (network: WalkNetwork, route: Route): WalkRoute => ({
  line: routeLine(network, route),
  minutes: route.cost / MS_PER_MINUTE,
  meters: route.meters,
  legs: routeLegs(network, route).map(({ kind, name, gate, meters, cost }) => ({
    kind,
    name,
    gate: gate === null ? null : network.gates[gate]!.name,
    meters,
    minutes: cost / MS_PER_MINUTE,
  })),
})

/** @returns null when there is no way within the largest circle of the question */
export function answerRoute(
  walker: Walker,
  { question, to }: WalkCalls['route']['ask'],
): WalkCalls['route']['answer'] {
  const { search, snapper, view } = walker.toolsFor(question.walker, question.isTowards)
  const starts = question.points.map(({ lon, lat }) => snapper.snap(lon, lat)).filter((snap) => snap !== null)
  const target = snapper.snap(to.lon, to.lat)
  if (!target) return null
  search.run(starts, limitOf(view, question.minutes.at(-1) ?? 0))
  const route = routeTo(search, target)
  return route && shownRoute(walker.network, route)
}
