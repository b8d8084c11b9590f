/** Who walks, and for how many minutes. */
import { Checkbox, NativeSelect, NumberInput } from '@mantine/core'
import { useState } from 'react'
import { WALKING_PROFILES } from '../../../shared/standards/lifeCircles.ts'
import { count } from '../../i18n/format.ts'
import { i18n, useT } from '../../i18n/i18n.ts'
import classes from '../Circles.module.css'
import { areValidMinutes, changeCircles, RINGS, type CircleState } from '../circleState.ts'

export function WalkSettings({ state }: { state: CircleState }) {
  const t = useT()
  const [draft, setDraft] = useState<readonly (number | string)[]>(state.minutes)
  const numbers = draft.map(Number)
  const isValid = areValidMinutes(numbers)
  const commit = () => {
    if (isValid && numbers.join() !== state.minutes.join()) changeCircles({ minutes: numbers.join() })
  }
  return (
    <section className={classes.measure} aria-label={t('circles.measureWalk')}>
      <NativeSelect
        aria-label={t('circles.walker')}
        value={state.walker}
        data={WALKING_PROFILES.map(({ profile, zh, en, metersPerSecond, canUseSteps }) => ({
          value: profile,
          label: t(canUseSteps ? 'circles.walkerAt' : 'circles.walkerNoSteps', {
            walker: i18n.locale === 'en' ? en : zh,
            speed: metersPerSecond,
          }),
        }))}
        onChange={(event) => {
          const walker = event.currentTarget.value
          changeCircles({ walker: walker === 'standard' ? undefined : walker })
        }}
      />
      <div className={classes.radii}>
        {RINGS.map(({ index }) => (
          <NumberInput
            key={index}
            aria-label={t('circles.minutesOf', { number: index + 1 })}
            value={draft[index]}
            min={1}
            max={120}
            allowNegative={false}
            suffix={` ${t('circles.minutes')}`}
            error={!isValid}
            onChange={(value) => setDraft(draft.map((one, i) => (i === index ? value : one)))}
            onBlur={commit}
            onKeyDown={(event) => event.key === 'Enter' && commit()}
          />
        ))}
      </div>
      {!isValid && <p className={classes.bad}>{t('circles.minutesAscending')}</p>}
      <Checkbox
        size="sm"
        label={t('circles.compare', { meters: count(state.radii[2]) })}
        checked={state.compares}
        onChange={(event) => changeCircles({ compare: event.currentTarget.checked ? '1' : undefined })}
      />
      <p className={classes.note}>{t('circles.walkHint')}</p>
    </section>
  )
}
