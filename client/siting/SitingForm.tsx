/** What is wanted, in plain words: what kind, for whom, to what end, how many, within how many minutes. */
import { NativeSelect, NumberInput, Select } from '@mantine/core'
import { FACILITY_GROUPS, FACILITY_KINDS } from '../../shared/standards/facilityKindTable.ts'
import { mayBeHeld, maySpend, SITING_AIMS, SITING_GROUPS } from '../../shared/siting/sitingQuestion.ts'
import { WALKING_PROFILES } from '../../shared/standards/lifeCircles.ts'
import { i18n, useT } from '../i18n/i18n.ts'
import { facilityGroupName, facilityKindName } from '../i18n/vocabulary.ts'
import classes from './Siting.module.css'
import { SitingChoices } from './SitingChoices.tsx'
import {
  changeSiting,
  MOST_CAPACITY,
  MOST_MINUTES,
  MOST_POINTS,
  SPACINGS,
  type SitingState,
} from './sitingState.ts'

export function SitingForm({ state }: { state: SitingState }) {
  const t = useT()
  const isByBudget = state.budget !== null && maySpend(state.aim, state.capacity ?? undefined)
  const setNumber = (key: 'count' | 'minutes' | 'capacity', most: number) => (value: number | string) => {
    if (typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= most)
      changeSiting({ [key]: String(value) }, 'replace')
  }
  return (
    <section className={classes.form} aria-label={t('siting.question')}>
      <Select
        label={t('siting.kind')}
        placeholder={t('siting.kindChoose')}
        searchable
        nothingFoundMessage={t('siting.kindNone')}
        value={state.kind}
        data={FACILITY_GROUPS.map(({ group }) => ({
          group: facilityGroupName(group),
          items: FACILITY_KINDS.filter((one) => one.group === group).map(({ kind }) => ({
            value: kind,
            label: facilityKindName(kind),
          })),
        })).filter(({ items }) => items.length > 0)}
        onChange={(kind) => changeSiting({ kind: kind ?? undefined })}
      />
      <NativeSelect
        label={t('siting.aim')}
        value={state.aim}
        data={SITING_AIMS.map((aim) => ({ value: aim, label: t(`siting.aim.${aim}`) }))}
        onChange={(event) => changeSiting({ aim: event.currentTarget.value })}
      />
      <div className={classes.pair}>
        {state.aim !== 'fewest' && !isByBudget && (
          <NumberInput
            label={t('siting.count')}
            min={1}
            max={MOST_POINTS}
            allowDecimal={false}
            clampBehavior="strict"
            value={state.count}
            onChange={setNumber('count', MOST_POINTS)}
          />
        )}
        {mayBeHeld(state.aim) && (
          <NumberInput
            label={t('siting.capacity')}
            placeholder={t('siting.capacityNone')}
            min={1}
            max={MOST_CAPACITY}
            allowDecimal={false}
            clampBehavior="strict"
            value={state.capacity ?? ''}
            onChange={(value) => {
              if (value === '') changeSiting({ capacity: undefined }, 'replace')
              else setNumber('capacity', MOST_CAPACITY)(value)
            }}
          />
        )}
        <NumberInput
          label={t('siting.minutes')}
          min={1}
          max={MOST_MINUTES}
          allowDecimal={false}
          clampBehavior="strict"
          value={state.minutes}
          onChange={setNumber('minutes', MOST_MINUTES)}
        />
        <NativeSelect
          label={t('siting.for')}
          value={state.group}
          data={SITING_GROUPS.map((group) => ({ value: group, label: t(`siting.for.${group}`) }))}
          onChange={(event) => changeSiting({ for: event.currentTarget.value })}
        />
        <NativeSelect
          label={t('siting.walker')}
          value={state.walker}
          data={WALKING_PROFILES.map(({ profile, zh, en }) => ({
            value: profile,
            label: i18n.locale === 'en' ? en : zh,
          }))}
          onChange={(event) => changeSiting({ walker: event.currentTarget.value })}
        />
        <NativeSelect
          label={t('siting.every')}
          value={String(state.every)}
          data={SPACINGS.map((every) => ({
            value: String(every),
            label: t('siting.everyMeters', { every }),
          }))}
          onChange={(event) => changeSiting({ every: event.currentTarget.value })}
        />
      </div>
      <SitingChoices state={state} />
    </section>
  )
}
