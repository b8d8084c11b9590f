/**
 * The frame around the map: bar, rail, panel. The map lies beneath all of it from the first to the last moment;
 * only what surrounds it changes.
 */
import { lazy, Suspense } from 'react'
import { useMay } from '../api/useMe.ts'
import { useLiveChanges } from '../api/useLiveChanges.ts'
import { useRightsChanged } from '../api/useRightsChanged.ts'
import { useT } from '../i18n/i18n.ts'
import { useMediaQuery } from '@mantine/hooks'
import { MapView } from '../map/MapView.tsx'
import { yearsStore } from '../boundaries/yearsStore.ts'
import { placeOf } from '../places.ts'
import { useAddress } from '../state/addressStore.ts'
import { useStore } from '../state/store.ts'
import { ErrorBoundary } from '../ui/ErrorBoundary.tsx'
import { AsOfBanner } from './AsOfBanner.tsx'
import { ComingNote } from './ComingNote.tsx'
import classes from './Frame.module.css'
import { layoutStore, PHONE_QUERY } from './layout.ts'
import { PanelHost } from './PanelHost.tsx'
import { Rail } from './Rail.tsx'
import { Sheet } from './Sheet.tsx'
import { SidePanel } from './SidePanel.tsx'
import { TopBar } from './TopBar.tsx'
import { useDocumentTitle } from './useDocumentTitle.ts'

const BoundaryYears = lazy(() => import('../boundaries/BoundaryYears.tsx'))
const DropAnywhere = lazy(() => import('../imports/DropAnywhere.tsx'))
const Arrivals = lazy(() => import('../issues/arrivals/Arrivals.tsx'))
const FieldService = lazy(() => import('../work/FieldService.tsx'))
const PasswordBanner = lazy(() => import('../signIn/PasswordBanner.tsx'))

export function Frame() {
  const t = useT()
  useLiveChanges()
  useRightsChanged()
  useDocumentTitle()
  const mayWork = useMay('issues.work')
  const isInField = useMay('field.work')
  const isPhone = useMediaQuery(PHONE_QUERY, matchMedia(PHONE_QUERY).matches)
  const isLookingBack = useStore(yearsStore)
  const { isFolded, isWide, sheet } = useStore(layoutStore)
  const { MapLayers, isPage } = placeOf(useAddress((entry) => entry.place))
  return (
    <div className={classes.frame} data-folded={isFolded || undefined} data-wide={isWide || undefined}>
      <a className={classes.skip} href="#panel">
        {t('app.skipToPanel')}
      </a>
      <TopBar isPhone={isPhone} />
      <Rail />
      {/* Under a page of its own nothing of the map is reached by keys or read aloud. */}
      <main className={classes.map} inert={isPhone && isPage && sheet === 'full'}>
        <AsOfBanner />
        <ComingNote />
        <Suspense fallback={null}>{isLookingBack && <BoundaryYears />}</Suspense>
        <Suspense fallback={null}>
          <PasswordBanner />
          <DropAnywhere />
        </Suspense>
        <Suspense fallback={null}>
          {/* Whoever is out works through what is given to them, not through what comes in. */}
          {mayWork && !(isPhone && isPage) && <Arrivals />}
          {isInField && <FieldService />}
        </Suspense>
        <ErrorBoundary>
          <MapView>
            {MapLayers && (
              <Suspense fallback={null}>
                <MapLayers />
              </Suspense>
            )}
          </MapView>
        </ErrorBoundary>
      </main>
      {isPhone ? (
        <Sheet isPage={isPage}>
          <PanelHost />
        </Sheet>
      ) : (
        <SidePanel>
          <PanelHost />
        </SidePanel>
      )}
    </div>
  )
}
