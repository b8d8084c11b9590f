/**
 * Reckons a claimed answer and its proof again, from the problem alone and in the plainest way: it shares no code with
 * what made them. A claim that does not hold is refused with its reason; a bound is never taken on trust.
 */
import type { Multipliers, Proof } from './proof.ts'
import { LARGEST_TOTAL, type SiteProblem } from './siteProblem.ts'

export interface Claim {
  open: readonly number[]
  objective: number
  bound: number
  proof: Proof
}

export type Verdict =
  | { valid: true; objective: number; bound: number; isOptimal: boolean }
  | {
      valid: false
      what: 'open' | 'objective' | 'bound' | 'proof'
      claimed: number | string
      found: number | string
    }

class Refusal extends Error {
  constructor(
    readonly what: 'open' | 'proof',
    readonly found: string,
  ) {
    super(found)
  }
}

/** By demand: its costs, by site. */
type Costs = readonly (readonly (readonly [site: number, cost: number])[])[]

function costsOf({ demandCount, rows }: SiteProblem): Costs {
  return Array.from({ length: demandCount }, (_, i) =>
    Array.from(
      { length: rows.start[i + 1]! - rows.start[i]! },
      (__, k) => [rows.site[rows.start[i]! + k]!, rows.cost[rows.start[i]! + k]!] as const,
    ),
  )
}

function objectiveOf(problem: SiteProblem, costs: Costs, open: readonly number[]): number {
  const { siteCount, count, budget, fixed, unserved, price } = problem
  const isOpen = new Set(open)
  if (isOpen.size !== open.length) throw new Refusal('open', 'a site is named twice')
  for (const site of open) {
    if (!Number.isInteger(site) || site < 0 || site >= siteCount) throw new Refusal('open', `no site ${site}`)
    if (fixed[site] === -1) throw new Refusal('open', `site ${site} must stay closed`)
  }
  fixed.forEach((how, site) => {
    if (how === 1 && !isOpen.has(site)) throw new Refusal('open', `site ${site} must be open`)
  })
  if (count !== null && open.length !== count) throw new Refusal('open', `${open.length} sites, not ${count}`)
  if (budget) {
    const spent = open.reduce((sum, site) => sum + budget.spend[site]!, 0)
    if (spent > budget.limit) throw new Refusal('open', `spends ${spent} of ${budget.limit}`)
  }
  let total = open.reduce((sum, site) => sum + price[site]!, 0)
  costs.forEach((row, i) => {
    const least = Math.min(unserved[i]!, ...row.filter(([site]) => isOpen.has(site)).map(([, cost]) => cost))
    if (least === Infinity) throw new Refusal('open', `demand ${i} is served by nobody`)
    total += least
  })
  return total
}

/** What is decided on the way to a node. */
type Path = ReadonlyMap<number, 'open' | 'closed'>

class Checker {
  constructor(
    private readonly problem: SiteProblem,
    private readonly costs: Costs,
  ) {}

  /** No solution with these sites decided costs less. */
  boundOf(proof: Proof, path: Path): number {
    switch (proof.kind) {
      case 'impossible':
        this.mustBeImpossible(path)
        return Infinity
      case 'bound':
        return this.atMultipliers(proof.multipliers, path).bound
      case 'serve':
        throw new Refusal('proof', 'a node of a problem with capacities')
      case 'branch': {
        this.mustBeFree(proof.site, path)
        return Math.min(
          this.boundOf(proof.opened, new Map(path).set(proof.site, 'open')),
          this.boundOf(proof.closed, new Map(path).set(proof.site, 'closed')),
        )
      }
      case 'decide': {
        const { without } = this.atMultipliers(proof.multipliers, path)
        const next = new Map(path)
        let least = Infinity
        for (const [sites, how] of [
          [proof.opened, 'open'],
          [proof.closed, 'closed'],
        ] as const) {
          for (const site of sites) {
            this.mustBeFree(site, next)
            next.set(site, how)
            least = Math.min(least, without(site, how))
          }
        }
        return Math.min(least, this.boundOf(proof.then, next))
      }
    }
  }

  private mustBeFree(site: number, path: Path): void {
    const isFree = this.problem.fixed[site] === 0 && !path.has(site)
    if (!isFree) throw new Refusal('proof', `site ${site} is decided twice, or is none`)
  }

  private howOf(site: number, path: Path): 'open' | 'closed' | 'free' {
    const how = this.problem.fixed[site]
    return how === 1 ? 'open' : how === -1 ? 'closed' : (path.get(site) ?? 'free')
  }

  private sites(path: Path, how: 'open' | 'free'): number[] {
    return Array.from({ length: this.problem.siteCount }, (_, j) => j).filter(
      (j) => this.howOf(j, path) === how,
    )
  }

