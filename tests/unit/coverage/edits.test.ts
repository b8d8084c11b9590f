/** Edits of a partition: each as a person would do it, what is refused, and thousands at random. */
import type { Polygon } from 'geojson'
import { describe, expect, it } from 'vitest'
import {
  areaGeometry,
  areaSquareMeters,
  bordersOf,
  pieceCount,
  closedLines,
} from '../../../shared/coverage/areaPolygons.ts'
import { buildCoverage } from '../../../shared/coverage/buildCoverage.ts'
import { checkCoverage } from '../../../shared/coverage/checkCoverage.ts'
import {
  applyChange,
  areaKeys,
  ChangeConflict,
  type Coverage,
  type CoverageChange,
  coverageOf,
  invertChange,
  OUTSIDE,
  type Point,
} from '../../../shared/coverage/coverage.ts'
import {
  type Edit,
  giveArea,
  giveInside,
  insertVertex,
  mergeAreas,
  moveVertex,
  removeVertex,
  splitArea,
  straighten,
} from '../../../shared/coverage/edits.ts'
import { findFaces } from '../../../shared/coverage/faces.ts'
import { twiceArea } from '../../../shared/coverage/measure.ts'
import { pointNumbers } from '../../../shared/coverage/pointNumbers.ts'
import { addLine, newStretches } from '../../../shared/coverage/segments.ts'
import { firstPartition, randomEdits } from '../../fixtures/randomEdits.ts'

/** Steps near the equator: a square of 10,000 is one on the ground. */
const box = (west: number, south: number, east: number, north: number): number[][] =>
  [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ].map((point) => point.map((value) => value / 1e7))
const of = (...rings: number[][][]): Polygon => ({ type: 'Polygon', coordinates: rings })
const build = (areas: Record<string, Polygon>): Coverage =>
  buildCoverage(Object.entries(areas).map(([key, geometry]) => ({ key, geometry }))).coverage
const bytes = ({ arcs }: Coverage): string => JSON.stringify([...coverageOf(arcs.values()).arcs.values()])
function take(edit: Edit, before?: Coverage): Coverage {
  if (!edit.ok) throw new Error(`refused: ${edit.why}`)
  expect(checkCoverage(edit.coverage)).toEqual([])
  if (before) {
    expect(bytes(applyChange(before, edit.change))).toBe(bytes(edit.coverage))
    expect(bytes(applyChange(edit.coverage, invertChange(edit.change)))).toBe(bytes(before))
  }
  return edit.coverage
}
const share = (coverage: Coverage, key: string, of: number): number =>
  areaSquareMeters(coverage, key) / (of * (6_371_008.8 * (Math.PI / 180) * 1e-7) ** 2)

/** Four squares of 10,000 around a node at (10,000, 10,000). */
const four = build({
  a: of(box(0, 0, 10_000, 10_000)),
  b: of(box(10_000, 0, 20_000, 10_000)),
  c: of(box(0, 10_000, 10_000, 20_000)),
  d: of(box(10_000, 10_000, 20_000, 20_000)),
})
const newKey = (n: number): string => `n${n + 1}`

