/** What flows out of a reader: rows, with faults in their places. A row with a fault is not given as a row. */
import type { Fault, SourceRow } from './types.ts'

export type ParsedRow = SourceRow | { fault: Fault }

export const isFault = (item: ParsedRow): item is { fault: Fault } => 'fault' in item
