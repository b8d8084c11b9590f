/** The problem of dividing blocks, from the blocks. */
import type { AreaKey } from '../coverage/coverage.ts'
import type { Blocks } from './blocks.ts'
import type { ZoningProblem } from './problem.ts'
import { adjacency } from './adjacency.ts'

export interface BlockProblem {
  problem: ZoningProblem
  /** Keys of today's districts, by number. */
  today: AreaKey[]
}

/** Households are balanced unless another weight is given; residents are who changes hands. */
export function problemOf(
  blocks: Blocks,
  asked: Pick<ZoningProblem, 'districts' | 'most'> &
    Partial<Pick<ZoningProblem, 'weight' | 'limited' | 'together' | 'apart' | 'piece'>>,
): BlockProblem {
  const today = [...new Set(blocks.area)].sort()
  const next: { to: number; meters: number; street: number }[][] = Array.from(
    { length: blocks.count },
    () => [],
  )
  for (const { one, other, meters, streetMeters } of blocks.borders) {
    next[one]!.push({ to: other, meters, street: streetMeters })
    next[other]!.push({ to: one, meters, street: streetMeters })
  }
  return {
    problem: {
      weight: blocks.households,
      people: blocks.residents,
      squareMeters: blocks.squareMeters,
      rimMeters: blocks.rimMeters,
      x: blocks.x,
      y: blocks.y,
      today: Int32Array.from(blocks.area, (key) => today.indexOf(key)),
      ...adjacency(next),
      ...asked,
    },
    today,
  }
}
