/** Ground in several parts as one graph. */
import { adjacency } from './adjacency.ts'
import type { ZoningProblem } from './problem.ts'

/**
 * Pieces that do not meet are linked where they are nearest: an island belongs to someone. Not so over what cuts the
 * ground (`ZoningProblem.piece`).
 */
export function withLinks(problem: ZoningProblem): ZoningProblem {
  const { start, neighbour, weight } = problem
  const piece = new Int32Array(weight.length).fill(-1)
  const firsts: number[] = []
  for (let block = 0; block < weight.length; block++) {
    if (piece[block] !== -1) continue
    const queue = [block]
    piece[block] = firsts.length
    for (let at = queue.pop(); at !== undefined; at = queue.pop())
      for (let i = start[at]!; i < start[at + 1]!; i++)
        if (piece[neighbour[i]!] === -1) {
          piece[neighbour[i]!] = firsts.length
          queue.push(neighbour[i]!)
        }
    firsts.push(block)
  }
  if (firsts.length < 2) return problem
  const links: [number, number][] = []
  const cut = problem.piece
  for (let own = 1; own < firsts.length; own++) {
    let [best, from, to] = [Infinity, -1, -1]
    for (let a = 0; a < weight.length; a++) {
      if (piece[a] !== own) continue
      for (let b = 0; b < weight.length; b++) {
        if (piece[b]! >= own || (cut && cut[a] !== cut[b])) continue
        const meters = Math.hypot(problem.x[a]! - problem.x[b]!, problem.y[a]! - problem.y[b]!)
        if (meters < best) [best, from, to] = [meters, a, b]
      }
    }
    if (from !== -1) links.push([from, to])
  }
  const next: { to: number; meters: number; street: number }[][] = Array.from(weight, (_, block) =>
    Array.from({ length: start[block + 1]! - start[block]! }, (_unused, i) => ({
      to: neighbour[start[block]! + i]!,
      meters: problem.meters[start[block]! + i]!,
      street: problem.streetMeters[start[block]! + i]!,
    })),
  )
  for (const [a, b] of links) {
    next[a]!.push({ to: b, meters: 0, street: 0 })
    next[b]!.push({ to: a, meters: 0, street: 0 })
  }
  return { ...problem, ...adjacency(next) }
}
