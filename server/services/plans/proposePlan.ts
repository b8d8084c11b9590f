/** Proposals for the grids of a community in a plan, as the page finds them; nothing is changed. */
import { coverageOf } from '../../../shared/coverage/coverage.ts'
import { today } from '../../../shared/domain/dates.ts'
import { freeGrids } from '../../../shared/plans/freeGrids.ts'
import { type PlanGrid, planOf } from '../../../shared/plans/planDocument.ts'
import {
  type Balance,
  type ProposalImpossible,
  proposalProblem,
  type ProposalRule,
  type RuleUnit,
} from '../../../shared/plans/proposalProblem.ts'
import { linesOfNetwork } from '../../../shared/zoning/linesOfNetwork.ts'
import type { ZoningFigures } from '../../../shared/zoning/problem.ts'
import { type ProposalAim, propose, SEARCHES, stepsFor } from '../../../shared/zoning/propose.ts'
import type { Viewer } from '../../access/viewer.ts'
import type { App } from '../../app/app.ts'
import { Refusal } from '../../app/refusal.ts'
import { demandColumns } from '../circleDemand.ts'
import { issuePointArrays } from '../issues.ts'
import { planGround } from './planGround.ts'
import { openPlan } from './plans.ts'

export interface ProposePlan {
  id: string
  /** Code of the community. */
  community: string
  /** How many grids, or one for each worker; those that are locked or dedicated are not among them. Absent: as many as there are. */
  grids?: number | 'workers'
  /** What no grid may have more of. */
  most?: { amount: number; of: 'households' | 'residents' }
  balance: Balance
  keepsCompounds: boolean
  /** Names of compounds, or names or codes of grids. */
  rules: { kind: ProposalRule['kind']; names: string[] }[]
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
  leastMoved: number
  impossible: ProposalImpossible | null
  /** Names of what the reason is about. */
  inTheWay: string[]
  proposals: (ZoningFigures & { aim: ProposalAim; households: number[] })[]
}

/**
 * @throws Refusal without such a plan, without a grid of the community that may be divided anew, or for a name that
 *   nothing in it has
 */
export async function proposePlan(
  app: App,
  viewer: Viewer,
  { id, community, grids, most, balance, keepsCompounds, rules, tolerance, seed }: ProposePlan,
): Promise<PlanProposals> {
  const { document } = await openPlan(app, viewer, id)
  const plan = planOf(document)
  const { unitByCode } = await app.snapshots.at(today())
  const dedicated = new Set(
    [...unitByCode.values()].filter(({ kind }) => kind === 'dedicated').map(({ code }) => code),
  )
  const own = [...plan.grids.values()].filter(({ parent }) => parent === community)
  const free = freeGrids(own, community, dedicated)
  if (free.length === 0) throw new Refusal('BAD_REQUEST', 'plan.nothingToDivide', { community })
  const { lonLat, people } = await demandColumns(app, viewer)
  const ground = await planGround(app, viewer)
  const issues = viewer.permissions.has('issues.view') ? await issuePointArrays(app, viewer, today()) : null
  const unitOf = (name: string): RuleUnit => unitNamed(name, own, ground.compounds)
  const nameOf = (unit: RuleUnit): string =>
    unit.kind === 'compound'
      ? (ground.compounds[unit.compound] ?? String(unit.compound))
      : (plan.grids.get(unit.key)?.name ?? unit.key)
  const locked = own.filter(({ isLocked }) => isLocked).length
  const districts =
    grids === 'workers' ? Math.max(1, (ground.workers[community] ?? 0) - locked) : (grids ?? free.length)
  const { blocks, problem, impossible } = proposalProblem(
    coverageOf(document.arcs),
    await borderLines(app),
    {
      areas: free.map(({ key }) => key),
      kept: own.filter((grid) => !free.includes(grid)).map(({ key }) => key),
      districts,
      most: most ?? null,
      balance,
      rules: rules.map(({ kind, names }) => ({ kind, units: names.map(unitOf) })),
      keepsCompounds,
    },
    {
      homes: { lonLat, households: people.households, residents: people.residents, over64: people.over64 },
      ...ground,
      issues: issues && { lons: issues.lons, lats: issues.lats },
    },
  )
  const found = impossible
    ? null
    : propose(problem, { seed, tolerance, steps: stepsFor(blocks.count), searches: SEARCHES })
  return {
    community,
    grids: districts,
    blocks: blocks.count,
    heaviest: Math.round(blocks.households.reduce((a, b) => Math.max(a, b), 0)),
    today: found?.today ?? null,
    leastImbalance: found?.leastImbalance ?? 0,
    leastMoved: found?.leastMoved ?? 0,
    impossible,
    inTheWay: impossible
      ? [
          ...impossible.units.map(nameOf),
          ...impossible.between.map((key) => plan.grids.get(key)?.name ?? key),
        ]
      : [],
    proposals: (found?.proposals ?? []).map(({ aim, figures, division }) => {
      const households = new Array<number>(districts).fill(0)
      division.forEach((district, block) => (households[district]! += blocks.households[block]!))
      return { ...figures, aim, households: households.map(Math.round) }
    }),
  }
}

/** @throws Refusal for a name that neither a grid nor a compound has */
function unitNamed(name: string, own: readonly PlanGrid[], compounds: readonly string[]): RuleUnit {
  const grid = own.find((one) => one.code === name || one.name === name)
  if (grid) return { kind: 'area', key: grid.key }
  const compound = compounds.indexOf(name)
  if (compound === -1) throw new Refusal('BAD_REQUEST', 'plan.noSuchUnit', { name })
  return { kind: 'compound', compound }
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
