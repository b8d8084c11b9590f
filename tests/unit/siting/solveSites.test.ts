/**
 * Answers against every choice looked at, for each model, and proofs against the checker that shares no code with them.
 * `QUARTERHOUR_SITING_CASES` changes how many cases of each model are tried; 10,000 take some minutes.
 */
import { describe, expect, it } from 'vitest'
import { covering } from '../../../shared/siting/covering.ts'
import { solveCenter } from '../../../shared/siting/center.ts'
import { maximalCovering, pMedian, setCovering } from '../../../shared/siting/models.ts'
import { decide } from '../../../shared/siting/multipliers.ts'
import { raiseBound } from '../../../shared/siting/raiseBound.ts'
import type { SiteProblem } from '../../../shared/siting/siteProblem.ts'
import { type SitesFound, solveSites } from '../../../shared/siting/solveSites.ts'
import { verifyProof } from '../../../shared/siting/verifyProof.ts'
import { nearestWays, wayTableOf } from '../../../shared/siting/wayTable.ts'
import { seeded } from '../../../shared/zoning/random.ts'
import { choices, leastObjective, type Random, type SmallCase, smallCase, whole } from './bruteForce.ts'

const CASES = Number(process.env.QUARTERHOUR_SITING_CASES ?? 400)

function toTheEnd<T>(steps: Generator<unknown, T>): T {
  for (let step = steps.next(); ; step = steps.next()) if (step.done) return step.value
}

const solved = (problem: SiteProblem): SitesFound => toTheEnd(solveSites(problem, { kicks: 3 }))

/** Made of a small case and some dice of its own. */
const models: Record<string, (small: SmallCase, random: Random) => SiteProblem> = {
  'p-median': ({ table, weights, rules }) => pMedian(table, weights, rules),
  'p-median, those out of reach counted as far': ({ table, weights, rules }) =>
    pMedian(table, weights, rules, 45),
  'maximal covering': ({ table, weights, rules }, random) => {
    const reach = whole(random, 0, 30)
    return maximalCovering(table, weights, rules, { full: reach, none: reach + 1 })
  },
  'maximal covering that fades': ({ table, weights, rules }) =>
    maximalCovering(table, weights, rules, { full: 8, none: 25 }),
  'maximal covering on a budget': ({ table, weights, rules }, random) => {
    const spend = Float64Array.from({ length: table.siteCount }, () => whole(random, 0, 9))
    return maximalCovering(
      table,
      weights,
      { ...rules, count: null, budget: { spend, limit: whole(random, 0, 25) } },
      { full: 12, none: 20 },
    )
  },
  'p-median on a budget, so many points': ({ table, weights, rules }, random) => {
    const spend = Float64Array.from({ length: table.siteCount }, () => whole(random, 0, 9))
    return pMedian(table, weights, { ...rules, budget: { spend, limit: whole(random, 0, 25) } }, 50)
  },
  'set covering': ({ table, rules }, random) => setCovering(table, whole(random, 5, 30), rules),
  'set covering at prices': ({ table, rules }, random) =>
    setCovering(
      table,
      whole(random, 5, 30),
      rules,
      Float64Array.from({ length: table.siteCount }, () => whole(random, 0, 9)),
    ),
  'points that cost what they save': ({ table, weights, rules }, random) => ({
    ...pMedian(table, weights, { ...rules, count: null }, 60),
    price: Float64Array.from({ length: table.siteCount }, () => whole(random, 0, 200)),
  }),
}

describe.each(Object.entries(models))('%s', (_, make) => {
  it(`finds the best of all choices, and proves it (${CASES} cases)`, () => {
    const random = seeded(7)
    let possible = 0
    for (let at = 0; at < CASES; at++) {
      const problem = make(smallCase(random), random)
      const least = leastObjective(problem)
      const found = solved(problem)
      expect([at, found.objective, found.bound]).toEqual([at, least, least])
      if (least === Infinity) continue
      possible++
      expect([at, verifyProof(problem, found)]).toEqual([
        at,
        { valid: true, objective: least, bound: least, isOptimal: true },
      ])
    }
    expect(possible).toBeGreaterThan(CASES / 10)
  })
})

