/** When an area counts as what it was. */
import { describe, expect, it } from 'vitest'
import type { MultiPolygon } from 'geojson'
import { isSameArea, isSameGround } from '../../../shared/plans/sameArea.ts'

/** Whole steps of 1e-7 degree. */
const area = (...rings: [number, number][][]): MultiPolygon => ({
  type: 'MultiPolygon',
  coordinates: [rings.map((ring) => [...ring, ring[0]!].map(([x, y]) => [114 + x / 1e7, 30 + y / 1e7]))],
})
const SQUARE: [number, number][] = [
  [0, 0],
  [1000, 0],
  [1000, 1000],
  [0, 1000],
]
const square = area(SQUARE)

describe('areas', () => {
  it('are the same point for point, wherever the ring begins and whichever way it goes', () => {
    const turned = area([SQUARE[2]!, SQUARE[1]!, SQUARE[0]!, SQUARE[3]!])
    expect(isSameArea(square, turned)).toBe(true)
    expect(isSameGround(square, turned)).toBe(true)
  })

  it('are the same ground with a point more on the border, rounded to a step', () => {
    const [, ...rest] = SQUARE
    for (const y of [0, 1, -1]) {
      const more = area([[0, 0], [333, y], ...rest])
      expect(isSameArea(square, more)).toBe(false)
      expect(isSameGround(square, more)).toBe(true)
      expect(isSameGround(more, square)).toBe(true)
    }
  })

  it('are another ground with a corner moved, a dent, or a hole', () => {
    const [, ...rest] = SQUARE
    expect(isSameGround(square, area([[0, 0], [333, 3], ...rest]))).toBe(false)
    expect(isSameGround(square, area([[10, 10], ...rest]))).toBe(false)
    const hole: [number, number][] = [
      [400, 400],
      [400, 500],
      [500, 500],
    ]
    expect(isSameGround(square, area(SQUARE, hole))).toBe(false)
    expect(isSameGround(area(SQUARE, hole), square)).toBe(false)
  })
})
