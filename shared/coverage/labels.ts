/** Which areas lie over each face, reckoned from what every stretch has on its left and not on its right. */
import { AROUND, type Faces } from './faces.ts'
import type { Stretches } from './segments.ts'

/**
 * @returns by face: tags of the areas over it, ascending; several where areas overlap, none in a gap. Where lines do
 *   not close, the way of fewest steps from AROUND counts.
 */
export function labelFaces({ tags }: Pick<Stretches, 'tags'>, { count, faceOf }: Faces): number[][] {
  const wound: (number[] | undefined)[] = new Array<number[] | undefined>(count)
  wound[AROUND] = []
  const beside: number[][] = Array.from({ length: count }, () => [])
  for (let half = 0; half < faceOf.length; half++) beside[faceOf[half]!]!.push(half)
  const queue = [AROUND]
  for (let i = 0; i < queue.length; i++) {
    const face = queue[i]!
    for (const half of beside[face]!) {
      const across = faceOf[half ^ 1]!
      if (wound[across]) continue
      const own = tags[half >> 1]!
      // Seen from this face: what the far side has in place of it.
      wound[across] = added(wound[face]!, half % 2 === 0 ? own.map((tag) => -tag) : own)
      queue.push(across)
    }
  }
  // A ring that crosses itself runs round some of its parts the other way: they are its own as well.
  return wound.map((label) => [...new Set((label ?? []).map(Math.abs))].sort((a, b) => a - b))
}

function added(label: readonly number[], gained: readonly number[]): number[] {
  const next = [...label]
  for (const tag of gained) {
    const back = next.indexOf(-tag)
    if (back === -1) next.push(tag)
    else next.splice(back, 1)
  }
  return next
}
