/** The issues behind a figure: all that count, those that did, those that did not. */
import { SegmentedControl } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useEffect, useMemo } from 'react'
import { FIGURE_PARTS, FigureFilter, type FigurePart } from '../../shared/issues/figures.ts'
import { trpc } from '../api/trpc.ts'
import { useMay } from '../api/useMe.ts'
import { useUnits } from '../api/useUnits.ts'
import { useT } from '../i18n/i18n.ts'
import { listedIssuesStore } from '../issues/listed.ts'
import { IssueLine } from '../overview/IssueLine.tsx'
import { ListPanel } from '../overview/lists/ListPanel.tsx'
import { NoPermission } from '../overview/lists/NoPermission.tsx'
import { PAGE_ROWS, usePagedList } from '../overview/lists/usePagedList.ts'
import { useNow } from '../overview/useNow.ts'
import { closeSubject, navigate, useAt } from '../state/addressStore.ts'
import { subject as makeSubject, type Subject } from '../state/subject.ts'
import type { SubjectProps } from '../subjects.ts'
import { PanelHead } from '../ui/PanelHead.tsx'
import { StateMessage } from '../ui/StateMessage.tsx'
import classes from './Leader.module.css'
import { daysText, rowName } from './figureText.ts'
import { NO_KEY } from './openFigure.ts'

/** What the address asks for; null when it cannot be read. */
function filterOf({ id, filter }: Subject): FigureFilter | null {
  const { from, to, by, part = 'denominator', row, reasonable } = filter
  const key = row === NO_KEY ? '' : row
  const isReasonableOnly = reasonable === 'only'
  const asked = FigureFilter.safeParse({ figure: id, part, period: { from, to }, by, key, isReasonableOnly })
  return asked.success ? asked.data : null
}

export default function FigureIssues({ subject }: SubjectProps) {
  const t = useT()
  const mayView = useMay('issues.view')
  const filter = useMemo(() => filterOf(subject), [subject])
  if (!mayView) return <NoPermission title={t('list.issues')} what={t('lists.what.issues')} />
  if (!filter)
    return (
      <>
        <PanelHead title={t('list.issues')} />
        <StateMessage
          tone="empty"
          title={t('figures.badLink')}
          action={{ label: t('figures.backToFigures'), onClick: closeSubject }}
        />
      </>
    )
  return <Behind subject={subject} filter={filter} />
}

function Behind({ subject, filter }: SubjectProps & { filter: FigureFilter }) {
  const t = useT()
  const at = useAt()
  const now = useNow()
  const { nodes } = useUnits()
  const { unit } = subject.filter
  const { figure, part, period, by, key } = filter
  const list = usePagedList(
    useInfiniteQuery(
      trpc.issue.list.infiniteQueryOptions(
        { unit, at, figure: filter, order: 'newest', limit: PAGE_ROWS },
        { getNextPageParam: (page) => page.nextCursor },
      ),
    ),
  )
  useEffect(() => listedIssuesStore.set(list.rows), [list.rows])
  const whose = key === undefined ? t('figures.all') : rowName(t, by, key, nodes)
  const inUnit = unit === undefined ? '' : ` · ${nodes.get(unit)?.name ?? unit}`
  const without = filter.isReasonableOnly ? ` · ${t('figures.reasonable')}` : ''
  const setPart = (next: string) =>
    navigate({ subject: makeSubject('figureIssues', figure, { ...subject.filter, part: next }) }, 'replace')
  return (
    <ListPanel
      // What it stands under is said below; the filter in the address is not for removing parts of it.
      subject={makeSubject('figureIssues', figure)}
      title={`${t(`rate.${figure}`)} · ${whose}`}
      list={list}
      rowPixels={52}
      keyOf={(issue) => issue.id}
      tools={
        <div className={classes.behind}>
          <span className={classes.soft}>{daysText(period) + inUnit + without}</span>
          {figure !== 'reported' && (
            <>
              <SegmentedControl
                size="xs"
                aria-label={t('figures.part')}
                value={part}
                onChange={setPart}
                data={FIGURE_PARTS.map((one: FigurePart) => ({
                  value: one,
                  label: one === 'denominator' ? t('figures.part.all') : t(`rate.${figure}.${one}Short`),
                }))}
              />
              <span className={classes.soft}>{t(`rate.${figure}.denominator`)}</span>
            </>
          )}
        </div>
      }
    >
      {(issue) => <IssueLine issue={issue} now={now} />}
    </ListPanel>
  )
}
