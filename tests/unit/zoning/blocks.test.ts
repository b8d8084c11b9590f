/** Building blocks of the demo town's communities, and divisions put together from them. */
import area from '@turf/area'
import type { Polygon } from 'geojson'
import { beforeAll, describe, expect, it } from 'vitest'
import { generateTown } from '../../../geodata/town/generateTown.ts'
import type { Town } from '../../../geodata/town/types.ts'
import { areaGeometry, areaSquareMeters } from '../../../shared/coverage/areaPolygons.ts'
import { buildCoverage } from '../../../shared/coverage/buildCoverage.ts'
import { checkCoverage } from '../../../shared/coverage/checkCoverage.ts'
import { areaKeys, changeBetween, type Coverage, coverageOf } from '../../../shared/coverage/coverage.ts'
import { PointLocator } from '../../../shared/coverage/pointLocator.ts'
import { buildNetwork } from '../../../shared/network/buildNetwork.ts'
import { type BorderLines, linesOfNetwork } from '../../../shared/zoning/linesOfNetwork.ts'
import { type Footprint, middleOf } from '../../../shared/zoning/cutBetweenBuildings.ts'
import { type Blocks, type Homes, makeBlocks, makeBuildingGrounds } from '../../../shared/zoning/blocks.ts'
import { problemOf } from '../../../shared/zoning/problemOf.ts'
import { propose } from '../../../shared/zoning/propose.ts'
import { brokenDistricts } from '../../../shared/zoning/problem.ts'

/** Its outline in whole steps. */
const footprintOf = ({ coordinates: [outer] }: Polygon): Footprint => [
  outer!.flatMap(([lon, lat]) => [Math.round(lon! * 1e7), Math.round(lat! * 1e7)]),
]

