/** The places the circles are drawn around; one of them can be looked at alone. */
import type { RefObject } from 'react'
import { useT } from '../i18n/i18n.ts'
import { flyToPoint } from '../map/camera.ts'
import { Section } from '../ui/Section.tsx'
import { VirtualTable, type Column } from '../ui/VirtualTable.tsx'
import { pickCircles, type CircleState } from './circleState.ts'
import { pointName } from './pointName.ts'
import type { ShownCircles } from './shownCircles.ts'

interface Props {
  answer: ShownCircles
  state: CircleState
  scroller: RefObject<HTMLElement | null>
}

type Point = ShownCircles['points'][number]

export function ServicePointList({ answer, state, scroller }: Props) {
  const t = useT()
  const isKind = state.subject?.from === 'kind'
  if (state.subject?.from === 'facility' || state.subject?.from === 'place') return null
  const columns: Column<Point>[] = [
    {
      key: 'name',
      head: isKind ? t('circles.onePoint') : t('table.name'),
      width: 'minmax(0, 1fr)',
      cell: (point) => pointName(point, state),
    },
  ]
  const open = ({ id, lon, lat }: Point) => {
    if (isKind) pickCircles({ from: 'facility', id })
    else flyToPoint([lon, lat])
  }
  return (
    <Section title={t('circles.points', { count: answer.points.length })}>
      <VirtualTable
        label={t('circles.legendPoint')}
        columns={columns}
        rows={answer.points}
        rowPixels={34}
        keyOf={({ id }, index) => `${id} ${String(index)}`}
        scroller={scroller}
        onOpen={open}
      />
    </Section>
  )
}
