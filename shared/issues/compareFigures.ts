/** A figure beside that of the period before: how far it moved, whether to the worse, and whether it says anything. */
import type { Count, FigureCounts, FigureKey } from './figures.ts'
import { RATE_RULES, SMALL_SAMPLE } from './rates.ts'

/** null without any issue that counts: that is not nought. */
export const rateOf = ([numerator, denominator]: Count): number | null =>
  denominator === 0 ? null : numerator / denominator

/** What a figure is compared by: of `reported` the number, of rates the rate. */
export const valueOf = (key: FigureKey, count: Count): number | null =>
  key === 'reported' ? count[1] : rateOf(count)

export const isSmallSample = (key: FigureKey, [, denominator]: Count): boolean =>
  key !== 'reported' && denominator > 0 && denominator < SMALL_SAMPLE

/** More reports are more work. */
export const isBetterLow = (key: FigureKey): boolean => key === 'reported' || RATE_RULES[key].better === 'low'

export interface Change {
  /** Issues, or parts of one. */
  by: number
  /** Above nought: to the worse; to sort by. */
  worse: number
  /** Whether it is more than the chance of a few issues. */
  isNotable: boolean
}

/** A rate has to move by so much, parts of one. */
const NOTABLE_RATE = 0.03
/** A number by so many issues, and by so large a part of what it was. */
const NOTABLE_ISSUES = 5
const NOTABLE_SHARE = 0.2

/** null where either period has nothing to compare. */
export function changeOf(key: FigureKey, { now, before }: FigureCounts): Change | null {
  const [value, earlier] = [valueOf(key, now), valueOf(key, before)]
  if (value === null || earlier === null) return null
  const by = value - earlier
  const isNotable =
    key === 'reported'
      ? Math.abs(by) >= NOTABLE_ISSUES && Math.abs(by) >= NOTABLE_SHARE * earlier
      : Math.abs(by) >= NOTABLE_RATE && now[1] >= SMALL_SAMPLE && before[1] >= SMALL_SAMPLE
  return { by, worse: isBetterLow(key) ? by : -by, isNotable }
}

export const FIGURE_ORDERS = ['value', 'change'] as const
export type FigureOrder = (typeof FIGURE_ORDERS)[number]

/**
 * Rows by one figure, the worst first, or by how far it moved, what got worse first. What is not known comes last
 * either way, small samples before it.
 */
export function sortFigures<Row extends { key: string; figures: Record<FigureKey, FigureCounts> }>(
  rows: readonly Row[],
  key: FigureKey,
  order: FigureOrder,
  isReversed: boolean,
): Row[] {
  const badness = ({ figures }: Row): number | null => {
    if (order === 'change') return changeOf(key, figures[key])?.worse ?? null
    const value = valueOf(key, figures[key].now)
    return value === null ? null : isBetterLow(key) ? value : -value
  }
  const isSmall = ({ figures }: Row): boolean =>
    isSmallSample(key, figures[key].now) || (order === 'change' && isSmallSample(key, figures[key].before))
  const rank = (row: Row, known: number | null): number =>
    row.key === '' || known === null ? 2 : isSmall(row) ? 1 : 0
  return rows
    .map((row) => ({ row, bad: badness(row) }))
    .sort((a, b) => {
      const [x, y] = [rank(a.row, a.bad), rank(b.row, b.bad)]
      if (x !== y) return x - y
      const apart = (b.bad ?? 0) - (a.bad ?? 0)
      return (isReversed ? -apart : apart) || a.row.key.localeCompare(b.row.key, 'en', { numeric: true })
    })
    .map(({ row }) => row)
}
