/** Mutual evaluations of street and community: read as the viewer, written as the office. */
import type { MutualAnswer, MutualSide } from '../../shared/issues/mutual.ts'
import { type Queryable, rows, run, sql } from './sql.ts'

export interface MutualRow extends MutualAnswer {
  community: string
  side: MutualSide
}

/** What the viewer may see of a quarter: row-level security leaves out the rest. */
export const mutualRows = (tx: Queryable, quarter: string): Promise<MutualRow[]> =>
  rows(
    tx,
    sql`select community_code as community, side, scores, words, at, user_name as "userName"
      from mutual_evaluation where quarter = ${quarter}`,
  )

export interface NewMutual {
  quarter: string
  community: string
  side: MutualSide
  scores: Readonly<Record<string, number>>
  words: string
  actor: { accountId: string; userName: string }
  areaPath: string
}

/** One answer a side, community and quarter: the newer one replaces the older. */
export const putMutual = (tx: Queryable, given: NewMutual): Promise<number> =>
  run(
    tx,
    sql`insert into mutual_evaluation (quarter, community_code, side, scores, words, account_id, user_name, at, area_path)
      values (${given.quarter}, ${given.community}, ${given.side}, ${JSON.stringify(given.scores)}::jsonb, ${given.words},
        ${given.actor.accountId}::bigint, ${given.actor.userName}, now(), ${given.areaPath})
      on conflict (quarter, community_code, side) do update set scores = excluded.scores, words = excluded.words,
        account_id = excluded.account_id, user_name = excluded.user_name, at = excluded.at, area_path = excluded.area_path`,
  )