  private mustBeImpossible(path: Path): void {
    const { count, budget, unserved } = this.problem
    const [open, free] = [this.sites(path, 'open'), this.sites(path, 'free')]
    const isUnserved = this.costs.some(
      (row, i) =>
        unserved[i] === Infinity &&
        row.every(([site, cost]) => cost === Infinity || this.howOf(site, path) === 'closed'),
    )
    if (isUnserved) return
    if (count !== null && (open.length > count || open.length + free.length < count)) return
    if (budget) {
      const spends = free.map((site) => budget.spend[site]!).sort((a, b) => a - b)
      const chosen = spends.slice(0, count === null ? 0 : count - open.length)
      const least = [...open.map((site) => budget.spend[site]!), ...chosen].reduce(
        (sum, spend) => sum + spend,
        0,
      )
      if (least > budget.limit) return
    }
    throw new Refusal('proof', 'a node is called impossible and is not')
  }

  /**
   * Weak duality: for any multipliers no solution costs less than the multipliers' sum and what the best allowed sites
   * take off it.
   */
  private atMultipliers(
    { demand, budget: ofBudget }: Multipliers,
    path: Path,
  ): { bound: number; without: (site: number, how: 'open' | 'closed') => number } {
    const { demandCount, siteCount, unserved, price, count, budget } = this.problem
    if (demand.length !== demandCount)
      throw new Refusal('proof', `${demand.length} multipliers, not ${demandCount}`)
    if (!(ofBudget >= 0) || !Number.isInteger(1024 * ofBudget))
      throw new Refusal('proof', 'multiplier of the budget')
    const earns = new Float64Array(siteCount)
    let sum = 0
    this.costs.forEach((row, i) => {
      if (!Number.isInteger(1024 * demand[i]!)) throw new Refusal('proof', `multiplier of demand ${i}`)
      let fallback = unserved[i]!
      for (const [site, cost] of row)
        if (this.howOf(site, path) === 'open') fallback = Math.min(fallback, cost)
      const multiplier = Math.min(demand[i]!, fallback)
      sum += multiplier
      const cheapest = new Map<number, number>()
      for (const [site, cost] of row) cheapest.set(site, Math.min(cost, cheapest.get(site) ?? Infinity))
      for (const [site, cost] of cheapest) earns[site]! += Math.min(0, cost - multiplier)
    })
    const open = this.sites(path, 'open')
    const free = this.sites(path, 'free')
    const costOf = (site: number): number => price[site]! + (budget ? ofBudget * budget.spend[site]! : 0)
    const reduced = new Map(free.map((site) => [site, costOf(site) + earns[site]!]))
    const fixedPart =
      sum + open.reduce((total, site) => total + costOf(site), 0) - (budget ? ofBudget * budget.limit : 0)
    if (Math.abs(sum) > LARGEST_TOTAL || Math.abs(fixedPart) > LARGEST_TOTAL)
      throw new Refusal('proof', 'sums too large to be exact')
    const choose = (from: readonly number[], left: number | null): number => {
      const values = from.map((site) => reduced.get(site)!).sort((a, b) => a - b)
      const taken = left === null ? values.filter((value) => value < 0) : values.slice(0, left)
      if (left !== null && (left < 0 || taken.length < left)) return Infinity
      return taken.reduce((total, value) => total + value, 0)
    }
    const left = count === null ? null : count - open.length
    const sorted = [...reduced.values()].sort((a, b) => a - b)
    const best = choose(free, left)
    return {
      // whole costs: a better choice would cost a whole unit less
      bound: Math.ceil(fixedPart + best) + 0,
      without: (site, how) => {
        const value = reduced.get(site)!
        let rest: number
        if (how === 'open') {
          // it stays closed
          if (left === null) rest = best - Math.min(0, value)
          else if (left > sorted.length - 1) rest = Infinity
          else rest = value <= sorted[left - 1]! ? best - value + sorted[left]! : best
        } else if (left === null) rest = best + Math.max(0, value)
        else if (left < 1) rest = Infinity
        else rest = value > sorted[left - 1]! ? best - sorted[left - 1]! + value : best
        return Math.ceil(fixedPart + rest) + 0
      },
    }
  }
}

export function verifyProof(problem: SiteProblem, claim: Claim): Verdict {
  try {
    const costs = costsOf(problem)
    const objective = objectiveOf(problem, costs, claim.open)
    if (objective !== claim.objective)
      return { valid: false, what: 'objective', claimed: claim.objective, found: objective }
    // what is left out of a proof because it costs as much as the best is bounded by that
    const bound = Math.min(objective, new Checker(problem, costs).boundOf(claim.proof, new Map()))
    if (!(bound >= claim.bound)) return { valid: false, what: 'bound', claimed: claim.bound, found: bound }
    return { valid: true, objective, bound, isOptimal: bound >= objective }
  } catch (error) {
    if (error instanceof Refusal) return { valid: false, what: error.what, claimed: '', found: error.found }
    throw error
  }
}

/** The bound of a proof alone, whatever is claimed beside it. @returns the reason when it proves nothing */
export function provedBound(problem: SiteProblem, proof: Proof): number | { found: string } {
  try {
    return new Checker(problem, costsOf(problem)).boundOf(proof, new Map())
  } catch (error) {
    if (error instanceof Refusal) return { found: error.found }
    throw error
  }
}
