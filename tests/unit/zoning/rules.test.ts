/** What is asked of divisions besides balance is kept to; what cannot be is refused, with what is in the way. */
import { describe, expect, it } from 'vitest'
import { coverageOf } from '../../../shared/coverage/coverage.ts'
import { writtenArc } from '../../../shared/coverage/joinArcs.ts'
import { contracted } from '../../../shared/zoning/contract.ts'
import { cutByKept } from '../../../shared/zoning/cutByKept.ts'
import {
  brokenDistricts,
  isAllowed,
  leastMoved,
  zoningFigures,
  type ZoningProblem,
} from '../../../shared/zoning/problem.ts'
import { propose } from '../../../shared/zoning/propose.ts'
import { startDivision } from '../../../shared/zoning/startDivision.ts'
import { whyImpossible } from '../../../shared/zoning/whyImpossible.ts'
import { withLinks } from '../../../shared/zoning/withLinks.ts'
import { chequered, withWeights } from '../../fixtures/chequered.ts'

const options = { seed: 1, tolerance: 0.05, steps: 20_000 }

describe('blocks that stay together', () => {
  // A column of three at the left border of the second district, and two corners far from each other.
  const problem = {
    ...withWeights(chequered(8, 6, 4), 5),
    together: [
      [2, 10, 18],
      [0, 47],
    ],
  }
  it('are in one district of every proposal, with all districts whole', () => {
    const { proposals } = propose(problem, options)
    expect(proposals.length).toBeGreaterThan(0)
    for (const { division, figures, names } of proposals) {
      for (const group of problem.together)
        expect(new Set(group.map((block) => division[block])).size).toBe(1)
      expect(brokenDistricts(problem, division)).toEqual([])
      expect(figures).toEqual(zoningFigures(problem, division, names))
    }
  })
  it('become one block with what lies between, and hold as much', () => {
    const { problem: joined, expanded } = contracted(problem)
    const sum = (values: Float64Array): number => values.reduce((a, b) => a + b, 0)
    expect(sum(joined.weight)).toBe(sum(problem.weight))
    expect(sum(joined.people)).toBe(sum(problem.people))
    const number = expanded(Int32Array.from(joined.weight, (_, i) => i))
    expect(new Set([0, 47].map((block) => number[block])).size).toBe(1)
    // Each of the joined blocks hangs together.
    expect(brokenDistricts({ ...problem, districts: joined.weight.length }, number)).toEqual([])
  })
  it('that have a block in common are one', () => {
    const tied = {
      ...chequered(4, 1, 2),
      together: [
        [0, 1],
        [1, 2],
      ],
    }
    expect(contracted(tied).problem.weight).toHaveLength(2)
  })
})

describe('blocks that are apart', () => {
  it('are in no district together', () => {
    const problem = {
      ...withWeights(chequered(8, 6, 4), 5),
      apart: [
        [0, 1],
        [0, 47],
        [20, 21],
        [46, 47],
      ] as [number, number][],
    }
    const { proposals } = propose(problem, options)
    expect(proposals.length).toBeGreaterThan(0)
    for (const { division } of proposals)
      for (const [one, other] of problem.apart) expect(division[one]).not.toBe(division[other])
  })
})

describe('a limit of people while households are balanced', () => {
  it('is kept to', () => {
    const problem = withWeights(chequered(8, 6, 4), 7)
    // Twice as many people in the left half.
    const limited = problem.weight.map((weight, block) => weight * (block % 8 < 4 ? 4 : 2))
    const total = limited.reduce((a, b) => a + b, 0)
    const most = Math.ceil((total / 4) * 1.15)
    const { proposals } = propose({ ...problem, limited, most }, options)
    expect(proposals.length).toBeGreaterThan(0)
    for (const { division } of proposals) {
      const held = new Float64Array(4)
      division.forEach((district, block) => (held[district]! += limited[block]!))
      expect(Math.max(...held)).toBeLessThanOrEqual(most)
    }
  })
})

describe('ground that is cut', () => {
  // Six rows of eight; between the third and the fourth there is no way.
  const whole = withWeights(chequered(8, 6, 4), 5)
  const cut = (): ZoningProblem => {
    const next = Array.from({ length: 48 }, (_, block) =>
      [...whole.neighbour.subarray(whole.start[block], whole.start[block + 1])]
        .filter((other) => block < 24 === other < 24)
        .map((to) => to),
    )
    const start = new Int32Array(49)
    next.forEach((list, block) => (start[block + 1] = start[block]! + list.length))
    const neighbour = Int32Array.from(next.flat())
    return {
      ...whole,
      start,
      neighbour,
      meters: new Float64Array(neighbour.length).fill(100),
      streetMeters: new Float64Array(neighbour.length).fill(100),
      piece: Int32Array.from({ length: 48 }, (_, block) => Number(block >= 24)),
    }
  }
  it('is shared out by weight, and no district reaches over', () => {
    const problem = cut()
    // Three times as heavy below.
    for (let block = 24; block < 48; block++) problem.weight[block]! *= 3
    const linked = withLinks(problem)
    expect(linked.neighbour).toHaveLength(problem.neighbour.length)
    const start = startDivision(linked, 1)
    expect(new Set(start.subarray(0, 24)).size).toBe(1)
    expect(new Set(start.subarray(24)).size).toBe(3)
    const { proposals } = propose(problem, options)
    expect(proposals.length).toBeGreaterThan(0)
    for (const { division } of proposals) {
      expect(isAllowed(problem, division)).toBe(true)
      expect(brokenDistricts(problem, division)).toEqual([])
    }
  })
  it('takes a district for each piece, and more where a limit asks for it', () => {
    expect(whyImpossible({ ...cut(), districts: 1 })).toEqual({
      why: 'cutIntoPieces',
      pieces: 2,
      needed: 2,
      districts: 1,
    })
    const even = cut()
    even.weight.fill(1)
    // 24 on each side, 16 a district: two for each side, though three would hold all.
    expect(whyImpossible({ ...even, districts: 3, most: 16 })).toMatchObject({
      why: 'cutIntoPieces',
      needed: 4,
    })
    expect(whyImpossible({ ...even, districts: 4, most: 16 })).toBeNull()
    expect(whyImpossible({ ...even, piece: undefined!, districts: 3, most: 16 })).toBeNull()
    expect(whyImpossible({ ...even, together: [[0, 30]] })).toEqual({ why: 'togetherCut', blocks: [0, 30] })
  })
})

