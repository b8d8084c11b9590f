/**
 * Whether an answer is what it says: its objective reckoned from ways and weights alone, by code of its own, and its
 * bound from the proof. Nobody without a way counts as reached, and nobody beyond the reach.
 */
import type { AnswerProof, CenterProof, SiteAnswer } from './answerInput.ts'
import { type CapacityProblem, NO_SITE } from './capacitated/capacityProblem.ts'
import { provedCapacityBound } from './capacitated/verifyCapacitated.ts'
import { medianWithin } from './fair/answerFair.ts'
import type { TailPiece } from './fair/tail.ts'
import { provedTail } from './fair/verifyTail.ts'
import { setCovering, type SiteRules } from './models.ts'
import {
  capacityProblemOf,
  isCapacitated,
  problemOf,
  rulesOf,
  type SiteInput,
  type SiteModel,
  worstOff,
} from './siteInput.ts'
import { provedBound } from './verifyProof.ts'

/** What an answer says, without how it came about. */
export type CheckedAnswer = Pick<SiteAnswer, 'open' | 'objective' | 'bound' | 'proof' | 'serves' | 'second'>

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

/** What those who walk furthest walk together. */
function worstFrom({ weights, share }: SiteInput, nearest: readonly (number | null)[]): number {
  const walks = nearest.map((way, i) => [way!, weights[i]!] as const).sort(([a], [b]) => b - a)
  let [left, total] = [worstOff({ weights, share }), 0]
  for (const [way, weight] of walks) {
    total += way * Math.min(left, weight)
    left -= Math.min(left, weight)
  }
  return total
}

function brokenRule({ fixed, budget, sites }: SiteInput, open: readonly number[]): string | null {
  if (budget) {
    const spent = open.reduce((sum, site) => sum + budget.spend[site]!, 0)
    if (spent > budget.limit)
      return `open: found ${spent / budget.parts} ${budget.unit} spent, expected ${budget.limit / budget.parts} at most`
  }
  for (let site = 0; site < sites.length; site++) {
    const isOpen = open.includes(site)
    if (fixed?.[site] === 1 && !isOpen) return `open: found ${sites[site]!} closed, which must be open`
    if (fixed?.[site] === -1 && isOpen) return `open: found ${sites[site]!}, which must stay closed`
  }
  return null
}

/** @returns the reason when these sites are no answer at all */
export function objectiveFrom(input: SiteInput, open: readonly number[]): number | { reason: string } {
  const { model, count, reach, weights, demands, sites } = input
  const wrong = open.find((site) => !Number.isInteger(site) || site < 0 || site >= sites.length)
  if (wrong !== undefined) return { reason: `open: found site ${wrong}, expected 0 to ${sites.length - 1}` }
  if (new Set(open).size !== open.length) return { reason: 'open: found a site twice' }
  const broken = brokenRule(input, open)
  if (broken !== null) return { reason: broken }
  // With fewer sites nobody's furthest walk is shorter; of a total exactly so many are asked for.
  const isFew = model === 'pcenter' && open.length <= (count ?? 0)
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
  if (model === 'worst') return worstFrom(input, nearest)
  if (model === 'pcenter' || model === 'fair')
    return nearest.reduce<number>((most, way) => Math.max(most, way!), 0)
  return nearest.reduce<number>((sum, way, i) => sum + weights[i]! * way!, 0)
}

/** Models that look for the most of something; the others for the least. */
export const isMost = (model: SiteModel): boolean => model === 'mclp' || model === 'cmclp'

/**
 * With capacities: who goes where, each to an open site within reach, and none that holds more than it can. What exists
 * has no limit, and is nearer where it serves.
 */
function heldFrom(
  input: SiteInput,
  { open, serves }: Pick<SiteAnswer, 'open' | 'serves'>,
): number | { reason: string } {
  const { model, count, reach, weights, existing, capacity, demands, sites, table, weightParts } = input
  const load = input.load ?? weights
  const limit = reach ?? Number.MAX_VALUE
  const isOpen = new Set(open)
  if (isOpen.size !== open.length) return { reason: 'open: found a site twice' }
  const wrong = open.find((site) => !Number.isInteger(site) || site < 0 || site >= sites.length)
  if (wrong !== undefined) return { reason: `open: found site ${wrong}, expected 0 to ${sites.length - 1}` }
  if (open.length !== count) return { reason: `open: found ${open.length} sites, expected ${count}` }
  const broken = brokenRule(input, open)
  if (broken !== null) return { reason: broken }
  if (serves?.length !== demands.length)
    return { reason: `serves: found ${serves?.length ?? 0} demands, expected ${demands.length}` }
  const held = new Map<number, number>()
  let total = 0
  for (let i = 0; i < demands.length; i++) {
    const site = serves[i]!
    const before = existing?.[i] ?? Infinity
    let way = site === NO_SITE ? before : Infinity
    if (site !== NO_SITE) {
      if (!isOpen.has(site)) return { reason: `serves: found ${demands[i]!} at a site that is not open` }
      for (let at = table.start[i]!; at < table.start[i + 1]!; at++)
        if (table.site[at] === site) way = Math.min(way, table.way[at]!)
      if (!(way <= limit)) return { reason: `serves: found ${demands[i]!} at a site beyond its reach` }
      held.set(site, (held.get(site) ?? 0) + load[i]!)
    }
    if (model === 'cmclp') {
      if (way <= limit) total += weights[i]!
    } else {
      if (!(way <= Number.MAX_VALUE)) return { reason: `open: found nobody who serves ${demands[i]!}` }
      total += weights[i]! * way
    }
  }
  for (const [site, sum] of held) {
    const holds = capacity?.[site] ?? Infinity
    if (sum > holds)
      return {
        reason: `serves: found ${sum / weightParts} at ${sites[site]!}, which holds ${holds / weightParts}`,
      }
  }
  return total
}

