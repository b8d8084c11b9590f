/**
 * The map: made once, never remounted. Its layers are components beside it (`layers/`), each of which draws its
 * part while it is mounted; places add theirs as children.
 */
import { lazy, Suspense, useRef, type ReactNode } from 'react'
import { useT } from '../i18n/i18n.ts'
import { Legend } from '../legend/Legend.tsx'
import { StateMessage } from '../ui/StateMessage.tsx'
import { HoverTip } from './HoverTip.tsx'
import { BasemapLayer } from './layers/BasemapLayer.tsx'
import { BuildingLayer } from './layers/BuildingLayer.tsx'
import { FacilityLayer } from './layers/FacilityLayer.tsx'
import { SelectedPointLayer } from './layers/SelectedPointLayer.tsx'
import { UnitLayer } from './layers/UnitLayer.tsx'
import { MapControls } from './MapControls.tsx'
import { MapPointer } from './MapPointer.tsx'
import classes from './MapView.module.css'
import { useMapEngine } from './useMapEngine.ts'
import { ViewInAddress } from './ViewInAddress.tsx'

/** deck.gl comes after the map stands. */
const DeckOverlay = lazy(() => import('./DeckOverlay.tsx'))

export function MapView({ children }: { children?: ReactNode }) {
  const t = useT()
  const container = useRef<HTMLDivElement>(null)
  const { map, hasFailed } = useMapEngine(container)
  return (
    <>
      <div className={classes.room}>
        <div
          ref={container}
          className={classes.map}
          role="region"
          aria-label={t('map.label')}
          data-ready={map !== null || undefined}
        />
      </div>
      {hasFailed && (
        <div className={classes.failed}>
          <StateMessage tone="failed" title={t('map.failed')} hint={t('map.failedHint')} />
        </div>
      )}
      {map && (
        <>
          <BasemapLayer />
          <BuildingLayer />
          <UnitLayer />
          <FacilityLayer />
          <SelectedPointLayer />
          <Suspense fallback={null}>
            <DeckOverlay />
          </Suspense>
          {children}
          <ViewInAddress map={map} />
          <MapPointer map={map} />
          <HoverTip />
        </>
      )}
      <MapControls />
      <Legend />
    </>
  )
}
