/** What is looked at after an edit: new lines against all lines. */
import { describe, expect, it } from 'vitest'
import { crossingOf } from '../../../shared/coverage/checkCoverage.ts'
import { type Arc, arcName, coverageOf, OUTSIDE, replaceArcs } from '../../../shared/coverage/coverage.ts'
import { writtenArc } from '../../../shared/coverage/joinArcs.ts'

/** Two squares of 1,000 side by side. */
const BORDER = writtenArc([1000, 0, 1000, 1000], 'a', 'b')
const coverage = coverageOf([
  BORDER,
  writtenArc([1000, 0, 0, 0, 0, 1000, 1000, 1000], OUTSIDE, 'a'),
  writtenArc([1000, 0, 2000, 0, 2000, 1000, 1000, 1000], 'b', OUTSIDE),
])
const crossingWith = (...made: Arc[]) => {
  const { coverage: after, change } = replaceArcs(coverage, [BORDER], made)
  return crossingOf(after, change)
}

describe('a change of borders', () => {
  it('is free of crossings where it bends within its areas', () => {
    expect(crossingWith(writtenArc([1000, 0, 700, 500, 1000, 1000], 'a', 'b'))).toBeNull()
    expect(crossingWith(writtenArc([1000, 0, 1000, 1000], 'a', 'c'))).toBeNull()
  })
  it('is told where it crosses what was there', () => {
    expect(crossingWith(writtenArc([1000, 0, -200, 500, 1000, 1000], 'a', 'b'))).not.toBeNull()
    expect(crossingWith(writtenArc([1000, 0, 0, 500, 1000, 1000], 'a', 'b'))).not.toBeNull()
  })
  it('is told where it crosses itself, or lies twice in one place', () => {
    expect(
      crossingWith(writtenArc([1000, 0, 700, 600, 700, 300, 900, 500, 600, 500, 1000, 1000], 'a', 'b')),
    ).not.toBeNull()
    const twice = writtenArc([1000, 0, 1000, 1000, 1500, 500, 1000, 1000, 1500, 500], 'a', 'b')
    expect(arcName(twice)).toBe(arcName(BORDER))
    expect(crossingWith(twice)).not.toBeNull()
  })
})
