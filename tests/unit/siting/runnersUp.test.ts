/** The next best place, and choices that are equally good, against every choice looked at. */
import { expect, it } from 'vitest'
import { maximalCovering, pMedian } from '../../../shared/siting/models.ts'
import { runnersUp, settleTies } from '../../../shared/siting/runnersUp.ts'
import { objectiveOf, whyNotAllowed } from '../../../shared/siting/siteProblem.ts'
import { solveSites } from '../../../shared/siting/solveSites.ts'
import { seeded } from '../../../shared/zoning/random.ts'
import { smallCase } from './bruteForce.ts'

const CASES = 300

function bestOf(problem: Parameters<typeof solveSites>[0]): number[] {
  const steps = solveSites(problem, { kicks: 3 })
  for (let step = steps.next(); ; step = steps.next()) if (step.done) return step.value.open
}

it('the next best place is the best of all that could stand in for one', () => {
  const random = seeded(5)
  let found = 0
  for (let at = 0; at < CASES; at++) {
    const { table, weights, rules } = smallCase(random)
    const problem = pMedian(table, weights, rules)
    const open = bestOf(problem)
    if (open.length === 0) continue
    const best = objectiveOf(problem, open)
    runnersUp(problem, open).forEach(({ site, loss }, place) => {
      const others = Array.from({ length: table.siteCount }, (_, j) => j)
        .filter((j) => !open.includes(j))
        .map((j) => open.with(place, j))
        .filter((tried) => whyNotAllowed(problem, tried) === null)
        .map((tried) => objectiveOf(problem, tried))
      const least = Math.min(...others)
      if (problem.fixed[open[place]!] === 1 || !Number.isFinite(least)) expect(site).toBeNull()
      else {
        expect([at, loss]).toEqual([at, least - best])
        found++
      }
    })
  }
  expect(found).toBeGreaterThan(CASES / 2)
})

it('a tie is settled without losing anybody, and never for a longer walk', () => {
  const random = seeded(6)
  let changed = 0
  for (let at = 0; at < CASES; at++) {
    const { table, weights, rules } = smallCase(random)
    const problem = maximalCovering(table, weights, rules, { full: 12, none: 13 })
    const open = bestOf(problem)
    if (open.length === 0) continue
    const second = pMedian(table, weights, rules, 12)
    const settled = settleTies(problem, open, second)
    expect([at, whyNotAllowed(problem, settled)]).toEqual([at, null])
    expect([at, objectiveOf(problem, settled)]).toEqual([at, objectiveOf(problem, open)])
    const [before, after] = [objectiveOf(second, open), objectiveOf(second, settled)]
    expect(after).toBeLessThanOrEqual(before)
    if (after < before) changed++
  }
  expect(changed).toBeGreaterThan(10)
})
