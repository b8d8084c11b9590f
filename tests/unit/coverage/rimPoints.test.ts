/** Points that a division puts into the border of the whole, and what lies on the other side of it. */
import type { MultiPolygon } from 'geojson'
import { expect, it } from 'vitest'
import { areaGeometry } from '../../../shared/coverage/areaPolygons.ts'
import { buildCoverage } from '../../../shared/coverage/buildCoverage.ts'
import { checkCoverage } from '../../../shared/coverage/checkCoverage.ts'
import type { Point } from '../../../shared/coverage/coverage.ts'
import { splitArea } from '../../../shared/coverage/edits.ts'
import {
  areaWithPoints,
  pointsBeside,
  pointsOf,
  rimPoints,
  withRimPoints,
} from '../../../shared/coverage/rimPoints.ts'

const multi = (...ring: Point[]): MultiPolygon => ({
  type: 'MultiPolygon',
  coordinates: [[[...ring, ring[0]!].map(([x, y]) => [x / 1e7, y / 1e7])]],
})
/** A slanting border, so that a point in it is rounded off it. */
const ours = multi([0, 0], [10_000, 0], [13_333, 10_000], [0, 10_000])
const theirs = multi([10_000, 0], [30_000, 0], [30_000, 10_000], [13_333, 10_000])
const first = buildCoverage([{ key: 'a', geometry: ours }]).coverage
const cut = splitArea(
  first,
  'a',
  [
    [-10, 5000],
    [20_000, 5001],
  ],
  () => 'n',
)
const after = cut.ok ? cut.coverage : first
const made = pointsBeside(rimPoints(after), pointsOf(ours))

it('are told from those that were there', () => {
  expect(made).toHaveLength(2)
  expect(made.some(([x]) => x === 0)).toBe(true)
})

it('come into the border of whoever lies on the other side, and make it one line again', () => {
  const grown = areaWithPoints(theirs, made)!
  expect(grown.coordinates[0]![0]).toHaveLength(6)
  const together = (neighbour: MultiPolygon) =>
    buildCoverage(
      [
        ...['a', 'n'].map((key) => ({ key, geometry: areaGeometry(after, key) })),
        { key: 'b', geometry: neighbour },
      ],
      { gapMeters: 0 },
    )
  expect(pointsOf(theirs)).not.toEqual(expect.arrayContaining([made.find(([x]) => x > 0)]))
  expect(pointsOf(grown)).toEqual(expect.arrayContaining([made.find(([x]) => x > 0)]))
  expect(together(grown).faults).toEqual([])
  expect(checkCoverage(together(grown).coverage)).toEqual([])
  expect(areaWithPoints(grown, made)).toBeNull()
})

it('do not come into a border that is a step too far away', () => {
  expect(areaWithPoints(multi([10_010, 0], [30_000, 0], [30_000, 10_000], [13_343, 10_000]), made)).toBeNull()
})

it('come into the rim of a plan that was begun before they were there', () => {
  const caughtUp = withRimPoints(first, made)
  expect(pointsBeside(rimPoints(after), rimPoints(caughtUp))).toEqual([])
  expect(withRimPoints(caughtUp, made)).toBe(caughtUp)
})
