/** The street view's panel comes when it is opened: most who look at circles change nothing. */
import { lazy, Suspense } from 'react'
import { useIsDark } from '../../theme/useIsDark.ts'
import { SkeletonLines } from '../../ui/SkeletonLines.tsx'
import classes from './Street.module.css'

const StreetPanel = lazy(() => import('./StreetPanel.tsx'))

export function StreetHome() {
  const isDark = useIsDark()
  return (
    <div className={classes.root} data-dark={isDark || undefined}>
      <Suspense fallback={<SkeletonLines rows={8} />}>
        <StreetPanel />
      </Suspense>
    </div>
  )
}
