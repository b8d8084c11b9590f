/**
 * The first rows of a layer, and what they tell: fields with their types, geometry types, box and positions.
 * One pass over at most `SAMPLE_ROWS` rows; the stream is closed after that.
 */
import { SAMPLE_POSITIONS, SAMPLE_ROWS, SHOWN_ROWS } from '../limits.ts'
import { isFault, type ParsedRow } from './parsedRow.ts'
import { positionsOf } from './positions.ts'
import type { SourceField, SourceRow, SourceValue } from './types.ts'

export interface Sample {
  rows: SourceRow[]
  fields: SourceField[]
  geometryTypes: string[]
  box: [number, number, number, number] | null
  positions: [number, number][]
  hasHeights: boolean
  /** Some points, not corners of lines or areas, are at 0,0. */
  hasZeroPoints: boolean
  hasNullGeometry: boolean
  /** All rows were seen: their number is known. */
  isWhole: boolean
  rowsSeen: number
}

/** Text that is a number and loses nothing as one: no leading zeros, no more than 15 digits. */
export const isPlainNumber = (text: string): boolean =>
  /^-?(0|[1-9]\d{0,14})(\.\d+)?$/.test(text) && text.replace(/\D/g, '').length <= 17

function valueKind(value: SourceValue): 'text' | 'number' | 'boolean' | 'empty' {
  if (value === null || value === '') return 'empty'
  if (typeof value === 'number') return 'number'
  if (typeof value === 'boolean') return 'boolean'
  return isPlainNumber(value) ? 'number' : 'text'
}

/** Fields of some rows, in the order in which they first appear. */
export function fieldsOf(rows: SourceRow[], aliases: Record<string, string> = {}): SourceField[] {
  const byName = new Map<string, { kinds: Set<string>; sample: string[] }>()
  for (const row of rows)
    for (const [name, value] of Object.entries(row.values)) {
      let field = byName.get(name)
      if (!field) byName.set(name, (field = { kinds: new Set(), sample: [] }))
      const kind = valueKind(value)
      if (kind === 'empty') continue
      field.kinds.add(kind)
      const text = String(value).slice(0, 80)
      if (field.sample.length < 5 && !field.sample.includes(text)) field.sample.push(text)
    }
  return [...byName].map(([name, { kinds, sample }]) => ({
    name,
    ...(aliases[name] ? { alias: aliases[name] } : {}),
    type: kinds.size === 0 ? 'empty' : kinds.size > 1 ? 'mixed' : ([...kinds][0] as SourceField['type']),
    sample,
  }))
}

/** Reads the first rows and closes the stream. Faults among them are passed over; they come again in the full pass. */
export async function takeSample(
  stream: AsyncIterable<ParsedRow>,
  aliases: Record<string, string> = {},
): Promise<Sample> {
  const rows: SourceRow[] = []
  let isWhole = true
  for await (const item of stream) {
    if (isFault(item)) continue
    if (rows.length >= SAMPLE_ROWS) {
      isWhole = false
      break
    }
    rows.push(item)
  }
  const positions: [number, number][] = []
  const types = new Set<string>()
  let box: Sample['box'] = null
  let hasHeights = false
  let hasNullGeometry = false
  let hasZeroPoints = false
  const share = Math.max(1, Math.floor(SAMPLE_POSITIONS / Math.max(1, rows.length)))
  for (const { geometry } of rows) {
    if (!geometry) {
      hasNullGeometry = true
      continue
    }
    types.add(geometry.type)
    if (geometry.type === 'Point' && geometry.coordinates[0] === 0 && geometry.coordinates[1] === 0)
      hasZeroPoints = true
    let taken = 0
    for (const position of positionsOf(geometry)) {
      const [x, y] = position as [number, number]
      if (position.length > 2) hasHeights = true
      if (!Number.isFinite(x) || !Number.isFinite(y) || Math.abs(x) > 1e12 || Math.abs(y) > 1e12) continue
      box = box
        ? [Math.min(box[0], x), Math.min(box[1], y), Math.max(box[2], x), Math.max(box[3], y)]
        : [x, y, x, y]
      if (taken++ < share) positions.push([x, y])
    }
  }
  return {
    rows,
    fields: fieldsOf(rows, aliases),
    geometryTypes: [...types],
    box,
    positions,
    hasHeights,
    hasZeroPoints,
    hasNullGeometry,
    isWhole,
    rowsSeen: rows.length,
  }
}

/** The rows of a sample that are handed out. */
export const shownRows = (sample: Sample): SourceRow[] => sample.rows.slice(0, SHOWN_ROWS)
