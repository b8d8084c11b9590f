/** Borders of some areas, and what meets them: what an edit of those areas has to put together again. */
import { endsOf } from './arcFacts.ts'
import type { Arc, AreaKey, Coverage } from './coverage.ts'

export interface ArcsAround {
  own: Arc[]
  /** Arcs that meet those: where a border goes, two lines may become one. */
  beside: Arc[]
  /** Whether any other arc ends here: it stays a node. */
  isNode: (x: number, y: number) => boolean
}

export function arcsAround({ arcs }: Coverage, areas: ReadonlySet<AreaKey>): ArcsAround {
  const own: Arc[] = []
  const rest: Arc[] = []
  const ends = new Set<string>()
  for (const arc of arcs.values()) {
    if (!areas.has(arc.left) && !areas.has(arc.right)) {
      rest.push(arc)
      continue
    }
    own.push(arc)
    for (const end of endsOf(arc)) ends.add(end)
  }
  const beside: Arc[] = []
  const others = new Set<string>()
  for (const arc of rest) {
    if (endsOf(arc).some((end) => ends.has(end))) beside.push(arc)
    else for (const end of endsOf(arc)) others.add(end)
  }
  return { own, beside, isNode: (x, y) => others.has(`${x},${y}`) }
}
