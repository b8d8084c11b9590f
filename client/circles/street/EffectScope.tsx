/** For whom, and within which ring, people are counted first. */
import { SegmentedControl } from '@mantine/core'
import { useT } from '../../i18n/i18n.ts'
import { changeCircles, WHO } from '../circleState.ts'
import { useCircleState } from '../useCircles.ts'
import { pickRing, useStreetState } from './streetState.ts'
import classes from './Street.module.css'

export function EffectScope() {
  const t = useT()
  const { who, minutes } = useCircleState()
  const { ring } = useStreetState()
  return (
    <div className={classes.scope}>
      <SegmentedControl
        size="xs"
        aria-label={t('street.ring')}
        value={String(ring)}
        data={minutes.map((one, index) => ({
          value: String(index),
          label: t('circles.ring', { minutes: one }),
        }))}
        onChange={pickRing}
      />
      <SegmentedControl
        size="xs"
        aria-label={t('circles.who')}
        value={who}
        data={WHO.map((one) => ({ value: one, label: t(`street.who.${one}`) }))}
        onChange={(value) => changeCircles({ who: value }, 'replace')}
      />
    </div>
  )
}
