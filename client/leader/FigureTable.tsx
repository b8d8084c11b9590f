/**
 * Rows by figures. A head chooses the figure that sorts, colours the map and shows its trend; a figure opens its list;
 * the name of a community goes down to its grids. On a phone the chosen figure alone.
 */
import { NativeSelect, SegmentedControl, UnstyledButton } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { type ReactNode, type RefObject, useMemo } from 'react'
import { FIGURE_ORDERS, isSmallSample, sortFigures } from '../../shared/issues/compareFigures.ts'
import { FIGURE_KEYS, type FigureKey, type FigureRow, type Figures } from '../../shared/issues/figures.ts'
import type { UnitNode } from '../../shared/domain/unit.ts'
import { PHONE_QUERY } from '../frame/layout.ts'
import { useT } from '../i18n/i18n.ts'
import { flyToBox } from '../map/camera.ts'
import { hoveredUnitStore } from '../map/hover.ts'
import { openUnit } from '../overview/open.ts'
import { VirtualTable, type Column } from '../ui/VirtualTable.tsx'
import { ChangeMark } from './ChangeMark.tsx'
import { changeFigures, type FigureState } from './figureState.ts'
import { daysText, fractionText, rowName, valueText } from './figureText.ts'
import classes from './Leader.module.css'
import { openFigure } from './openFigure.ts'
import { TrendLine } from './TrendLine.tsx'

interface Props {
  figures: Figures
  state: FigureState
  nodes: ReadonlyMap<string, UnitNode>
  scroller: RefObject<HTMLElement | null>
}

export function FigureTable({ figures, state, nodes, scroller }: Props) {
  const t = useT()
  const isPhone = useMediaQuery(PHONE_QUERY, matchMedia(PHONE_QUERY).matches)
  const { figure: chosen, order, isReversed } = state
  const { by, buckets, period } = figures
  const trendDays = { from: buckets[0]?.from ?? period.from, to: period.to }
  const rows = useMemo(
    () => sortFigures(figures.rows, chosen, order, isReversed),
    [figures.rows, chosen, order, isReversed],
  )
  const nameOf = ({ key }: FigureRow): string => rowName(t, by, key, nodes)
  const choose = (figure: FigureKey) => {
    if (figure === chosen) changeFigures({ way: isReversed ? undefined : 'up' }, 'replace')
    else changeFigures({ figure, way: undefined }, 'replace')
  }
  const name: Column<FigureRow> = {
    key: 'name',
    head: t(`figures.by.${by}`),
    width: 'minmax(88px, 1fr)',
    title: nameOf,
    cell: (row) => (
      <RowName row={row} name={nameOf(row)} by={by} node={nodes.get(row.key)}>
        {!isPhone && <TrendLine figure={chosen} trend={row.figures[chosen].trend} />}
      </RowName>
    ),
  }
  const columnOf = (figure: FigureKey): Column<FigureRow> => ({
    key: figure,
    head: t(`rate.${figure}.short`),
    width: isPhone ? '96px' : figure === 'reported' ? '56px' : '86px',
    isEnd: true,
    sort: {
      // Worst first, or what got worse first, is the way down.
      isDescending: figure === chosen ? !isReversed : null,
      onSort: () => choose(figure),
    },
    cell: (row) => (
      <FigureCell
        figure={figure}
        row={row}
        name={nameOf(row)}
        onOpen={() =>
          openFigure({
            figure,
            period,
            by,
            row: row.key,
            unit: state.unit,
            isReasonableOnly: state.isReasonableOnly,
          })
        }
      />
    ),
  })
  const trend: Column<FigureRow> = {
    key: 'trend',
    head: t('figures.trend'),
    width: '72px',
    isEnd: true,
    cell: (row) => <TrendLine figure={chosen} trend={row.figures[chosen].trend} />,
  }
  return (
    <section aria-label={t('figures.table')}>
      <div className={classes.tableTools}>
        <span className={classes.trendNote}>
          {t('figures.trendOf', { figure: t(`rate.${chosen}`), days: daysText(trendDays) })}
        </span>
        {isPhone && (
          <NativeSelect
            aria-label={t('figures.figure')}
            value={chosen}
            data={FIGURE_KEYS.map((one) => ({ value: one, label: t(`rate.${one}`) }))}
            onChange={(event) =>
              changeFigures({ figure: event.currentTarget.value, way: undefined }, 'replace')
            }
          />
        )}
        <SegmentedControl
          size="xs"
          aria-label={t('figures.order')}
          value={order}
          onChange={(next) => changeFigures({ order: next }, 'replace')}
          data={FIGURE_ORDERS.map((one) => ({ value: one, label: t(`figures.order.${one}`) }))}
        />
      </div>
      <VirtualTable
        label={t('figures.table')}
        columns={isPhone ? [name, columnOf(chosen), trend] : [name, ...FIGURE_KEYS.map(columnOf)]}
        rows={rows}
        rowPixels={48}
        keyOf={({ key }) => key}
        scroller={scroller}
        onPoint={(row) => hoveredUnitStore.set(row && nodes.has(row.key) ? row.key : null)}
      />
    </section>
  )
}

interface NameProps {
  row: FigureRow
  name: string
  by: FigureState['by']
  node: UnitNode | undefined
  children: ReactNode
}

function RowName({ row, name, by, node, children }: NameProps) {
  const t = useT()
  const part = row.isPart && <span className={classes.soft}>{t('figures.isPart')}</span>
  if (!node)
    return (
      <span className={classes.name}>
        <span className={classes.nameText}>{name}</span>
        {children}
      </span>
    )
  const open = () => {
    if (by !== 'community') return openUnit(node)
    changeFigures({ by: 'grid', unit: node.code })
    flyToBox(node.box)
  }
  return (
    <UnstyledButton
      className={classes.name}
      aria-label={t(by === 'community' ? 'figures.openGrids' : 'figures.openUnit', { name })}
      onClick={open}
    >
      <span className={classes.nameText}>{name}</span>
      {part}
      {children}
    </UnstyledButton>
  )
}

interface CellProps {
  figure: FigureKey
  row: FigureRow
  name: string
  onOpen: () => void
}

function FigureCell({ figure, row, name, onOpen }: CellProps) {
  const t = useT()
  const counts = row.figures[figure]
  const isSmall = isSmallSample(figure, counts.now)
  const value = valueText(t, figure, counts.now)
  if (counts.now[1] === 0 && figure !== 'reported')
    return <span className={classes.noData}>{t('figures.noData')}</span>
  const fraction = figure === 'reported' ? '' : fractionText(counts.now)
  return (
    <UnstyledButton className={classes.cell} onClick={onOpen}>
      <span className="qh-hidden">{`${name} ${t(`rate.${figure}`)} `}</span>
      <span className={classes.value} data-small={isSmall || undefined}>
        {value}
      </span>
      {isSmall && <span className="qh-hidden">{` · ${t('figures.small')}`}</span>}
      <span className={classes.under}>
        {fraction && <span className={classes.soft}>{fraction.replaceAll(' ', '')}</span>}
        <ChangeMark figure={figure} counts={counts} />
      </span>
    </UnstyledButton>
  )
}
