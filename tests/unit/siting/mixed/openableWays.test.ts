/** Ways put together from searches on the street as it is, against searches on streets where the walls are open. */
import { expect, it } from 'vitest'
import { reversed, type NetworkView } from '../../../../shared/network/networkView.ts'
import { PROFILES } from '../../../../shared/network/profiles.ts'
import { type PlaceOnEdge, WalkSearch } from '../../../../shared/network/search.ts'
import { Snapper } from '../../../../shared/network/snapping.ts'
import { withLinks } from '../../../../shared/network/withChanges.ts'
import { viewScenario } from '../../../../shared/scenario/scenarioView.ts'
import { OpenableWays } from '../../../../shared/siting/mixed/openableWays.ts'
import { seeded } from '../../../../shared/zoning/random.ts'
import { DrawnTown, lonLat, way, type Point } from '../../../fixtures/drawnNetwork.ts'
import { choices, whole } from '../bruteForce.ts'

const LIMIT = 900_000
const ROWS = 5

/** Five streets side by side, joined here and there at their ends; one of them for feet in one direction. */
function drawTown(random: () => number): DrawnTown {
  const length = 600
  const rows = Array.from({ length: ROWS }, (_, row) => {
    const line: Point[] = [
      [0, row * 40],
      [300, row * 40],
      [length, row * 40],
    ]
    return row === 2
      ? way({ highway: 'footway', 'oneway:foot': 'yes' }, ...line)
      : way({ highway: 'residential' }, ...line)
  })
  const joins = Array.from({ length: ROWS - 1 }, (_, row) => {
    const east = random() < 0.5 ? 0 : length
    return way({ highway: 'residential' }, [east, row * 40], [east, (row + 1) * 40])
  })
  return new DrawnTown({ ways: [...rows, ...joins] })
}

it('are those of the streets with the walls open, whichever of them are', () => {
  const random = seeded(11)
  let shorter = 0
  for (let round = 0; round < 12; round++) {
    const town = drawTown(random)
    const facing = reversed(town.view('standard'))
    const snapper = new Snapper(town.index, facing)
    const at = (): Point => [whole(random, 0, 600), whole(random, 0, ROWS - 1) * 40]
    const homes = Array.from({ length: 12 }, at)
    const sites = [...Array.from({ length: 4 }, at), [5_000_000, 0] as Point].map((place) =>
      snapper.snap(...lonLat(place)),
    )
    const existing = [snapper.snap(...lonLat(at()))]
    const snaps = snapper.snapAll(Float64Array.from(homes.flatMap((home) => lonLat(home))))
    const links = Array.from({ length: 3 }, (_, row) => {
      const east = whole(random, 20, 580)
      const [from, to] = [row, row + 1].map((one) => snapper.snap(...lonLat([east, one * 40]))!)
      return { from: from!, to: to!, kind: 'opening' as const }
    })
    const whole3 = withLinks(town.network, links)
    const changed = { gates: new Map(), closedEdges: [], faults: [] }
    const all = viewScenario(town.network, PROFILES.standard, { ...changed, links }, null).view
    const openings = links.map(({ from, to }, at) => ({
      from,
      to,
      cost: all.forward[whole3.linkEdges[at]!]!,
    }))
    const demands = Int32Array.from(homes.keys())
    const ways = new OpenableWays({ view: facing, sites, existing, snaps, demands, openings, limit: LIMIT })
    const plain = ways.with([])
    for (const opened of choices(3)) {
      const own = ways.with(opened)
      const scenario = viewScenario(
        town.network,
        PROFILES.standard,
        { ...changed, links: opened.map((one) => links[one]!) },
        null,
      )
      const view = reversed(scenario.view)
      const wayTo = (targets: readonly (PlaceOnEdge | null)[], home: number): number =>
        walk(
          view,
          targets.filter((target) => target !== null).map(scenario.place),
          {
            edge: snaps.edge[home]!,
            offset: snaps.offset[home]!,
          },
          scenario.place,
        )
      for (let home = 0; home < homes.length; home++) {
        const found = new Map<number, number>()
        for (let k = own.table.start[home]!; k < own.table.start[home + 1]!; k++)
          found.set(own.table.site[k]!, own.table.way[k]!)
        sites.forEach((site, j) => expectNear(found.get(j) ?? Infinity, wayTo([site], home)))
        expectNear(own.existing[home]!, wayTo(existing, home))
        if (own.existing[home]! < plain.existing[home]!) shorter++
      }
    }
  }
  expect(shorter).toBeGreaterThan(50)
})

/** Parts of an edge are rounded to the millisecond, which can carry a way over into the next tenth of a second. */
function expectNear(found: number, walked: number): void {
  if (walked === Infinity || found === Infinity) expect(found).toBe(walked)
  else expect(Math.abs(found - walked)).toBeLessThanOrEqual(1)
}

function walk(
  view: NetworkView,
  targets: readonly PlaceOnEdge[],
  home: PlaceOnEdge,
  place: (at: PlaceOnEdge) => PlaceOnEdge,
): number {
  const search = new WalkSearch(view)
  search.run(targets, LIMIT)
  const { edge, offset } = place(home)
  const cost = search.costTo(edge, offset)
  return cost > LIMIT ? Infinity : Math.ceil(cost / 100)
}

it('of more pairs than can be held are refused', () => {
  const town = drawTown(seeded(1))
  const view = reversed(town.view('standard'))
  const snapper = new Snapper(town.index, view)
  const demands = new Int32Array(20_001)
  const site = snapper.snap(...lonLat([0, 0]))
  expect(
    () =>
      new OpenableWays({
        view,
        sites: Array.from({ length: 1_000 }, () => site),
        existing: [],
        snaps: snapper.snapAll(new Float64Array(2)),
        demands,
        openings: [],
        limit: LIMIT,
      }),
  ).toThrow('20001 homes and 1000 sites')
})
