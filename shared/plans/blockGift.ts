/**
 * Blocks of a community that go from their grids to another one: what that does to the grids, told before it is done. No
 * grid is to lie in more pieces than before, and none is to lose all of its ground unnoticed.
 */
import { type AreaKey, UNASSIGNED } from '../coverage/coverage.ts'

/** Blocks as they lie: whose each one is, and which have a border in common. */
export interface BlockGround {
  area: readonly AreaKey[]
  pairs: readonly (readonly [one: number, other: number])[]
}

export type GiftFault =
  /** The grid would lie in more pieces than before. */
  | { why: 'breaks'; key: AreaKey }
  /** What is given does not hang together with the grid that gets it. */
  | { why: 'apart'; key: AreaKey }
  /** Nothing would be left of the grid. */
  | { why: 'takesAll'; key: AreaKey }

/** @returns by block: those beside it */
export function neighboursOfBlocks({ area, pairs }: BlockGround): number[][] {
  const beside: number[][] = area.map(() => [])
  for (const [one, other] of pairs) {
    beside[one]!.push(other)
    beside[other]!.push(one)
  }
  return beside
}

/** Grids beside some blocks, theirs left out. */
export function receiversOf({ area, pairs }: BlockGround, given: ReadonlySet<number>): Set<AreaKey> {
  const receivers = new Set<AreaKey>()
  for (const [one, other] of pairs)
    for (const [own, across] of [
      [one, other],
      [other, one],
    ] as const)
      if (given.has(own) && !given.has(across)) receivers.add(area[across]!)
  for (const block of given) receivers.delete(area[block]!)
  receivers.delete(UNASSIGNED)
  return receivers
}

/** @returns what is wrong with giving these blocks to a grid; the first of it, or null */
export function giftFault(ground: BlockGround, given: ReadonlySet<number>, to: AreaKey): GiftFault | null {
  const beside = neighboursOfBlocks(ground)
  const after = ground.area.map((key, block) => (given.has(block) ? to : key))
  const before = piecesOf(ground.area, beside)
  const then = piecesOf(after, beside)
  const givers = new Set([...given].map((block) => ground.area[block]!))
  givers.delete(to)
  // Ground that is nobody's may lie where it likes.
  givers.delete(UNASSIGNED)
  for (const key of givers) if (!then.has(key)) return { why: 'takesAll', key }
  for (const key of givers) if (then.get(key)! > before.get(key)!) return { why: 'breaks', key }
  return then.get(to)! > (before.get(to) ?? 1) ? { why: 'apart', key: to } : null
}

/** By grid: into how many pieces its blocks fall. */
function piecesOf(area: readonly AreaKey[], beside: readonly (readonly number[])[]): Map<AreaKey, number> {
  const pieces = new Map<AreaKey, number>()
  const isSeen = new Uint8Array(area.length)
  for (let first = 0; first < area.length; first++) {
    if (isSeen[first]) continue
    const key = area[first]!
    pieces.set(key, (pieces.get(key) ?? 0) + 1)
    const queue = [first]
    isSeen[first] = 1
    for (let at = queue.pop(); at !== undefined; at = queue.pop())
      for (const next of beside[at]!) {
        if (isSeen[next] || area[next] !== key) continue
        isSeen[next] = 1
        queue.push(next)
      }
  }
  return pieces
}
