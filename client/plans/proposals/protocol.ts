/** What the page and the worker that looks for proposals say to each other. */
import type { AreaKey } from '../../../shared/coverage/coverage.ts'
import type { PlanArc } from '../../../shared/plans/planDocument.ts'
import type { ZoningFigures } from '../../../shared/zoning/problem.ts'
import type { ProposalAim, ZoningImpossible } from '../../../shared/zoning/propose.ts'

export interface ProposalQuestion {
  arcs: PlanArc[]
  /** Grids that are divided anew. */
  areas: AreaKey[]
  /** Keys for grids that there are not yet. */
  newKeys: AreaKey[]
  /** Of the network; null: without one, borders are cut between homes alone. */
  network: string | null
  homes: { lonLat: Float64Array; households: Float32Array; residents: Float32Array }
  districts: number
  /** Households that no grid may have more of; null: as it comes. */
  most: number | null
  tolerance: number
  seed: number
}

export interface FoundProposal {
  aim: ProposalAim
  figures: ZoningFigures
  /** Households of each grid. */
  loads: { key: AreaKey; households: number }[]
  arcs: PlanArc[]
}

export type ToProposer = { type: 'ask'; question: ProposalQuestion } | { type: 'stop' }

export type FromProposer =
  | { type: 'blocks'; count: number; heaviest: number }
  | {
      type: 'found'
      done: number
      proposals: FoundProposal[]
      today: ZoningFigures | null
      leastImbalance: number
    }
  | { type: 'impossible'; reason: ZoningImpossible }
  | { type: 'failed'; message: string }
