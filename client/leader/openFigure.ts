/** Opens the list behind a figure. */
import type { DayRange, FigureGroup, FigureKey } from '../../shared/issues/figures.ts'
import { openSubject } from '../state/addressStore.ts'
import { subject } from '../state/subject.ts'

interface Behind {
  figure: FigureKey
  period: DayRange
  by: FigureGroup
  /** Undefined for the whole. */
  row?: string
  unit: string | undefined
  isReasonableOnly?: boolean
}

/** In the address a row without a key has to be something. */
export const NO_KEY = '-'

export const openFigure = ({ figure, period, by, row, unit, isReasonableOnly }: Behind): void =>
  openSubject(
    subject('figureIssues', figure, {
      from: period.from,
      to: period.to,
      by,
      row: row === '' ? NO_KEY : row,
      unit,
      reasonable: isReasonableOnly ? 'only' : undefined,
    }),
  )