describe('wishes that cannot be', () => {
  const problem = chequered(4, 3, 2)
  it('are told with their blocks', () => {
    expect(whyImpossible({ ...problem, together: [[0, 1]], apart: [[0, 1]] })).toEqual({
      why: 'togetherApart',
      blocks: [0, 1],
    })
    expect(whyImpossible({ ...problem, apart: [[5, 5]] })).toEqual({ why: 'togetherApart', blocks: [5, 5] })
    expect(
      whyImpossible({
        ...problem,
        together: [
          [0, 4],
          [4, 8],
        ],
        apart: [[0, 8]],
      }),
    ).toMatchObject({ why: 'togetherApart' })
    const three = whyImpossible({
      ...problem,
      apart: [
        [0, 5],
        [5, 10],
        [0, 10],
        [1, 2],
      ],
    })
    expect(three).toMatchObject({ why: 'apartTooMany', districts: 2 })
    expect((three as { blocks: number[] }).blocks.sort((a, b) => a - b)).toEqual([0, 5, 10])
    expect(whyImpossible({ ...problem, most: 65, together: [[0, 1, 2, 3, 4, 5, 6]] })).toMatchObject({
      why: 'togetherTooHeavy',
      weight: 70,
    })
    expect(whyImpossible({ ...problem, together: [[...problem.weight.keys()]] })).toEqual({
      why: 'tooFewBlocks',
      blocks: 1,
    })
    expect(whyImpossible({ ...problem, apart: [[0, 11]], together: [[0, 1]] })).toBeNull()
  })
})

describe('the fewest people who change', () => {
  it('are those that a district has too many of', () => {
    // Two districts of two blocks: 40 and 10 + 10 against 30. Mean 45: 15 of 60 have to go, with 3 people each.
    const problem = chequered(4, 1, 2)
    problem.weight.set([40, 20, 20, 10])
    const people = problem.weight.map((weight) => 3 * weight)
    const given = { ...problem, people, today: Int32Array.from([0, 0, 1, 1]) }
    expect(leastMoved(given, 0)).toBeCloseTo(45)
    // Within a third 60 is allowed.
    expect(leastMoved(given, 1 / 3)).toBeCloseTo(0)
    // Where few live for the weight, they are the ones.
    expect(leastMoved({ ...given, people: Float64Array.from([120, 20, 60, 30]) }, 0)).toBeCloseTo(15)
  })
  it('are at least those of the smallest districts where there are to be fewer', () => {
    const problem = chequered(4, 1, 4)
    const people = Float64Array.from([5, 9, 7, 3])
    expect(leastMoved({ ...problem, people, districts: 2 }, 0.05)).toBe(8)
    expect(leastMoved({ ...problem, people, districts: 5 }, 0.05)).toBe(0)
  })
  it('are never more than a division moves', () => {
    for (let seed = 1; seed <= 8; seed++) {
      const problem = withWeights(chequered(6, 5, 3), seed)
      const { proposals, leastMoved: least } = propose(problem, { ...options, steps: 4000 })
      for (const { figures } of proposals)
        if (figures.imbalance <= options.tolerance) expect(figures.moved).toBeGreaterThanOrEqual(least - 1e-6)
    }
  })
})

describe('grids that are kept', () => {
  /** A row of squares, from the west. */
  const row = (...keys: string[]) => {
    const side = 10_000
    const arcs = keys.map((key, i) => writtenArc([i * side, 0, (i + 1) * side, 0], key, ''))
    const roof = keys.map((key, i) => writtenArc([i * side, side, (i + 1) * side, side], '', key))
    const walls = [...keys, ''].map((key, i) =>
      writtenArc([i * side, 0, i * side, side], keys[i - 1] ?? '', key),
    )
    return coverageOf([...arcs, ...roof, ...walls])
  }
  it('cut the others into pieces where they lie between', () => {
    const street = row('a', 'b', 'c', 'd', 'e')
    const { pieces, between, pieceOf } = cutByKept(street, new Set(['a', 'b', 'd']), new Set(['c', 'e']))
    expect(pieces).toBe(2)
    expect(between).toEqual(['c'])
    expect(pieceOf.get('a')).toBe(pieceOf.get('b'))
    expect(pieceOf.get('a')).not.toBe(pieceOf.get('d'))
    expect(cutByKept(street, new Set(['a', 'b']), new Set(['c', 'd', 'e']))).toMatchObject({
      pieces: 1,
      between: [],
    })
  })
  it('do not count as what parts an island', () => {
    const street = coverageOf([...row('a', 'b').arcs.values()])
    const island = writtenArc([90_000, 0, 100_000, 0, 100_000, 10_000, 90_000, 10_000, 90_000, 0], 'i', '')
    const both = coverageOf([...street.arcs.values(), island])
    expect(cutByKept(both, new Set(['a', 'b', 'i']), new Set())).toMatchObject({ pieces: 1, between: [] })
  })
})