describe('a point of a border is moved', () => {
  it('for all areas that meet there (RB-05)', () => {
    const moved = take(moveVertex(four, [10_000, 10_000], [12_000, 11_000]), four)
    expect(share(moved, 'a', 1e8)).toBeCloseTo(1.15, 5)
    expect(['a', 'b', 'c', 'd'].reduce((sum, key) => sum + share(moved, key, 4e8), 0)).toBeCloseTo(1, 9)
  })
  it('on a border that a split has made, on both sides of it and with the third neighbour (RB-05)', () => {
    const split = take(
      splitArea(
        four,
        'a',
        [
          [-5, 5000],
          [10_005, 5000],
        ],
        newKey,
      ),
      four,
    )
    // The cut's end on the border of b is a point of b's border as well.
    const moved = take(moveVertex(split, [10_000, 5000], [9000, 6000]), split)
    expect(share(moved, 'b', 1e8)).toBeCloseTo(1.05, 5)
    expect(areaKeys(moved)).toEqual(['a', 'b', 'c', 'd', 'n1'])
  })
  it('not where the border would cross another one, nor over an enclave', () => {
    expect(moveVertex(four, [10_000, 10_000], [25_000, 10_000])).toMatchObject({ ok: false, why: 'crosses' })
    expect(moveVertex(four, [10_000, 10_000], [20_000, 10_000])).toMatchObject({ ok: false, why: 'crosses' })
    const held = take(
      giveInside(
        four,
        [
          [12_000, 10_500],
          [13_000, 10_500],
          [13_000, 11_000],
          [12_000, 11_000],
        ],
        'a',
      ),
    )
    expect(pieceCount(held, 'a')).toBe(2)
    expect(moveVertex(held, [10_000, 10_000], [16_000, 11_500])).toMatchObject({ ok: false, why: 'crosses' })
  })
  it('not out of the whole, past the ends of its border on the rim', () => {
    const corner: Point[] = [
      [4000, -10],
      [5000, 500],
      [6000, -10],
    ]
    const split = take(splitArea(four, 'a', corner, newKey), four)
    expect(moveVertex(split, [5000, 500], [5000, -300])).toMatchObject({ ok: false, why: 'crosses' })
    expect(moveVertex(split, [5000, 500], [5000, 900])).toMatchObject({ ok: true })
  })
  it('not so that an enclave is turned inside out', () => {
    const triangle: Point[] = [
      [4000, 4000],
      [5000, 5100],
      [5200, 5000],
    ]
    const held = take(giveInside(four, triangle, 'd'), four)
    expect(moveVertex(held, [4000, 4000], [8000, 8000])).toMatchObject({ ok: false, why: 'crosses' })
    expect(moveVertex(held, [4000, 4000], [7000, 6000])).toMatchObject({ ok: false, why: 'crosses' })
  })
  it('not of the border of the whole, and none where there is none', () => {
    expect(moveVertex(four, [10_000, 0], [9000, 0])).toMatchObject({ ok: false, why: 'outerBorder' })
    expect(moveVertex(four, [5000, 5000], [9000, 0])).toMatchObject({ ok: false, why: 'noPoint' })
  })
  it('by way of a new point, which can go again', () => {
    const bent = take(
      insertVertex(
        four,
        [
          [10_000, 0],
          [10_000, 10_000],
        ],
        [12_000, 5000],
      ),
      four,
    )
    expect(share(bent, 'a', 1e8)).toBeCloseTo(1.1, 5)
    expect(bytes(take(removeVertex(bent, [12_000, 5000]), bent))).toBe(bytes(four))
    expect(removeVertex(bent, [10_000, 10_000])).toMatchObject({ ok: false, why: 'isNode' })
    expect(
      insertVertex(
        four,
        [
          [0, 0],
          [10_000, 0],
        ],
        [5000, 100],
      ),
    ).toMatchObject({ ok: false, why: 'outerBorder' })
  })
  it('and so can the corner where the border of an enclave begins', () => {
    const ring: Point[] = [
      [4000, 4000],
      [6000, 3000],
      [7000, 6000],
      [5000, 7000],
    ]
    const held = take(giveInside(four, ring, 'd'), four)
    const three = take(removeVertex(held, [4000, 4000]), held)
    expect(pieceCount(three, 'd')).toBe(2)
    expect(share(three, 'd', 1e8)).toBeLessThan(share(held, 'd', 1e8))
    // Of three corners none can go.
    expect(removeVertex(three, [5000, 7000])).toMatchObject({ ok: false })
  })
  it('straight again, as far as it was nearly so', () => {
    let bent = take(
      insertVertex(
        four,
        [
          [10_000, 0],
          [10_000, 10_000],
        ],
        [10_010, 5000],
      ),
    )
    bent = take(
      insertVertex(
        bent,
        [
          [10_010, 5000],
          [10_000, 10_000],
        ],
        [13_000, 7000],
      ),
    )
    const name = [...bent.arcs].find(([, { left, right }]) => [left, right].sort().join('') === 'ab')![0]
    const straight = take(straighten(bent, name, 2000), bent)
    const border = [...straight.arcs.values()].find(
      ({ left, right }) => [left, right].sort().join('') === 'ab',
    )!
    expect(border.line).toHaveLength(6)
  })
})

