/** On foot or as the crow flies, and what belongs to each: who walks and how long, or which standard's radii. */
import { SegmentedControl } from '@mantine/core'
import { memo } from 'react'
import { useT } from '../i18n/i18n.ts'
import classes from './Circles.module.css'
import { changeCircles, MEASURES, type CircleState } from './circleState.ts'
import { RadiusSettings } from './RadiusSettings.tsx'
import { WalkSettings } from './walk/WalkSettings.tsx'

interface Props {
  state: CircleState
  /** False: there is no street network, only the straight line. */
  canWalk: boolean
}

export const MeasureSwitch = memo(function MeasureSwitch({ state, canWalk }: Props) {
  const t = useT()
  const measure = canWalk ? state.measure : 'radius'
  return (
    <>
      <div className={classes.measureSwitch}>
        <SegmentedControl
          fullWidth
          size="sm"
          aria-label={t('circles.measureChoice')}
          value={measure}
          disabled={!canWalk}
          data={MEASURES.map((one) => ({ value: one, label: t(`circles.measure.${one}`) }))}
          onChange={(value) => changeCircles({ measure: value === 'walk' ? undefined : value })}
        />
        {!canWalk && <p className={classes.soft}>{t('circles.noNetwork')}</p>}
      </div>
      {measure === 'walk' ? (
        <WalkSettings key={state.minutes.join()} state={state} />
      ) : (
        <RadiusSettings key={state.radii.join()} state={state} />
      )}
    </>
  )
})
