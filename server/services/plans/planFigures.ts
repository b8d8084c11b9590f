/** What the grids of a plan hold, as the page reckons it: load, walks, workload, borders off streets, split compounds. */
import { demandFrom } from '../../../shared/circles/demand.ts'
import { type AreaKey, OUTSIDE, UNASSIGNED } from '../../../shared/coverage/coverage.ts'
import { today } from '../../../shared/domain/dates.ts'
import { BesideStreets } from '../../../shared/plans/besideStreets.ts'
import { planOf } from '../../../shared/plans/planDocument.ts'
import { PlanCounter, planTotals } from '../../../shared/plans/planFigures.ts'
import { splitCompounds } from '../../../shared/plans/splitCompounds.ts'
import { GridWalks } from '../../../shared/plans/walkAcross.ts'
import { workFigures } from '../../../shared/plans/workFigures.ts'
import { amountsOf, type WorkloadPart, workloadOf } from '../../../shared/plans/workload.ts'
import { linesOfNetwork } from '../../../shared/zoning/linesOfNetwork.ts'
import type { Viewer } from '../../access/viewer.ts'
import type { App } from '../../app/app.ts'
import { Refusal } from '../../app/refusal.ts'
import { demandColumns } from '../circleDemand.ts'
import { issuePointArrays } from '../issues.ts'
import { planGround } from './planGround.ts'
import { openPlan } from './plans.ts'

export interface PlanFigures {
  whole: {
    /** Standard deviation over the mean, of grids that are not dedicated. */
    spread: number | null
    workloadSpread: number | null
    workloadMeanMinutes: number | null
    /** Across grids that are not dedicated, where it is known. */
    walkMeanSeconds: number | null
    walkMostSeconds: number | null
    /** Of borders between grids; null without a network. */
    offStreetShare: number | null
    splitCompounds: number
  }
  /** Weights without effect somewhere: what they weigh is not known. */
  without: WorkloadPart[]
  splitCompounds: { name: string; parts: { key: AreaKey; households: number }[] }[]
  grids: {
    key: AreaKey
    name: string
    households: number
    residents: number
    over64: number
    openIssues: number | null
    yearIssues: number | null
    flights: number | null
    /** null: no network, nobody there, or homes at no street. */
    walkSeconds: number | null
    workloadMinutes: number
  }[]
}

/** @throws Refusal `plan.unknown` */
export async function planFigures(app: App, viewer: Viewer, id: string): Promise<PlanFigures> {
  const { coverage, grids } = planOf((await openPlan(app, viewer, id)).document)
  const ground = await planGround(app, viewer)
  const demand = demandFrom(await demandColumns(app, viewer))
  const issues = viewer.permissions.has('issues.view') ? await issuePointArrays(app, viewer, today()) : null
  const counter = new PlanCounter({ demand, issues, yearIssues: ground.yearIssues, doors: ground.doors })
  const count = counter.count(coverage, null, (key) => grids.get(key)?.code ?? null)
  const { unitByCode } = await app.snapshots.at(today())
  const isExempt = (key: AreaKey): boolean => unitByCode.get(grids.get(key)?.code ?? '')?.kind === 'dedicated'
  const network = await networkOf(app)
  const walks =
    network && new GridWalks(network, { lonLat: demand.lonLat, households: demand.people.households })
  const streets = network && new BesideStreets(linesOfNetwork(network).streets)
  const rows = [...grids.values()]
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .flatMap(({ key, name }) => {
      const figures = count.figures.get(key)
      if (!figures) return []
      const walkSeconds = walks?.across(count.homes.get(key) ?? []).seconds ?? null
      return [
        { ...figures, name, walkSeconds, ...workloadOf(amountsOf(figures, walkSeconds), ground.weights) },
      ]
    })
  const work = workFigures(
    rows
      .filter(({ key }) => !isExempt(key))
      .map(({ minutes, without, walkSeconds }) => ({ workload: { minutes, without }, walkSeconds })),
  )
  const split = splitCompounds(count.compounds)
  const border = { meters: 0, offMeters: 0 }
  for (const { line, left, right } of coverage.arcs.values()) {
    if (!streets || [left, right].some((key) => key === OUTSIDE || key === UNASSIGNED) || left === right)
      continue
    const { meters, offMeters } = streets.measure(line)
    border.meters += meters
    border.offMeters += offMeters
  }
  return {
    whole: {
      spread: planTotals(count.figures, isExempt).spread,
      workloadSpread: work.spread,
      workloadMeanMinutes: work.meanMinutes,
      walkMeanSeconds: work.walkMeanSeconds,
      walkMostSeconds: work.walkMostSeconds,
      offStreetShare: border.meters > 0 ? border.offMeters / border.meters : null,
      splitCompounds: split.length,
    },
    without: [...new Set(rows.flatMap(({ without }) => without))],
    splitCompounds: split.map(({ compound, parts }) => ({ name: ground.compounds[compound]!, parts })),
    grids: rows.map(
      ({
        key,
        name,
        households,
        residents,
        over64,
        openIssues,
        yearIssues,
        flights,
        walkSeconds,
        minutes,
      }) => ({
        key,
        name,
        households,
        residents,
        over64,
        openIssues,
        yearIssues,
        flights,
        walkSeconds,
        workloadMinutes: Math.round(minutes),
      }),
    ),
  }
}

async function networkOf(app: App) {
  try {
    return (await app.networks.current()).network
  } catch (error) {
    if (error instanceof Refusal && error.key === 'network.none') return null
    throw error
  }
}
