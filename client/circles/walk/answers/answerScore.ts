/** The life-circle score of every home. */
import { scoreHomes, summariseScores } from '../../../../shared/circles/lifeCircleScore.ts'
import { NO_EDGE } from '../../../../shared/network/snapping.ts'
import type { ScoreAnswer, WalkCalls } from '../protocol.ts'
import type { Walker } from '../walker.ts'

export function answerScore(walker: Walker, ask: WalkCalls['score']['ask']): ScoreAnswer {
  const { view, snaps, facilities } = walker.toolsFor(ask.walker, true)
  const { demand } = walker
  const targets = ask.targets.map(({ kind, minutes }) => {
    const rows = walker.facilitiesOf(kind).map(({ row }) => row)
    const sources = rows
      .filter((row) => facilities.edge[row] !== NO_EDGE)
      .map((row) => ({ edge: facilities.edge[row]!, offset: facilities.offset[row]! }))
    return { kind, minutes, sources, count: rows.length }
  })
  const scores = scoreHomes(view, snaps, targets)
  const places: ScoreAnswer['places'] = []
  for (let place = 0; place < demand.count; place++) {
    const residents = demand.people.residents[place]!
    if (residents <= 0) continue
    const [lon, lat] = [demand.lonLat[2 * place]!, demand.lonLat[2 * place + 1]!]
    places.push([lon, lat, residents, demand.people.over64[place]!, scores.score[place]!])
  }
  return {
    ...summariseScores(demand, scores, targets.length),
    facilities: targets.map(({ count }) => count),
    places,
  }
}
