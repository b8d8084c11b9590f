/** Figures in words: their value, numerator and denominator, and how far they moved. */
import type { Change } from '../../shared/issues/compareFigures.ts'
import { valueOf } from '../../shared/issues/compareFigures.ts'
import type { Count, DayRange, FigureGroup, FigureKey } from '../../shared/issues/figures.ts'
import type { UnitNode } from '../../shared/domain/unit.ts'
import { count, share } from '../i18n/format.ts'
import type { Translate } from '../i18n/i18n.ts'
import { issueClassName } from '../i18n/vocabulary.ts'
import { departmentName } from '../issues/departmentName.ts'

export function valueText(t: Translate, key: FigureKey, counts: Count): string {
  const value = valueOf(key, counts)
  if (value === null) return t('figures.noData')
  return key === 'reported' ? count(value) : share(value)
}

export const fractionText = ([numerator, denominator]: Count): string =>
  denominator === 0 ? '' : `${count(numerator)} / ${count(denominator)}`

/** Issues, or points of a hundred, without the way. */
export const sizeText = (key: FigureKey, { by }: Change): string =>
  key === 'reported' ? count(Math.abs(by)) : (Math.abs(by) * 100).toFixed(1)

/** How far it moved, for those who hear it. */
export function changeText(t: Translate, key: FigureKey, change: Change | null): string {
  if (change === null) return t('figures.change.none')
  const size = sizeText(key, change)
  if (Number(size) === 0) return t('figures.change.same')
  const way = change.by > 0 ? 'up' : 'down'
  return t(`figures.change.${way}.${key === 'reported' ? 'issues' : 'points'}`, { size })
}

export const daysText = ({ from, to }: DayRange): string => (from === to ? from : `${from} – ${to}`)

/** The name of a row; `key` is '' for what belongs to none. */
export function rowName(
  t: Translate,
  by: FigureGroup,
  key: string,
  nodes: ReadonlyMap<string, Pick<UnitNode, 'name'>>,
): string {
  if (key === '') return t(`figures.none.${by}`)
  if (by === 'class') return issueClassName(key)
  if (by === 'department') return departmentName(key)
  return nodes.get(key)?.name ?? key
}
