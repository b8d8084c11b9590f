/** What a scenario gains and loses, and which wall would help most: the same reckoning as in the page's worker. */
import { setImmediate } from 'node:timers/promises'
import { demandFrom } from '../../shared/circles/demand.ts'
import { today } from '../../shared/domain/dates.ts'
import type { Opening } from '../../shared/network/barriers.ts'
import type { ListedOpening } from '../../shared/scenario/listOpenings.ts'
import {
  FaultyChanges,
  ScenarioDesk,
  type ScenarioEffect,
  type ScenarioQuestion,
} from '../../shared/scenario/scenarioDesk.ts'
import type { ScenarioRecord } from '../../shared/scenario/scenarioRecord.ts'
import type { Viewer } from '../access/viewer.ts'
import type { App } from '../app/app.ts'
import { Refusal } from '../app/refusal.ts'
import { asViewer } from '../db/database.ts'
import { facilityPoints } from '../db/lists.ts'
import { demandColumns } from './circleDemand.ts'
import { scenario } from './scenarios.ts'

/** Walks to the nearest facility of a kind, from one place, or (neither given) to the nearest of every kind there is. */
export interface StreetQuestion extends Omit<ScenarioQuestion, 'points' | 'isTowards'> {
  kind?: string
  at?: { lon: number; lat: number }
}

async function openDesk(app: App, viewer: Viewer): Promise<{ desk: ScenarioDesk; hash: string }> {
  const [loaded, columns] = await Promise.all([app.networks.current(), demandColumns(app, viewer, today())])
  return { desk: new ScenarioDesk(loaded.index, demandFrom(columns)), hash: loaded.hash }
}

/** One question for every kind that is asked about. @throws Refusal `scenario.noFacilities` */
async function questionsOf(app: App, viewer: Viewer, question: StreetQuestion): Promise<ScenarioQuestion[]> {
  const { kind, at, ...rest } = question
  // From a place people set out; to a facility they come.
  if (at) return [{ ...rest, points: [at], isTowards: false }]
  const facilities = await asViewer(app.db, viewer, (tx) => facilityPoints(tx, today()))
  const kinds = [...new Set(facilities.map((one) => one.kind))].filter(
    (one) => kind === undefined || one === kind,
  )
  if (kinds.length === 0) throw new Refusal('NOT_FOUND', 'scenario.noFacilities', { kind: kind ?? '' })
  return kinds.map((one) => ({
    ...rest,
    points: facilities.filter((facility) => facility.kind === one),
    isTowards: true,
  }))
}

export async function rankWalls(
  app: App,
  viewer: Viewer,
  question: StreetQuestion,
): Promise<{ kinds: number; openings: ListedOpening[] }> {
  const questions = await questionsOf(app, viewer, question)
  const { desk } = await openDesk(app, viewer)
  const rankings: Opening[][] = []
  for (const one of questions) {
    rankings.push(desk.rank(one))
    // a server has others to answer in between
    await setImmediate()
  }
  return { kinds: questions.length, openings: desk.list(rankings) }
}

/**
 * @throws Refusal `scenario.unknown`; `scenario.faulty` when it was made on another network and a change does not fit
 *   the one in force
 */
export async function tryScenario(
  app: App,
  viewer: Viewer,
  id: string,
  question: Omit<StreetQuestion, 'walkAt'> & ({ kind: string } | { at: { lon: number; lat: number } }),
): Promise<{ scenario: ScenarioRecord; isOfOther: boolean; effect: ScenarioEffect }> {
  const kept = await scenario(app, viewer, id)
  const [asked] = await questionsOf(app, viewer, { ...question, walkAt: kept.walkAt })
  const { desk, hash } = await openDesk(app, viewer)
  try {
    const effect = desk.effect(asked!, kept.changes)
    return { scenario: kept, isOfOther: kept.networkHash !== hash, effect }
  } catch (error) {
    if (!(error instanceof FaultyChanges)) throw error
    throw new Refusal('CONFLICT', 'scenario.faulty', { number: error.faults[0]!.index + 1 })
  }
}
