/** A border through a building, along its wall, past it, through its court. */
import { describe, expect, it } from 'vitest'
import { cutsThrough } from '../../../shared/plans/cutThrough.ts'

// A building of about 20 by 20 metres.
const side = 0.0002
const at = (x: number, y: number): [number, number] => [114 + x * side, 30.5 + y * side]
const square = (low: number, high: number) => [
  at(low, low),
  at(high, low),
  at(high, high),
  at(low, high),
  at(low, low),
]
const block = [square(0, 1)]

describe('a border', () => {
  it('runs through a building from side to side, from inside it, and to a corner', () => {
    expect(cutsThrough([at(-1, 0.5), at(2, 0.5)], block)).toBe(true)
    expect(cutsThrough([at(0.4, 0.4), at(0.6, 0.6)], block)).toBe(true)
    expect(cutsThrough([at(-1, -1), at(2, 2)], block)).toBe(true)
    expect(cutsThrough([at(-1, 2), at(0.5, 0.5), at(2, 2)], block)).toBe(true)
  })

  it('runs along its wall, and hand-breadths into it, without cutting it', () => {
    expect(cutsThrough([at(0, 0), at(1, 0)], block)).toBe(false)
    expect(cutsThrough([at(-1, 0.02), at(2, 0.02)], block)).toBe(false)
    expect(cutsThrough([at(-1, 0.2), at(2, 0.2)], block)).toBe(true)
  })

  it('passes it, and ends before it', () => {
    expect(cutsThrough([at(-1, 1.2), at(2, 1.2)], block)).toBe(false)
    expect(cutsThrough([at(-1, 0.5), at(-0.1, 0.5)], block)).toBe(false)
    expect(cutsThrough([at(1.2, -1), at(1.2, 2)], block)).toBe(false)
  })

  it('may lie in a court', () => {
    const ring = [square(0, 1), square(0.25, 0.75)]
    expect(cutsThrough([at(0.3, 0.5), at(0.7, 0.5)], ring)).toBe(false)
    expect(cutsThrough([at(-1, 0.5), at(2, 0.5)], ring)).toBe(true)
  })
})
