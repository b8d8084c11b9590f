/** A search of divisions: the same for the same seed, whole at every step, its energy kept true along the way. */
import { describe, expect, it } from 'vitest'
import { brokenDistricts, zoningFigures } from '../../../shared/zoning/problem.ts'
import { type Proposals, propose, proposing } from '../../../shared/zoning/propose.ts'
import { searchDivisions } from '../../../shared/zoning/searchDivisions.ts'
import { startDivision } from '../../../shared/zoning/startDivision.ts'
import { chequered, withWeights } from '../../fixtures/chequered.ts'

const problem = withWeights(chequered(10, 8, 6), 3)
const start = startDivision(problem, 1)
const aims = { balance: 4, stay: 1, short: 0.5, round: 0.5, street: 0.5, tolerance: 0 }
const from = (seed: number, steps = 30_000) => searchDivisions(problem, start, { aims, seed, steps })

describe('a search', () => {
  it('gives the same division for the same seed, and others for others', () => {
    expect(from(5)).toEqual(from(5))
    const found = [1, 2, 3, 4].map((seed) => from(seed).division.join())
    expect(new Set(found).size).toBeGreaterThan(1)
  })
  it('leaves what it was given as it was', () => {
    const before = [...start]
    from(5)
    expect([...start]).toEqual(before)
  })
  it('gives divisions that are whole, the level one no farther from balance than the best', () => {
    for (const seed of [1, 2, 3, 4, 5, 6]) {
      const { division, level } = from(seed)
      const names = Int32Array.from({ length: 6 }, (_, i) => i)
      for (const one of [division, level]) expect(brokenDistricts(problem, one)).toEqual([])
      expect(zoningFigures(problem, level, names).imbalance).toBeLessThanOrEqual(
        zoningFigures(problem, division, names).imbalance + 1e-12,
      )
    }
  })
  it('gives what it began with where no step is made', () => {
    expect(from(5, 0)).toEqual({ division: start, level: start })
  })
})

describe('proposals that are stopped', () => {
  const options = { seed: 4, tolerance: 0.05, steps: 3000, searches: 2 }
  it('have been as good as those that go on, at the same moment', () => {
    const taken: Proposals[] = []
    for (const found of proposing(problem, options)) {
      taken.push(found)
      if (taken.length === 4) break
    }
    const whole = [...proposing(problem, options)]
    expect(taken).toEqual(whole.slice(0, 4))
    expect(taken[3]!.proposals.length).toBeGreaterThan(0)
    expect(whole).toHaveLength(12)
    expect(whole.at(-1)).toMatchObject({ done: 1, proposals: propose(problem, options).proposals })
  })
  it('never lose an offer but to a better one', () => {
    let before: Proposals['proposals'] = []
    for (const { proposals } of proposing(problem, options)) {
      for (const { figures, division } of before) {
        const isThere = proposals.some((one) => one.division.join() === division.join())
        const isBeaten = proposals.some(
          (one) =>
            one.figures.imbalance <= figures.imbalance + 1e-9 &&
            one.figures.moved <= figures.moved + 1e-9 &&
            one.figures.compactness >= figures.compactness - 1e-9 &&
            one.figures.offStreetMeters <= figures.offStreetMeters + 1e-9,
        )
        expect(isThere || isBeaten).toBe(true)
      }
      before = proposals
    }
  })
})
