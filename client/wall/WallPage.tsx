/** At `/wall`: the board once it is there; before, or where it may not be shown, plain words as large. */
import { isRefusal } from '../api/failure.ts'
import { useT } from '../i18n/i18n.ts'
import { Leave } from './Leave.tsx'
import { useScreenOn } from './useScreenOn.ts'
import { useWallBoard } from './useWallBoard.ts'
import { Wall } from './Wall.tsx'
import classes from './Wall.module.css'

export default function WallPage() {
  const t = useT()
  useScreenOn()
  const { board, error, cameAt, ahead } = useWallBoard()
  const isRefused = isRefusal(error)
  return (
    <>
      {board && !isRefused ? (
        <Wall board={board} cameAt={cameAt} ahead={ahead} />
      ) : (
        <main className={classes.plain}>
          <h1>{t(isRefused ? 'wall.ended' : error ? 'wall.waiting' : 'live.connecting')}</h1>
          {isRefused && <p>{t('wall.endedHint')}</p>}
          {error !== null && !isRefused && <p>{t('wall.waitingHint')}</p>}
        </main>
      )}
      <Leave />
    </>
  )
}