export function checkAnswer(input: SiteInput, answer: CheckedAnswer): Checked {
  const { open, objective, bound } = answer
  const found = isCapacitated(input.model) ? heldFrom(input, answer) : objectiveFrom(input, open)
  if (typeof found !== 'number') return { valid: false, reason: found.reason }
  if (found !== objective)
    return { valid: false, reason: `objective: found ${found}, the answer says ${objective}` }
  const proved = provedBoundOf(input, answer, found)
  if (typeof proved !== 'number') return { valid: false, reason: `proof: ${proved.reason}` }
  const isProved = isMost(input.model) ? proved <= bound : proved >= bound
  if (!isProved) return { valid: false, reason: `bound: the proof gives ${proved}, the answer says ${bound}` }
  const second = input.model === 'fair' ? wrongSecond(input, answer) : null
  if (second !== null) return { valid: false, reason: second }
  return { valid: true, objective: found, bound: proved }
}

function provedBoundOf(
  input: SiteInput,
  answer: CheckedAnswer,
  objective: number,
): number | { reason: string } {
  const { proof } = answer
  switch (proof.kind) {
    case 'problem':
      return provedCost(input, proof, objective)
    case 'reach':
      return input.model === 'pcenter'
        ? provedReach(input, proof.excluded, objective)
        : { reason: 'found one of another model' }
    case 'fair':
      return input.model === 'fair'
        ? provedReach(input, proof.excluded, objective)
        : { reason: 'found one of another model' }
    case 'tail':
      return input.model === 'worst'
        ? provedWorst(input, proof.pieces, objective)
        : { reason: 'found one of another model' }
  }
}

function provedWorst(
  input: SiteInput,
  pieces: readonly TailPiece[],
  objective: number,
): number | { reason: string } {
  const { table, weights, count } = input
  const rules = { count: count!, ...rulesOf(input) }
  const proved = provedTail({ table, weights, rules, people: worstOff(input) }, pieces)
  return typeof proved === 'number' ? Math.min(objective, proved) : { reason: proved.found }
}

/** The total of a fair answer, and what proves that no other with so short a furthest walk has a shorter one. */
function wrongSecond(input: SiteInput, { open, objective, second, proof }: CheckedAnswer): string | null {
  if (!second) return 'second: found none, expected the total walk'
  const total = nearestOf(input, open).reduce<number>((sum, way, i) => sum + input.weights[i]! * way!, 0)
  if (total !== second.objective) return `second: found ${total}, the answer says ${second.objective}`
  const then = proof.kind === 'fair' ? proof.then : null
  const proved = then ? provedBound(medianWithin(input, objective), then) : 0
  if (typeof proved !== 'number') return `proof: ${proved.found}`
  return Math.min(total, proved) >= second.bound
    ? null
    : `second: the proof gives ${proved}, the answer says ${second.bound}`
}

function provedCost(input: SiteInput, proof: AnswerProof, objective: number): number | { reason: string } {
  if (proof.kind !== 'problem' || ['pcenter', 'fair', 'worst'].includes(input.model))
    return { reason: 'found one of another model' }
  const whole = isCapacitated(input.model) ? capacityProblemOf(input) : problemOf(input)
  // what it costs is known to be right: of this only the bound is asked
  const costs =
    'load' in whole.problem
      ? provedCapacityBound(whole.problem as CapacityProblem, proof.proof)
      : provedBound(whole.problem, proof.proof)
  if (typeof costs !== 'number') return { reason: costs.found }
  const bound = whole.told(costs)
  return isMost(input.model) ? Math.max(bound, objective) : Math.min(bound, objective)
}

/** Of a reach the fewest sites are asked for; of a budget without a number, the least that is spent. */
function reachRules({ count, budget, ...rest }: SiteRules): {
  rules: Omit<SiteRules, 'count'>
  prices?: Float64Array
  most: number
  what: string
} {
  if (count === null && budget)
    return { rules: rest, prices: budget.spend, most: budget.limit, what: 'parts of the budget' }
  return { rules: { ...rest, ...(budget && { budget }) }, most: count ?? 0, what: 'sites' }
}

/** No reach up to the excluded one will do: the bound is the next way that there is. */
function provedReach(
  input: SiteInput,
  shorter: CenterProof | null,
  objective: number,
): number | { reason: string } {
  const { table, existing, count } = input
  const excluded = shorter?.reach ?? -1
  if (shorter) {
    const { rules, prices, most, what } = reachRules({ count, ...rulesOf(input) })
    const problem = setCovering(table, excluded, rules, prices)
    const needed = provedBound(problem, shorter.proof)
    if (typeof needed !== 'number') return { reason: needed.found }
    if (needed <= most)
      return { reason: `within ${excluded} ${needed} ${what} might do, ${most} are asked for` }
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
  return Math.min(objective, Math.max(bound, excluded < 0 ? 0 : next))
}
