/** A part of the ground cut in two along a random spanning tree. */
import type { ZoningProblem } from './problem.ts'

/**
 * @param members  blocks that hang together
 * @param share  of the weight that the one side is to have
 * @returns the blocks of one side of a random spanning tree, cut where that share is come nearest; null: not to be cut
 */
export function cutTree(
  problem: ZoningProblem,
  members: readonly number[],
  share: number,
  random: () => number,
): Set<number> | null {
  if (members.length < 2) return null
  const place = new Map(members.map((block, i) => [block, i]))
  const parent = new Int32Array(members.length).fill(-2)
  const order: number[] = []
  // Of the open edges a random one is taken next: a tree as wide as it is long.
  const open: [number, number][] = [[Math.floor(random() * members.length), -1]]
  while (open.length > 0) {
    const pick = Math.floor(random() * open.length)
    const [at, from] = open[pick]!
    open[pick] = open.at(-1)!
    open.pop()
    if (parent[at] !== -2) continue
    parent[at] = from
    order.push(at)
    const block = members[at]!
    for (let i = problem.start[block]!; i < problem.start[block + 1]!; i++) {
      const next = place.get(problem.neighbour[i]!)
      if (next !== undefined && parent[next] === -2) open.push([next, at])
    }
  }
  if (order.length < members.length) return null
  const below = Float64Array.from(members, (block) => problem.weight[block]!)
  for (let i = order.length - 1; i > 0; i--) below[parent[order[i]!]!]! += below[order[i]!]!
  const total = below[order[0]!]!
  let [best, bestOff] = [-1, Infinity]
  for (const at of order.slice(1)) {
    const off = Math.min(Math.abs(below[at]! - share * total), Math.abs(total - below[at]! - share * total))
    if (off < bestOff) [best, bestOff] = [at, off]
  }
  const isBelow = new Uint8Array(members.length)
  for (const at of order) isBelow[at] = at === best || (parent[at]! >= 0 && isBelow[parent[at]!]) ? 1 : 0
  const side = new Set(members.filter((_, i) => isBelow[i]))
  // The side asked for is the one whose weight is nearer to the share.
  if (Math.abs(below[best]! - share * total) <= Math.abs(total - below[best]! - share * total)) return side
  return new Set(members.filter((block) => !side.has(block)))
}
