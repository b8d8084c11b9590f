/** Rates of a period and of the one before, all together and by row. */
import { useMediaQuery } from '@mantine/hooks'
import { useRef } from 'react'
import type { UnitNode } from '../../shared/domain/unit.ts'
import { PHONE_QUERY } from '../frame/layout.ts'
import { useT } from '../i18n/i18n.ts'
import { Failed } from '../ui/Failed.tsx'
import { ScrollBody } from '../ui/ScrollBody.tsx'
import { SkeletonLines } from '../ui/SkeletonLines.tsx'
import { StateMessage } from '../ui/StateMessage.tsx'
import { Definitions } from './Definitions.tsx'
import { FigureTable } from './FigureTable.tsx'
import { FigureTiles } from './FigureTiles.tsx'
import { FigureTools } from './FigureTools.tsx'
import { changeFigures, type FigureState } from './figureState.ts'
import classes from './Leader.module.css'
import { useFigures } from './useFigures.ts'
import { Worst } from './Worst.tsx'

interface Props {
  state: FigureState
  nodes: ReadonlyMap<string, UnitNode>
}

export function RatesView({ state, nodes }: Props) {
  const t = useT()
  const scroller = useRef<HTMLDivElement>(null)
  const { query } = useFigures()
  const figures = query.data
  const isEmpty =
    figures !== undefined &&
    Object.values(figures.total).every(({ now, before }) => now[1] === 0 && before[1] === 0)
  const isPhone = useMediaQuery(PHONE_QUERY, matchMedia(PHONE_QUERY).matches)
  const tools = <FigureTools state={state} nodes={nodes} />
  const hasFigures = figures !== undefined && !isEmpty
  return (
    <>
      {!(isPhone && hasFigures) && tools}
      {query.error && !figures ? (
        <Failed error={query.error} onRetry={() => void query.refetch()} />
      ) : !figures ? (
        <SkeletonLines rows={12} height={28} gap={16} />
      ) : isEmpty ? (
        <StateMessage
          tone="empty"
          title={t('figures.empty')}
          hint={t('figures.emptyHint')}
          action={
            state.span === 'month'
              ? undefined
              : { label: t('figures.span.month'), onClick: () => changeFigures({ span: 'month' }) }
          }
        />
      ) : (
        <ScrollBody ref={scroller}>
          {isPhone && tools}
          <div className={classes.body} aria-busy={query.isPlaceholderData}>
            <FigureTiles figures={figures} state={state} />
            <Worst figures={figures} state={state} nodes={nodes} />
            <FigureTable figures={figures} state={state} nodes={nodes} scroller={scroller} />
            <Definitions figures={figures} />
          </div>
        </ScrollBody>
      )}
    </>
  )
}
