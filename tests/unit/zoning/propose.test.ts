/** Divisions: whole, allowed, as good as the best there is on small ones, and better than growing greedily. */
import { describe, expect, it } from 'vitest'
import {
  brokenDistricts,
  leastImbalance,
  zoningFigures,
  type ZoningProblem,
} from '../../../shared/zoning/problem.ts'
import { adjacency } from '../../../shared/zoning/adjacency.ts'
import { namesOfToday } from '../../../shared/zoning/namesOfToday.ts'
import { propose, proposing } from '../../../shared/zoning/propose.ts'
import { startDivision } from '../../../shared/zoning/startDivision.ts'
import { whyImpossible } from '../../../shared/zoning/whyImpossible.ts'
import { withLinks } from '../../../shared/zoning/withLinks.ts'
import { chequered, withWeights } from '../../fixtures/chequered.ts'
import { seededRandom } from '../../fixtures/seededRandom.ts'

const options = { seed: 1, tolerance: 0.05, steps: 20_000 }

describe('proposals', () => {
  const problem = withWeights(chequered(8, 6, 4), 5)
  const { proposals, today, leastImbalance: least, leastMoved: fewest } = propose(problem, options)

  it('are whole, each with as many districts as asked for', () => {
    expect(proposals.length).toBeGreaterThan(1)
    for (const { division } of proposals) {
      expect(brokenDistricts(problem, division)).toEqual([])
      expect(new Set(division).size).toBe(4)
    }
  })
  it('say truly what they are', () => {
    for (const { division, names, figures } of proposals) {
      expect(figures).toEqual(zoningFigures(problem, division, names))
      const moved = division.reduce(
        (sum, district, block) =>
          sum + (names[district] === problem.today[block] ? 0 : problem.people[block]!),
        0,
      )
      expect(figures.moved).toBe(moved)
    }
  })
  it('are better balanced than today, and none is worse than another one in everything', () => {
    expect(proposals[0]!.figures.imbalance).toBeLessThan(today!.imbalance)
    expect(proposals[0]!.figures.imbalance).toBeGreaterThanOrEqual(least - 1e-12)
    // Less is better in each.
    const measures = proposals.map(({ figures: { imbalance, moved, compactness, offStreetMeters } }) => [
      imbalance,
      moved,
      -compactness,
      offStreetMeters,
    ])
    for (const a of measures)
      for (const b of measures)
        expect(a.every((value, k) => value <= b[k]!) && a.some((value, k) => value < b[k]!)).toBe(false)
  })
  it('are the same for the same seed', () => {
    expect(propose(problem, options)).toEqual({
      proposals,
      today,
      leastImbalance: least,
      leastMoved: fewest,
    })
  })
  it('can be taken as far as they have come', () => {
    const early = proposing(problem, options).next().value!
    expect(early.done).toBeCloseTo(1 / 12)
    expect(early.proposals.length).toBeGreaterThan(0)
    for (const { division } of early.proposals) expect(brokenDistricts(problem, division)).toEqual([])
  })
})

it('leaves today as it is where nothing is gained', () => {
  const problem = chequered(8, 6, 4)
  const [first] = propose(problem, options).proposals
  expect(first!.figures).toMatchObject({ imbalance: 0, moved: 0 })
  expect(first!.division.map((district) => first!.names[district]!)).toEqual(problem.today)
})

it('makes fewer districts, and more, that go on as those of today', () => {
  for (const districts of [2, 6]) {
    const problem = { ...withWeights(chequered(8, 6, 4), 9), districts }
    for (const { division, names } of propose(problem, options).proposals) {
      expect(new Set(division).size).toBe(districts)
      expect(brokenDistricts(problem, division)).toEqual([])
      const kept = [...names].filter((name) => name !== -1)
      expect(new Set(kept).size).toBe(kept.length)
      expect(kept).toHaveLength(Math.min(districts, 4))
    }
  }
})

