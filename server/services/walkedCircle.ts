/** Circles and tables by foot on the network in force; what the commands ask, with everything seen. */
import { CircleShaper } from '../../shared/network/circleShape.ts'
import { limitOf, UNREACHED } from '../../shared/network/networkView.ts'
import { costTable } from '../../shared/network/nearest.ts'
import { LARGEST_LIMIT } from '../../shared/network/search.ts'
import { Snapper } from '../../shared/network/snapping.ts'
import { demandFrom } from '../../shared/circles/demand.ts'
import {
  type CirclePoint,
  makeCircleTools,
  type WalkedAnswer,
  walkedCircles,
} from '../../shared/circles/walkedCircles.ts'
import { today } from '../../shared/domain/dates.ts'
import type { Viewer } from '../access/viewer.ts'
import type { App } from '../app/app.ts'
import { Refusal } from '../app/refusal.ts'
import { demandColumns } from './circleDemand.ts'
import type { Walker } from './networks.ts'

export interface WalkedQuestion {
  points: readonly CirclePoint[]
  walker: Walker
  /** Minutes, or metres for the walker `meters`; ascending. */
  limits: readonly number[]
  wantsShape: boolean
  at?: string
}

/** @throws Refusal without a network, or for limits that do not ascend */
export async function walkedCircle(
  app: App,
  viewer: Viewer,
  { points, walker, limits, wantsShape, at }: WalkedQuestion,
): Promise<WalkedAnswer> {
  if (limits.some((limit, index) => index > 0 && limit <= limits[index - 1]!))
    throw new Refusal('BAD_REQUEST', 'circle.limitsNotAscending')
  const [loaded, columns] = await Promise.all([
    app.networks.current(),
    demandColumns(app, viewer, at ?? today()),
  ])
  const view = loaded.view(walker)
  const shaper = wantsShape ? new CircleShaper(loaded.index, view) : undefined
  const tools = makeCircleTools(view, new Snapper(loaded.index, view), demandFrom(columns), shaper)
  return walkedCircles(tools, points, limits, wantsShape ? 'shapes' : 'no shapes')
}

/** Metres on foot from every origin to every target; null: no way within the limit. */
export async function walkedTable(
  app: App,
  origins: readonly CirclePoint[],
  targets: readonly CirclePoint[],
  maxMeters: number | undefined,
): Promise<(number | null)[][]> {
  const loaded = await app.networks.current()
  const view = loaded.view('meters')
  const snapper = new Snapper(loaded.index, view)
  const place = ({ lon, lat }: CirclePoint) => snapper.snap(lon, lat)
  const limit = maxMeters === undefined ? LARGEST_LIMIT : limitOf(view, maxMeters)
  const table = costTable(view, origins.map(place), targets.map(place), limit)
  return origins.map((_, row) =>
    targets.map((__, column) => {
      const cost = table[row * targets.length + column]!
      return cost === UNREACHED ? null : cost / 100
    }),
  )
}
