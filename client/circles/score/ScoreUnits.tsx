/** Units by the mean score of their residents, lowest first; a row shows its unit on the map. */
import { useState, type RefObject } from 'react'
import { useUnits } from '../../api/useUnits.ts'
import { count, share } from '../../i18n/format.ts'
import { useT } from '../../i18n/i18n.ts'
import { flyToBox } from '../../map/camera.ts'
import { hoveredUnitStore } from '../../map/hover.ts'
import { useAddress } from '../../state/addressStore.ts'
import { VirtualTable, type Column } from '../../ui/VirtualTable.tsx'
import { changeCircles } from '../circleState.ts'
import type { ScoreAnswer } from '../walk/protocol.ts'

type Line = ScoreAnswer['byUnit'][number]
type SortBy = 'mean' | 'complete' | 'residents'

interface Props {
  answer: ScoreAnswer
  scroller: RefObject<HTMLElement | null>
}

export function ScoreUnits({ answer, scroller }: Props) {
  const t = useT()
  const { nodes } = useUnits()
  const [sortBy, setSortBy] = useState<SortBy>('mean')
  const picked = useAddress((entry) => entry.own['circles.unit'] ?? null)
  const valueOf: Record<SortBy, (line: Line) => number> = {
    mean: ({ mean }) => mean,
    complete: ({ complete, residents }) => complete / residents,
    residents: ({ residents }) => -residents,
  }
  const rows = [...answer.byUnit].sort(
    (a, b) => valueOf[sortBy](a) - valueOf[sortBy](b) || a.code.localeCompare(b.code),
  )
  const sort = (by: SortBy) => ({
    isDescending: sortBy === by ? by === 'residents' : null,
    onSort: () => setSortBy(by),
  })
  const columns: Column<Line>[] = [
    {
      key: 'unit',
      head: t('circles.unit'),
      width: 'minmax(0, 1fr)',
      cell: ({ name }) => name,
      title: ({ name, code }) => `${name} ${code}`,
    },
    {
      key: 'mean',
      head: t('score.unitMean'),
      width: '60px',
      isEnd: true,
      sort: sort('mean'),
      cell: ({ mean }) => <strong>{mean.toFixed(1)}</strong>,
    },
    {
      key: 'complete',
      head: t('score.unitComplete'),
      width: '64px',
      isEnd: true,
      sort: sort('complete'),
      cell: ({ complete, residents }) => share(complete / residents),
    },
    {
      key: 'total',
      head: t('circles.unitTotal'),
      width: '48px',
      isEnd: true,
      sort: sort('residents'),
      cell: ({ residents }) => count(residents),
    },
  ]
  return (
    <VirtualTable
      label={t('score.byUnit')}
      columns={columns}
      rows={rows}
      rowPixels={34}
      keyOf={({ code }) => code}
      scroller={scroller}
      selected={picked}
      onOpen={({ code }) => {
        changeCircles({ unit: code === picked ? undefined : code }, 'replace')
        const node = nodes.get(code)
        if (node) flyToBox(node.box)
      }}
      onPoint={(row) => hoveredUnitStore.set(row?.code ?? null)}
    />
  )
}
