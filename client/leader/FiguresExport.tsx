/** The table as files: every figure with numerator, denominator, and those of the period before. */
import type { UnitNode } from '../../shared/domain/unit.ts'
import { rateOf } from '../../shared/issues/compareFigures.ts'
import {
  type Count,
  FIGURE_KEYS,
  type FigureKey,
  type Figures,
  type FigureSet,
} from '../../shared/issues/figures.ts'
import { csvOf, xlsxOf, type Cell, type Table } from '../circles/export/tables.ts'
import { ExportMenu } from '../circles/export/ExportMenu.tsx'
import { type Translate, useT } from '../i18n/i18n.ts'
import { daysText, rowName } from './figureText.ts'

interface Props {
  figures: Figures
  nodes: ReadonlyMap<string, UnitNode>
}

const rounded = (counts: Count): Cell => {
  const rate = rateOf(counts)
  return rate === null ? null : Math.round(rate * 10_000) / 10_000
}

/** One row a unit, class or department, the whole last. */
export function figuresTable(figures: Figures, nodes: Props['nodes'], t: Translate): Table {
  const { by } = figures
  const heads = (figure: FigureKey): string[] => {
    const name = t(`rate.${figure}`)
    const earlier = (head: string): string => t('figures.export.before', { head })
    if (figure === 'reported') return [name, earlier(name)]
    const [numerator, denominator] = [
      `${name} ${t('figures.export.numerator')}`,
      `${name} ${t('figures.export.denominator')}`,
    ]
    return [name, numerator, denominator, earlier(name), earlier(numerator), earlier(denominator)]
  }
  const cells = (set: FigureSet): Cell[] =>
    FIGURE_KEYS.flatMap((figure): Cell[] => {
      const { now, before } = set[figure]
      return figure === 'reported' ? [now[1], before[1]] : [rounded(now), ...now, rounded(before), ...before]
    })
  return {
    name: t('figures.title'),
    head: [t('table.code'), t(`figures.by.${by}`), t('figures.export.days'), ...FIGURE_KEYS.flatMap(heads)],
    rows: [
      ...figures.rows.map(({ key, figures: set }) => [
        key,
        rowName(t, by, key, nodes),
        daysText(figures.period),
        ...cells(set),
      ]),
      ['', t('figures.all'), daysText(figures.period), ...cells(figures.total)],
    ],
  }
}

export function FiguresExport({ figures, nodes }: Props) {
  const t = useT()
  const table = (): Table => figuresTable(figures, nodes, t)
  const name = `${t('figures.title')}-${figures.period.from}-${figures.period.to}`
  return (
    <ExportMenu
      entries={[
        { label: t('figures.export.csv'), name, ending: 'csv', make: () => csvOf(table()) },
        { label: t('figures.export.xlsx'), name, ending: 'xlsx', make: () => xlsxOf([table()]) },
      ]}
    />
  )
}
