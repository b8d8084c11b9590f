/** What the page and the worker that looks for proposals say to each other. */
import type { AreaKey } from '../../../shared/coverage/coverage.ts'
import type { PlanArc } from '../../../shared/plans/planDocument.ts'
import type {
  ProposalGround,
  ProposalImpossible,
  ProposalWish,
} from '../../../shared/plans/proposalProblem.ts'
import type { ZoningFigures } from '../../../shared/zoning/problem.ts'
import type { ProposalAim } from '../../../shared/zoning/propose.ts'

export interface ProposalQuestion {
  arcs: PlanArc[]
  wish: ProposalWish
  ground: ProposalGround
  /** Keys for grids that there are not yet. */
  newKeys: AreaKey[]
  /** Of the network; null: without one, borders are cut between homes alone. */
  network: string | null
  /** Share of the mean within which a grid counts as balanced. */
  tolerance: number
  seed: number
}

export interface FoundProposal {
  aim: ProposalAim
  figures: ZoningFigures
  /** Of each grid, in the load that is balanced. */
  loads: { key: AreaKey; load: number }[]
  arcs: PlanArc[]
}

export type ToProposer = { type: 'ask'; question: ProposalQuestion } | { type: 'stop' }

export type FromProposer =
  /** `heaviest`: households of the largest block. */
  | { type: 'blocks'; count: number; heaviest: number }
  | {
      type: 'found'
      done: number
      proposals: FoundProposal[]
      today: ZoningFigures | null
      leastImbalance: number
      leastMoved: number
    }
  | { type: 'impossible'; reason: ProposalImpossible }
  | { type: 'failed'; message: string }
