/** Openings in walls: what each saves, against the network rebuilt with it and everything reckoned again. */
import { beforeAll, describe, expect, test } from 'vitest'
import { generateTown } from '../../../geodata/town/generateTown.ts'
import { rankOpenings, type Demand, type Opening } from '../../../shared/network/barriers.ts'
import { buildNetwork } from '../../../shared/network/buildNetwork.ts'
import { UNREACHED, viewNetwork } from '../../../shared/network/networkView.ts'
import { PROFILES } from '../../../shared/network/profiles.ts'
import { placeOnEdge } from '../../../shared/network/placeOnEdge.ts'
import { WalkSearch, type SearchStart } from '../../../shared/network/search.ts'
import { SnapIndex, Snapper } from '../../../shared/network/snapping.ts'
import { withLinks } from '../../../shared/network/withChanges.ts'
import { DrawnTown, way } from '../../fixtures/drawnNetwork.ts'

describe('a wall between a street and a row of homes', () => {
  //  school at (0,0) on the street y=0; homes on y=20; the wall y=10; way round at x=500
  const town = new DrawnTown({
    ways: [
      way('residential', [0, 0], [500, 0]),
      way('service', [500, 0], [500, 20], [0, 20]),
      way({ barrier: 'wall' }, [-50, 10], [480, 10]),
    ],
  })
  const view = town.view('standard')
  const school = town.snap([0, 0], view)!
  const home = { ...town.snap([20, 20], view)!, persons: 10 }

  test('is best opened where it shortens the walk most', () => {
    const [best] = rankOpenings(town.index, view, [school], [home], { limit: 3_600_000 })
    // before: 500 + 20 + 480 = 1,000 m; candidates every 40.8 m along 530 m: the nearest stands at x ≈ 11
    const x = -50 + 530 * (1.5 / 13)
    const after = x + 20 + (20 - x)
    expect(best!.meters).toBeCloseTo(20, 1)
    expect(best!.persons).toBe(10)
    expect(best!.personMinutes).toBeCloseTo((10 * (1000 - after)) / 1.1 / 60, 1)
  })

  test('gives a way to those who had none, counted apart from minutes', () => {
    const [best] = rankOpenings(town.index, view, [school], [home], { limit: 300_000 })
    expect(best).toMatchObject({ newlyReached: 10, persons: 0, personMinutes: 0 })
  })

  test('is not worth opening for those who live before it', () => {
    const near = { ...town.snap([20, 0], view)!, persons: 10 }
    expect(rankOpenings(town.index, view, [school], [near], { limit: 3_600_000 })).toEqual([])
  })
})

describe('links added to a network', () => {
  const town = new DrawnTown({
    ways: [
      way('footway', [0, 0], [300, 0]),
      way('footway', [0, 40], [300, 40]),
      way('footway', [300, 0], [300, 40]),
    ],
  })
  const costBetween = (
    network: DrawnTown['network'],
    from: [number, number],
    to: [number, number],
  ): number => {
    const view = viewNetwork(network, null)
    const index = new SnapIndex(network)
    const snapper = new Snapper(index, view)
    const [a, b] = [from, to].map(([x, y]) => snapper.snap(x / 111_195.08, y / 111_195.08)!)
    const search = new WalkSearch(view)
    search.run([a!], 100_000)
    return search.costTo(b!.edge, b!.offset) / 100
  }
  test('are walked, split their edges and leave the old network as it was', () => {
    const view = town.view()
    const [a, b] = [town.snap([100, 0], view)!, town.snap([100, 40], view)!]
    const { network, linkEdges } = withLinks(town.network, [{ from: a, to: b, crossing: 'signals' }])
    expect(network.edgeCount).toBe(town.network.edgeCount + 3)
    expect(network.edgeLength[linkEdges[0]!]).toBe(4000)
    expect(costBetween(network, [90, 0], [90, 40])).toBeCloseTo(10 + 40 + 10, 1)
    expect(costBetween(town.network, [90, 0], [90, 40])).toBeCloseTo(210 + 40 + 210, 1)
    const sum = (lengths: Uint32Array): number => lengths.reduce((all, one) => all + one, 0)
    expect(sum(network.edgeLength)).toBe(sum(town.network.edgeLength) + 4000)
  })
  test('may end on one edge, twice at the same place, or at a node', () => {
    const view = town.view()
    const at = (x: number): { edge: number; offset: number } => town.snap([x, 0], view)!
    const { network } = withLinks(town.network, [
      { from: at(50), to: at(250), meters: 20 },
      { from: at(50), to: town.snap([0, 40], view)!, meters: 5 },
    ])
    expect(costBetween(network, [40, 0], [260, 0])).toBeCloseTo(10 + 20 + 10, 1)
    expect(costBetween(network, [40, 0], [0, 40])).toBeCloseTo(10 + 5, 1)
  })
  test('that end nowhere are refused', () => {
    expect(() =>
      withLinks(town.network, [{ from: { edge: 99, offset: 0 }, to: { edge: 0, offset: 0 } }]),
    ).toThrow(RangeError)
  })
})

