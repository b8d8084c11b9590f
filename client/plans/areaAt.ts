/** Which area of the open plan lies at a place. */
import type { MultiPolygon } from 'geojson'
import { type AreaKey, OUTSIDE } from '../../shared/coverage/coverage.ts'
import { PointLocator } from '../../shared/coverage/pointLocator.ts'
import type { PlanCount } from '../../shared/plans/planFigures.ts'
import { deskStore } from './planDesk.ts'

interface Locators {
  keys: AreaKey[]
  locator: PointLocator
}
const locators = new WeakMap<ReadonlyMap<AreaKey, MultiPolygon>, Locators>()

export function areaIn(count: PlanCount | null | undefined, lon: number, lat: number): AreaKey {
  if (!count) return OUTSIDE
  const { shapes } = count
  let known = locators.get(shapes)
  if (!known) {
    known = { keys: [...shapes.keys()], locator: new PointLocator([...shapes.values()]) }
    locators.set(shapes, known)
  }
  return known.keys[known.locator.locate(lon, lat)] ?? OUTSIDE
}

/** As it is drawn at the moment. */
export const areaAt = (lon: number, lat: number): AreaKey => areaIn(deskStore.get()?.count, lon, lat)
