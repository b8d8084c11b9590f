/** Open issues that another grid sees to from the day on. */
import { Button } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { trpc } from '../../api/trpc.ts'
import { count, instant } from '../../i18n/format.ts'
import { useT, wordFor } from '../../i18n/i18n.ts'
import { issueTitle } from '../../i18n/vocabulary.ts'
import { PAGE_ROWS, usePagedList } from '../../overview/lists/usePagedList.ts'
import { Failed } from '../../ui/Failed.tsx'
import { SkeletonLines } from '../../ui/SkeletonLines.tsx'
import { StateMessage } from '../../ui/StateMessage.tsx'
import type { TabProps } from './movedGrids.ts'
import classes from './Publishing.module.css'
import { type Way, WayPicker } from './WayPicker.tsx'

export function IssuesTab({ plan, moves, grids }: TabProps) {
  const t = useT()
  const [way, setWay] = useState<Way | null>(null)
  const { rows, total, hasMore, loadMore, error, retry } = usePagedList(
    useInfiniteQuery(
      trpc.plan.issues.infiniteQueryOptions(
        { id: plan.id, on: moves.on, limit: PAGE_ROWS, ...(way ? { way } : {}) },
        { getNextPageParam: (page) => page.nextCursor, gcTime: 0, retry: false },
      ),
    ),
  )
  if (error) return <Failed error={error} onRetry={retry} />
  if (moves.told.openIssues === 0) return <StateMessage tone="empty" title={t('planPublish.noIssues')} />
  return (
    <>
      <div className={classes.tools}>
        <WayPicker moves={moves} grids={grids} of="openIssues" way={way} onChoose={setWay} />
      </div>
      {total === null ? (
        <SkeletonLines rows={6} />
      ) : (
        <div
          className={classes.scroll}
          tabIndex={0}
          role="region"
          aria-label={t('planPublish.issues', { count: count(total) })}
        >
          <table className={`${classes.table} ${classes.wide}`}>
            <thead>
              <tr>
                <th scope="col">{t('planPublish.issues', { count: count(total) })}</th>
                <th scope="col">{t('planPublish.issueState')}</th>
                <th scope="col">{t('planPublish.due')}</th>
                <th scope="col">{t('planPublish.before')}</th>
                <th scope="col">{t('planPublish.after')}</th>
              </tr>
            </thead>
            <tbody>
              {rows.map(({ id, state, dueAt, from, to, ...issue }) => (
                <tr key={id}>
                  <td>
                    {issueTitle(issue)}
                    <small>{id}</small>
                  </td>
                  <td>{wordFor('issueState', state)}</td>
                  <td>{instant(dueAt)}</td>
                  <td>{grids.nameOf(from)}</td>
                  <td>
                    {grids.nameOf(to)}
                    <small>{grids.carers(to, 'after')}</small>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
          {hasMore && (
            <Button display="block" className={classes.more} variant="subtle" onClick={loadMore}>
              {t('planPage.moreHomes')}
            </Button>
          )}
        </div>
      )}
    </>
  )
}
