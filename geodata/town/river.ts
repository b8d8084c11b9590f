/** Which side of the river a point lies on: true on the left of its course. */
import { between, cross, sub, type Pt } from './plane.ts'
import type { TownPlan } from './townPlan.ts'

export function isLeftOfRiver(plan: TownPlan, p: Pt): boolean {
  const { way } = plan.river
  let best = Infinity
  let at = 1
  for (let i = 1; i < way.length; i++) {
    const gap = between(p, way[i]!) + between(p, way[i - 1]!)
    if (gap < best) {
      best = gap
      at = i
    }
  }
  return cross(sub(way[at]!, way[at - 1]!), sub(p, way[at - 1]!)) > 0
}
