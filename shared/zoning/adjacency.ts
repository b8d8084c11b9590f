/** Neighbours of blocks as arrays. */
import type { ZoningProblem } from './problem.ts'

/** Neighbours block by block, written one after another. */
export function adjacency(
  next: readonly (readonly { to: number; meters: number; street: number }[])[],
): Pick<ZoningProblem, 'start' | 'neighbour' | 'meters' | 'streetMeters'> {
  const start = new Int32Array(next.length + 1)
  next.forEach((list, block) => (start[block + 1] = start[block]! + list.length))
  const all = next.flat()
  return {
    start,
    neighbour: Int32Array.from(all, ({ to }) => to),
    meters: Float64Array.from(all, ({ meters }) => meters),
    streetMeters: Float64Array.from(all, ({ street }) => street),
  }
}
