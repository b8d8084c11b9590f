/** Arcs from stretches: what runs between the same two areas becomes one line from node to node. */
import type { Arc, AreaKey } from './coverage.ts'
import { pointNumbers } from './pointNumbers.ts'

/** From the end that comes first; a closed line on its own from its first point. */
export function writtenArc(line: readonly number[], left: AreaKey, right: AreaKey): Arc {
  const last = line.length - 2
  const isClosed = line[0] === line[last] && line[1] === line[last + 1]
  const [a, b] = isClosed ? [2, last - 2] : [0, last]
  const isTurned = line[b]! < line[a]! || (line[b] === line[a] && line[b + 1]! < line[a + 1]!)
  return isTurned ? { line: turnedLine(line), left: right, right: left } : { line, left, right }
}

export function turnedLine(line: readonly number[]): number[] {
  const turned: number[] = []
  for (let i = line.length - 2; i >= 0; i -= 2) turned.push(line[i]!, line[i + 1]!)
  return turned
}

/** A closed line without a node begins at its first point in order of x and y. */
function fromFirstPoint(ring: readonly number[]): number[] {
  let best = 0
  for (let i = 2; i < ring.length - 2; i += 2)
    if (ring[i]! < ring[best]! || (ring[i] === ring[best] && ring[i + 1]! < ring[best + 1]!)) best = i
  if (best === 0) return [...ring]
  return [...ring.slice(best, -2), ...ring.slice(0, best), ring[best]!, ring[best + 1]!]
}

/**
 * @param ends  ax, ay, bx, by of stretches that meet at their ends only
 * @param sides  left and right of each; where both are the same there is no border
 * @param isNode  points that stay nodes, whatever meets there
 */
export function joinArcs(
  ends: readonly number[],
  sides: readonly (readonly [AreaKey, AreaKey])[],
  isNode: (x: number, y: number) => boolean = () => false,
): Arc[] {
  const numberOf = pointNumbers()
  const at: number[][] = []
  const startOf = (half: number): number => numberOf(ends[2 * half]!, ends[2 * half + 1]!)
  const kept: number[] = []
  for (let i = 0; i < sides.length; i++) {
    if (sides[i]![0] === sides[i]![1]) continue
    kept.push(i)
    for (const half of [2 * i, 2 * i + 1]) (at[startOf(half)] ??= []).push(half)
  }
  const leftOf = (half: number): AreaKey => sides[half >> 1]![half % 2]!
  /** Where a line goes on behind a half-stretch; -1 at a node. */
  const onward = (half: number): number => {
    const back = half ^ 1
    const meeting = at[startOf(back)]!
    if (meeting.length !== 2) return -1
    const next = meeting[0] === back ? meeting[1]! : meeting[0]!
    const goesOn = leftOf(next) === leftOf(half) && leftOf(next ^ 1) === leftOf(back)
    return goesOn && !isNode(ends[2 * back]!, ends[2 * back + 1]!) ? next : -1
  }
  const isDone = new Uint8Array(sides.length)
  const arcs: Arc[] = []
  const walk = (first: number): void => {
    const line = [ends[2 * first]!, ends[2 * first + 1]!]
    let half = first
    while (half !== -1 && !isDone[half >> 1]) {
      isDone[half >> 1] = 1
      line.push(ends[2 * (half ^ 1)]!, ends[2 * (half ^ 1) + 1]!)
      half = onward(half)
    }
    // Back at the start without a node on the way.
    const isLoop = half === first && onward(first ^ 1) !== -1
    arcs.push(writtenArc(isLoop ? fromFirstPoint(line) : line, leftOf(first), leftOf(first ^ 1)))
  }
  for (const i of kept)
    for (const half of [2 * i, 2 * i + 1]) if (!isDone[i] && onward(half ^ 1) === -1) walk(half)
  for (const i of kept) if (!isDone[i]) walk(2 * i)
  return arcs
}
