/** A capacitated problem with some sites and some services decided: what is left of it, by site. */
import { type CapacityProblem, missingCapacity, NO_SITE } from './capacityProblem.ts'

/** What has been decided on the way to a node. */
export interface Decisions {
  /** By site: 1 open, -1 closed, 0 to be decided. */
  fixed: Int8Array
  /** By demand: the site that must serve it; {@link NO_SITE} where none must. */
  servedBy: Int32Array
  /** Pairs that are no longer allowed: demand × sites + site. */
  barred: ReadonlySet<number>
}

export interface Settled {
  problem: CapacityProblem
  decisions: Decisions
  open: number[]
  free: number[]
  /** How many are still to be opened; null for any number. */
  left: number | null
  /** By site: what of its capacity is not taken by what must be served there. */
  room: Float64Array
  /** Prices of the open and costs of what is decided. */
  paid: number
  /** By site that is open or free: demands not yet decided that fit, and cost less than being left out. */
  start: Int32Array
  demand: Int32Array
  cost: Float64Array
}

/** Null when no choice is left. */
export function settle(problem: CapacityProblem, decisions: Decisions): Settled | null {
  const { demandCount, siteCount, rows, unserved, price, load, capacity, count } = problem
  const { fixed, servedBy, barred } = decisions
  const room = capacity.slice()
  let paid = 0
  const [open, free]: [number[], number[]] = [[], []]
  for (let j = 0; j < siteCount; j++) {
    if (fixed[j] === 1) {
      open.push(j)
      paid += price[j]!
    } else if (fixed[j] === 0) free.push(j)
  }
  const left = count === null ? null : count - open.length
  if (left !== null && (left < 0 || left > free.length)) return null
  for (let i = 0; i < demandCount; i++) {
    const by = servedBy[i]!
    if (by !== NO_SITE) room[by]! -= load[i]!
  }
  if (room.some((one) => one < 0)) return null
  if (missingCapacity({ ...problem, fixed }) > 0) return null
  const start = new Int32Array(siteCount + 1)
  const each = (take: (i: number, j: number, cost: number) => void): boolean => {
    for (let i = 0; i < demandCount; i++) {
      const by = servedBy[i]!
      let isServed = unserved[i]! < Infinity
      for (let at = rows.start[i]!; at < rows.start[i + 1]! && rows.cost[at]! < unserved[i]!; at++) {
        const j = rows.site[at]!
        if (by === j) isServed = true
        if (by !== NO_SITE || fixed[j] === -1 || load[i]! > room[j]!) continue
        if (barred.size > 0 && barred.has(i * siteCount + j)) continue
        isServed = true
        take(i, j, rows.cost[at]!)
      }
      if (!isServed) return false
    }
    return true
  }
  if (!each((_, j) => start[j + 1]!++)) return null
  for (let j = 0; j < siteCount; j++) start[j + 1]! += start[j]!
  const next = start.slice()
  const demand = new Int32Array(start[siteCount]!)
  const costs = new Float64Array(start[siteCount]!)
  each((i, j, cost) => {
    const to = next[j]!++
    demand[to] = i
    costs[to] = cost
  })
  for (let i = 0; i < demandCount; i++) {
    const by = servedBy[i]!
    if (by === NO_SITE) continue
    for (let at = rows.start[i]!; at < rows.start[i + 1]!; at++) {
      if (rows.site[at] !== by) continue
      paid += rows.cost[at]!
      break
    }
  }
  return { problem, decisions, open, free, left, room, paid, start, demand, cost: costs }
}
