/** Cursors of lists: the sort values of the last row, as opaque text. */
import { Refusal } from '../app/refusal.ts'

export const cursorOf = (values: readonly (string | number | null)[]): string =>
  Buffer.from(JSON.stringify(values)).toString('base64url')

/** @throws Refusal `page.badCursor` when the text is none of ours */
export function readCursor(
  cursor: string | null | undefined,
  length: number,
): (string | number | null)[] | null {
  if (!cursor) return null
  try {
    const values: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
    if (Array.isArray(values) && values.length === length) return values as (string | number | null)[]
  } catch {
    // Falls through to the refusal: any malformed text is the same to the person.
  }
  throw new Refusal('BAD_REQUEST', 'page.badCursor')
}

/** Cuts the one row too many that was read to know whether there is a next page. */
export function pageFrom<Row>(
  found: Row[],
  limit: number,
  total: number,
  cursorFor: (row: Row) => string,
): { rows: Row[]; total: number; nextCursor: string | null } {
  const shown = found.slice(0, limit)
  return { rows: shown, total, nextCursor: found.length > limit ? cursorFor(shown.at(-1)!) : null }
}
