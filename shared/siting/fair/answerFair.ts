/**
 * Answers that put the worst-served first: the shortest furthest walk and, of all choices that keep to it, the shortest
 * walk of all together; or the shortest mean walk of the worst-off share.
 */
import type { SiteAnswer } from '../answerInput.ts'
import { solveCenter } from '../center.ts'
import { pMedian } from '../models.ts'
import type { SiteProblem } from '../siteProblem.ts'
import { NoAnswer, rulesOf, type SiteInput, withinReach, worstOff } from '../siteInput.ts'
import { solveSites } from '../solveSites.ts'
import { nearestWays } from '../wayTable.ts'
import { solveTail } from './tail.ts'

/** The p-median of choices in which nobody walks further than so far. */
export function medianWithin(input: SiteInput, furthest: number): SiteProblem {
  const { existing, ...rules } = rulesOf(input)
  const near = existing?.map((way) => (way <= furthest ? way : Infinity))
  return pMedian(withinReach(input.table, furthest), input.weights, {
    ...rules,
    count: input.count,
    ...(near && { existing: near }),
  })
}

/** @throws NoAnswer */
export function* answerFair(
  input: SiteInput,
  seed: number,
  none: () => string,
): Generator<SiteAnswer, SiteAnswer> {
  const search = solveCenter(input.table, { count: input.count!, ...rulesOf(input) }, seed)
  let step = search.next()
  const say = (
    open: readonly number[],
    bound: number,
    total: number,
    rest: Partial<SiteAnswer>,
  ): SiteAnswer => ({
    open: [...open],
    objective: furthestOf(input, open),
    bound,
    second: { objective: totalOf(input, open), bound: total },
    proof: { kind: 'fair', excluded: step.value.proof, then: null },
    nodes: 0,
    isDone: false,
    ...rest,
  })
  for (; !step.done; step = search.next()) {
    if (step.value.objective < Infinity) yield say(filled(input, step.value.open), step.value.bound, 0, {})
  }
  const { open, objective, bound, proof: excluded } = step.value
  if (objective === Infinity) throw new NoAnswer(none())
  const centered = filled(input, open)
  const furthest = furthestOf(input, centered)
  yield say(centered, bound, 0, {})
  const totals = solveSites(medianWithin(input, furthest), { seed })
  let best: readonly number[] = centered
  for (let next = totals.next(); ; next = totals.next()) {
    const found = next.value
    if (totalOf(input, found.open) < totalOf(input, best) && found.objective < Infinity) best = found.open
    const isBounded = found.bound > 0
    const answer = say(best, bound, Math.min(totalOf(input, best), Math.max(0, found.bound)), {
      proof: { kind: 'fair', excluded, then: isBounded ? found.proof : null },
      nodes: found.nodes,
      isDone: next.done === true,
    })
    if (next.done) return answer
    yield answer
  }
}

/** Of a choice with fewer sites than were asked for, one with so many. */
function filled({ sites, count, fixed }: SiteInput, open: readonly number[]): number[] {
  const all = [...open]
  for (let j = 0; j < sites.length && all.length < count!; j++)
    if (fixed?.[j] !== -1 && !open.includes(j)) all.push(j)
  return all
}

const waysOf = ({ table, existing }: SiteInput, open: readonly number[]): Float64Array =>
  nearestWays(table, open).map((way, i) => Math.min(way, existing?.[i] ?? Infinity))

const furthestOf = (input: SiteInput, open: readonly number[]): number =>
  waysOf(input, open).reduce((most, way) => Math.max(most, way), 0)

const totalOf = (input: SiteInput, open: readonly number[]): number =>
  waysOf(input, open).reduce((sum, way, i) => sum + input.weights[i]! * way, 0)

/** @throws NoAnswer */
export function* answerWorst(
  input: SiteInput,
  seed: number,
  none: () => string,
): Generator<SiteAnswer, SiteAnswer> {
  const { table, weights, count } = input
  const question = { table, weights, rules: { count: count!, ...rulesOf(input) }, people: worstOff(input) }
  const search = solveTail(question, seed)
  for (let step = search.next(); ; step = search.next()) {
    const { open, objective, bound, pieces } = step.value
    if (step.done && objective === Infinity) throw new NoAnswer(none())
    const answer: SiteAnswer = {
      open,
      objective,
      bound,
      proof: { kind: 'tail', pieces },
      nodes: 0,
      isDone: step.done === true,
    }
    if (step.done) return answer
    yield answer
  }
}
