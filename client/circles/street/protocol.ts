/** What the page and the worker that tries changes to the street say to each other. */
import type { DemandColumns } from '../../../shared/circles/circleInput.ts'
import type { Change, ChangeFault } from '../../../shared/scenario/changes.ts'
import type { ChangeDrawing } from '../../../shared/scenario/drawChanges.ts'
import type { ListedOpening } from '../../../shared/scenario/listOpenings.ts'
import type { ScenarioEffect, ScenarioQuestion } from '../../../shared/scenario/scenarioDesk.ts'

export interface StreetGround {
  /** Of the network and the people, for caches. */
  key: string
  /** The worker fetches the network of this name. */
  hash: string
  demand: DemandColumns
}

/** A gate as the network has it. */
export interface StreetGate {
  lon: number
  lat: number
  name: string
  hours: string
  isOpen: boolean
}

export interface ChangesAnswer {
  drawings: ChangeDrawing[]
  faults: readonly ChangeFault[]
}

/** Where a click meets the street; the stretch between two junctions is what works would close. */
export interface StreetSpot {
  lon: number
  lat: number
  name: string
}

/** Every call: what is asked, and what is answered. */
export interface StreetCalls {
  gates: { ask: object; answer: StreetGate[] }
  spot: { ask: { lon: number; lat: number }; answer: StreetSpot | null }
  changes: { ask: { changes: readonly Change[] }; answer: ChangesAnswer }
  /** Null when a change does not fit: nothing is applied in part. */
  effect: {
    ask: { question: ScenarioQuestion; changes: readonly Change[]; wantsOutlines: boolean }
    answer: ScenarioEffect | null
  }
  openings: { ask: { question: ScenarioQuestion }; answer: ListedOpening[] }
}
export type StreetCall = keyof StreetCalls

export type ToStreetWorker =
  | { type: 'open'; hash: string; demand: DemandColumns }
  | { [Call in StreetCall]: { type: Call; id: number } & StreetCalls[Call]['ask'] }[StreetCall]

export type FromStreetWorker =
  | { type: 'answer'; id: number; answer: StreetCalls[StreetCall]['answer'] }
  | { type: 'progress'; id: number; done: number; all: number }
  | { type: 'failed'; id: number; message: string }
