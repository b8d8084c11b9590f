/** What the page and the worker that looks for places say to each other. */
import type { DemandColumns } from '../../shared/circles/circleInput.ts'
import type { TradeChoice } from '../../shared/siting/sitingDesk.ts'
import type { Stability } from '../../shared/siting/stability.ts'
import type { Candidate } from '../../shared/siting/candidates.ts'
import type { AccessChange } from '../../shared/siting/sitingStudy.ts'
import type { MixAnswer } from '../../shared/siting/mixed/mixDesk.ts'
import type { SitingAnswer, SitingQuestion, TriedSites } from '../../shared/siting/sitingQuestion.ts'

export interface SitingGround {
  /** Of the network: the worker fetches its file. */
  hash: string
  demand: DemandColumns
}

export type ToSitingWorker =
  | { type: 'open'; ground: SitingGround }
  /** Ends what was being looked for before. */
  | { type: 'ask'; id: number; question: SitingQuestion; curveTo: number }
  | { type: 'stop' }
  /** The answer to the question that was asked last, with its problem and proof, for anyone to check again. */
  | { type: 'certify'; id: number; source: string; dataDate: string }
  /** Access before and after these places, by the question that was asked last. */
  | { type: 'measure'; id: number; places: readonly Candidate[] }
  /** How firm the choice of these places is, and what lies between mean and furthest walk. */
  | { type: 'firm'; id: number; places: readonly Candidate[] }
  | { type: 'leaveFirm' }
  /** The hash that a certificate of this question would bear. */
  | { type: 'hash'; id: number; source: string; dataDate: string }
  /** Whether openings do more than some of the points that were found; one at a time. */
  | { type: 'mix'; id: number; openingCost: number; budget: number; points: readonly Candidate[] }
  | { type: 'leaveMix' }
  /** What these places would come to, by the question that was asked last; answered at once. */
  | { type: 'try'; id: number; places: readonly Candidate[] }

/** How openings in walls, weighed against points, are getting on. */
export interface MixRun {
  /** In hundredths of what a point costs. */
  openingCost: number
  budget: number
  /** Places in walls that have been looked at, of how many; 0 of 0 before that is known. */
  done: number
  all: number
  answer: MixAnswer | null
  failure: string | null
}

/** With so many new points, the best there is. */
export interface CurvePoint {
  count: number
  insideAfter: number
  meanAfter: number | null
  isProved: boolean
}

export interface Firmness {
  stability: Stability | null
  trade: readonly TradeChoice[]
  isWorking: boolean
}

export type FromSitingWorker =
  | { type: 'answer'; id: number; answer: SitingAnswer }
  /** Null where they could not be tried. */
  | { type: 'tried'; id: number; tried: TriedSites | null }
  /** Null where there is none. */
  | { type: 'certificate'; id: number; text: string | null }
  /** Null where it cannot be told. */
  | { type: 'measured'; id: number; access: AccessChange | null }
  | { type: 'firmness'; id: number; firmness: Firmness }
  | { type: 'hashed'; id: number; hashed: { hash: string; method: string } | null }
  | { type: 'mix'; id: number; run: MixRun }
  | { type: 'curve'; id: number; points: CurvePoint[] }
  | { type: 'failed'; id: number; key: string; facts: Record<string, number | string>; message: string }
