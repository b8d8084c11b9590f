/**
 * Good answers within milliseconds: greedy opening, then vertex substitution (Teitz and Bart 1968) in the way of
 * Whitaker (1983) and Resende and Werneck (2007): what a site gains when opened, and what each open one would then
 * lose, are counted in one walk over the demands it serves.
 */
import type { Serving } from './serving.ts'

/** Whether the rules allow one more, or one for another. */
class Allowance {
  private spent = 0
  private opened = 0

  constructor(private readonly serving: Serving) {
    for (const site of serving.list()) this.take(site, 1)
  }

  take(site: number, sign: 1 | -1): void {
    this.opened += sign
    this.spent += sign * this.spendOf(site)
  }

  allowsOneMore(site: number): boolean {
    const { count } = this.serving.problem
    return (count === null || this.opened < count) && this.isWithin(this.spendOf(site))
  }

  allowsSwap(opened: number, closed: number): boolean {
    return this.isWithin(this.spendOf(opened) - this.spendOf(closed))
  }

  /** Whether fewer may be open than are. */
  get mayHaveFewer(): boolean {
    return this.serving.problem.count === null
  }

  spendOf(site: number): number {
    return this.serving.problem.budget?.spend[site] ?? 0
  }

  private isWithin(more: number): boolean {
    const { budget } = this.serving.problem
    return !budget || this.spent + more <= budget.limit
  }
}

/** What opening a closed site takes off the objective. */
function gainOf({ columns: { start, demand, cost }, firstCost, problem }: Serving, site: number): number {
  let gain = -problem.price[site]!
  for (let at = start[site]!; at < start[site + 1]!; at++) {
    const less = firstCost[demand[at]!]! - cost[at]!
    if (less > 0) gain += less
  }
  return gain
}

/**
 * Opens what must be open, then one site after another, each time the one that gains most (by what it spends, where a
 * budget is set). Gains only shrink, so most of them need not be counted again (Minoux 1978).
 */
export function openGreedily(serving: Serving, random?: () => number): void {
  const { siteCount, fixed, count, budget } = serving.problem
  for (let site = 0; site < siteCount; site++)
    if (fixed[site] === 1 && !serving.isOpen[site]) serving.open(site)
  const allowance = new Allowance(serving)
  const worth = (site: number): number => {
    const gain = gainOf(serving, site)
    const spend = allowance.spendOf(site)
    return budget && gain > 0 ? gain / Math.max(spend, 1e-9) : gain
  }
  const waiting: { site: number; worth: number; at: number }[] = []
  for (let site = 0; site < siteCount; site++) {
    if (fixed[site] !== 0 || serving.isOpen[site] === 1) continue
    // a random start passes over some
    if (random && random() < 0.3) continue
    waiting.push({ site, worth: worth(site), at: 0 })
  }
  waiting.sort((a, b) => b.worth - a.worth)
  for (let round = 1; waiting.length > 0;) {
    const best = waiting[0]!
    if (!allowance.allowsOneMore(best.site)) {
      waiting.shift()
      if (count !== null && !budget) break
      continue
    }
    if (best.at < round) {
      best.worth = worth(best.site)
      best.at = round
      sink(waiting)
      continue
    }
    if (best.worth <= 0 && count === null) break
    waiting.shift()
    serving.open(best.site)
    allowance.take(best.site, 1)
    round++
  }
  // Where a random start passed over too many, any will do.
  for (let site = 0; count !== null && site < siteCount; site++) {
    if (fixed[site] === 0 && serving.isOpen[site] === 0 && allowance.allowsOneMore(site)) {
      serving.open(site)
      allowance.take(site, 1)
    }
  }
}

/** The first of a list in falling order has become smaller: to where it belongs. */
function sink(list: { worth: number }[]): void {
  const moved = list[0]!
  let [low, high] = [1, list.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (list[middle]!.worth > moved.worth) low = middle + 1
    else high = middle
  }
  list.copyWithin(0, 1, low)
  list[low - 1] = moved
}

