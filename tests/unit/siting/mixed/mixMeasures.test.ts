/** Points and openings on one budget against every mix looked at. `QUARTERHOUR_SITING_CASES` tells how many cases. */
import { describe, expect, it } from 'vitest'
import { type MixFound, mixMeasures } from '../../../../shared/siting/mixed/mixMeasures.ts'
import { maximalCovering, pMedian } from '../../../../shared/siting/models.ts'
import { objectiveOf, type SiteProblem } from '../../../../shared/siting/siteProblem.ts'
import { wayTableOf } from '../../../../shared/siting/wayTable.ts'
import { seeded } from '../../../../shared/zoning/random.ts'
import { choices, type Random, whole } from '../bruteForce.ts'

const CASES = Number(process.env.QUARTERHOUR_SITING_CASES ?? 300)

interface Mix {
  pointCost: number
  openingCosts: number[]
  budget: number
  sites: number
  problemWith: (opened: readonly number[], points: number) => SiteProblem
}

/** Ways that get shorter with each opening, by dice; up to 6 sites, 8 homes and 4 openings. */
function drawMix(random: Random): Mix {
  const [sites, homes, openings] = [whole(random, 1, 6), whole(random, 1, 8), whole(random, 0, 4)]
  const waysOf = (): number[][] =>
    Array.from({ length: homes }, () => Array.from({ length: sites }, () => whole(random, 0, 60)))
  const plain = waysOf()
  const through = Array.from({ length: openings }, waysOf)
  const weights = Array.from({ length: homes }, () => whole(random, 0, 9))
  const existing = Float64Array.from({ length: homes }, () => whole(random, 10, 60))
  const isCovering = random() < 0.5
  return {
    pointCost: whole(random, 1, 6),
    openingCosts: Array.from({ length: openings }, () => whole(random, 1, 6)),
    budget: whole(random, 0, 14),
    sites,
    problemWith: (opened, count) => {
      const table = wayTableOf(
        homes,
        sites,
        plain.flatMap((row, demand) =>
          row.map((way, site) => ({
            demand,
            site,
            way: opened.reduce((least, one) => Math.min(least, through[one]![demand]![site]!), way),
          })),
        ),
      )
      return isCovering
        ? maximalCovering(table, weights, { count, existing }, { full: 20, none: 21 })
        : pMedian(table, weights, { count, existing }, 70)
    },
  }
}

function bestOf({ pointCost, openingCosts, budget, sites, problemWith }: Mix): number {
  let least = Infinity
  for (const opened of choices(openingCosts.length)) {
    const left = budget - opened.reduce((sum, one) => sum + openingCosts[one]!, 0)
    if (left < 0) continue
    const count = Math.min(sites, Math.floor(left / pointCost))
    const problem = problemWith(opened, count)
    for (const open of choices(sites))
      if (open.length === count) least = Math.min(least, objectiveOf(problem, open))
  }
  return least
}

describe('points and openings on one budget', () => {
  it(`come to the best of all mixes, which they prove (${CASES} cases)`, () => {
    const random = seeded(5)
    let mixed = 0
    for (let at = 0; at < CASES; at++) {
      const mix = drawMix(random)
      const steps: MixFound[] = []
      const search = mixMeasures({ ...mix, mostPoints: mix.sites }, mix.problemWith)
      for (let step = search.next(); ; step = search.next()) {
        steps.push(step.value)
        if (step.done) break
      }
      const best = bestOf(mix)
      const last = steps.at(-1)!
      expect(last).toMatchObject({ objective: best, bound: best, isDone: true })
      const count = mix.problemWith(last.opened, 0)
      expect(objectiveOf(count, last.open)).toBe(best)
      const spent =
        last.open.length * mix.pointCost + last.opened.reduce((sum, one) => sum + mix.openingCosts[one]!, 0)
      expect(spent).toBeLessThanOrEqual(mix.budget)
      for (const { bound } of steps) expect(bound).toBeLessThanOrEqual(best)
      if (last.opened.length > 0 && last.open.length > 0) mixed++
    }
    expect(mixed).toBeGreaterThan(CASES / 20)
  })
})
