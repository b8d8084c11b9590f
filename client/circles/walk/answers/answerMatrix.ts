/** Minutes from every home to every point of a question. */
import { limitOf, UNREACHED } from '../../../../shared/network/networkView.ts'
import { NO_EDGE } from '../../../../shared/network/snapping.ts'
import type { MatrixAnswer, WalkQuestion } from '../protocol.ts'
import type { Walker } from '../walker.ts'

const MS_PER_MINUTE = 60_000

export function answerMatrix(walker: Walker, question: WalkQuestion): MatrixAnswer {
  const { demand } = walker
  const { view, search, snapper, snaps } = walker.toolsFor(question.walker, question.isTowards)
  const limit = limitOf(view, question.minutes.at(-1) ?? 0)
  const places = Array.from({ length: demand.count }, (_, place) => place).filter(
    (place) => demand.people.residents[place]! > 0,
  )
  const homes = places.map((place) => ({
    lon: demand.lonLat[2 * place]!,
    lat: demand.lonLat[2 * place + 1]!,
    unit: demand.units[demand.unit[place]!]!,
    minutes: [] as (number | null)[],
  }))
  for (const { lon, lat } of question.points) {
    const start = snapper.snap(lon, lat)
    search.run(start ? [start] : [], limit)
    places.forEach((place, row) => {
      const edge = snaps.edge[place]!
      const cost = edge === NO_EDGE ? UNREACHED : search.costTo(edge, snaps.offset[place]!)
      homes[row]!.minutes.push(cost === UNREACHED ? null : cost / MS_PER_MINUTE)
    })
  }
  return { homes }
}