describe('p-center', () => {
  it(`has the shortest furthest way of all choices (${CASES} cases)`, () => {
    const random = seeded(11)
    for (let at = 0; at < CASES; at++) {
      const { table, rules } = smallCase(random)
      let least = Infinity
      for (const open of choices(table.siteCount)) {
        if (open.length > rules.count) continue
        if (
          rules.fixed!.some((how, j) => (how === 1 && !open.includes(j)) || (how === -1 && open.includes(j)))
        )
          continue
        const ways = nearestWays(table, open).map((way, i) => Math.min(way, rules.existing?.[i] ?? Infinity))
        least = Math.min(least, Math.max(...ways))
      }
      const found = toTheEnd(solveCenter(table, rules))
      expect([at, found.objective]).toEqual([at, least])
    }
  })
})

describe('where greedy opening and swaps find nobody who serves all', () => {
  it('finds the one choice that does, of people who must be served and sums that are large', () => {
    // 100 at three places alike; two rows of 4 + 2 + 1 that one place serves, or three places by pieces
    const rows = [
      [0, 1, 2, 3, 4, 5, 6],
      [7, 8, 9, 10, 11, 12, 13],
    ].map((row) => row.map((one) => 100 + one))
    const crowd = Array.from({ length: 100 }, (_, i) => i)
    const pieces = [
      [0, 4],
      [4, 6],
      [6, 7],
    ].map(([from, to]) => rows.flatMap((row) => row.slice(from, to)))
    const serves = [crowd, crowd, crowd, ...rows, ...pieces]
    const entries = serves.flatMap((demands, site) => demands.map((demand) => ({ demand, site, way: 1 })))
    const table = wayTableOf(114, serves.length, entries)
    const problem = pMedian(table, new Array<number>(114).fill(1), { count: 3 })
    const found = solved(problem)
    expect([found.objective, found.bound]).toEqual([114, 114])
    expect(verifyProof(problem, found)).toMatchObject({ valid: true, isOptimal: true })
  })
})

describe('where one point cannot serve all twelve', () => {
  it('says so, and does not exchange sites for ever', () => {
    const start = [0, 5, 12, 18, 23, 27, 32, 35, 42, 48, 55, 59, 64]
    const site = [
      0, 1, 7, 4, 2, 1, 5, 6, 2, 3, 0, 4, 4, 7, 1, 6, 0, 3, 3, 2, 0, 5, 6, 5, 4, 3, 7, 6, 2, 0, 3, 4, 7, 4, 5,
      6, 3, 0, 1, 4, 2, 5, 0, 6, 3, 1, 5, 7, 5, 0, 2, 3, 6, 7, 4, 3, 4, 2, 5, 7, 4, 6, 3, 2,
    ]
    const none = Infinity
    const existing = Float64Array.of(none, none, 0, none, none, none, none, 0, none, none, 0, 0)
    const table = {
      demandCount: 12,
      siteCount: 8,
      start: Int32Array.from(start),
      site: Int32Array.from(site),
      way: new Float64Array(site.length),
    }
    const problem = pMedian(table, [9, 4, 5, 5, 8, 4, 7, 6, 4, 5, 6, 6], { count: 1, existing })
    expect(solved(problem).objective).toBe(Infinity)
  })
})

describe('a node that decides sites', () => {
  const table = wayTableOf(1, 2, [
    { demand: 0, site: 0, way: 1 },
    { demand: 0, site: 1, way: 5 },
  ])
  const problem = pMedian(table, [1], { count: 1 })
  const at = (multiplier: number) => ({ demand: new Float64Array([multiplier]), budget: 0 })
  const claimed = (multiplier: number) =>
    verifyProof(problem, {
      open: [1],
      objective: 5,
      bound: 5,
      proof: {
        kind: 'decide',
        multipliers: at(multiplier),
        opened: [],
        closed: [0],
        then: { kind: 'bound', multipliers: at(5) },
      },
    })

  it('proves nothing when its multipliers do not: the better site was left out', () => {
    expect(claimed(0)).toMatchObject({ valid: false, what: 'bound', found: 0 })
    expect(claimed(5)).toMatchObject({ valid: false, what: 'bound', found: 1 })
  })
})

describe('multipliers whose sums are not exact', () => {
  it('are left for some that promise nothing, and the bound is found from there', () => {
    const table = wayTableOf(
      8,
      4,
      Array.from({ length: 32 }, (_, k) => ({ demand: k >> 2, site: k & 3, way: 3 + (k & 3) })),
    )
    const decided = decide(pMedian(table, new Array<number>(8).fill(1), { count: 3 }), new Int8Array(4))
    const from = { demand: new Float64Array(8).fill(2 ** 42), budget: 0 }
    const raised = raiseBound(decided, from, { steps: 200, target: 24 })
    expect(raised!.evaluation.bound).toBeGreaterThan(23)
    expect(raised!.evaluation.bound).toBeLessThanOrEqual(24)
  })
})

