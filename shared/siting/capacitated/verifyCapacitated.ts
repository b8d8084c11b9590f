/**
 * Reckons an allocation and its bound again from the problem alone, by code that the search does not use: loads against
 * capacities, costs one by one, and for each site a knapsack by the plain table over its capacity (above
 * {@link WIDEST_TABLE}: the part of one item that still fits, taken up).
 */
import type { Proof } from '../proof.ts'
import { LARGEST_TOTAL } from '../siteProblem.ts'
import { type Allocation, type CapacityProblem, NO_SITE } from './capacityProblem.ts'

const WIDEST_TABLE = 20_000
const PARTS = 1024

class Refusal extends Error {}

/** By demand: costs by site. */
type Costs = readonly ReadonlyMap<number, number>[]

function costsOf({ demandCount, rows }: CapacityProblem): Costs {
  return Array.from({ length: demandCount }, (_, i) => {
    const row = new Map<number, number>()
    for (let at = rows.start[i]!; at < rows.start[i + 1]!; at++) {
      const site = rows.site[at]!
      row.set(site, Math.min(rows.cost[at]!, row.get(site) ?? Infinity))
    }
    return row
  })
}

/** @returns what it costs, or which rule it breaks */
export function checkedAllocation(
  problem: CapacityProblem,
  { open, serves }: Allocation,
): number | { found: string } {
  const { siteCount, demandCount, count, fixed, price, unserved, load, capacity } = problem
  const isOpen = new Set(open)
  if (isOpen.size !== open.length) return { found: 'a site is named twice' }
  const unknown = open.find((site) => !Number.isInteger(site) || site < 0 || site >= siteCount)
  if (unknown !== undefined) return { found: `no site ${unknown}` }
  if (count !== null && open.length !== count) return { found: `${open.length} sites, not ${count}` }
  for (let site = 0; site < siteCount; site++) {
    if (fixed[site] === 1 && !isOpen.has(site)) return { found: `site ${site} must be open` }
    if (fixed[site] === -1 && isOpen.has(site)) return { found: `site ${site} must stay closed` }
  }
  if (serves.length !== demandCount)
    return { found: `${serves.length} demands are told where to go, not ${demandCount}` }
  const costs = costsOf(problem)
  const held = new Float64Array(siteCount)
  let total = 0
  for (const site of open) total += price[site]!
  for (let i = 0; i < demandCount; i++) {
    const site = serves[i]!
    if (site === NO_SITE) {
      if (unserved[i] === Infinity) return { found: `demand ${i} is served by nobody` }
      total += unserved[i]!
      continue
    }
    if (!isOpen.has(site)) return { found: `demand ${i} goes to site ${site}, which is not open` }
    const cost = costs[i]!.get(site)
    if (cost === undefined || cost === Infinity)
      return { found: `demand ${i} goes to site ${site}, which is beyond its reach` }
    total += cost
    held[site]! += load[i]!
  }
  const full = open.find((site) => held[site]! > capacity[site]!)
  if (full !== undefined)
    return { found: `site ${full} holds ${held[full]}, of a capacity of ${capacity[full]}` }
  return total
}

interface Path {
  sites: ReadonlyMap<number, 'open' | 'closed'>
  by: ReadonlyMap<number, number>
  notBy: ReadonlySet<string>
}

const pairOf = (demand: number, site: number): string => `${demand} ${site}`

class CapacityChecker {
  private readonly costs: Costs

  constructor(private readonly problem: CapacityProblem) {
    this.costs = costsOf(problem)
  }

  boundOf(proof: Proof, path: Path): number {
    switch (proof.kind) {
      case 'impossible':
        this.mustBeImpossible(path)
        return Infinity
      case 'bound':
        return this.atMultipliers(proof.multipliers, path).bound
      case 'branch':
        return Math.min(
          this.boundOf(proof.opened, this.decided(path, proof.site, 'open')),
          this.boundOf(proof.closed, this.decided(path, proof.site, 'closed')),
        )
      case 'serve': {
        const { demand, site } = proof
        if (!this.costs[demand] || !(site >= 0 && site < this.problem.siteCount) || path.by.has(demand))
          throw new Refusal(`demand ${demand} is decided twice, or is none`)
        const opened = this.howOf(site, path) === 'open' ? path : this.decided(path, site, 'open')
        return Math.min(
          this.boundOf(proof.by, { ...opened, by: new Map(path.by).set(demand, site) }),
          this.boundOf(proof.notBy, { ...path, notBy: new Set(path.notBy).add(pairOf(demand, site)) }),
        )
      }
      case 'decide': {
        const { without } = this.atMultipliers(proof.multipliers, path)
        let next = path
        let least = Infinity
        for (const [sites, how] of [
          [proof.opened, 'open'],
          [proof.closed, 'closed'],
        ] as const) {
          for (const site of sites) {
            next = this.decided(next, site, how)
            least = Math.min(least, without(site, how))
          }
        }
        return Math.min(least, this.boundOf(proof.then, next))
      }
    }
  }

  private decided(path: Path, site: number, how: 'open' | 'closed'): Path {
    if (this.problem.fixed[site] !== 0 || path.sites.has(site))
      throw new Refusal(`site ${site} is decided twice, or is none`)
    return { ...path, sites: new Map(path.sites).set(site, how) }
  }

  private howOf(site: number, { sites }: Path): 'open' | 'closed' | 'free' {
    const how = this.problem.fixed[site]
    return how === 1 ? 'open' : how === -1 ? 'closed' : (sites.get(site) ?? 'free')
  }

  private sites(path: Path, how: 'open' | 'free'): number[] {
    return Array.from(this.problem.fixed.keys()).filter((site) => this.howOf(site, path) === how)
  }

