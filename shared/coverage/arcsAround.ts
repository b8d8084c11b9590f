/** Borders of some areas, and what meets them: what an edit of those areas has to put together again. */
import { boxAround, boxOf, doBoxesMeet, endsOf } from './arcFacts.ts'
import type { Arc, AreaKey, Coverage } from './coverage.ts'
import { PointSet } from './pointSet.ts'

export interface ArcsAround {
  own: Arc[]
  /** Arcs that meet those: where a border goes, two lines may become one. */
  beside: Arc[]
  /** Of a point of these: whether any other arc ends there. It stays a node. */
  isNode: (x: number, y: number) => boolean
}

/** What lies far away is told by its box alone: the ends of a whole district are not looked at for one area. */
export function arcsAround({ arcs }: Coverage, areas: ReadonlySet<AreaKey>): ArcsAround {
  const own: Arc[] = []
  const rest: Arc[] = []
  for (const arc of arcs.values())
    if (areas.has(arc.left) || areas.has(arc.right)) own.push(arc)
    else rest.push(arc)
  const [beside, others] = meeting(own, rest)
  const nodes = new PointSet()
  for (const { line } of meeting(beside, others)[0]) {
    nodes.add(line[0]!, line[1]!)
    nodes.add(line.at(-2)!, line.at(-1)!)
  }
  return { own, beside, isNode: (x, y) => nodes.has(x, y) }
}

/** Parts arcs into those that have an end in common with some of these, and those that have none. */
function meeting(these: readonly Arc[], among: readonly Arc[]): [meet: Arc[], others: Arc[]] {
  const box = boxAround(these.map(boxOf))
  const ends = new Set(these.flatMap(endsOf))
  const meet: Arc[] = []
  const others: Arc[] = []
  for (const arc of among) {
    const doMeet = doBoxesMeet(boxOf(arc), box) && endsOf(arc).some((end) => ends.has(end))
    if (doMeet) meet.push(arc)
    else others.push(arc)
  }
  return [meet, others]
}
