/** Circles, tables and access by foot on the network in force; what the commands ask, with everything seen. */
import { CircleShaper } from '../../shared/network/circleShape.ts'
import { limitOf, reversed, UNREACHED } from '../../shared/network/networkView.ts'
import { costTable, nearestOfPlaces, sweepNearest } from '../../shared/network/nearest.ts'
import { LARGEST_LIMIT } from '../../shared/network/search.ts'
import { Snapper } from '../../shared/network/snapping.ts'
import { demandFrom } from '../../shared/circles/demand.ts'
import {
  type CirclePoint,
  countPeople,
  makeCircleTools,
  type UnitLine,
  type WalkedAnswer,
  walkedCircles,
} from '../../shared/circles/walkedCircles.ts'
import { today } from '../../shared/domain/dates.ts'
import type { Viewer } from '../access/viewer.ts'
import type { App } from '../app/app.ts'
import { Refusal } from '../app/refusal.ts'
import { asViewer } from '../db/database.ts'
import { facilityPoints } from '../db/lists.ts'
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
  return walkedCircles(tools, points, limits, wantsShape)
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

export interface AccessAnswer {
  facilities: number
  /** Residents within the limit of the nearest facility of the kind, and not. */
  covered: number
  outside: number
  over64Outside: number
  /** Of those outside: at no street. */
  notConnected: number
  byGrid: UnitLine[]
}

/** Who walks no longer than so many minutes to the nearest facility of a kind. */
export async function walkedAccess(
  app: App,
  viewer: Viewer,
  question: { kind: string; walker: Walker; limit: number; at?: string },
): Promise<AccessAnswer> {
  const day = question.at ?? today()
  const [loaded, columns, points] = await Promise.all([
    app.networks.current(),
    demandColumns(app, viewer, day),
    asViewer(app.db, viewer, (tx) => facilityPoints(tx, day)),
  ])
  const facilities = points.filter(({ kind }) => kind === question.kind)
  const view = loaded.view(question.walker)
  const snapper = new Snapper(loaded.index, view)
  const demand = demandFrom(columns)
  const snaps = snapper.snapAll(demand.lonLat)
  const sources = facilities.map(({ lon, lat }) => snapper.snap(lon, lat)).filter((snap) => snap !== null)
  const limit = limitOf(view, question.limit)
  // People walk to the facility: on ways that are one-way for feet the sweep goes against the walk.
  const back = reversed(view)
  const { cost } = nearestOfPlaces(back, sources, sweepNearest(back, sources, limit), snaps, limit)
  const { rings, outside, notConnected, byUnit } = countPeople(demand, cost, snaps, [limit])
  return {
    facilities: facilities.length,
    covered: rings[0]!.residents,
    outside: outside.residents,
    over64Outside: outside.over64,
    notConnected: notConnected.residents,
    byGrid: byUnit,
  }
}
