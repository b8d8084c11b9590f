/** Why there is no division to be had: what is found before any search, with the blocks and the ground that are the cause. */
import { tiedGroups } from './contract.ts'
import { totalOf, type ZoningProblem } from './problem.ts'

export type ZoningImpossible =
  | { why: 'tooFewBlocks'; blocks: number }
  /** One block alone, or blocks that are to be together, have more than a district may. */
  | { why: 'blockTooHeavy'; block: number; weight: number }
  | { why: 'togetherTooHeavy'; blocks: number[]; weight: number }
  /** All districts together may not hold as much as there is. */
  | { why: 'mostTooLow'; total: number; room: number }
  /** To be apart, and the same block or tied together. */
  | { why: 'togetherApart'; blocks: [number, number] }
  /** To be together, and on two sides of what is kept. */
  | { why: 'togetherCut'; blocks: [number, number] }
  /** So many, each apart from each other, need as many districts. */
  | { why: 'apartTooMany'; blocks: number[]; districts: number }
  /** What is kept cuts the ground into pieces that need more districts than there are to be. */
  | { why: 'cutIntoPieces'; pieces: number; needed: number; districts: number }

export function whyImpossible(problem: ZoningProblem): ZoningImpossible | null {
  const { weight, districts, most, piece } = problem
  if (weight.length < districts) return { why: 'tooFewBlocks', blocks: weight.length }
  const limited = problem.limited ?? weight
  if (most !== null) {
    const heavy = limited.findIndex((one) => one > most)
    if (heavy !== -1) return { why: 'blockTooHeavy', block: heavy, weight: limited[heavy]! }
    const total = totalOf(limited)
    if (total > most * districts) return { why: 'mostTooLow', total, room: most * districts }
  }
  if (piece) {
    const totals = new Map<number, number>()
    piece.forEach((own, block) => totals.set(own, (totals.get(own) ?? 0) + limited[block]!))
    const needed = [...totals.values()].reduce(
      (sum, total) => sum + (most === null ? 1 : Math.max(1, Math.ceil(total / most - 1e-9))),
      0,
    )
    if (needed > districts) return { why: 'cutIntoPieces', pieces: totals.size, needed, districts }
  }
  return inRules(problem, limited)
}

/** What is asked to be together and apart. */
function inRules(problem: ZoningProblem, limited: Float64Array): ZoningImpossible | null {
  const { most, districts, apart = [], together = [], piece, weight } = problem
  const groups = tiedGroups(together)
  /** By block: the first of those that it is tied to. */
  const first = Int32Array.from(weight, (_, block) => block)
  for (const group of groups) for (const block of group) first[block] = group[0]!
  for (const group of groups) {
    const sum = group.reduce((total, block) => total + limited[block]!, 0)
    if (most !== null && sum > most) return { why: 'togetherTooHeavy', blocks: group, weight: sum }
    const other = piece && group.find((block) => piece[block] !== piece[group[0]!])
    if (other !== undefined) return { why: 'togetherCut', blocks: [group[0]!, other] }
  }
  const tied = apart.find(([one, other]) => first[one] === first[other])
  if (tied) return { why: 'togetherApart', blocks: [...tied] }
  const clique = largestClique(apart.map(([one, other]) => [first[one]!, first[other]!] as const))
  if (clique.length > districts) return { why: 'apartTooMany', blocks: clique, districts }
  const left = new Set(first).size
  return left < districts ? { why: 'tooFewBlocks', blocks: left } : null
}

/** Cliques beyond so many steps are not looked for: a plan has a handful of such wishes. */
const MOST_STEPS = 20_000

/** The most blocks that are each apart from each other (Bron and Kerbosch 1973, with pivots). */
function largestClique(pairs: readonly (readonly [number, number])[]): number[] {
  const next = new Map<number, Set<number>>()
  for (const [one, other] of pairs) {
    next.set(one, (next.get(one) ?? new Set()).add(other))
    next.set(other, (next.get(other) ?? new Set()).add(one))
  }
  let best: number[] = []
  let steps = 0
  const grow = (own: number[], open: Set<number>, done: Set<number>): void => {
    if (++steps > MOST_STEPS) return
    if (open.size + done.size === 0) {
      if (own.length > best.length) best = own
      return
    }
    const met = (one: number): number => [...open].filter((other) => next.get(one)!.has(other)).length
    const pivot = [...open, ...done].reduce((a, b) => (met(b) > met(a) ? b : a))
    for (const one of [...open].filter((other) => !next.get(pivot)!.has(other))) {
      const within = (set: Set<number>): Set<number> =>
        new Set([...set].filter((other) => next.get(one)!.has(other)))
      grow([...own, one], within(open), within(done))
      open.delete(one)
      done.add(one)
    }
  }
  if (next.size > 0) grow([], new Set(next.keys()), new Set())
  return best
}
