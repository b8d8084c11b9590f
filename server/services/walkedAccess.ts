/** Access to kinds of facility on foot: who reaches the nearest one, scores of homes, measures that share capacity out. */
import type { AccessMeasure } from '../../shared/circles/accessMeasures.ts'
import { type AccessReport, reportAccess } from '../../shared/circles/accessReport.ts'
import { demandFrom } from '../../shared/circles/demand.ts'
import { scoreHomes, type ScoreSummary, summariseScores } from '../../shared/circles/lifeCircleScore.ts'
import { countPeople, type UnitLine } from '../../shared/circles/walkedCircles.ts'
import { today } from '../../shared/domain/dates.ts'
import { nearestOfPlaces, sweepNearest } from '../../shared/network/nearest.ts'
import { limitOf, reversed } from '../../shared/network/networkView.ts'
import { Snapper } from '../../shared/network/snapping.ts'
import type { ScoreSet } from '../../shared/standards/scoreSets.ts'
import type { Viewer } from '../access/viewer.ts'
import type { App } from '../app/app.ts'
import { asViewer } from '../db/database.ts'
import { facilityPoints } from '../db/lists.ts'
import { demandColumns } from './circleDemand.ts'
import type { Walker } from './networks.ts'

/** What every question about access starts from. People walk to the facilities: the view is reversed. */
async function groundOf(app: App, viewer: Viewer, walker: Walker, day: string) {
  const [loaded, columns, points] = await Promise.all([
    app.networks.current(),
    demandColumns(app, viewer, day),
    asViewer(app.db, viewer, (tx) => facilityPoints(tx, day)),
  ])
  const view = reversed(loaded.view(walker))
  const snapper = new Snapper(loaded.index, view)
  const demand = demandFrom(columns)
  return {
    view,
    demand,
    snaps: snapper.snapAll(demand.lonLat),
    facilitiesOf: (wanted: string) =>
      points
        .filter(({ kind }) => kind === wanted)
        .map(({ lon, lat, capacity }) => ({ at: snapper.snap(lon, lat), capacity })),
  }
}

export interface AccessAnswer {
  facilities: number
  /** Of the facilities: at no street, so that nobody reaches them. */
  facilitiesNotConnected: number
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
  const { view: back, demand, snaps, facilitiesOf } = await groundOf(app, viewer, question.walker, day)
  const facilities = facilitiesOf(question.kind)
  const sources = facilities.map(({ at }) => at).filter((snap) => snap !== null)
  const limit = limitOf(back, question.limit)
  const { cost } = nearestOfPlaces(back, sources, sweepNearest(back, sources, limit), snaps, limit)
  const { rings, outside, notConnected, byUnit } = countPeople(demand, cost, snaps, [limit])
  return {
    facilities: facilities.length,
    facilitiesNotConnected: facilities.length - sources.length,
    covered: rings[0]!.residents,
    outside: outside.residents,
    over64Outside: outside.over64,
    notConnected: notConnected.residents,
    byGrid: byUnit,
  }
}

export interface ScoreAnswer extends ScoreSummary {
  /** Of every kind of the set: how many facilities there are. */
  targets: { kind: string; minutes: number; facilities: number }[]
}

/** How many kinds of a standard's set every home has in reach, over people and grids. */
export async function walkedScore(
  app: App,
  viewer: Viewer,
  question: { set: ScoreSet; walker: Walker; at?: string },
): Promise<ScoreAnswer> {
  const { view, demand, snaps, facilitiesOf } = await groundOf(
    app,
    viewer,
    question.walker,
    question.at ?? today(),
  )
  const targets = question.set.kinds.map(({ kind, minutes }) => {
    const facilities = facilitiesOf(kind)
    const sources = facilities.map(({ at }) => at).filter((snap) => snap !== null)
    return { kind, minutes, sources, facilities: facilities.length }
  })
  return {
    targets: targets.map(({ kind, minutes, facilities }) => ({ kind, minutes, facilities })),
    ...summariseScores(demand, scoreHomes(view, snaps, targets), targets.length),
  }
}

/** A measure of access to a kind of facility, over people and grids. */
export async function walkedMeasure(
  app: App,
  viewer: Viewer,
  question: { kind: string; walker: Walker; minutes: number; measure: AccessMeasure; at?: string },
): Promise<AccessReport> {
  const { view, demand, snaps, facilitiesOf } = await groundOf(
    app,
    viewer,
    question.walker,
    question.at ?? today(),
  )
  return reportAccess(
    { view, homes: snaps, demand },
    facilitiesOf(question.kind),
    question.minutes,
    question.measure,
  )
}