/** What each open site's demands would lose if it closed: to the second nearest, less its price. */
function lossesOf({ first, firstCost, secondCost, isOpen, problem }: Serving, losses: Float64Array): void {
  losses.fill(0)
  for (let i = 0; i < first.length; i++) {
    if (first[i]! >= 0) losses[first[i]!]! += secondCost[i]! - firstCost[i]!
  }
  for (let site = 0; site < isOpen.length; site++)
    if (isOpen[site] === 1) losses[site]! -= problem.price[site]!
}

/**
 * Opens one for another, opens one more or closes one, as long as that lowers the objective and the rules allow it.
 *
 * @param isOver  asked now and then; true stops
 * @returns whether anything was changed
 */
export function substitute(serving: Serving, isOver: () => boolean = () => false): boolean {
  const { problem, columns, isOpen, first, firstCost, secondCost } = serving
  const { siteCount, fixed } = problem
  const allowance = new Allowance(serving)
  const losses = new Float64Array(siteCount)
  const spared = new Float64Array(siteCount)
  lossesOf(serving, losses)
  let open = serving.list().filter((site) => fixed[site] === 0)
  const change = (opened: number | null, closed: number | null): void => {
    if (closed !== null) {
      serving.close(closed)
      allowance.take(closed, -1)
    }
    if (opened !== null) {
      serving.open(opened)
      allowance.take(opened, 1)
    }
    open = serving.list().filter((site) => fixed[site] === 0)
    lossesOf(serving, losses)
  }
  let hasChanged = false
  let since = 0
  for (let site = 0; since < siteCount && !isOver(); site = (site + 1) % siteCount, since++) {
    if (fixed[site] !== 0) continue
    if (isOpen[site] === 1) {
      if (allowance.mayHaveFewer && losses[site]! < 0) {
        change(null, site)
        hasChanged = true
        since = 0
      }
      continue
    }
    let gain = -problem.price[site]!
    const { start, demand, cost } = columns
    for (let at = start[site]!; at < start[site + 1]!; at++) {
      const i = demand[at]!
      const c = cost[at]!
      if (c < firstCost[i]!) {
        gain += firstCost[i]! - c
        if (first[i]! >= 0) spared[first[i]!]! += secondCost[i]! - firstCost[i]!
      } else if (c < secondCost[i]! && first[i]! >= 0) spared[first[i]!]! += secondCost[i]! - c
    }
    let best: number | null = null
    let bestGain = 0
    const mayAdd = allowance.allowsOneMore(site)
    if (mayAdd) bestGain = Math.max(0, gain)
    for (const closed of open) {
      const left = gain - losses[closed]! + spared[closed]!
      if (left > bestGain && allowance.allowsSwap(site, closed)) {
        bestGain = left
        best = closed
      }
    }
    for (const closed of open) spared[closed] = 0
    for (let other = 0; other < siteCount; other++) if (fixed[other] === 1) spared[other] = 0
    if (bestGain > 0) {
      change(site, best)
      hasChanged = true
      since = 0
    }
  }
  return hasChanged
}

/** Opens some at random for some others: another hill to climb. */
export function kick(serving: Serving, swaps: number, random: () => number): void {
  const { fixed, siteCount } = serving.problem
  const allowance = new Allowance(serving)
  for (let done = 0, tries = 0; done < swaps && tries < 20 * swaps; tries++) {
    const open = serving.list().filter((site) => fixed[site] === 0)
    const closed = open[Math.floor(random() * open.length)]
    const opened = Math.floor(random() * siteCount)
    if (closed === undefined || serving.isOpen[opened] === 1 || fixed[opened] !== 0) continue
    if (!allowance.allowsSwap(opened, closed)) continue
    serving.close(closed)
    serving.open(opened)
    allowance.take(closed, -1)
    allowance.take(opened, 1)
    done++
  }
}