describe('a node that is called impossible', () => {
  it('is, when the only site within reach is closed, whoever else lies in the table', () => {
    const table = wayTableOf(1, 2, [
      { demand: 0, site: 0, way: 1 },
      { demand: 0, site: 1, way: 9 },
    ])
    const problem = setCovering(table, 5, {})
    const open = { kind: 'bound' as const, multipliers: { demand: new Float64Array([1]), budget: 0 } }
    const proof = { kind: 'branch' as const, site: 0, opened: open, closed: { kind: 'impossible' as const } }
    expect(verifyProof(problem, { open: [0], objective: 1, bound: 1, proof })).toMatchObject({
      isOptimal: true,
    })
  })
})

describe('set covering on the demands that decide', () => {
  it(`has the same answer, and a proof that holds for all demands (${CASES} cases)`, () => {
    const random = seeded(23)
    for (let at = 0; at < CASES; at++) {
      const { table, rules } = smallCase(random)
      const { problem, search, proofOf } = covering(table, whole(random, 5, 30), rules)
      const least = leastObjective(problem)
      const found = toTheEnd(search)
      expect([at, found.objective, found.bound]).toEqual([at, least, least])
      if (least === Infinity) continue
      const claim = { ...found, proof: proofOf(found) }
      expect([at, verifyProof(problem, claim)]).toMatchObject([at, { valid: true, isOptimal: true }])
    }
  })
})

describe('a claim that does not hold', () => {
  const random = seeded(3)
  const { table, weights, rules } = smallCase(random)
  const problem = pMedian(table, weights, { ...rules, count: 1, fixed: new Int8Array(table.siteCount) }, 60)
  const found = solved(problem)

  it('is valid as it was made', () => {
    expect(verifyProof(problem, found)).toMatchObject({ valid: true, isOptimal: true })
  })

  it('fails with an objective that is lower, or a bound that is higher', () => {
    expect(verifyProof(problem, { ...found, objective: found.objective - 1 })).toMatchObject({
      valid: false,
      what: 'objective',
    })
    expect(verifyProof(problem, { ...found, bound: found.bound + 1 })).toMatchObject({
      valid: false,
      what: 'bound',
    })
  })

  it('fails with other sites, too many of them, one twice, or none that there is', () => {
    const other = (found.open[0]! + 1) % table.siteCount
    expect(verifyProof(problem, { ...found, open: [other] })).toMatchObject({ valid: false })
    expect(verifyProof(problem, { ...found, open: [0, 1] })).toMatchObject({
      valid: false,
      what: 'open',
      found: '2 sites, not 1',
    })
    expect(verifyProof({ ...problem, count: 2 }, { ...found, open: [0, 0] })).toMatchObject({
      valid: false,
      what: 'open',
    })
    expect(verifyProof(problem, { ...found, open: [99] })).toMatchObject({
      valid: false,
      what: 'open',
      found: 'no site 99',
    })
  })

  it('fails with multipliers that prove less, are not whole parts, or are too few', () => {
    const withMultipliers = (demand: Float64Array) =>
      verifyProof(problem, { ...found, proof: { kind: 'bound', multipliers: { demand, budget: 0 } } })
    expect(withMultipliers(new Float64Array(table.demandCount))).toMatchObject({
      valid: false,
      what: 'bound',
    })
    expect(withMultipliers(new Float64Array(table.demandCount).fill(0.1))).toMatchObject({
      valid: false,
      what: 'proof',
    })
    expect(withMultipliers(new Float64Array(table.demandCount + 1))).toMatchObject({
      valid: false,
      what: 'proof',
    })
  })

  it('fails with a node called impossible that is not, and a site decided twice', () => {
    expect(verifyProof(problem, { ...found, proof: { kind: 'impossible' } })).toMatchObject({
      valid: false,
      what: 'proof',
    })
    const leaf = { kind: 'impossible' as const }
    const twice = {
      kind: 'branch' as const,
      site: 0,
      opened: { kind: 'branch' as const, site: 0, opened: leaf, closed: leaf },
      closed: leaf,
    }
    expect(verifyProof(problem, { ...found, proof: twice })).toMatchObject({ valid: false, what: 'proof' })
  })
})