it('finds the best balance there is on small ones, found by trying all', () => {
  for (let seed = 1; seed <= 6; seed++) {
    const problem = withWeights(chequered(4, 3, 3), seed)
    const count = 12
    let best = Infinity
    const division = new Int32Array(count)
    const tryAll = (block: number): void => {
      if (block === count) {
        if (new Set(division).size < 3 || brokenDistricts(problem, division).length > 0) return
        best = Math.min(best, zoningFigures(problem, division, [0, 1, 2]).imbalance)
        return
      }
      // The first block is in district 0: names do not matter.
      for (let district = 0; district <= (block === 0 ? 0 : 2); district++) {
        division[block] = district
        tryAll(block + 1)
      }
    }
    tryAll(0)
    const [first] = propose(problem, { ...options, searches: 3 }).proposals
    expect(first!.figures.imbalance).toBeCloseTo(best, 9)
    expect(leastImbalance(problem)).toBeLessThanOrEqual(best + 1e-12)
  }
}, 60_000)

it('beats greedy growth from the same blocks', () => {
  let [ours, greedy] = [0, 0]
  for (let seed = 1; seed <= 5; seed++) {
    const problem = withWeights(chequered(12, 10, 8), seed)
    ours += propose(problem, { ...options, searches: 1 }).proposals[0]!.figures.imbalance
    greedy += zoningFigures(problem, grown(problem), [...Array(8).keys()]).imbalance
  }
  expect(ours).toBeLessThan(greedy / 4)
})

/** From the first blocks of a row each: the lightest district takes a neighbour, again and again. */
function grown({ weight, start, neighbour, districts }: ZoningProblem): Int32Array {
  const division = new Int32Array(weight.length).fill(-1)
  const weights = new Float64Array(districts)
  for (let district = 0; district < districts; district++) {
    const block = Math.floor((district * weight.length) / districts)
    division[block] = district
    weights[district] = weight[block]!
  }
  for (let left = weight.length - districts; left > 0;) {
    for (const district of [...weights.keys()].sort((a, b) => weights[a]! - weights[b]!)) {
      const free = [...division.keys()].find(
        (block) =>
          division[block] === -1 &&
          [...neighbour.subarray(start[block], start[block + 1])].some((next) => division[next] === district),
      )
      if (free === undefined) continue
      division[free] = district
      weights[district]! += weight[free]!
      left--
      break
    }
  }
  return division
}

it('keeps to the most that a district may hold, and says why where that cannot be', () => {
  const problem = withWeights(chequered(8, 6, 4), 3)
  const total = problem.weight.reduce((sum, one) => sum + one, 0)
  const most = Math.ceil((total / 4) * 1.03)
  for (const { figures } of propose({ ...problem, most }, options).proposals)
    expect(figures.heaviest).toBeLessThanOrEqual(most)
  expect(whyImpossible({ ...problem, most: Math.floor(total / 4) - 1 })).toMatchObject({ why: 'mostTooLow' })
  expect(whyImpossible({ ...problem, most: 5 })).toMatchObject({ why: 'blockTooHeavy' })
  expect(whyImpossible({ ...problem, districts: 49 })).toEqual({ why: 'tooFewBlocks', blocks: 48 })
  expect(() => propose({ ...problem, districts: 49 }, options)).toThrow(RangeError)
})

it('gives an island to the nearest, and a district of one block is whole (RB-09)', () => {
  const next = [[{ to: 1, meters: 1, street: 0 }], [{ to: 0, meters: 1, street: 0 }], []]
  const three = (values: number[]): Float64Array => Float64Array.from(values)
  const problem: ZoningProblem = {
    weight: three([5, 5, 5]),
    people: three([1, 1, 1]),
    squareMeters: three([1, 1, 1]),
    rimMeters: three([1, 1, 1]),
    x: three([0, 10, 15]),
    y: three([0, 0, 0]),
    today: Int32Array.from([0, 1, 1]),
    ...adjacency(next),
    districts: 2,
    most: null,
  }
  const linked = withLinks(problem)
  expect([...linked.neighbour.subarray(linked.start[2], linked.start[3])]).toEqual([1])
  expect(brokenDistricts(linked, Int32Array.from([0, 1, 1]))).toEqual([])
  const [first] = propose(problem, { ...options, steps: 500 }).proposals
  expect(first!.figures.moved).toBe(0)
})

it('begins with each district in one piece, whatever today is', () => {
  const random = seededRandom(2)
  for (let n = 0; n < 20; n++) {
    const problem = chequered(6, 5, 5)
    const today = problem.today.map(() => Math.floor(random() * 7) - 1)
    const start = startDivision({ ...problem, today }, n)
    expect(brokenDistricts(problem, start)).toEqual([])
    expect(namesOfToday({ ...problem, today }, start)).toHaveLength(5)
  }
})
