/** When an area counts as what it was. */
import { describe, expect, it } from 'vitest'
import type { MultiPolygon } from 'geojson'
import { isSameArea, isSameGround } from '../../../shared/plans/sameArea.ts'

type Point = [number, number]

/** Whole steps of 1e-7 degree. */
const area = (...rings: Point[][]): MultiPolygon => ({
  type: 'MultiPolygon',
  coordinates: [rings.map((ring) => [...ring, ring[0]!].map(([x, y]) => [114 + x / 1e7, 30 + y / 1e7]))],
})
const SQUARE: Point[] = [
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
    const hole: Point[] = [
      [400, 400],
      [400, 500],
      [500, 500],
    ]
    expect(isSameGround(square, area(SQUARE, hole))).toBe(false)
    expect(isSameGround(area(SQUARE, hole), square)).toBe(false)
  })

  it('are another ground with the same corners in another order', () => {
    const [a, b, c, d, e]: [Point, Point, Point, Point, Point] = [
      [0, 0],
      [1000, 0],
      [1200, 800],
      [500, 1300],
      [400, 400],
    ]
    expect(isSameGround(area([a, b, c, d, e]), area([a, e, b, c, d]))).toBe(false)
    expect(isSameGround(area([a, e, b, c, d]), area([a, b, c, d, e]))).toBe(false)
  })

  it('are the same ground with many points more, each rounded, on a slanting border', () => {
    const [a, b, c]: [Point, Point, Point] = [
      [0, 0],
      [1000, 370],
      [200, 900],
    ]
    const more = [100, 250, 333, 777].map((x): Point => [x, Math.round(0.37 * x)])
    expect(isSameGround(area([a, b, c]), area([a, ...more, b, c]))).toBe(true)
    // The same points along the border, and one of them off it.
    const off = more.map(([x, y], i): Point => [x, i === 2 ? y + 4 : y])
    expect(isSameGround(area([a, b, c]), area([a, ...off, b, c]))).toBe(false)
    expect(isSameGround(area([a, ...more, b, c]), area([a, ...off, b, c]))).toBe(false)
  })
})
