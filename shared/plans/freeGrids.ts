/** Which grids a proposal may divide anew. */
import type { PlanGrid } from './planDocument.ts'

/**
 * @param dedicated  codes of units that are dedicated to one owner: a school or a park that is a grid stays one
 * @returns the grids of a community that are neither locked nor dedicated
 */
export const freeGrids = (
  grids: Iterable<PlanGrid>,
  community: string,
  dedicated: ReadonlySet<string>,
): PlanGrid[] =>
  [...grids].filter(
    ({ parent, isLocked, code }) =>
      parent === community && !isLocked && !(code !== null && dedicated.has(code)),
  )
