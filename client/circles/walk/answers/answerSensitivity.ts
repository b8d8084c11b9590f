/** Who changes sides of the largest circle of a question. */
import { sensitivityOf } from '../../../../shared/circles/sensitivity.ts'
import { STEPS_PER_DEGREE } from '../../../../shared/geo/quantise.ts'
import { viewNetwork } from '../../../../shared/network/networkView.ts'
import { PROFILES } from '../../../../shared/network/profiles.ts'
import { edgeLine } from '../../../../shared/network/walkNetwork.ts'
import type { SensitivityAnswer, WalkQuestion } from '../protocol.ts'
import type { Walker } from '../walker.ts'

export function answerSensitivity(walker: Walker, question: WalkQuestion): SensitivityAnswer {
  const { network, index, demand } = walker
  const view = viewNetwork(network, PROFILES[question.walker])
  const ground = { index, view, demand, isTowards: question.isTowards }
  const { cases, shut, isUnsure } = sensitivityOf(ground, question.points, question.minutes.at(-1) ?? 0)
  const places: SensitivityAnswer['places'] = []
  for (let place = 0; place < demand.count; place++) {
    const residents = demand.people.residents[place]!
    if (!isUnsure[place] || residents <= 0) continue
    const [lon, lat] = [demand.lonLat[2 * place]!, demand.lonLat[2 * place + 1]!]
    places.push([lon, lat, residents, demand.people.over64[place]!])
  }
  return {
    cases,
    shut: shut.map(({ edge, ...stretch }) => ({ ...stretch, line: degreesOf(edgeLine(network, edge)) })),
    places,
  }
}

const degreesOf = (line: readonly number[]): [number, number][] =>
  Array.from({ length: line.length / 2 }, (_, i) => [
    line[2 * i]! / STEPS_PER_DEGREE,
    line[2 * i + 1]! / STEPS_PER_DEGREE,
  ])
