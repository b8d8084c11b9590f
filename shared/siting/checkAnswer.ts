/**
 * Whether an answer is what it says: its objective reckoned from ways and weights alone, by code of its own, and its
 * bound from the proof. Nobody without a way counts as reached, and nobody beyond the reach.
 */
import type { SiteAnswer } from './answerInput.ts'
import { setCovering } from './models.ts'
import { problemOf, type SiteInput } from './siteInput.ts'
import { provedBound } from './verifyProof.ts'

export type Checked = { valid: true; objective: number; bound: number } | { valid: false; reason: string }

/** By demand: the way to the nearest of what is open or exists; null where there is none. */
export function nearestOf(
  { table, existing }: Pick<SiteInput, 'table' | 'existing'>,
  open: readonly number[],
): (number | null)[] {
  const isOpen = new Set(open)
  return Array.from({ length: table.demandCount }, (_, i) => {
    let nearest: number | null = null
    const before = existing?.[i]
    if (before !== undefined && Number.isFinite(before)) nearest = before
    for (let at = table.start[i]!; at < table.start[i + 1]!; at++) {
      const way = table.way[at]!
      if (isOpen.has(table.site[at]!) && Number.isFinite(way) && (nearest === null || way < nearest))
        nearest = way
    }
    return nearest
  })
}

/** @returns the reason when these sites are no answer at all */
export function objectiveFrom(input: SiteInput, open: readonly number[]): number | { reason: string } {
  const { model, count, reach, weights, demands, sites } = input
  const wrong = open.find((site) => !Number.isInteger(site) || site < 0 || site >= sites.length)
  if (wrong !== undefined) return { reason: `open: found site ${wrong}, expected 0 to ${sites.length - 1}` }
  if (new Set(open).size !== open.length) return { reason: 'open: found a site twice' }
  // With fewer sites nobody's furthest walk is shorter; of a total exactly so many are asked for.
  const isFew = model === 'pcenter' && open.length <= count!
  if (count !== null && open.length !== count && !isFew)
    return { reason: `open: found ${open.length} sites, expected ${count}` }
  const nearest = nearestOf(input, open)
  if (model === 'mclp')
    return nearest.reduce<number>(
      (sum, way, i) => (way !== null && way <= reach! ? sum + weights[i]! : sum),
      0,
    )
  const limit = model === 'lscp' ? reach! : Number.MAX_VALUE
  const left = nearest.findIndex((way) => way === null || way > limit)
  if (left >= 0) return { reason: `open: found nobody who serves ${demands[left]!}` }
  if (model === 'lscp') return open.length
  if (model === 'pcenter') return nearest.reduce<number>((most, way) => Math.max(most, way!), 0)
  return nearest.reduce<number>((sum, way, i) => sum + weights[i]! * way!, 0)
}

export function checkAnswer(
  input: SiteInput,
  answer: Pick<SiteAnswer, 'open' | 'objective' | 'bound' | 'proof'>,
): Checked {
  const { open, objective, bound } = answer
  const found = objectiveFrom(input, open)
  if (typeof found !== 'number') return { valid: false, reason: found.reason }
  if (found !== objective)
    return { valid: false, reason: `objective: found ${found}, the answer says ${objective}` }
  const proved = answer.proof.kind === 'reach' ? provedReach(input, answer) : provedCost(input, answer)
  if (typeof proved !== 'number') return { valid: false, reason: `proof: ${proved.reason}` }
  const isProved = input.model === 'mclp' ? proved <= bound : proved >= bound
  if (!isProved) return { valid: false, reason: `bound: the proof gives ${proved}, the answer says ${bound}` }
  return { valid: true, objective: found, bound: proved }
}

function provedCost(
  input: SiteInput,
  { open, proof }: Pick<SiteAnswer, 'open' | 'proof'>,
): number | { reason: string } {
  if (proof.kind !== 'problem' || input.model === 'pcenter') return { reason: 'found one of another model' }
  const { problem, told } = problemOf(input)
  // what it costs is known to be right: of this only the bound is asked
  const costs = provedBound(problem, proof.proof)
  if (typeof costs !== 'number') return { reason: costs.found }
  const objective = objectiveFrom(input, open) as number
  const bound = told(costs)
  return input.model === 'mclp' ? Math.max(bound, objective) : Math.min(bound, objective)
}

/** No reach up to the excluded one will do: the bound is the next way that there is. */
function provedReach(
  input: SiteInput,
  { open, proof }: Pick<SiteAnswer, 'open' | 'proof'>,
): number | { reason: string } {
  if (proof.kind !== 'reach' || input.model !== 'pcenter') return { reason: 'found one of another model' }
  const { table, existing, count } = input
  const excluded = proof.excluded?.reach ?? -1
  if (proof.excluded) {
    const problem = setCovering(table, excluded, existing ? { existing } : {})
    const needed = provedBound(problem, proof.excluded.proof)
    if (typeof needed !== 'number') return { reason: needed.found }
    if (needed <= count!)
      return { reason: `within ${excluded} ${needed} sites might do, ${count} are asked for` }
  }
  // Somebody's nearest site of all lies so far away.
  let bound = 0
  for (let i = 0; i < table.demandCount; i++) {
    let nearest = existing?.[i] ?? Infinity
    for (let at = table.start[i]!; at < table.start[i + 1]!; at++) nearest = Math.min(nearest, table.way[at]!)
    bound = Math.max(bound, nearest)
  }
  let next = Infinity
  for (const ways of [table.way, existing ?? []]) {
    for (const way of ways) if (way > excluded && way < next) next = way
  }
  const objective = objectiveFrom(input, open) as number
  return Math.min(objective, Math.max(bound, excluded < 0 ? 0 : next))
}
