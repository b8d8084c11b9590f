/**
 * What a planner asks of a proposal, made a problem of blocks: which load is balanced, how many grids, what each may hold,
 * what stays together or apart. What cannot be is found here, with who or what is in the way.
 */
import { areaGeometry } from '../coverage/areaPolygons.ts'
import type { AreaKey, Coverage } from '../coverage/coverage.ts'
import { PointLocator } from '../coverage/pointLocator.ts'
import { type Blocks, makeBlocks } from '../zoning/blocks.ts'
import { cutByKept } from '../zoning/cutByKept.ts'
import type { BorderLines } from '../zoning/linesOfNetwork.ts'
import type { ZoningProblem } from '../zoning/problem.ts'
import { problemOf } from '../zoning/problemOf.ts'
import { whyImpossible, type ZoningImpossible } from '../zoning/whyImpossible.ts'
import type { Doors, PointColumns } from './planFigures.ts'
import type { WorkloadWeights } from './workload.ts'

export const BALANCES = ['households', 'residents', 'workload'] as const
export type Balance = (typeof BALANCES)[number]

/** A compound of the ground, by its number, or a grid of the plan as it is. */
export type RuleUnit = { kind: 'compound'; compound: number } | { kind: 'area'; key: AreaKey }

export interface ProposalRule {
  kind: 'together' | 'apart'
  units: RuleUnit[]
}

export interface ProposalWish {
  /** Grids that are divided anew, and those of the same community that are kept. */
  areas: readonly AreaKey[]
  kept: readonly AreaKey[]
  districts: number
  /** What no grid may have more of; null: as it comes. */
  most: { amount: number; of: 'households' | 'residents' } | null
  balance: Balance
  rules: readonly ProposalRule[]
  /** No compound is to be in two grids. */
  keepsCompounds: boolean
}

export interface ProposalGround {
  homes: {
    lonLat: ArrayLike<number>
    households: ArrayLike<number>
    residents: ArrayLike<number>
    over64: ArrayLike<number>
  }
  doors: Doors
  issues: PointColumns | null
  yearIssues: PointColumns | null
  weights: WorkloadWeights
}

export type ProposalImpossible =
  /** Units that the reason is about, as far as it is about what was asked of units. */
  | (ZoningImpossible & { units: RuleUnit[]; between: AreaKey[] })
  /** To be together, and in a grid that is kept. */
  | { why: 'ruleKept'; unit: RuleUnit; key: AreaKey | null; units: RuleUnit[]; between: AreaKey[] }
  /** Nobody lives there, or it is none of what is divided. */
  | { why: 'ruleNowhere'; unit: RuleUnit; units: RuleUnit[]; between: AreaKey[] }

export interface ProposalProblem {
  blocks: Blocks
  problem: ZoningProblem
  /** Keys of today's grids, by number. */
  today: AreaKey[]
  impossible: ProposalImpossible | null
}

export function proposalProblem(
  coverage: Coverage,
  lines: BorderLines,
  wish: ProposalWish,
  ground: ProposalGround,
): ProposalProblem {
  const areas = new Set(wish.areas)
  const blocks = makeBlocks(coverage, areas, lines, ground.homes)
  const cut = cutByKept(coverage, areas, new Set(wish.kept))
  const rules = rulesOfBlocks(coverage, blocks, wish, ground.doors)
  const { most, districts, balance } = wish
  const { problem, today } = problemOf(blocks, {
    districts,
    most: most?.amount ?? null,
    weight: balance === 'workload' ? workloadOfBlocks(blocks, ground) : blocks[balance],
    limited: blocks[most?.of ?? 'households'],
    together: rules.together,
    apart: rules.apart,
    ...(cut.pieces > 1 ? { piece: Int32Array.from(blocks.area, (key) => cut.pieceOf.get(key)!) } : {}),
  })
  const reason = rules.impossible ? null : whyImpossible(problem)
  const named = reason && 'blocks' in reason && Array.isArray(reason.blocks) ? new Set(reason.blocks) : null
  return {
    blocks,
    problem,
    today,
    impossible:
      rules.impossible ??
      (reason && {
        ...reason,
        units: named ? rules.unitsIn(named) : [],
        between: reason.why === 'cutIntoPieces' || reason.why === 'togetherCut' ? cut.between : [],
      }),
  }
}