describe('openings of the demo town', () => {
  let index: SnapIndex
  let openings: Opening[]
  let destinations: SearchStart[]
  let demand: Demand[]
  const limit = 1_800_000
  beforeAll(() => {
    const town = generateTown({ seed: 1, size: 'town', today: '2026-11-24' })
    index = new SnapIndex(buildNetwork(town.network).network)
    const view = viewNetwork(index.network, PROFILES.standard)
    const snapper = new Snapper(index, view)
    const place = ([lon, lat]: number[]): SearchStart => {
      const { edge, offset } = snapper.snap(lon!, lat!)!
      return { edge, offset }
    }
    destinations = town.facilities
      .filter(({ kind }) => kind === 'primarySchool')
      .map((f) => place(f.location))
    if (destinations.length === 0) destinations = town.facilities.slice(0, 3).map((f) => place(f.location))
    demand = town.buildings.map(({ entrance, dwellings }) => ({ ...place(entrance), persons: dwellings }))
    openings = rankOpenings(index, view, destinations, demand, { limit })
  }, 60_000)

  test('are ranked, and many', () => {
    expect(openings.length).toBeGreaterThan(20)
    for (let i = 1; i < openings.length; i++)
      expect(openings[i]!.personMinutes).toBeLessThanOrEqual(openings[i - 1]!.personMinutes)
  })

  test('save what a network with the opening built in saves', () => {
    for (const opening of [openings[0]!, openings[3]!, openings[openings.length >> 1]!]) {
      const { network } = withLinks(index.network, [
        { from: opening.from, to: opening.to, meters: opening.meters },
      ])
      const [before, after] = [index.network, network].map((one) => costsOf(one))
      let saved = 0
      demand.forEach(({ persons }, i) => {
        if (before![i] !== UNREACHED && after![i]! < before![i]!)
          saved += (persons * (before![i]! - after![i]!)) / 60_000
      })
      // each part of a split edge is rounded by itself, and homes on it are placed to the centimetre
      expect(Math.abs(saved - opening.personMinutes)).toBeLessThan(0.02 * opening.personMinutes + 0.5)
    }
  })

  /** Costs of all homes from all destinations, each found again on the network at the place where it was. */
  function costsOf(network: typeof index.network): number[] {
    const view = viewNetwork(network, PROFILES.standard)
    const own = new SnapIndex(network)
    const snapper = new Snapper(own, view)
    const again = (place: SearchStart): SearchStart => {
      if (network === index.network) return place
      const [x, y] = placeOnEdge(index.network, place.edge, place.offset)
      const found = snapper.snap(x / 1e7, y / 1e7)!
      return { edge: found.edge, offset: found.offset }
    }
    const search = new WalkSearch(view)
    search.run(destinations.map(again), limit)
    return demand.map((place) => {
      const { edge, offset } = again(place)
      return search.costTo(edge, offset)
    })
  }
})
