/**
 * Allocations with capacities against every choice of sites and every way to assign, and their proofs against the checker
 * that shares no code with them. `QUARTERHOUR_SITING_CASES` changes how many cases of each model are tried.
 */
import { describe, expect, it } from 'vitest'
import {
  type CapacityProblem,
  NO_SITE,
  type Allocation,
} from '../../../../shared/siting/capacitated/capacityProblem.ts'
import { Knapsack } from '../../../../shared/siting/capacitated/knapsack.ts'
import {
  type CapacityFound,
  solveCapacitated,
} from '../../../../shared/siting/capacitated/solveCapacitated.ts'
import {
  checkedAllocation,
  mostEarned,
  provedCapacityBound,
} from '../../../../shared/siting/capacitated/verifyCapacitated.ts'
import { maximalCovering, pMedian } from '../../../../shared/siting/models.ts'
import { whyNotAllowed } from '../../../../shared/siting/siteProblem.ts'
import { type WayEntry, wayTableOf } from '../../../../shared/siting/wayTable.ts'
import { seeded } from '../../../../shared/zoning/random.ts'
import { choices, type Random, whole } from '../bruteForce.ts'

const CASES = Number(process.env.QUARTERHOUR_SITING_CASES ?? 150)

/** Up to 5 sites and 7 demands. */
function smallProblem(random: Random, kind: 'median' | 'covering' | 'prices'): CapacityProblem {
  const [sites, demands] = [whole(random, 2, 5), whole(random, 1, 7)]
  const connected = random() < 0.5 ? 1 : 0.7
  const entries: WayEntry[] = []
  for (let demand = 0; demand < demands; demand++) {
    for (let site = 0; site < sites; site++)
      if (random() < connected) entries.push({ demand, site, way: whole(random, 0, 30) })
  }
  const table = wayTableOf(demands, sites, entries)
  const weights = Array.from({ length: demands }, () => whole(random, 0, 9))
  const fixed = new Int8Array(sites)
  if (random() < 0.3) fixed[whole(random, 0, sites - 1)] = 1
  if (random() < 0.3) fixed[whole(random, 0, sites - 1)] = -1
  const existing =
    random() < 0.4
      ? Float64Array.from({ length: demands }, () => (random() < 0.5 ? whole(random, 0, 40) : Infinity))
      : undefined
  const rules = { count: whole(random, 1, sites), fixed, ...(existing && { existing }) }
  const base =
    kind === 'covering'
      ? maximalCovering(table, weights, rules, { full: 12, none: random() < 0.5 ? 13 : 25 })
      : pMedian(table, weights, rules)
  return {
    ...base,
    ...(kind === 'prices' && { price: Float64Array.from({ length: sites }, () => whole(random, 0, 60)) }),
    load: Float64Array.from(weights, (weight) => (random() < 0.7 ? weight : whole(random, 0, 9))),
    capacity: Float64Array.from({ length: sites }, () => (random() < 0.1 ? Infinity : whole(random, 3, 22))),
  }
}

/** The least cost of all, by trying every site for every demand. */
function leastOfAll(problem: CapacityProblem): number {
  const { demandCount, siteCount, rows, unserved, load, capacity, price } = problem
  const costs = Array.from({ length: demandCount }, (_, i) => {
    const row = new Map<number, number>([[NO_SITE, unserved[i]!]])
    for (let at = rows.start[i]!; at < rows.start[i + 1]!; at++) row.set(rows.site[at]!, rows.cost[at]!)
    return row
  })
  let least = Infinity
  for (const open of choices(siteCount)) {
    if (whyNotAllowed(problem, open) !== null) continue
    const room = capacity.slice()
    const go = (i: number, cost: number): void => {
      if (cost >= least) return
      if (i === demandCount) {
        least = cost
        return
      }
      for (const site of [NO_SITE, ...open]) {
        const own = costs[i]!.get(site)
        if (own === undefined) continue
        if (site === NO_SITE) go(i + 1, cost + own)
        else if (room[site]! >= load[i]!) {
          room[site]! -= load[i]!
          go(i + 1, cost + own)
          room[site]! += load[i]!
        }
      }
    }
    go(
      0,
      open.reduce((sum, site) => sum + price[site]!, 0),
    )
  }
  return least
}

function solved(problem: CapacityProblem): CapacityFound {
  const search = solveCapacitated(problem, { kicks: 2 })
  for (let step = search.next(); ; step = search.next()) if (step.done) return step.value
}

describe.each(['median', 'covering', 'prices'] as const)('with capacities, %s', (kind) => {
  it(`finds the best of all allocations, and proves it (${CASES} cases)`, () => {
    const random = seeded(17)
    let [possible, tight] = [0, 0]
    for (let at = 0; at < CASES; at++) {
      const problem = smallProblem(random, kind)
      const least = leastOfAll(problem)
      const found = solved(problem)
      expect([at, found.objective]).toEqual([at, least])
      if (least === Infinity) {
        expect([at, provedCapacityBound(problem, found.proof)]).toEqual([at, Infinity])
        continue
      }
      possible++
      if (leastOfAll({ ...problem, capacity: problem.capacity.map(() => Infinity) }) < least) tight++
      expect([at, found.bound, checkedAllocation(problem, found)]).toEqual([at, least, least])
      expect([at, provedCapacityBound(problem, found.proof)]).toEqual([at, expect.any(Number)])
      expect(provedCapacityBound(problem, found.proof)).toBeGreaterThanOrEqual(least)
    }
    expect(possible).toBeGreaterThan(CASES / 5)
    // capacities that never matter would try nothing
    expect(tight).toBeGreaterThan(CASES / 20)
  })

  it('has at every step a bound that its proof bears', () => {
    const random = seeded(29)
    for (let at = 0; at < 20; at++) {
      const problem = smallProblem(random, kind)
      for (const { bound, objective, proof } of solveCapacitated(problem, { kicks: 1 })) {
        expect(bound).toBeLessThanOrEqual(objective)
        if (bound > 0 && bound < Infinity)
          expect(provedCapacityBound(problem, proof)).toBeGreaterThanOrEqual(Math.min(bound, objective))
      }
    }
  })
})

