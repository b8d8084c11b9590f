/** A real county's voting districts, divided anew: at least as balanced, as compact and as unbroken as those in force. */
import { expect } from 'vitest'
import { brokenDistricts, zoningFigures } from '../../../shared/zoning/problem.ts'
import { propose } from '../../../shared/zoning/propose.ts'
import { REAL_DIVISIONS, realDivision } from '../../fixtures/realDivisions.ts'
import { itWithShared } from '../../fixtures/sharedData.ts'

const [ellis] = REAL_DIVISIONS

itWithShared('Ellis County is divided better than it is', ellis!.blocks, async () => {
  const { problem } = await realDivision(ellis!)
  expect(problem.weight).toHaveLength(2296)
  expect(problem.weight.reduce((sum, one) => sum + one, 0)).toBe(28_934)
  expect(problem.districts).toBe(43)
  expect(problem.today.includes(-1)).toBe(false)
  // 2,332 km² of land and water, by the census.
  expect(problem.squareMeters.reduce((sum, one) => sum + one, 0) / 1e6).toBeCloseTo(2332, -1)
  const inForce = zoningFigures(problem, problem.today, [...Array(43).keys()])
  const broken = brokenDistricts(problem, problem.today)
  const { proposals } = propose(problem, { seed: 1, tolerance: 0.05, steps: 150_000, searches: 1 })
  const better = proposals.filter(
    ({ figures, division }) =>
      figures.imbalance <= inForce.imbalance &&
      figures.compactness >= inForce.compactness &&
      brokenDistricts(problem, division).length <= broken.length,
  )
  expect(better.length).toBeGreaterThan(0)
})
