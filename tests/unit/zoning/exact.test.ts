/** The search beside the best that there is, as a mixed integer program proves it. */
import { describe, expect, it } from 'vitest'
import {
  brokenDistricts,
  leastImbalance,
  leastMoved,
  zoningFigures,
  type ZoningProblem,
} from '../../../shared/zoning/problem.ts'
import { propose } from '../../../shared/zoning/propose.ts'
import { chequered, withWeights } from '../../fixtures/chequered.ts'
import { fewestMoved, mostEven } from '../../fixtures/exactDivision.ts'

const options = { seed: 1, tolerance: 0.1, steps: 20_000 }

/** Every division of twelve blocks into three districts. */
function triedAll(problem: ZoningProblem, take: (division: Int32Array) => void): void {
  const division = new Int32Array(12)
  const next = (block: number): void => {
    if (block === 12) {
      if (new Set(division).size === 3 && brokenDistricts(problem, division).length === 0) take(division)
      return
    }
    for (let district = 0; district < 3; district++) {
      division[block] = district
      next(block + 1)
    }
  }
  next(0)
}

describe('the mixed integer program', () => {
  it('finds what trying all finds', async () => {
    for (const seed of [1, 2]) {
      const problem = withWeights(chequered(4, 3, 3), seed)
      let [even, fewest] = [Infinity, Infinity]
      triedAll(problem, (division) => {
        const { imbalance, moved } = zoningFigures(problem, division, [0, 1, 2])
        even = Math.min(even, imbalance)
        if (imbalance <= 0.15) fewest = Math.min(fewest, moved)
      })
      const exact = await mostEven(problem)
      expect(exact!.imbalance).toBeCloseTo(even, 6)
      expect(brokenDistricts(problem, exact!.division)).toEqual([])
      expect(zoningFigures(problem, exact!.division, [0, 1, 2]).imbalance).toBeCloseTo(even, 6)
      if (fewest === Infinity) expect(await fewestMoved(problem, 0.15)).toBeNull()
      else expect((await fewestMoved(problem, 0.15))!.moved).toBeCloseTo(fewest, 6)
    }
  }, 120_000)
})

describe('the search', () => {
  it('is within a hundredth of the most even division on small ground, and the bounds lie below', async () => {
    for (const [columns, rows, districts, seed] of [
      [4, 4, 3, 11],
      [5, 4, 4, 12],
    ] as const) {
      const problem = withWeights(chequered(columns, rows, districts), seed)
      const exact = (await mostEven(problem))!
      expect(leastImbalance(problem)).toBeLessThanOrEqual(exact.imbalance + 1e-9)
      const { proposals } = propose(problem, options)
      const off = proposals[0]!.figures.imbalance
      expect(off).toBeGreaterThanOrEqual(exact.imbalance - 1e-6)
      expect(off).toBeLessThanOrEqual(exact.imbalance + 0.01)
    }
  }, 240_000)
  it('moves as few people as can be within a share, and the bound lies below', async () => {
    for (const seed of [21, 22]) {
      const problem = withWeights(chequered(4, 4, 3), seed)
      const exact = await fewestMoved(problem, options.tolerance)
      const within = propose(problem, options).proposals.filter(
        ({ figures }) => figures.imbalance <= options.tolerance + 1e-9,
      )
      if (!exact) {
        expect(within).toEqual([])
        continue
      }
      expect(leastMoved(problem, options.tolerance)).toBeLessThanOrEqual(exact.moved + 1e-6)
      expect(Math.min(...within.map(({ figures }) => figures.moved))).toBeCloseTo(exact.moved, 6)
    }
  }, 240_000)
})
