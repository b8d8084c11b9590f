/** The measure: which standard, which radii in metres, and that it is not the walk. */
import { NativeSelect, NumberInput } from '@mantine/core'
import { useState } from 'react'
import { SERVICE_RADIUS_SETS } from '../../shared/standards/lifeCircles.ts'
import { i18n, useT } from '../i18n/i18n.ts'
import classes from './Circles.module.css'
import { areValidRadii, changeCircles, RINGS, type CircleState } from './circleState.ts'

export function RadiusSettings({ state }: { state: CircleState }) {
  const t = useT()
  const [draft, setDraft] = useState<readonly (number | string)[]>(state.radii)
  const numbers = draft.map(Number)
  const isValid = areValidRadii(numbers)
  const commit = () => {
    if (isValid && numbers.join() !== state.radii.join())
      changeCircles({ radii: numbers.join(), set: undefined })
  }
  return (
    <section className={classes.measure} aria-label={t('circles.measure')}>
      <h3 className={classes.measureTitle}>{t('circles.measure')}</h3>
      <NativeSelect
        aria-label={t('circles.standard')}
        value={state.set ?? 'own'}
        data={[
          ...SERVICE_RADIUS_SETS.map(({ id, zh, en }) => ({
            value: id,
            label: i18n.locale === 'en' ? en : zh,
          })),
          ...(state.set === null ? [{ value: 'own', label: t('circles.own') }] : []),
        ]}
        onChange={(event) => changeCircles({ set: event.currentTarget.value, radii: undefined })}
      />
      <div className={classes.radii}>
        {RINGS.map(({ minutes, index }) => (
          <NumberInput
            key={minutes}
            label={t('circles.ring', { minutes })}
            aria-label={t('circles.radius', { minutes })}
            suffix={` ${t('circles.meters')}`}
            min={1}
            max={20000}
            step={50}
            allowDecimal={false}
            allowNegative={false}
            error={!isValid}
            value={draft[index]}
            onChange={(value) => setDraft(draft.map((one, place) => (place === index ? value : one)))}
            onBlur={commit}
            onKeyDown={(event) => {
              if (event.key === 'Enter') commit()
            }}
          />
        ))}
      </div>
      {!isValid && (
        <p role="alert" className={classes.bad}>
          {t('circles.ascending')}
        </p>
      )}
      <p className={classes.note}>{t('circles.measureHint')}</p>
    </section>
  )
}
