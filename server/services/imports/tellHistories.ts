/** What a file tells of the lives of issues becomes their histories, in the transaction that takes the rows over. */
import type { IssueEvent } from '../../../shared/issues/progress.ts'
import { progressOf } from '../../../shared/issues/progress.ts'
import type { ToldEvent } from '../../../shared/issues/toldHistory.ts'
import {
  insertToldEvents,
  type StagedHistory,
  stagedHistories,
  storeHistoryProgress,
} from '../../db/issueHistories.ts'
import type { Queryable } from '../../db/sql.ts'

const HISTORIES_AT_ONCE = 4_000

/** The events to write: none where an earlier file told the same, else a beginning that makes that one void. */
function newEvents({ before, events }: StagedHistory): ToldEvent[] {
  if (before === null) return events
  const isSame =
    before.length === events.length &&
    before.every(
      ({ to, at }, index) => to === events[index]!.to && Date.parse(at) === Date.parse(events[index]!.at),
    )
  if (isSame) return []
  const [first, ...rest] = events
  const from = before.at(-1)!.to
  return [{ ...first!, step: 'import', from, details: { retold: true } }, ...rest]
}

const asEvents = (events: readonly ToldEvent[]): IssueEvent[] =>
  events.map((event, index) => ({
    ...event,
    id: String(index + 1),
    accountId: null,
    userName: '',
    reason: '',
    undoes: null,
  }))

export async function tellHistories(tx: Queryable, importKey: string): Promise<void> {
  let after = ''
  for (;;) {
    const staged = await stagedHistories(tx, importKey, after, HISTORIES_AT_ONCE)
    if (staged.length === 0) return
    await insertToldEvents(
      tx,
      staged.map((history) => ({ id: history.id, events: newEvents(history) })),
    )
    await storeHistoryProgress(
      tx,
      staged.map(({ id, events }) => ({ issueId: id, progress: progressOf(asEvents(events)) })),
    )
    after = staged.at(-1)!.id
  }
}
