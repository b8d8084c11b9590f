/** Which issues have come since the list was last looked at. Pure. */
interface Listed {
  id: string
  reportedAt: string
}

const EARLIEST = '1970-01-01'

/** The newest that is known: what is reported later has arrived since. */
export interface Newest {
  reportedAt: string
  ids: ReadonlySet<string>
}

const NOTHING: Newest = { reportedAt: '', ids: new Set() }

/**
 * What is known after a look at the list: never less than before, for the newest may leave the queue and come back.
 * @param rows  newest first
 */
export function newestOf(rows: readonly Listed[], before: Newest = NOTHING): Newest {
  const reportedAt = rows[0]?.reportedAt ?? ''
  if (Date.parse(reportedAt || EARLIEST) < Date.parse(before.reportedAt || EARLIEST)) return before
  const ids = rows.filter((row) => row.reportedAt === reportedAt).map(({ id }) => id)
  return { reportedAt, ids: new Set(reportedAt === before.reportedAt ? [...before.ids, ...ids] : ids) }
}

/** Issues that were old when they came back to the queue have not arrived. */
export const arrivedSince = <Row extends Listed>(rows: readonly Row[], known: Newest): Row[] =>
  rows.filter(
    ({ id, reportedAt }) =>
      Date.parse(reportedAt) > Date.parse(known.reportedAt || EARLIEST) ||
      (reportedAt === known.reportedAt && !known.ids.has(id)),
  )