  /** Capacities less what must be served there. */
  private rooms({ by }: Path): Float64Array {
    const room = this.problem.capacity.slice()
    for (const [demand, site] of by) room[site]! -= this.problem.load[demand]!
    return room
  }

  private mayServe(demand: number, site: number, path: Path, room: Float64Array): boolean {
    const by = path.by.get(demand)
    if (by !== undefined) return by === site
    return (
      this.howOf(site, path) !== 'closed' &&
      !path.notBy.has(pairOf(demand, site)) &&
      this.problem.load[demand]! <= room[site]!
    )
  }

  private mustBeImpossible(path: Path): void {
    const { count, unserved, load, capacity } = this.problem
    const [open, free] = [this.sites(path, 'open'), this.sites(path, 'free')]
    if (count !== null && (open.length > count || open.length + free.length < count)) return
    const room = this.rooms(path)
    if (room.some((one) => one < 0)) return
    const isLeft = this.costs.some(
      (row, i) =>
        unserved[i] === Infinity &&
        ![...row].some(([site, cost]) => cost < Infinity && this.mayServe(i, site, path, room)),
    )
    if (isLeft) return
    const larger = free.map((site) => capacity[site]!).sort((a, b) => b - a)
    const chosen = count === null ? larger : larger.slice(0, count - open.length)
    const held = [...open.map((site) => capacity[site]!), ...chosen].reduce((sum, one) => sum + one, 0)
    let needed = 0
    load.forEach((one, i) => {
      if (unserved[i] === Infinity) needed += one
    })
    if (needed > held) return
    throw new Refusal('a node is called impossible and is not')
  }

  /** Weak duality, with what each site can earn at most within its capacity. */
  private atMultipliers(
    { demand }: { demand: Float64Array },
    path: Path,
  ): { bound: number; without: (site: number, how: 'open' | 'closed') => number } {
    const { demandCount, unserved, price, count, load } = this.problem
    if (demand.length !== demandCount) throw new Refusal(`${demand.length} multipliers, not ${demandCount}`)
    const room = this.rooms(path)
    if (room.some((one) => one < 0)) throw new Refusal('more must be served at a site than it holds')
    const items = new Map<number, { earns: number; load: number }[]>()
    let sum = 0
    this.costs.forEach((row, i) => {
      if (!Number.isInteger(PARTS * demand[i]!)) throw new Refusal(`multiplier of demand ${i}`)
      const by = path.by.get(i)
      if (by !== undefined) {
        sum += row.get(by) ?? Infinity
        return
      }
      const multiplier = Math.min(demand[i]!, unserved[i]!)
      sum += multiplier
      for (const [site, cost] of row) {
        if (cost >= multiplier || !this.mayServe(i, site, path, room)) continue
        const own = items.get(site) ?? []
        own.push({ earns: multiplier - cost, load: load[i]! })
        items.set(site, own)
      }
    })
    const [open, free] = [this.sites(path, 'open'), this.sites(path, 'free')]
    for (const site of open) sum += price[site]! - mostEarned(items.get(site) ?? [], room[site]!)
    if (!(Math.abs(sum) < LARGEST_TOTAL)) {
      if (sum === Infinity) return { bound: Infinity, without: () => Infinity }
      throw new Refusal('sums too large to be exact')
    }
    const left = count === null ? null : count - open.length
    const reduced = new Map(
      free.map((site) => [site, price[site]! - mostEarned(items.get(site) ?? [], room[site]!)]),
    )
    /** The least that so many of the free add, with one site taken or left out. */
    const least = (isIn: number, isOut: number): number => {
      const others = free.filter((site) => site !== isIn && site !== isOut).map((site) => reduced.get(site)!)
      const first = isIn >= 0 ? reduced.get(isIn)! : 0
      if (left === null) return others.reduce((total, value) => total + Math.min(0, value), first)
      const many = isIn >= 0 ? left - 1 : left
      if (many < 0 || many > others.length) return Infinity
      return others
        .sort((a, b) => a - b)
        .slice(0, many)
        .reduce((total, value) => total + value, first)
    }
    return {
      bound: Math.ceil(sum + least(-1, -1)) + 0,
      without: (site, how) => Math.ceil(sum + (how === 'open' ? least(-1, site) : least(site, -1))) + 0,
    }
  }
}

/** What the best choice of these comes to, of those that fit together. */
export function mostEarned(items: readonly { earns: number; load: number }[], room: number): number {
  const all = items.reduce((sum, one) => sum + one.load, 0)
  if (all <= room) return items.reduce((sum, one) => sum + one.earns, 0)
  if (room <= WIDEST_TABLE) {
    const table = new Float64Array(room + 1)
    for (const { earns, load } of items) {
      for (let held = room; held >= load; held--) {
        const other = table[held - load]! + earns
        if (other > table[held]!) table[held] = other
      }
    }
    return table[room]!
  }
  // what takes nothing is taken in any case
  let sum = items.reduce((total, one) => (one.load === 0 ? total + one.earns : total), 0)
  let left = room
  const others = items.filter(({ load }) => load > 0).sort((a, b) => b.earns / b.load - a.earns / a.load)
  for (const { earns, load } of others) {
    if (load > left) return sum + Math.ceil(((earns * left) / load) * PARTS + 0.01) / PARTS
    sum += earns
    left -= load
  }
  return sum
}

/** The bound of a proof, whatever is claimed beside it. @returns the reason when it proves nothing */
export function provedCapacityBound(problem: CapacityProblem, proof: Proof): number | { found: string } {
  try {
    return new CapacityChecker(problem).boundOf(proof, {
      sites: new Map(),
      by: new Map(),
      notBy: new Set(),
    })
  } catch (error) {
    if (error instanceof Refusal) return { found: error.message }
    throw error
  }
}
