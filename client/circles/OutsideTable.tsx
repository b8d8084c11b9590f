/** Units by who is left out in them; a row shows its unit on the map. */
import { useMemo, useState, type RefObject } from 'react'
import { useUnits } from '../api/useUnits.ts'
import { count, share } from '../i18n/format.ts'
import { useT } from '../i18n/i18n.ts'
import { flyToBox } from '../map/camera.ts'
import { hoveredUnitStore } from '../map/hover.ts'
import { useAddress } from '../state/addressStore.ts'
import { VirtualTable, type Column } from '../ui/VirtualTable.tsx'
import { changeCircles, type Who } from './circleState.ts'
import type { ShownCircles } from './shownCircles.ts'
import classes from './Circles.module.css'

type Line = ShownCircles['byUnit'][number]
type SortBy = 'outside' | 'share' | 'total'

interface Props {
  answer: ShownCircles
  who: Who
  scroller: RefObject<HTMLElement | null>
}

export function OutsideTable({ answer, who, scroller }: Props) {
  const t = useT()
  const { nodes, figures } = useUnits()
  const [sortBy, setSortBy] = useState<SortBy>('outside')
  const picked = useAddress((entry) => entry.own['circles.unit'] ?? null)
  const rows = useMemo(() => {
    const lines = answer.byUnit.map((line) => {
      const outside = who === 'over64' ? line.over64Outside : line.outside
      const total = who === 'over64' ? (figures.get(line.code)?.over64 ?? null) : line.total
      return { line, outside, total, share: total ? outside / total : null }
    })
    return lines
      .filter(({ line }) => line.total > 0)
      .sort((a, b) => (b[sortBy] ?? -1) - (a[sortBy] ?? -1) || a.line.code.localeCompare(b.line.code))
  }, [answer, who, figures, sortBy])
  type Row = (typeof rows)[number]
  const open = (line: Line) => {
    changeCircles({ unit: line.code === picked ? undefined : line.code }, 'replace')
    const node = nodes.get(line.code)
    if (node) flyToBox(node.box)
  }
  const sort = (by: SortBy) => ({
    isDescending: sortBy === by ? true : null,
    onSort: () => setSortBy(by),
  })
  const columns: Column<Row>[] = [
    {
      key: 'unit',
      head: t('circles.unit'),
      width: 'minmax(0, 1fr)',
      cell: ({ line }) => line.name,
      title: ({ line }) => `${line.name} ${line.code}`,
    },
    {
      key: 'outside',
      head: t('circles.unitOutside'),
      width: '52px',
      isEnd: true,
      sort: sort('outside'),
      cell: ({ outside }) => <strong>{count(outside)}</strong>,
    },
    {
      key: 'share',
      head: t('circles.unitShare'),
      width: '88px',
      isEnd: true,
      sort: sort('share'),
      cell: (row) => (
        <>
          <i
            className={classes.shareBar}
            style={{ width: `${String(Math.round((row.share ?? 0) * 32))}px` }}
            aria-hidden
          />{' '}
          {share(row.share)}
        </>
      ),
    },
    {
      key: 'total',
      head: t('circles.unitTotal'),
      width: '48px',
      isEnd: true,
      sort: sort('total'),
      cell: ({ total }) => count(total),
    },
  ]
  if (rows.length === 0) return <p className={classes.note}>{t('circles.unitNone')}</p>
  return (
    <VirtualTable
      label={t('circles.byUnit')}
      columns={columns}
      rows={rows}
      rowPixels={34}
      keyOf={({ line }) => line.code}
      scroller={scroller}
      selected={picked}
      onOpen={({ line }) => open(line)}
      onPoint={(row) => hoveredUnitStore.set(row?.line.code ?? null)}
    />
  )
}