/**
 * Minutes a month that each block takes, as far as it is known of a block: a walk across a grid is not, before there
 * is one.
 */
function workloadOfBlocks(
  blocks: Blocks,
  { homes, doors, issues, yearIssues, weights }: ProposalGround,
): Float64Array {
  const load = new Float64Array(blocks.count)
  const add = (lon: number, lat: number, minutes: number): void => {
    const block = minutes === 0 ? -1 : blocks.blockOf(lon, lat)
    if (block !== -1) load[block]! += minutes
  }
  for (let home = 0; 2 * home < homes.lonLat.length; home++)
    add(
      homes.lonLat[2 * home]!,
      homes.lonLat[2 * home + 1]!,
      homes.households[home]! * weights.households + homes.over64[home]! * weights.over64,
    )
  doors.flights.forEach((flights, door) =>
    add(doors.lons[door]!, doors.lats[door]!, flights * weights.flights),
  )
  for (const [points, minutes] of [
    [issues, weights.openIssues],
    [yearIssues, weights.yearIssues],
  ] as const)
    points?.lons.forEach((lon, i) => add(lon, points.lats[i]!, minutes))
  return load
}

interface BlockRules {
  together: number[][]
  apart: [number, number][]
  impossible: ProposalImpossible | null
  unitsIn: (blocks: ReadonlySet<number>) => RuleUnit[]
}

function rulesOfBlocks(
  coverage: Coverage,
  blocks: Blocks,
  { areas, kept, rules, keepsCompounds }: ProposalWish,
  doors: Doors,
): BlockRules {
  /** By compound: its blocks, and the first place of it that is in none. */
  const compounds = new Map<number, { blocks: Set<number>; outside: [number, number] | null }>()
  doors.compound.forEach((compound, door) => {
    if (compound === -1 || doors.households[door] === 0) return
    const known = compounds.get(compound) ?? { blocks: new Set(), outside: null }
    compounds.set(compound, known)
    const place: [number, number] = [doors.lons[door]!, doors.lats[door]!]
    const block = blocks.blockOf(...place)
    if (block === -1) known.outside ??= place
    else known.blocks.add(block)
  })
  const blocksOf = (unit: RuleUnit): number[] =>
    unit.kind === 'compound'
      ? [...(compounds.get(unit.compound)?.blocks ?? [])]
      : blocks.area.flatMap((key, block) => (key === unit.key ? [block] : []))
  /** The kept grid that part of a unit is in; null: it is in none. */
  const keptPart = (unit: RuleUnit): { key: AreaKey | null } | null => {
    if (unit.kind === 'area') return areas.includes(unit.key) ? null : { key: unit.key }
    const outside = compounds.get(unit.compound)?.outside
    if (!outside) return null
    const at = new PointLocator(kept.map((key) => areaGeometry(coverage, key))).locate(...outside)
    return { key: kept[at] ?? null }
  }
  const together: number[][] = []
  const apart: [number, number][] = []
  let impossible: ProposalImpossible | null = null
  for (const { kind, units } of rules) {
    for (const unit of units) {
      const part = kind === 'together' ? keptPart(unit) : null
      const about = { unit, units: [unit], between: [] }
      if (part) impossible ??= { why: 'ruleKept', key: part.key, ...about }
      else if (kind === 'together' && blocksOf(unit).length === 0)
        impossible ??= { why: 'ruleNowhere', ...about }
    }
    if (kind === 'together') together.push(units.flatMap(blocksOf))
    else
      units.forEach((one, i) => {
        for (const other of units.slice(i + 1))
          for (const a of blocksOf(one)) for (const b of blocksOf(other)) apart.push([a, b])
      })
  }
  if (keepsCompounds) for (const { blocks: own } of compounds.values()) together.push([...own])
  const all: RuleUnit[] = [
    ...rules.flatMap(({ units }) => units),
    ...(keepsCompounds
      ? [...compounds.keys()].map((compound) => ({ kind: 'compound' as const, compound }))
      : []),
  ]
  return {
    together,
    apart,
    impossible,
    unitsIn: (wanted) => {
      const seen = new Set<string>()
      return all.filter((unit) => {
        const name = JSON.stringify(unit)
        if (seen.has(name) || !blocksOf(unit).some((block) => wanted.has(block))) return false
        seen.add(name)
        return true
      })
    },
  }
}
