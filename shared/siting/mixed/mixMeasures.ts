/**
 * New points and openings in walls on one budget: branch and bound over the openings, and under each node the exact
 * search for points (`solveSites.ts`). An opening that is not decided yet counts as open and costs nothing, so that a
 * node's bound holds for all that lies under it.
 */
import type { SiteProblem } from '../siteProblem.ts'
import { objectiveOf } from '../siteProblem.ts'
import { solveSites } from '../solveSites.ts'

export interface MixRules {
  /** What one point and each opening cost, whole numbers of one unit, and what there is to spend. */
  pointCost: number
  openingCosts: readonly number[]
  budget: number
  /** Points that may be opened at most. */
  mostPoints: number
}

export interface MixFound {
  /** Sites. */
  open: readonly number[]
  /** Openings. */
  opened: readonly number[]
  objective: number
  /** No mix costs less. */
  bound: number
  /** Nodes looked into. */
  nodes: number
  isDone: boolean
}

/** There are many nodes: what one hill misses, the branching finds. */
const KICKS = 2

interface Node {
  opened: readonly number[]
  undecided: readonly number[]
  bound: number
}

/**
 * @param problemWith  the problem of so many points with these openings made; the more are made, the less it may cost
 * @yields the best so far; at the last `bound` equals `objective`
 */
export function* mixMeasures(
  { pointCost, openingCosts, budget, mostPoints }: MixRules,
  problemWith: (opened: readonly number[], points: number) => SiteProblem,
): Generator<MixFound, MixFound> {
  let best: Pick<MixFound, 'open' | 'opened' | 'objective'> = { open: [], opened: [], objective: Infinity }
  let nodes = 0
  const stack: Node[] = []
  const spentOn = (opened: readonly number[]): number =>
    opened.reduce((sum, opening) => sum + openingCosts[opening]!, 0)
  const pointsAfter = (opened: readonly number[]): number =>
    Math.min(mostPoints, Math.floor((budget - spentOn(opened)) / pointCost))
  const found = (working: number, isDone: boolean): MixFound => {
    const bound = stack.reduce(
      (least, node) => Math.min(least, node.bound),
      Math.min(working, best.objective),
    )
    return { ...best, bound, nodes, isDone }
  }
  // points alone: what any mix has to beat
  const alone = yield* leastCost(problemWith([], pointsAfter([])), Infinity, () => found(-Infinity, false))
  best = { open: alone.open, opened: [], objective: alone.objective }
  stack.push({ opened: [], undecided: openingCosts.map((_, at) => at), bound: -Infinity })
  yield found(Infinity, false)
  while (stack.length > 0) {
    const { opened, undecided, bound } = stack.pop()!
    if (bound >= best.objective) continue
    nodes++
    const affordable = undecided.filter((opening) => spentOn(opened) + openingCosts[opening]! <= budget)
    const least = yield* leastCost(
      problemWith([...opened, ...affordable], pointsAfter(opened)),
      best.objective,
      (own) => found(Math.max(own, bound), false),
    )
    if (least.bound >= best.objective) continue
    if (affordable.length === 0) {
      best = { open: least.open, opened, objective: least.objective }
      yield found(Infinity, false)
      continue
    }
    const [next, ...rest] = affordable as [number, ...number[]]
    // the one that is made is looked into first
    stack.push({ opened, undecided: rest, bound: least.bound })
    stack.push({ opened: [...opened, next], undecided: rest, bound: least.bound })
  }
  return found(Infinity, true)
}

/** The least a problem costs, or a bound of as much as is known already. */
function* leastCost(
  problem: SiteProblem,
  known: number,
  tell: (bound: number) => MixFound,
): Generator<MixFound, { open: readonly number[]; objective: number; bound: number }> {
  if (problem.count === 0) {
    const objective = objectiveOf(problem, [])
    return { open: [], objective, bound: objective }
  }
  const search = solveSites(problem, { kicks: KICKS })
  for (let step = search.next(); ; step = search.next()) {
    const { open, objective, bound } = step.value
    if (step.done) return { open, objective, bound: objective }
    if (bound >= known) return { open, objective, bound }
    yield tell(bound)
  }
}
