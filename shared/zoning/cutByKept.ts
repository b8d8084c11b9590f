/** How grids that are kept as they are cut the ground of the others into pieces. */
import type { AreaKey, Coverage } from '../coverage/coverage.ts'

export interface CutGround {
  /** Of each free area. Ground that water parts, not what is kept, is of one piece: an island belongs to someone. */
  pieceOf: ReadonlyMap<AreaKey, number>
  pieces: number
  /** Kept areas that lie between pieces. */
  between: AreaKey[]
}

export function cutByKept(
  { arcs }: Coverage,
  free: ReadonlySet<AreaKey>,
  kept: ReadonlySet<AreaKey>,
): CutGround {
  const next = new Map<AreaKey, Set<AreaKey>>()
  for (const key of [...free, ...kept]) next.set(key, new Set())
  for (const { left, right } of arcs.values()) {
    if (left === right) continue
    next.get(left)?.add(right)
    next.get(right)?.add(left)
  }
  const parts = partsOf(free, next)
  const wholes = partsOf(new Set([...free, ...kept]), next)
  const pieceOf = new Map<AreaKey, number>()
  const numbered = new Map<string, number>()
  const wholesBegun = new Set<number>()
  let pieces = 1
  for (const key of [...free].sort()) {
    const [part, whole] = [parts.get(key)!, wholes.get(key)!]
    const name = `${whole} ${part}`
    if (!numbered.has(name)) numbered.set(name, wholesBegun.has(whole) ? pieces++ : 0)
    wholesBegun.add(whole)
    pieceOf.set(key, numbered.get(name)!)
  }
  const keptParts = partsOf(kept, next)
  const touched = new Map<number, Set<number>>()
  for (const key of kept)
    for (const other of next.get(key)!) {
      const piece = parts.get(other)
      const own = keptParts.get(key)!
      if (piece !== undefined) touched.set(own, (touched.get(own) ?? new Set()).add(piece))
    }
  return {
    pieceOf,
    pieces,
    between: [...kept].filter((key) => (touched.get(keptParts.get(key)!)?.size ?? 0) > 1).sort(),
  }
}

/** By area: a number that all areas have which hang together within the set. */
function partsOf(
  keys: ReadonlySet<AreaKey>,
  next: ReadonlyMap<AreaKey, ReadonlySet<AreaKey>>,
): Map<AreaKey, number> {
  const parts = new Map<AreaKey, number>()
  let count = 0
  for (const key of [...keys].sort()) {
    if (parts.has(key)) continue
    const queue = [key]
    parts.set(key, count)
    for (let at = queue.pop(); at !== undefined; at = queue.pop())
      for (const other of next.get(at)!)
        if (keys.has(other) && !parts.has(other)) {
          parts.set(other, count)
          queue.push(other)
        }
    count++
  }
  return parts
}
