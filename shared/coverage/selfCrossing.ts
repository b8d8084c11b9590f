/** Whether the line around an area meets itself. */
import type { Point } from './coverage.ts'
import { doMeet } from './checkCoverage.ts'
import { addLine, forEachNear, newStretches } from './segments.ts'

/** @returns a point near which a closed line crosses, touches or runs over itself; null: nowhere */
export function selfCrossing(line: readonly number[]): Point | null {
  const lines = newStretches()
  addLine(lines, line, [])
  const { ends } = lines
  let found: Point | null = null
  forEachNear(ends, (one, other) => {
    if (found) return
    const [a, b] = [ends.slice(4 * one, 4 * one + 4), ends.slice(4 * other, 4 * other + 4)]
    if (doMeet(a[0]!, a[1]!, a[2]!, a[3]!, b[0]!, b[1]!, b[2]!, b[3]!)) found = [b[0]!, b[1]!]
  })
  return found
}