describe('what a site can earn', () => {
  it('is the same by branching, by table and by trying all; parts of items are never less', () => {
    const random = seeded(5)
    for (let at = 0; at < 200; at++) {
      const items = Array.from({ length: whole(random, 1, 12) }, () => ({
        earns: whole(random, 1, 5000) / 1024,
        load: whole(random, 0, 9),
      }))
      const room = whole(random, 0, 30)
      let best = 0
      for (const chosen of choices(items.length)) {
        if (chosen.reduce((sum, k) => sum + items[k]!.load, 0) <= room)
          best = Math.max(
            best,
            chosen.reduce((sum, k) => sum + items[k]!.earns, 0),
          )
      }
      const knapsack = new Knapsack(items.length)
      knapsack.clear(room)
      items.forEach(({ earns, load }, k) => knapsack.add(k, earns, load))
      expect(knapsack.most()).toBeGreaterThanOrEqual(best)
      expect([at, knapsack.best(), mostEarned(items, room)]).toEqual([at, best, best])
      let taken = 0
      for (let k = 0; k < knapsack.count; k++) if (knapsack.isTaken[k]) taken += knapsack.load[k]!
      expect(taken).toBeLessThanOrEqual(room)
    }
  })

  it('is bounded from above where the capacity is too large for a table', () => {
    const items = Array.from({ length: 40 }, (_, k) => ({ earns: 100 + k, load: 1009 + 13 * k }))
    const room = 25_000
    const knapsack = new Knapsack(items.length)
    knapsack.clear(room)
    items.forEach(({ earns, load }, k) => knapsack.add(k, earns, load))
    const bound = mostEarned(items, room)
    expect(Math.abs(knapsack.best() - bound)).toBeLessThan(1 / 256)
    // by the same items with loads and room of a thousandth, rounded in their favour
    const smaller = items.map(({ earns, load }) => ({ earns, load: Math.ceil(load / 10) }))
    expect(bound).toBeGreaterThanOrEqual(mostEarned(smaller, room / 10))
  })
})

describe('a claim about capacities that does not hold', () => {
  const random = seeded(8)
  let problem = smallProblem(random, 'median')
  while (
    leastOfAll(problem) === Infinity ||
    problem.demandCount < 5 ||
    problem.siteCount < 3 ||
    problem.count !== 2
  )
    problem = smallProblem(random, 'median')
  const found = solved(problem)
  const allocation: Allocation = { open: found.open, serves: found.serves }
  const otherwise = (change: (copy: Allocation) => void): number | { found: string } => {
    const copy = { open: [...allocation.open], serves: allocation.serves.slice() }
    change(copy)
    return checkedAllocation(problem, copy)
  }

  it('is valid as it was made', () => {
    expect(checkedAllocation(problem, allocation)).toBe(found.objective)
  })

  it('fails where a site holds more than it can', () => {
    const site = allocation.open.find((one) => allocation.serves.includes(one))!
    const held = problem.load.reduce((sum, one, i) => (allocation.serves[i] === site ? sum + one : sum), 0)
    const less = { ...problem, capacity: problem.capacity.map((one, j) => (j === site ? held - 1 : one)) }
    expect(checkedAllocation(less, allocation)).toEqual({
      found: `site ${site} holds ${held}, of a capacity of ${held - 1}`,
    })
  })

  it('fails where somebody goes to a site that is shut, or that there is none of', () => {
    const shut = [0, 1, 2, 3, 4].find((site) => site < problem.siteCount && !allocation.open.includes(site))!
    expect(otherwise(({ serves }) => (serves[0] = shut))).toMatchObject({
      found: expect.stringContaining('not open') as string,
    })
    expect(otherwise(({ open }) => (open[0] = 99))).toMatchObject({ found: 'no site 99' })
    expect(otherwise(({ open }) => (open[0] = open[1]!))).toMatchObject({ found: 'a site is named twice' })
    expect(otherwise(({ open }) => open.pop())).toMatchObject({ found: '1 sites, not 2' })
  })

  it('has no better bound than its proof: of nothing, of others, or called impossible', () => {
    const nothing = { demand: new Float64Array(problem.demandCount), budget: 0 }
    expect(provedCapacityBound(problem, { kind: 'bound', multipliers: nothing })).toBeLessThan(
      found.objective,
    )
    expect(provedCapacityBound(problem, { kind: 'impossible' })).toEqual({
      found: 'a node is called impossible and is not',
    })
    const leaf = { kind: 'bound' as const, multipliers: nothing }
    const serve = { kind: 'serve' as const, demand: 0, site: found.open[0]!, by: leaf, notBy: leaf }
    expect(provedCapacityBound(problem, { ...serve, by: serve })).toMatchObject({
      found: expect.stringContaining('decided twice') as string,
    })
    expect(provedCapacityBound(problem, { ...serve, demand: 99 })).toMatchObject({
      found: expect.stringContaining('is none') as string,
    })
  })
})