describe('blocks of the demo town', () => {
  let town: Town
  let coverage: Coverage
  let homes: Homes
  let blocks: Blocks
  let areas: Set<string>
  let lines: BorderLines
  beforeAll(() => {
    town = generateTown({ seed: 8415, size: 'town', today: '2026-11-24' })
    const grids = town.units.filter(({ level, validTo }) => level === 'grid' && validTo === null)
    coverage = buildCoverage(grids.map(({ code, polygon }) => ({ key: code, geometry: polygon }))).coverage
    const living = new Map<string, number>()
    for (const { building, validTo } of town.residents())
      if (validTo === null) living.set(building, (living.get(building) ?? 0) + 1)
    const residents = town.buildings.map(({ code }) => living.get(code) ?? 0)
    homes = {
      lonLat: town.buildings.flatMap(({ entrance }) => [...entrance]),
      residents,
      households: residents.map((count) => Math.round(count / 2.5)),
    }
    const [community] = town.units.filter(({ level }) => level === 'community')
    areas = new Set(grids.flatMap(({ code }) => (code.startsWith(community!.code) ? [code] : [])))
    lines = linesOfNetwork(buildNetwork(town.network).network)
    blocks = makeBlocks(coverage, areas, lines, homes)
  }, 120_000)

  it('cover the areas, and nothing else', () => {
    const ground = [...areas].reduce((sum, key) => sum + areaSquareMeters(coverage, key), 0)
    expect(blocks.squareMeters.reduce((sum, one) => sum + one, 0) / ground).toBeCloseTo(1, 3)
    expect(blocks.count).toBeGreaterThan(3 * areas.size)
    expect(new Set(blocks.area)).toEqual(areas)
  })
  it('have shapes that are the ground they count', () => {
    expect(blocks.shapes).toHaveLength(blocks.count)
    blocks.shapes.forEach((shape, block) => {
      expect(shape.coordinates).toHaveLength(1)
      expect(area(shape) / blocks.squareMeters[block]!).toBeCloseTo(1, 2)
    })
  })
  it('give each building ground of its own, where streets leave it whole', () => {
    const buildings = town.buildings.map(({ footprint }) => footprintOf(footprint))
    const grounds = makeBuildingGrounds(coverage, areas, lines, homes, buildings)
    const streets = makeBuildingGrounds(coverage, areas, lines, homes, [])
    expect(grounds.count).toBeGreaterThan(2 * streets.count)
    expect(grounds.squareMeters.reduce((sum, one) => sum + one, 0)).toBeCloseTo(
      blocks.squareMeters.reduce((sum, one) => sum + one, 0),
      0,
    )
    const holders = new Map<number, number>()
    let [parted, seen] = [0, 0]
    for (const building of buildings) {
      const [mx, my] = middleOf(building)
      const own = grounds.blockOf(mx / 1e7, my / 1e7)
      // What streets part is nobody's to put together.
      const isWhole = (blockOf: Blocks['blockOf']): boolean => {
        const held = building.flatMap((ring) =>
          // Corners drawn in by a tenth: a border along a wall parts nothing.
          Array.from({ length: ring.length / 2 }, (_, i) =>
            blockOf((mx + 0.9 * (ring[2 * i]! - mx)) / 1e7, (my + 0.9 * (ring[2 * i + 1]! - my)) / 1e7),
          ),
        )
        return new Set(held).size === 1
      }
      if (own === -1 || !isWhole(streets.blockOf)) continue
      holders.set(own, (holders.get(own) ?? 0) + 1)
      seen++
      if (!isWhole(grounds.blockOf)) parted++
    }
    expect(holders.size).toBeGreaterThan(50)
    expect(seen).toBeGreaterThan(100)
    // A blind alley that ends in a building parts it as soon as another line meets it: a few.
    expect(parted / seen).toBeLessThan(0.05)
    const alone = [...holders.values()].filter((count) => count === 1).length
    expect(alone / holders.size).toBeGreaterThan(0.95)
    const same = grounds.assigned((block) => grounds.area[block]!)
    expect(changeBetween(coverage, same)).toEqual([])
  })
  it('give houses of a village, as they happen to stand, ground of their own as well', () => {
    const community = town.units.find(({ name }) => name === '李家湾村')!
    const own = new Set(areaKeys(coverage).filter((key) => key.startsWith(community.code)))
    const buildings = town.buildings.map(({ footprint }) => footprintOf(footprint))
    const { blockOf } = makeBuildingGrounds(coverage, own, lines, homes, buildings)
    const within = buildings.map(middleOf).map(([x, y]) => blockOf(x / 1e7, y / 1e7))
    const held = within.filter((ground) => ground !== -1)
    expect(held.length).toBeGreaterThan(800)
    expect(new Set(held).size / held.length).toBeGreaterThan(0.95)
  })
  it('hold everybody who lives there, counted by place', () => {
    const locator = new PointLocator([...areas].map((key) => areaGeometry(coverage, key)))
    let expected = 0
    for (let home = 0; home < homes.residents.length; home++)
      if (locator.locate(homes.lonLat[2 * home]!, homes.lonLat[2 * home + 1]!) !== -1)
        expected += homes.residents[home]!
    expect(expected).toBeGreaterThan(1000)
    expect(blocks.residents.reduce((sum, one) => sum + one, 0)).toBe(expected)
  })
  it('put together as they are, give the division of today, to the last point', () => {
    const bytes = ({ arcs }: Coverage): string => JSON.stringify([...coverageOf(arcs.values()).arcs.values()])
    expect(bytes(blocks.assigned((block) => blocks.area[block]!))).toBe(bytes(coverage))
  })
  it('give proposals that are partitions, better balanced than today', () => {
    const { problem } = problemOf(blocks, { districts: areas.size, most: null })
    const { proposals, today } = propose(problem, { seed: 1, tolerance: 0.05, steps: 20_000, searches: 1 })
    const [first] = proposals
    expect(first!.figures.imbalance).toBeLessThan(today!.imbalance)
    expect(brokenDistricts(problem, first!.division)).toEqual([])
    const keys = [...areas].sort()
    const next = blocks.assigned((block) => keys[first!.division[block]!]!)
    expect(checkCoverage(next)).toEqual([])
    expect(areaKeys(next)).toEqual(areaKeys(coverage))
    for (const key of keys) expect(areaGeometry(next, key).coordinates).toHaveLength(1)
  }, 60_000)
})
