/** Compounds (小区) that a plan divides among several grids. */
import { type AreaKey, UNASSIGNED } from '../coverage/coverage.ts'

export interface SplitCompound {
  /** Index into the compounds of the ground. */
  compound: number
  /** Grids with households of it, those with most first. */
  parts: { key: AreaKey; households: number }[]
}

/**
 * @param compoundsOf  by area: households of each compound in it
 * @param leastHouseholds  with fewer than these a grid does not count as one that has a part
 */
export function splitCompounds(
  compoundsOf: ReadonlyMap<AreaKey, ReadonlyMap<number, number>>,
  leastHouseholds = 1,
): SplitCompound[] {
  const parts = new Map<number, SplitCompound['parts']>()
  for (const [key, compounds] of compoundsOf) {
    if (key === UNASSIGNED) continue
    for (const [compound, households] of compounds) {
      if (households < leastHouseholds) continue
      const known = parts.get(compound)
      if (known) known.push({ key, households })
      else parts.set(compound, [{ key, households }])
    }
  }
  return [...parts]
    .filter(([, list]) => list.length > 1)
    .map(([compound, list]) => ({
      compound,
      parts: list.sort((a, b) => b.households - a.households || (a.key < b.key ? -1 : 1)),
    }))
    .sort((a, b) => a.compound - b.compound)
}