describe('an area is split', () => {
  const square = build({ a: of(box(0, 0, 10_000, 10_000)) })
  const ring = build({
    a: of(box(0, 0, 10_000, 10_000), box(2500, 2500, 7500, 7500)),
    hole: of(box(2500, 2500, 7500, 7500)),
  })
  it('in two by a line from side to side, the larger one keeping its key', () => {
    const split = take(
      splitArea(
        square,
        'a',
        [
          [4000, -10],
          [4000, 10_010],
        ],
        newKey,
      ),
      square,
    )
    expect(share(split, 'a', 1e8)).toBeCloseTo(0.6, 5)
    expect(share(split, 'n1', 1e8)).toBeCloseTo(0.4, 5)
  })
  it('not by a line that misses, touches or ends inside, and says which', () => {
    const lines: [string, Point[]][] = [
      [
        'misses',
        [
          [-10, -10],
          [10_010, -10],
        ],
      ],
      [
        'misses',
        [
          [20_000, 0],
          [20_000, 10_000],
        ],
      ],
      [
        'touches',
        [
          [-100, 0],
          [10_100, 0],
        ],
      ],
      [
        'touches',
        [
          [0, 0],
          [10_000, 0],
        ],
      ],
      [
        'touches',
        [
          [-5000, 5000],
          [0, 5000],
        ],
      ],
      [
        'touches',
        [
          [-5000, 5000],
          [0, 0],
          [5000, -5000],
        ],
      ],
      [
        'endsInside',
        [
          [5000, -10],
          [5000, 5000],
        ],
      ],
      [
        'endsInside',
        [
          [2000, 2000],
          [3000, 3000],
        ],
      ],
      // In and out again by the same side of one hole in the line: what it parts is nothing.
      [
        'endsInside',
        [
          [5000, -10],
          [5000, 5000],
          [5000, -10],
        ],
      ],
    ]
    for (const [why, line] of lines)
      expect(splitArea(square, 'a', line, newKey), `${why} ${line.join(' ')}`).toMatchObject({
        ok: false,
        why,
      })
  })
  it('in as many parts as a line makes that crosses it three times', () => {
    const u = build({
      a: of(
        [
          [0, 0],
          [3000, 0],
          [3000, 8000],
          [6000, 8000],
          [6000, 0],
          [10_000, 0],
          [10_000, 10_000],
          [0, 10_000],
          [0, 0],
        ].map((p) => p.map((v) => v / 1e7)),
      ),
    })
    const split = take(
      splitArea(
        u,
        'a',
        [
          [-10, 4000],
          [10_010, 4000],
        ],
        newKey,
      ),
      u,
    )
    expect(areaKeys(split)).toEqual(['a', 'n1', 'n2'])
    expect(share(split, 'n1', 1e6)).toBeCloseTo(16, 4)
    expect(share(split, 'n2', 1e6)).toBeCloseTo(12, 4)
  })
  it('round its hole (RB-03)', () => {
    const split = take(
      splitArea(
        ring,
        'a',
        [
          [5000, -1],
          [5000, 10_001],
        ],
        newKey,
      ),
      ring,
    )
    expect(share(split, 'a', 1e8)).toBeCloseTo(0.375, 5)
    expect(share(split, 'n1', 1e8)).toBeCloseTo(0.375, 5)
    expect(share(split, 'hole', 1e8)).toBeCloseTo(0.25, 5)
    const beside = take(
      splitArea(
        ring,
        'a',
        [
          [1000, -1],
          [1000, 10_001],
        ],
        newKey,
      ),
      ring,
    )
    expect(areaGeometry(beside, 'a').coordinates[0]).toHaveLength(2)
  })
  it('by a line that crosses itself', () => {
    const split = take(
      splitArea(
        square,
        'a',
        [
          [4000, -10],
          [4000, 7000],
          [2000, 5000],
          [6000, 3000],
          [6000, 10_010],
        ],
        newKey,
      ),
      square,
    )
    expect(areaKeys(split).length).toBeGreaterThan(2)
  })
  it('along a border that is there already, without harm', () => {
    const split = take(
      splitArea(
        four,
        'a',
        [
          [0, 10_000],
          [10_000, 10_000],
          [10_000, 5000],
          [-10, 5000],
        ],
        newKey,
      ),
      four,
    )
    expect(share(split, 'n1', 1e8)).toBeCloseTo(0.5, 5)
  })
})

