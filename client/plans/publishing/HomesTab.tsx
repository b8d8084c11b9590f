/** Buildings whose people change grid: who looked after them, and who will. Addresses, and nobody's name. */
import { Button } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { trpc } from '../../api/trpc.ts'
import { count } from '../../i18n/format.ts'
import { useT } from '../../i18n/i18n.ts'
import { PAGE_ROWS, usePagedList } from '../../overview/lists/usePagedList.ts'
import { Failed } from '../../ui/Failed.tsx'
import { SkeletonLines } from '../../ui/SkeletonLines.tsx'
import { StateMessage } from '../../ui/StateMessage.tsx'
import type { TabProps } from './movedGrids.ts'
import { MovesExport } from './MovesExport.tsx'
import classes from './Publishing.module.css'
import { type Way, WayPicker } from './WayPicker.tsx'

export function HomesTab({ plan, moves, grids }: TabProps) {
  const t = useT()
  const [way, setWay] = useState<Way | null>(null)
  const { rows, total, hasMore, loadMore, error, retry } = usePagedList(
    useInfiniteQuery(
      trpc.plan.homes.infiniteQueryOptions(
        { id: plan.id, on: moves.on, limit: PAGE_ROWS, ...(way ? { way } : {}) },
        { getNextPageParam: (page) => page.nextCursor, gcTime: 0, retry: false },
      ),
    ),
  )
  if (error) return <Failed error={error} onRetry={retry} />
  if (moves.told.homes === 0) return <StateMessage tone="empty" title={t('planPublish.noHomes')} />
  return (
    <>
      <div className={classes.tools}>
        <WayPicker moves={moves} grids={grids} of="homes" way={way} onChoose={setWay} />
        <MovesExport plan={plan} moves={moves} grids={grids} />
      </div>
      {total === null ? (
        <SkeletonLines rows={6} />
      ) : (
        <div
          className={classes.scroll}
          tabIndex={0}
          role="region"
          aria-label={t('planPage.movedHomes', { count: count(total) })}
        >
          <table className={`${classes.table} ${classes.wide}`}>
            <thead>
              <tr>
                <th scope="col">{t('planPublish.address', { count: count(total) })}</th>
                <th scope="col" data-end>
                  {t('planPage.households')}
                </th>
                <th scope="col" data-end>
                  {t('planPage.residents')}
                </th>
                <th scope="col">{t('planPublish.before')}</th>
                <th scope="col">{t('planPublish.after')}</th>
              </tr>
            </thead>
            <tbody>
              {rows.map(({ building, address, households, people, from, to }) => (
                <tr key={building}>
                  <td>{address || building}</td>
                  <td data-end>{count(households)}</td>
                  <td data-end>{count(people)}</td>
                  <td>
                    {grids.nameOf(from)}
                    <small>{grids.carers(from, 'before')}</small>
                  </td>
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
