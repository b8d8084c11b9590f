/** Building blocks of the demo town's communities, and divisions put together from them. */
import { beforeAll, describe, expect, it } from 'vitest'
import { generateTown } from '../../../geodata/town/generateTown.ts'
import type { Town } from '../../../geodata/town/types.ts'
import { areaGeometry, areaSquareMeters } from '../../../shared/coverage/areaPolygons.ts'
import { buildCoverage } from '../../../shared/coverage/buildCoverage.ts'
import { checkCoverage } from '../../../shared/coverage/checkCoverage.ts'
import { areaKeys, type Coverage, coverageOf } from '../../../shared/coverage/coverage.ts'
import { PointLocator } from '../../../shared/coverage/pointLocator.ts'
import { buildNetwork } from '../../../shared/network/buildNetwork.ts'
import { linesOfNetwork } from '../../../shared/zoning/linesOfNetwork.ts'
import { type Blocks, type Homes, makeBlocks } from '../../../shared/zoning/blocks.ts'
import { problemOf } from '../../../shared/zoning/problemOf.ts'
import { propose } from '../../../shared/zoning/propose.ts'
import { brokenDistricts } from '../../../shared/zoning/problem.ts'

describe('blocks of the demo town', () => {
  let town: Town
  let coverage: Coverage
  let homes: Homes
  let blocks: Blocks
  let areas: Set<string>
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
    blocks = makeBlocks(coverage, areas, linesOfNetwork(buildNetwork(town.network).network), homes)
  }, 120_000)

  it('cover the areas, and nothing else', () => {
    const ground = [...areas].reduce((sum, key) => sum + areaSquareMeters(coverage, key), 0)
    expect(blocks.squareMeters.reduce((sum, one) => sum + one, 0) / ground).toBeCloseTo(1, 3)
    expect(blocks.count).toBeGreaterThan(3 * areas.size)
    expect(new Set(blocks.area)).toEqual(areas)
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