describe('areas are given', () => {
  it('whole: two become one', () => {
    const merged = take(mergeAreas(four, 'a', 'b'), four)
    expect(areaKeys(merged)).toEqual(['a', 'c', 'd'])
    // The border between went, and what it met is one line.
    expect(merged.arcs.size).toBe(four.arcs.size - 2)
    expect(mergeAreas(four, 'a', 'd')).toMatchObject({ ok: false, why: 'notNeighbours' })
    expect(mergeAreas(four, 'a', 'a')).toMatchObject({ ok: false })
    expect(pieceCount(take(giveArea(four, 'd', 'a'), four), 'a')).toBe(2)
  })
  it('as far as a drawn ring reaches, over several areas at once', () => {
    const ring: Point[] = [
      [8000, 8000],
      [12_000, 8000],
      [12_000, 12_000],
      [8000, 12_000],
    ]
    const given = take(giveInside(four, ring, 'a'), four)
    expect(share(given, 'a', 1e8)).toBeCloseTo(1.12, 5)
    const some = take(giveInside(four, ring, 'a', ['b']), four)
    expect(share(some, 'a', 1e8)).toBeCloseTo(1.04, 5)
    const clockwise = take(giveInside(four, [...ring].reverse(), 'a'), four)
    expect(bytes(clockwise)).toBe(bytes(given))
  })
  it('no farther than the whole reaches', () => {
    const given = take(
      giveInside(
        four,
        [
          [-5000, 5000],
          [5000, 5000],
          [5000, 25_000],
          [-5000, 25_000],
        ],
        'a',
      ),
      four,
    )
    expect(share(given, 'a', 1e8)).toBeCloseTo(1.5, 5)
    const outer = [...given.arcs.values()].filter(({ left, right }) => left === OUTSIDE || right === OUTSIDE)
    expect(outer.every(({ line }) => line.every((value) => value >= 0 && value <= 20_000))).toBe(true)
  })
  it('in two pieces by a strip that touches both borders (RB-01)', () => {
    const large = build({ a: of(box(1000, 1000, 8000, 8000)) })
    const cut = take(
      giveInside(
        large,
        [
          [2000, 1000],
          [3000, 1000],
          [3000, 8000],
          [2000, 8000],
        ],
        'strip',
      ),
      large,
    )
    expect(areaGeometry(cut, 'a').coordinates).toHaveLength(2)
    expect(share(cut, 'a', 1e6)).toBeCloseTo(7 + 35, 4)
  })
  it('nothing by a ring where nothing is', () => {
    expect(
      giveInside(
        four,
        [
          [30_000, 0],
          [31_000, 0],
          [31_000, 1000],
        ],
        'a',
      ),
    ).toMatchObject({ why: 'nothing' })
    expect(
      giveInside(
        four,
        [
          [1000, 1000],
          [2000, 1000],
          [2000, 2000],
        ],
        'a',
      ),
    ).toMatchObject({ why: 'nothing' })
  })
})

it('refuses a change that was made on a border which is another one now', () => {
  const mine = moveVertex(four, [10_000, 10_000], [12_000, 11_000])
  const theirs = moveVertex(four, [10_000, 10_000], [9000, 9000])
  if (!mine.ok || !theirs.ok) throw new Error('refused')
  expect(() => applyChange(theirs.coverage, mine.change)).toThrow(ChangeConflict)
})

