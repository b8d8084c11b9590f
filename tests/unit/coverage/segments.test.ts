/** Lines that are laid over each other: who is compared with whom, and how long it takes where lines are crowded. */
import { describe, expect, it } from 'vitest'
import { checkCoverage } from '../../../shared/coverage/checkCoverage.ts'
import { type Arc, coverageOf, OUTSIDE } from '../../../shared/coverage/coverage.ts'
import { writtenArc } from '../../../shared/coverage/joinArcs.ts'
import { addLine, cutWhereTheyMeet, forEachNear, newStretches } from '../../../shared/coverage/segments.ts'
import { seededRandom } from '../../fixtures/seededRandom.ts'

const BASE_X = 1_139_000_000
const BASE_Y = 304_000_000

/** Two areas of 3 km side by side; the border between them has all its points within a few metres. */
function crowdedBorder(points: number): Arc[] {
  const size = 300_000
  const middle = size / 2
  const line = [BASE_X + middle, BASE_Y]
  for (let i = 0; i < points; i++) line.push(BASE_X + middle + (i % 2), BASE_Y + middle + i)
  line.push(BASE_X + middle, BASE_Y + size)
  const west = [
    BASE_X + middle,
    BASE_Y,
    BASE_X,
    BASE_Y,
    BASE_X,
    BASE_Y + size,
    BASE_X + middle,
    BASE_Y + size,
  ]
  const east = west.map((value, i) => (i % 2 === 0 ? 2 * (BASE_X + middle) - value : value))
  return [
    writtenArc(line, 'west', 'east'),
    writtenArc(west, OUTSIDE, 'west'),
    writtenArc(east, 'east', OUTSIDE),
  ]
}

describe('stretches near each other', () => {
  it('are those whose boxes meet, each two once', () => {
    const random = seededRandom(4)
    const ends: number[] = []
    for (let i = 0; i < 300; i++) {
      const [x, y] = [Math.round(random() * 1000), Math.round(random() * 1000)]
      ends.push(x, y, x + Math.round(random() * 90 - 45), y + Math.round(random() * 90 - 45))
    }
    const found: string[] = []
    forEachNear(ends, (one, other) => {
      expect(one).toBeLessThan(other)
      found.push(`${one} ${other}`)
    })
    const wanted: string[] = []
    const box = (i: number): [number, number, number, number] => [
      Math.min(ends[4 * i]!, ends[4 * i + 2]!),
      Math.min(ends[4 * i + 1]!, ends[4 * i + 3]!),
      Math.max(ends[4 * i]!, ends[4 * i + 2]!),
      Math.max(ends[4 * i + 1]!, ends[4 * i + 3]!),
    ]
    for (let other = 0; other < 300; other++)
      for (let one = 0; one < other; one++) {
        const [a, b] = [box(one), box(other)]
        if (a[0] <= b[2] && a[2] >= b[0] && a[1] <= b[3] && a[3] >= b[1]) wanted.push(`${one} ${other}`)
      }
    expect(found.sort()).toEqual(wanted.sort())
    expect(found.length).toBeGreaterThan(50)
  })

  // A grid of cells as wide as the points lie on average took minutes for this.
  it('are found at once where thousands of points crowd in one place of a wide whole', () => {
    const coverage = coverageOf(crowdedBorder(40_000))
    const began = performance.now()
    expect(checkCoverage(coverage)).toEqual([])
    expect(performance.now() - began).toBeLessThan(5000)
  })

  it('are cut where crowded lines cross', () => {
    const lines = newStretches()
    for (const { line } of crowdedBorder(5000)) addLine(lines, line, [1])
    addLine(lines, [BASE_X, BASE_Y + 152_000, BASE_X + 300_000, BASE_Y + 152_001], [2])
    const began = performance.now()
    const { ends } = cutWhereTheyMeet(lines)
    expect(performance.now() - began).toBeLessThan(5000)
    expect(ends.length / 4).toBeGreaterThan(5000)
  })
})
