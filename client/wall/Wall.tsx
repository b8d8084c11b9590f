/** The wall itself: numbers, map, what is late longest and what came last. Nothing to press but what leaves. */
import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { WallBoard } from '../../shared/issues/wall.ts'
import { trpc } from '../api/trpc.ts'
import { useT } from '../i18n/i18n.ts'
import { ErrorBoundary } from '../ui/ErrorBoundary.tsx'
import { useNewPage } from './newPage.ts'
import { useWallNow } from './wallClock.ts'
import { WallHead } from './WallHead.tsx'
import { WallIssues } from './WallIssues.tsx'
import { WallMap } from './WallMap.tsx'
import { WallRates } from './WallRates.tsx'
import { WallTiles } from './WallTiles.tsx'
import classes from './Wall.module.css'

interface Props {
  board: WallBoard
  cameAt: number
  ahead: number
}

/** What could not be fetched or drawn is tried again by itself. */
const TRY_AGAIN = 30_000

export function Wall({ board, cameAt, ahead }: Props) {
  const t = useT()
  const now = useWallNow(ahead)
  const ground = useQuery(
    trpc.wall.ground.queryOptions(undefined, {
      networkMode: 'always',
      staleTime: Infinity,
      gcTime: Infinity,
      refetchInterval: ({ state }) => (state.data === undefined ? TRY_AGAIN : false),
    }),
  )
  const { refetch } = ground
  // Other boundaries, another day: another ground.
  useEffect(() => void refetch(), [refetch, board.mapRevision, board.day])
  useNewPage({ served: board.page, newestAt: board.latest[0]?.reportedAt, now })
  const title = ground.data?.title ?? ''
  useEffect(() => {
    document.title = [title, t('wall.title')].filter(Boolean).join(' · ')
  }, [title, t])
  return (
    <main className={classes.wall}>
      <WallHead
        title={title}
        isDemo={ground.data?.isDemo ?? false}
        now={now}
        age={Math.max(0, now - ahead - cameAt)}
      />
      <WallTiles board={board} now={now} />
      <div className={classes.middle}>
        <ErrorBoundary resetKey={String(Math.floor(now / TRY_AGAIN))}>
          {ground.data ? <WallMap board={board} ground={ground.data} /> : <div className={classes.mapRoom} />}
        </ErrorBoundary>
        <div className={classes.side}>
          <WallRates rates={board.rates} />
          <WallIssues
            title={t('wall.lateLongest')}
            none={t('wall.noneLate')}
            issues={board.lateLongest}
            says="late"
            now={now}
          />
          <WallIssues
            title={t('wall.latest')}
            none={t('wall.noneYet')}
            issues={board.latest}
            says="age"
            now={now}
          />
        </div>
      </div>
    </main>
  )
}
