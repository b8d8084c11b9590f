/** Hands on issues, in memory: each lives for a moment from its last word. Pure but for the clock it is given. */
import { PRESENCE_LIFE } from '../../shared/issues/presence.ts'

export interface Hand {
  issue: string
  /** Of the issue: who may see it may see who has it. */
  areaPath: string
  accountId: string
  tab: string
  name: string
  isWriting: boolean
}

/** Somebody with an issue open, in one page or several. */
export interface Holder {
  accountId: string
  name: string
  isWriting: boolean
}

/** Pages that one account can hold issues with: more are of no use, and cost memory. */
const MOST_TABS = 20

const keyOf = ({ accountId, tab }: Pick<Hand, 'accountId' | 'tab'>): string => `${accountId} ${tab}`

export class Hands {
  /** A page has one issue open at a time. The one that said something last stands last. */
  private readonly byPage = new Map<string, Hand & { until: number }>()

  /** @returns issues of which something changed, with their areas */
  put(hand: Hand, now: number): { issue: string; areaPath: string }[] {
    const key = keyOf(hand)
    const known = this.byPage.get(key)
    this.byPage.delete(key)
    this.byPage.set(key, { ...hand, until: now + PRESENCE_LIFE })
    const changed = known && known.issue !== hand.issue ? [known] : []
    const isSame =
      known?.issue === hand.issue && known.isWriting === hand.isWriting && known.name === hand.name
    const pages = [...this.byPage.entries()].filter(([, { accountId }]) => accountId === hand.accountId)
    const tooMany = pages.slice(0, Math.max(0, pages.length - MOST_TABS))
    for (const [old] of tooMany) this.byPage.delete(old)
    return [...(isSame ? [] : [hand]), ...changed, ...tooMany.map(([, old]) => old)]
  }

  /** A page puts its issue aside. */
  drop(page: Pick<Hand, 'accountId' | 'tab' | 'issue'>): { issue: string; areaPath: string }[] {
    const known = this.byPage.get(keyOf(page))
    if (known?.issue !== page.issue) return []
    this.byPage.delete(keyOf(page))
    return [known]
  }

  /** Forgets who has not said anything for too long. */
  sweep(now: number): { issue: string; areaPath: string }[] {
    const gone: { issue: string; areaPath: string }[] = []
    for (const [key, hand] of this.byPage) {
      if (hand.until > now) continue
      this.byPage.delete(key)
      gone.push(hand)
    }
    return gone
  }

  /** Who has an issue open, by name. */
  on(issue: string): Holder[] {
    const people = new Map<string, Holder>()
    for (const { issue: held, accountId, name, isWriting } of this.byPage.values()) {
      if (held !== issue) continue
      people.set(accountId, {
        accountId,
        name,
        isWriting: isWriting || (people.get(accountId)?.isWriting ?? false),
      })
    }
    return [...people.values()].sort((a, b) => a.name.localeCompare(b.name, 'zh-CN'))
  }

  /** Issues that anybody has open, with their areas. */
  issues(): { issue: string; areaPath: string }[] {
    return [...new Map([...this.byPage.values()].map((hand) => [hand.issue, hand])).values()]
  }

  get size(): number {
    return this.byPage.size
  }
}
