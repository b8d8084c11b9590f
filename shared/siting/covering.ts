/**
 * Set covering on the demands that decide: who is reached whenever somebody else is need not be looked at (row
 * dominance; Toregas and ReVelle 1972). A street's thousands of homes come down to some tens. What is proved of fewer
 * demands holds for all.
 */
import { setCovering, type SiteRules } from './models.ts'
import type { Proof } from './proof.ts'
import type { SiteProblem } from './siteProblem.ts'
import { type SitesFound, solveSites, type SolveOptions } from './solveSites.ts'
import { onlyDemands, type WayTable } from './wayTable.ts'

/** Pairs of demands are compared up to so many; beyond, only those that are alike are left out. */
const MOST_COMPARED = 4000

/** @returns demands, each with a set of sites within reach that holds no other's set; none that something existing reaches */
export function decidingDemands(
  { demandCount, siteCount, start, site, way }: WayTable,
  reach: number,
  existing?: Float64Array,
  isShut: (site: number) => boolean = () => false,
): number[] {
  const words = Math.ceil(siteCount / 32)
  const sets = new Map<string, { demand: number; size: number; bits: Uint32Array }>()
  for (let i = 0; i < demandCount; i++) {
    if ((existing?.[i] ?? Infinity) <= reach) continue
    const bits = new Uint32Array(words)
    let size = 0
    for (let at = start[i]!; at < start[i + 1]! && way[at]! <= reach; at++) {
      if (isShut(site[at]!)) continue
      bits[site[at]! >>> 5]! |= 1 << (site[at]! & 31)
      size++
    }
    const key = bits.join(' ')
    if (!sets.has(key)) sets.set(key, { demand: i, size, bits })
  }
  const bySize = [...sets.values()].sort((a, b) => a.size - b.size || a.demand - b.demand)
  if (bySize.length > MOST_COMPARED) return bySize.map(({ demand }) => demand)
  const kept: typeof bySize = []
  for (const one of bySize) {
    const holdsAnother = kept.some(({ bits }) => bits.every((word, at) => (word & ~one.bits[at]!) === 0))
    if (!holdsAnother) kept.push(one)
  }
  return kept.map(({ demand }) => demand)
}

/** The same proof for all demands: those left out have multipliers of 0. */
function forAll(proof: Proof, demands: readonly number[], demandCount: number): Proof {
  const widen = (own: Float64Array): Float64Array => {
    const all = new Float64Array(demandCount)
    demands.forEach((demand, at) => (all[demand] = own[at]!))
    return all
  }
  switch (proof.kind) {
    case 'impossible':
    case 'serve':
      return proof
    case 'bound':
      return { kind: 'bound', multipliers: { ...proof.multipliers, demand: widen(proof.multipliers.demand) } }
    case 'decide':
      return {
        ...proof,
        multipliers: { ...proof.multipliers, demand: widen(proof.multipliers.demand) },
        then: forAll(proof.then, demands, demandCount),
      }
    case 'branch':
      return {
        ...proof,
        opened: forAll(proof.opened, demands, demandCount),
        closed: forAll(proof.closed, demands, demandCount),
      }
  }
}

export interface Covering {
  /** Of all demands: what proofs are checked against. */
  problem: SiteProblem
  search: Generator<SitesFound, SitesFound>
  /** The proof of a step, for all demands. */
  proofOf: (found: SitesFound) => Proof
}

/** Fewest points, or the cheapest, that reach all. @param prices  by site, whole numbers; 1 each when left out */
export function covering(
  table: WayTable,
  reach: number,
  rules: Omit<SiteRules, 'count'>,
  prices?: Float64Array,
  options?: SolveOptions,
): Covering {
  const problem = setCovering(table, reach, rules, prices)
  const demands = decidingDemands(table, reach, rules.existing, (site) => rules.fixed?.[site] === -1)
  const { existing: _, ...others } = rules
  const small = setCovering(onlyDemands(table, demands), reach, others, prices)
  return {
    problem,
    search: solveSites(small, options),
    proofOf: ({ proof }) => forAll(proof, demands, table.demandCount),
  }
}
