/** Units coloured by a value: map and legend are drawn from this, so that they cannot disagree. */
import { classBreaks, classOf } from '../../shared/domain/classBreaks.ts'
import { isSmallSample, valueOf } from '../../shared/issues/compareFigures.ts'
import type { FigureKey, FigureRow } from '../../shared/issues/figures.ts'
import { type LoadKind, type LoadRow, perWorker } from '../../shared/issues/load.ts'

export interface UnitColours {
  /** Inner breaks, ascending. */
  breaks: readonly number[]
  range: readonly [number, number] | null
  classByCode: ReadonlyMap<string, number>
  /** Units in each class. */
  counts: readonly number[]
  /** Units whose value rests on few issues. */
  small: readonly string[]
  withoutData: readonly string[]
}

const CLASSES = 5

/** @param values  by code of the unit; null is no data */
export function unitColours(
  values: readonly (readonly [code: string, value: number | null])[],
  small: readonly string[],
): UnitColours {
  const known = values.filter((one): one is readonly [string, number] => one[1] !== null)
  const numbers = known.map(([, value]) => value)
  const breaks = classBreaks(numbers, 'quantile', CLASSES)
  const classByCode = new Map(known.map(([code, value]) => [code, classOf(value, breaks)]))
  const counts = Array.from({ length: numbers.length > 0 ? breaks.length + 1 : 0 }, () => 0)
  for (const index of classByCode.values()) counts[index] = (counts[index] ?? 0) + 1
  return {
    breaks,
    range: numbers.length > 0 ? [Math.min(...numbers), Math.max(...numbers)] : null,
    classByCode,
    counts,
    small,
    withoutData: values.filter(([, value]) => value === null).map(([code]) => code),
  }
}

export function figureColours(rows: readonly FigureRow[], figure: FigureKey): UnitColours {
  const named = rows.filter(({ key }) => key !== '')
  return unitColours(
    named.map(({ key, figures }) => [key, valueOf(figure, figures[figure].now)]),
    named.filter(({ figures }) => isSmallSample(figure, figures[figure].now)).map(({ key }) => key),
  )
}

export const loadColours = (rows: readonly LoadRow[], kind: LoadKind): UnitColours =>
  unitColours(
    rows.map((row) => [row.unit, perWorker(row, kind)]),
    [],
  )
