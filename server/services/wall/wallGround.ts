/** What the map of the wall stands on: units in force today, the area that is shown, and whose map it is. */
import { ALL_AREAS } from '../../../shared/domain/access.ts'
import type { UnitNode } from '../../../shared/domain/unit.ts'
import type { WallGround } from '../../../shared/issues/wall.ts'
import { type Reach, seesEverything } from '../../access/viewer.ts'
import type { App } from '../../app/app.ts'
import { nodeOf } from '../unitPanel.ts'
import { systemStatus } from '../systemStatus.ts'

type Box = UnitNode['box']

const around = ([w1, s1, e1, n1]: Box, [w2, s2, e2, n2]: Box): Box => [
  Math.min(w1, w2),
  Math.min(s1, s2),
  Math.max(e1, e2),
  Math.max(n1, n2),
]

export async function wallGround(app: App, reach: Reach): Promise<WallGround> {
  const [snapshot, { bounds, attribution, isDemo }] = await Promise.all([
    app.snapshots.at(),
    systemStatus(app),
  ])
  const units = snapshot.units.map(nodeOf)
  const shown = seesEverything(reach)
    ? units.filter(({ parent }) => parent === null || !snapshot.unitByCode.has(parent))
    : units.filter(({ code }) => reach.areas.includes(code) && code !== ALL_AREAS)
  return {
    title: shown.map(({ name }) => name).join('、'),
    shown: shown.map(({ code }) => code),
    units,
    box:
      shown.map(({ box }) => box).reduce<Box | null>((sum, box) => (sum ? around(sum, box) : box), null) ??
      bounds,
    attribution,
    isDemo,
  }
}
