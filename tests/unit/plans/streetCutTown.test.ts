/** Streets through the grids of the demo town: whatever is offered as a cut parts the grid, and leaves a partition. */
import { beforeAll, describe, expect, it } from 'vitest'
import { generateTown } from '../../../geodata/town/generateTown.ts'
import { areaSquareMeters, ringsOf } from '../../../shared/coverage/areaPolygons.ts'
import { buildCoverage } from '../../../shared/coverage/buildCoverage.ts'
import { checkCoverage } from '../../../shared/coverage/checkCoverage.ts'
import type { Coverage } from '../../../shared/coverage/coverage.ts'
import { splitArea } from '../../../shared/coverage/edits.ts'
import { buildNetwork } from '../../../shared/network/buildNetwork.ts'
import { edgeLine, type WalkNetwork } from '../../../shared/network/walkNetwork.ts'
import { StreetCuts } from '../../../shared/plans/streetCut.ts'

describe('streets of the demo town', () => {
  let coverage: Coverage
  let network: WalkNetwork
  let keys: string[]
  beforeAll(() => {
    const town = generateTown({ seed: 8415, size: 'town', today: '2026-11-24' })
    const grids = town.units.filter(({ level, validTo }) => level === 'grid' && validTo === null)
    coverage = buildCoverage(grids.map(({ code, polygon }) => ({ key: code, geometry: polygon }))).coverage
    network = buildNetwork(town.network).network
    keys = grids.map(({ code }) => code).sort()
  }, 120_000)

  it('part the grids they are pointed at in', () => {
    const cuts = new StreetCuts(network)
    const seen = { parted: 0, alongBorder: 0, deadEnd: 0, noStreet: 0 }
    const boxes = keys.map((key) => {
      const rings = ringsOf(coverage, key)
      const all = rings.flat()
      const xs = all.filter((_, i) => i % 2 === 0)
      const ys = all.filter((_, i) => i % 2 === 1)
      return {
        key,
        rings,
        box: [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)] as const,
      }
    })
    for (let edge = 0; edge < network.edgeCount; edge += 3) {
      const line = edgeLine(network, edge)
      const [x, y] = [Math.round((line[0]! + line[2]!) / 2), Math.round((line[1]! + line[3]!) / 2)]
      for (const { key, rings, box } of boxes) {
        if (x < box[0] || x > box[2] || y < box[1] || y > box[3]) continue
        const cut = cuts.through(rings, [x, y], 3)
        if (!cut.ok) {
          seen[cut.why]++
          continue
        }
        seen.parted++
        const points = Array.from({ length: cut.line.length / 2 }, (_, i): [number, number] => [
          cut.line[2 * i]!,
          cut.line[2 * i + 1]!,
        ])
        const edit = splitArea(coverage, key, points, (n) => `n${n}`)
        expect(edit.ok ? 'parted' : edit.why, `${key}, edge ${edge}`).toBe('parted')
        if (!edit.ok || seen.parted % 10 !== 0) continue
        expect(checkCoverage(edit.coverage)).toEqual([])
        const least = Math.min(...['n0', key].map((part) => areaSquareMeters(edit.coverage, part)))
        expect(least).toBeGreaterThan(1)
      }
    }
    expect(seen.parted).toBeGreaterThan(50)
  }, 120_000)
})