describe('thousands of edits at random', () => {
  const first = firstPartition(6)
  const edits = Number(process.env.QUARTERHOUR_RANDOM_EDITS ?? 1500)

  it('each leave the ground that they touch whole, and all go back to the first byte', () => {
    const ground = groundOf(first, areaKeys(first))
    const changes: CoverageChange[] = []
    const counts: Record<string, number> = {}
    let coverage = first
    let n = 0
    for (const { outcome, before, after, change } of randomEdits(first, edits, 6)) {
      n++
      counts[outcome] = (counts[outcome] ?? 0) + 1
      if (!change) continue
      coverage = after
      changes.push(change)
      // Each edit where it was made, everything now and then.
      const touched = sidesOf(change)
      const told = `edit ${n}, ${outcome}`
      expect(checkCoverage(around(after, touched)), told).toEqual([])
      expect(groundOf(after, touched), told).toBe(groundOf(before, touched))
      if (changes.length % 250 > 0) continue
      expect(checkCoverage(coverage), told).toEqual([])
      expect(eulerOf(coverage), told).toBe(1)
      expect(groundOf(coverage, areaKeys(coverage)), told).toBe(ground)
    }
    expect(checkCoverage(coverage)).toEqual([])
    const kinds = ['move', 'insert', 'remove', 'split', 'merge', 'give', 'straighten']
    for (const what of kinds) expect(counts[`${what} ok`], what).toBeGreaterThan(5)
    expect(counts['move crosses']).toBeGreaterThan(5)
    for (const change of changes.reverse()) coverage = applyChange(coverage, invertChange(change))
    expect(bytes(coverage)).toBe(bytes(first))
  }, 600_000)
})

/** Keys on both sides of what a change takes and brings. */
function sidesOf(change: CoverageChange): string[] {
  const keys = new Set<string>()
  for (const { before, after } of change)
    for (const arc of [before, after]) if (arc) keys.add(arc.left).add(arc.right)
  keys.delete(OUTSIDE)
  return [...keys]
}

/** Some areas alone, all else outside. */
function around({ arcs }: Coverage, keys: readonly string[]): Coverage {
  const side = (key: string): string => (keys.includes(key) ? key : OUTSIDE)
  return coverageOf(
    [...arcs.values()].flatMap(({ line, left, right }) =>
      side(left) === side(right) ? [] : [{ line, left: side(left), right: side(right) }],
    ),
  )
}

/** Twice the area of these together, in square steps; exact, as all of it is less than 0.3° wide. */
function groundOf(coverage: Coverage, keys: readonly string[]): number {
  let sum = 0
  for (const border of bordersOf(coverage, new Set(keys)).values())
    for (const ring of closedLines(border)) sum += twiceArea(ring)
  return sum
}

/** Points less stretches plus faces less pieces that hang together: 1 in the plane, by Euler. */
function eulerOf({ arcs }: Coverage): number {
  const lines = newStretches()
  for (const { line } of arcs.values()) addLine(lines, line, [])
  const pointOf = pointNumbers()
  const stretches = lines.tags.map((_, i): [number, number] => [
    pointOf(lines.ends[4 * i]!, lines.ends[4 * i + 1]!),
    pointOf(lines.ends[4 * i + 2]!, lines.ends[4 * i + 3]!),
  ])
  const points = 1 + Math.max(...stretches.flat())
  const root = Array.from({ length: points }, (_, point) => point)
  const rootOf = (point: number): number => {
    while (root[point] !== point) point = root[point] = root[root[point]!]!
    return point
  }
  let pieces = points
  for (const [a, b] of stretches) {
    if (rootOf(a) === rootOf(b)) continue
    root[rootOf(a)] = rootOf(b)
    pieces--
  }
  return points - stretches.length + findFaces(lines).count - pieces
}
