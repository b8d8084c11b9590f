/**
 * Between the shortest walk of all together and the shortest furthest walk: choices of which none is better in both.
 * The p-center gives one end, the p-median the other; between them the shortest walk of all is looked for with nobody
 * further than a limit (ε-constraint; Haimes, Lasdon and Wismer 1971). Searches end after so many steps.
 */
import { solveCenter } from './center.ts'
import { pMedian } from './models.ts'
import { solveSites } from './solveSites.ts'
import type { WayTable } from './wayTable.ts'

export interface TradePoint {
  open: number[]
  /** Ways. */
  mean: number
  furthest: number
  end: 'walk' | 'furthest' | 'between'
}

export interface TradeQuestion {
  table: WayTable
  weights: ArrayLike<number>
  /** By demand; Infinity where there is none. */
  existing: Float64Array
  count: number
  /** The way that those count with whom nobody reaches. */
  longest: number
}

const BETWEEN = 5
const MOST_STEPS = 80

/** @yields choices so far, shortest furthest walk first, none worse in both than another */
export function* tradeOff(asked: TradeQuestion): Generator<TradePoint[], TradePoint[]> {
  const { table, existing, count, longest } = asked
  let found: TradePoint[] = []
  const rules = { count, existing }
  const take = (open: readonly number[], end: TradePoint['end']): TradePoint | null => {
    if (open.length === 0) return null
    const point = { open: [...open], end, ...walksOf(asked, open) }
    found = notDominated([...found, point])
    return point
  }
  let center: readonly number[]
  const centers = solveCenter(table, rules)
  for (let step = centers.next(), steps = 1; ; step = centers.next(), steps++) {
    center = step.value.open
    if (step.done || steps >= 4 * MOST_STEPS) break
    yield found
  }
  const least = take(center, 'furthest')
  let median: readonly number[] = []
  for (const open of steps(pMedian(table, asked.weights, rules, longest))) {
    median = open
    yield found
  }
  const most = take(median, 'walk')
  if (least && most && least.furthest < most.furthest) {
    for (let at = 0; at < BETWEEN; at++) {
      const limit = Math.floor(least.furthest + ((most.furthest - least.furthest) * at) / BETWEEN)
      let between: readonly number[] = []
      const near = {
        count,
        existing: existing.map((way) => (way <= limit ? way : Infinity)),
      }
      for (const open of steps(pMedian(upTo(table, limit), asked.weights, near))) {
        between = open
        yield found
      }
      take(between, 'between')
    }
  }
  return found
}

function* steps(problem: Parameters<typeof solveSites>[0]): Generator<readonly number[]> {
  const search = solveSites(problem)
  for (let step = search.next(), done = 1; ; step = search.next(), done++) {
    yield step.value.open
    if (step.done || done >= MOST_STEPS) return
  }
}

/** The pairs that lie no further than the limit. */
function upTo(table: WayTable, limit: number): WayTable {
  const start = new Int32Array(table.demandCount + 1)
  const [site, way]: [number[], number[]] = [[], []]
  for (let i = 0; i < table.demandCount; i++) {
    for (let at = table.start[i]!; at < table.start[i + 1]! && table.way[at]! <= limit; at++) {
      site.push(table.site[at]!)
      way.push(table.way[at]!)
    }
    start[i + 1] = site.length
  }
  return { ...table, start, site: Int32Array.from(site), way: Float64Array.from(way) }
}

function walksOf(
  { table, weights, existing, longest }: TradeQuestion,
  open: readonly number[],
): { mean: number; furthest: number } {
  const isOpen = new Set(open)
  let [sum, people, furthest] = [0, 0, 0]
  for (let i = 0; i < table.demandCount; i++) {
    let way = Math.min(existing[i]!, longest)
    for (let at = table.start[i]!; at < table.start[i + 1]! && table.way[at]! < way; at++) {
      if (!isOpen.has(table.site[at]!)) continue
      way = table.way[at]!
      break
    }
    sum += way * weights[i]!
    people += weights[i]!
    if (weights[i]! > 0) furthest = Math.max(furthest, way)
  }
  return { mean: people > 0 ? sum / people : 0, furthest }
}

/** Shortest furthest walk first; of choices alike in both the first. */
export function notDominated(points: readonly TradePoint[]): TradePoint[] {
  const sorted = points
    .map((point, at) => ({ point, at }))
    .sort((a, b) => a.point.furthest - b.point.furthest || a.point.mean - b.point.mean || a.at - b.at)
  let least = Infinity
  return sorted.flatMap(({ point }) => {
    if (point.mean >= least) return []
    least = point.mean
    return [point]
  })
}
