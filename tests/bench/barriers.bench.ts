/**
 * Question: how long does "which wall, opened, would help most" take over a whole town, and how does it grow? And how
 * soon is the effect of one change seen?
 * Input: the demo town and the demo district, walks to the nearest of one kind of facility, people at every building.
 * No peer: no tool at hand ranks openings. The growth is given against the number of barriers and of homes.
 */
import { generateTown } from '../../geodata/town/generateTown.ts'
import type { Demand } from '../../shared/circles/demand.ts'
import { buildNetwork } from '../../shared/network/buildNetwork.ts'
import { SnapIndex } from '../../shared/network/snapping.ts'
import type { Change } from '../../shared/scenario/changes.ts'
import { ScenarioDesk, type ScenarioQuestion } from '../../shared/scenario/scenarioDesk.ts'
import { machine, report, takeTurns } from './measure.ts'

const ROUNDS = 5
const KIND = 'canteen'

function demandOf(buildings: ReturnType<typeof generateTown>['buildings']): Demand {
  const persons = Float32Array.from(buildings, ({ dwellings }) => 2.5 * dwellings)
  return {
    count: buildings.length,
    lonLat: Float64Array.from(buildings.flatMap(({ entrance }) => [...entrance])),
    people: {
      residents: persons,
      households: persons,
      under15: persons,
      over64: persons,
      dwellings: persons,
    },
    unit: new Uint32Array(buildings.length),
    isBuilding: new Uint8Array(buildings.length).fill(1),
    units: [{ code: '', name: '' }],
  }
}

console.log(machine())
const growth: { size: string; barriers: number; homes: number; milliseconds: number }[] = []
for (const size of ['town', 'district'] as const) {
  const town = generateTown({ seed: 1, size, today: '2026-11-24' })
  const { network } = buildNetwork(town.network)
  const desk = new ScenarioDesk(new SnapIndex(network), demandOf(town.buildings))
  const question: ScenarioQuestion = {
    points: town.facilities
      .filter(({ kind }) => kind === KIND)
      .map(({ location: [lon, lat] }) => ({ lon: lon!, lat: lat! })),
    walker: 'standard',
    minutes: [5, 10, 15],
    who: 'residents',
    isTowards: true,
    walkAt: null,
  }
  const [best] = desk.list([desk.rank(question)])
  if (!best) throw new Error(`${size}: no opening saves anything`)
  const link: Change = { type: 'addLink', link: 'opening', from: best.from, to: best.to }
  const { figures } = desk.effect(question, [link])
  if (Math.abs(figures.personMinutesSaved - best.personMinutes) > 1 + 0.01 * best.personMinutes)
    throw new Error(`${size}: the list says ${best.personMinutes}, the effect ${figures.personMinutesSaved}`)
  const [gate] = network.gates
  const timings = await takeTurns(
    [
      { name: 'which wall, whole town', run: () => desk.rank(question) },
      {
        name: 'effect of one gate shut',
        run: () => desk.effect(question, [{ type: 'closeGate', gate: gate! }]),
      },
      { name: 'effect of one way opened', run: () => desk.effect(question, [link]) },
    ],
    ROUNDS,
  )
  report(
    `${size}: ${network.edgeCount} edges, ${network.barrierKind.length} barriers, ${town.buildings.length} homes, ${question.points.length} × ${KIND}`,
    timings,
  )
  growth.push({
    size,
    barriers: network.barrierKind.length,
    homes: town.buildings.length,
    milliseconds: timings[0]!.median,
  })
}
const [small, large] = growth
if (small && large)
  console.log(
    `\nfrom ${small.size} to ${large.size}: barriers × ${(large.barriers / small.barriers).toFixed(1)}, homes × ${(large.homes / small.homes).toFixed(1)}, time × ${(large.milliseconds / small.milliseconds).toFixed(1)}`,
  )
