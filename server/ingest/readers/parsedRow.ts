/** What flows out of a reader: rows, with faults in their places. A row with a fault is not given as a row. */
import type { SourceRow, UnreadRow } from './types.ts'

export type ParsedRow = SourceRow | UnreadRow

export const isFault = (item: ParsedRow): item is UnreadRow => 'fault' in item
