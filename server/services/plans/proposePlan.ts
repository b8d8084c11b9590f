/** Proposals for the grids of a community in a plan, as the page finds them; nothing is changed. */
import { coverageOf } from '../../../shared/coverage/coverage.ts'
import { today } from '../../../shared/domain/dates.ts'
import { freeGrids } from '../../../shared/plans/freeGrids.ts'
import { planOf } from '../../../shared/plans/planDocument.ts'
import { makeBlocks } from '../../../shared/zoning/blocks.ts'
import { linesOfNetwork } from '../../../shared/zoning/linesOfNetwork.ts'
import type { ZoningFigures } from '../../../shared/zoning/problem.ts'
import { problemOf } from '../../../shared/zoning/problemOf.ts'
import {
  type ProposalAim,
  propose,
  whyImpossible,
  type ZoningImpossible,
} from '../../../shared/zoning/propose.ts'
import type { Viewer } from '../../access/viewer.ts'
import type { App } from '../../app/app.ts'
import { Refusal } from '../../app/refusal.ts'
import { demandColumns } from '../circleDemand.ts'
import { openPlan } from './plans.ts'

export interface ProposePlan {
  id: string
  /** Code of the community. */
  community: string
  /** How many grids; those that are locked or dedicated are not among them. Absent: as many as there are. */
  grids?: number
  /** Households that no grid may have more of. */
  most?: number
  /** Share of the mean within which a grid counts as balanced. */
  tolerance: number
  seed: number
}

export interface PlanProposals {
  community: string
  grids: number
  blocks: number
  /** Households of the largest block. */
  heaviest: number
  today: ZoningFigures | null
  leastImbalance: number
  impossible: ZoningImpossible | null
  proposals: (ZoningFigures & { aim: ProposalAim; households: number[] })[]
}

const STEPS = 60_000
const SEARCHES = 3

/** @throws Refusal without such a plan, or without a grid of the community that may be divided anew */
export async function proposePlan(
  app: App,
  viewer: Viewer,
  { id, community, grids, most, tolerance, seed }: ProposePlan,
): Promise<PlanProposals> {
  const { document } = await openPlan(app, viewer, id)
  const plan = planOf(document)
  const { unitByCode } = await app.snapshots.at(today())
  const dedicated = new Set(
    [...unitByCode.values()].filter(({ kind }) => kind === 'dedicated').map(({ code }) => code),
  )
  const free = freeGrids(plan.grids.values(), community, dedicated)
  if (free.length === 0) throw new Refusal('BAD_REQUEST', 'plan.nothingToDivide', { community })
  const { lonLat, people } = await demandColumns(app, viewer)
  const blocks = makeBlocks(
    coverageOf(document.arcs),
    new Set(free.map(({ key }) => key)),
    await borderLines(app),
    { lonLat, households: people.households, residents: people.residents },
  )
  const districts = grids ?? free.length
  const { problem } = problemOf(blocks, { districts, most: most ?? null })
  const impossible = whyImpossible(problem)
  const found = impossible ? null : propose(problem, { seed, tolerance, steps: STEPS, searches: SEARCHES })
  return {
    community,
    grids: districts,
    blocks: blocks.count,
    heaviest: Math.round(blocks.households.reduce((a, b) => Math.max(a, b), 0)),
    today: found?.today ?? null,
    leastImbalance: found?.leastImbalance ?? 0,
    impossible,
    proposals: (found?.proposals ?? []).map(({ aim, figures, division }) => {
      const households = new Array<number>(districts).fill(0)
      division.forEach((district, block) => (households[district]! += blocks.households[block]!))
      return { ...figures, aim, households: households.map(Math.round) }
    }),
  }
}

/** Without a network blocks are cut between homes alone. */
async function borderLines(app: App) {
  try {
    return linesOfNetwork((await app.networks.current()).network)
  } catch (error) {
    if (error instanceof Refusal && error.key === 'network.none') return { streets: [], paths: [] }
    throw error
  }
}
