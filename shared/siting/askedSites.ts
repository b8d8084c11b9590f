/**
 * The sites of a question and the rules among them: candidates, and existing points that may be closed, which are sites
 * like others with what they spend. A move is a closing and an opening: of so many points in all, so many more new ones.
 */
import { type Candidate, placeKey } from './candidates.ts'
import type { SiteBudget } from './siteInput.ts'
import { maySpend, NoSiting, type SitingQuestion } from './sitingQuestion.ts'

/** Money is counted in hundredths of its unit. */
export const MONEY_PARTS = 100

export interface AskedSites {
  /** First the candidates that lie at a street, then existing points that may be closed, then those that hold only so many. */
  sites: readonly Candidate[]
  /** So many are new. */
  newCount: number
  /** Existing points that stay whatever is chosen. */
  stay: readonly Candidate[]
  /** Candidates at no street that this walker may use. */
  off: readonly Candidate[]
  fixed: Int8Array | null
  budget: SiteBudget | null
  /** Sites to be open in all; null where the aim or the budget says how many. */
  count: number | null
}

const partsOf = (money: number): number => Math.round(money * MONEY_PARTS)

/** @param isAtStreet  whether somebody can get there at all  @throws NoSiting */
export function askedSites(
  question: SitingQuestion,
  candidates: readonly Candidate[],
  isAtStreet: (place: Candidate) => boolean,
): AskedSites {
  const { aim, existing, closing, capacity } = question
  const places = new Map<string, Candidate>()
  for (const one of candidates) if (!places.has(placeKey(one))) places.set(placeKey(one), one)
  const off = [...places.values()].filter((one) => one.fixed !== -1 && !isAtStreet(one))
  const own = [...places.values()].filter((one) => isAtStreet(one))
  const forcedOff = off.find(({ fixed }) => fixed === 1)
  if (forcedOff) throw new NoSiting('forcedOff', { name: forcedOff.name ?? placeKey(forcedOff) })
  const mayClose = !closing || !maySpend(aim, capacity) ? [] : existing.filter((one) => isAtStreet(one))
  const held = capacity === undefined ? [] : existing.filter((one) => typeof one.capacity === 'number')
  const isSite = new Set([...mayClose, ...held])
  const sites: Candidate[] = [
    ...own,
    ...mayClose.map(({ fixed: _, ...one }) => one),
    ...held.map((one) => ({ ...one, fixed: 1 as const })),
  ]
  const asked: AskedSites = {
    sites,
    newCount: own.length,
    stay: existing.filter((one) => !isSite.has(one)),
    off,
    fixed: sites.some(({ fixed }) => fixed) ? Int8Array.from(sites, ({ fixed }) => fixed ?? 0) : null,
    budget: null,
    count: null,
  }
  const free = own.filter(({ fixed }) => fixed !== -1)
  if (free.length === 0)
    throw new NoSiting(own.length > 0 ? 'allExcluded' : off.length > 0 ? 'allOff' : 'noCandidates', {
      candidates: own.length + off.length,
    })
  if (aim === 'fewest') return asked
  return question.budget && maySpend(aim, capacity)
    ? withMoney(asked, question, mayClose.length)
    : withNumber(asked, question, mayClose.length, held.length)
}

function withNumber(
  asked: AskedSites,
  { count, closing }: SitingQuestion,
  mayClose: number,
  held: number,
): AskedSites {
  const { sites, newCount } = asked
  const own = sites.slice(0, newCount)
  const free = own.filter(({ fixed }) => fixed !== -1).length
  if (count > free) throw new NoSiting('tooFew', { candidates: free, count })
  const moves = Math.min(closing && 'atMost' in closing ? closing.atMost : 0, mayClose)
  const forced = own.filter(({ fixed }) => fixed === 1).length
  if (forced > count + moves) throw new NoSiting('tooManyForced', { forced, count: count + moves })
  const budget = {
    spend: Float64Array.from(sites, (_, site) => (site < newCount ? 1 : 0)),
    limit: count + moves,
    unit: 'new points',
    parts: 1,
  }
  return { ...asked, count: count + mayClose + held, budget: mayClose > 0 ? budget : null }
}

function withMoney(asked: AskedSites, { budget, closing }: SitingQuestion, mayClose: number): AskedSites {
  const { sites, newCount } = asked
  const { limit, each } = budget!
  const saving = closing && 'saving' in closing ? closing.saving : 0
  const spend = Float64Array.from(sites, ({ cost }, site) =>
    partsOf(site < newCount ? (cost ?? each) : saving),
  )
  const own = sites.slice(0, newCount)
  const most = partsOf(limit) + partsOf(saving) * mayClose
  const forced = own.reduce((sum, { fixed }, site) => (fixed === 1 ? sum + spend[site]! : sum), 0)
  if (forced > most)
    throw new NoSiting('forcedTooDear', { spend: forced / MONEY_PARTS, budget: most / MONEY_PARTS })
  const cheapest = own.reduce(
    (least, one, site) => (one.fixed !== -1 && spend[site]! < spend[least]! ? site : least),
    own.findIndex(({ fixed }) => fixed !== -1),
  )
  if (spend[cheapest]! > most)
    throw new NoSiting('budgetTooSmall', {
      cheapest: spend[cheapest]! / MONEY_PARTS,
      name: own[cheapest]!.name ?? '',
      budget: most / MONEY_PARTS,
    })
  return { ...asked, budget: { spend, limit: most, unit: 'of the budget', parts: MONEY_PARTS } }
}

/**
 * Of a choice that costs the same: nothing opened that nobody needs, and nothing closed that may as well stay.
 *
 * @param costOf  what the aim comes to; never less than with what was found
 */
export function keepWhatMayStay(
  { sites, newCount, fixed, budget, count }: AskedSites,
  open: readonly number[],
  costOf: (open: readonly number[]) => number,
): number[] {
  let best = [...open]
  const least = costOf(best)
  const spent = (of: readonly number[]): number =>
    of.reduce((sum, site) => sum + (budget?.spend[site] ?? 0), 0)
  const take = (next: number[]): void => {
    if (count !== null && next.length > count) return
    if (budget && spent(next) > budget.limit) return
    if (costOf(next) <= least) best = next
  }
  if (budget && count === null) {
    for (const site of open)
      if (site < newCount && fixed?.[site] !== 1) take(best.filter((one) => one !== site))
  }
  for (let site = newCount; site < sites.length; site++) {
    if (best.includes(site)) continue
    const before = best
    take([...best, site])
    if (best !== before) continue
    for (const one of before) {
      if (one >= newCount || fixed?.[one] === 1) continue
      take([...before.filter((other) => other !== one), site])
      if (best !== before) break
    }
  }
  return best.sort((a, b) => a - b)
}
