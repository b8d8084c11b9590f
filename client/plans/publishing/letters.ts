/** To whom letters go, and what is filled in for each. */
import type { LetterFacts, PlanLetter } from '../../../shared/plans/letter.ts'
import type { PlanMoves } from '../../../shared/plans/planMoves.ts'
import { queryClient } from '../../api/queryClient.ts'
import { api, trpc } from '../../api/trpc.ts'
import { count } from '../../i18n/format.ts'
import { translate } from '../../i18n/i18n.ts'
import { MOST_LETTERS } from './letterBatches.ts'
import type { Grids } from './movedGrids.ts'

const AT_ONCE = 200

export interface Addressed {
  address: string
  /** Of the building; a letter to one household has none. */
  households?: number
  from: string | null
  to: string | null
}

interface Page {
  rows: readonly Addressed[]
  total: number
  nextCursor: string | null
}

/** Those of one batch, and how many there are of all. @param skip  letters before it */
export async function addressedTo(
  id: string,
  on: string,
  per: 'building' | 'address',
  skip: number,
): Promise<{ rows: Addressed[]; total: number }> {
  const rows: Addressed[] = []
  const ask = async (cursor: string | null): Promise<Page> => {
    const asked = { id, on, skip, limit: AT_ONCE, cursor }
    return per === 'building'
      ? queryClient.fetchQuery(trpc.plan.homes.queryOptions(asked, { gcTime: 0, staleTime: 0 }))
      : api.plan.addresses.mutate(asked)
  }
  let page = await ask(null)
  rows.push(...page.rows)
  while (page.nextCursor !== null && rows.length < MOST_LETTERS) {
    page = await ask(page.nextCursor)
    rows.push(...page.rows)
  }
  return { rows, total: page.total }
}

export function letterFacts(
  { address, households, from, to }: Addressed,
  { phone }: PlanLetter,
  { street, on }: PlanMoves,
  grids: Grids,
): LetterFacts {
  return {
    street,
    community: grids.communityOf(to),
    address,
    households: households === undefined ? '' : count(households),
    oldGrid: grids.nameOf(from),
    newGrid: grids.nameOf(to),
    oldCarers: grids.carers(from, 'before'),
    newCarers: grids.carers(to, 'after'),
    day: on,
    phone: phone || translate('planPublish.noPhone'),
  }
}
