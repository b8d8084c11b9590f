/** What it costs to walk between where a search began and every place, after it has run. */
import { UNREACHED } from './networkView.ts'
import type { WalkSearch } from './search.ts'
import { NO_EDGE, type SnapTable } from './snapping.ts'

/** @returns one cost for each of the first `count` places; UNREACHED at no street, or beyond the limit of the search */
export function costsOfPlaces(
  search: WalkSearch,
  { edge, offset }: Pick<SnapTable, 'edge' | 'offset'>,
  count: number,
): Uint32Array {
  const costs = new Uint32Array(count).fill(UNREACHED)
  for (let place = 0; place < count; place++)
    if (edge[place] !== NO_EDGE) costs[place] = search.costTo(edge[place]!, offset[place]!)
  return costs
}
