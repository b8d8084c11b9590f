/** Shifts of a unit: the week at a glance, each shift, and a new one. */
import { Button, Chip, SegmentedControl, Select, TextInput } from '@mantine/core'
import { DateInput } from '@mantine/dates'
import { useId, useState, type FormEvent } from 'react'
import { DUTY_DAYS, type UnitRoster } from '../../../shared/duty/roster.ts'
import { useSystem } from '../../api/useSystem.ts'
import { useUnits } from '../../api/useUnits.ts'
import { useT } from '../../i18n/i18n.ts'
import { Section } from '../../ui/Section.tsx'
import classes from './Duty.module.css'
import { daysText, hoursText, minutesOf, weekdayName } from './dutyWords.ts'
import { Entry } from './Entry.tsx'
import { takesEnter } from './takesEnter.ts'
import { personChoices } from './personChoices.ts'
import { type Changing, useChangeRoster } from './useRoster.ts'

export function Shifts({ roster }: { roster: UnitRoster }) {
  const t = useT()
  const changing = useChangeRoster()
  const { shifts } = roster
  const nameOf = (id: string): string => roster.people.find((person) => person.id === id)?.name ?? id
  return (
    <Section title={t('duty.shifts')}>
      {shifts.length === 0 ? (
        <p className={classes.quiet}>{t('duty.shifts.none')}</p>
      ) : (
        <>
          <Week roster={roster} nameOf={nameOf} />
          <ul className={classes.list} aria-label={t('duty.shifts')}>
            {shifts.map((shift) => {
              const days = daysText(t, shift)
              const hours = hoursText(t, shift)
              return (
                <Entry
                  key={shift.id}
                  what={`${nameOf(shift.person)} ${days} ${hours}`}
                  removal={{ kind: 'removeShift', id: shift.id }}
                  changing={changing}
                >
                  <span>{nameOf(shift.person)}</span>
                  <span>{days}</span>
                  <span>{hours}</span>
                </Entry>
              )
            })}
          </ul>
        </>
      )}
      {roster.people.length > 0 && <ShiftForm roster={roster} changing={changing} />}
      <p className={classes.quiet}>{t('duty.shifts.hint')}</p>
    </Section>
  )
}

function Week({ roster: { shifts }, nameOf }: { roster: UnitRoster; nameOf: (id: string) => string }) {
  const t = useT()
  const weekly = shifts.filter(({ day }) => day === null)
  const people = [...new Set(weekly.map(({ person }) => person))]
  if (people.length === 0) return null
  return (
    <table className={classes.week} aria-label={t('duty.when.weekly')}>
      <thead>
        <tr>
          <th scope="col">{t('duty.person')}</th>
          {DUTY_DAYS.map((weekday) => (
            <th key={weekday} scope="col">
              {weekdayName(t, weekday)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {people.map((person) => (
          <tr key={person}>
            <th scope="row">{nameOf(person)}</th>
            {DUTY_DAYS.map((weekday) => (
              <td key={weekday}>
                {weekly
                  .filter((shift) => shift.person === person && shift.weekdays.includes(weekday))
                  .map((shift) => (
                    <span key={shift.id}>{hoursText(t, shift)}</span>
                  ))}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

const DAY_MINUTES = 1440
const USUAL = { weekdays: ['1', '2', '3', '4', '5'], from: '08:30', to: '17:30' }

function ShiftForm({ roster, changing }: { roster: UnitRoster; changing: Changing }) {
  const t = useT()
  const id = useId()
  const { nodes } = useUnits()
  const today = useSystem()?.today
  const [person, setPerson] = useState<string | null>(null)
  const [isWeekly, setIsWeekly] = useState(true)
  const [weekdays, setWeekdays] = useState<string[]>(USUAL.weekdays)
  const [day, setDay] = useState<string | null>(null)
  const [from, setFrom] = useState(USUAL.from)
  const [to, setTo] = useState(USUAL.to)
  const [fromMinute, toMinute] = [minutesOf(from), minutesOf(to)]
  const on = isWeekly ? (weekdays.length > 0 ? { weekdays: weekdays.map(Number) } : null) : day && { day }
  const isReady =
    person !== null &&
    on !== null &&
    on !== '' &&
    fromMinute !== null &&
    fromMinute < DAY_MINUTES &&
    toMinute !== null
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (!isReady) return
    const isDone = await changing.change({
      kind: 'addShift',
      unit: roster.unit,
      person,
      on,
      fromMinute,
      toMinute,
    })
    if (isDone) setDay(null)
  }
  return (
    <form className={classes.form} onSubmit={(event) => void submit(event)} aria-label={t('duty.shifts')}>
      <Select
        className={classes.field}
        label={t('duty.person')}
        data={personChoices(roster, (unit) => nodes.get(unit)?.name ?? unit)}
        value={person}
        onChange={setPerson}
        searchable
      />
      <SegmentedControl
        aria-label={t('duty.when')}
        value={isWeekly ? 'weekly' : 'day'}
        onChange={(value) => setIsWeekly(value === 'weekly')}
        data={[
          { value: 'weekly', label: t('duty.when.weekly') },
          { value: 'day', label: t('duty.when.day') },
        ]}
      />
      {!isWeekly && (
        <DateInput
          className={classes.field}
          label={t('duty.day')}
          valueFormat="YYYY-MM-DD"
          placeholder="YYYY-MM-DD"
          minDate={today}
          value={day}
          onChange={setDay}
          onKeyDown={takesEnter}
        />
      )}
      <TextInput
        className={classes.time}
        label={t('duty.from')}
        placeholder="HH:MM"
        error={fromMinute === null || fromMinute === DAY_MINUTES}
        value={from}
        onChange={(event) => setFrom(event.currentTarget.value)}
      />
      <TextInput
        className={classes.time}
        label={
          fromMinute !== null && toMinute !== null && toMinute <= fromMinute
            ? t('duty.toNextDay')
            : t('duty.to')
        }
        placeholder="HH:MM"
        error={toMinute === null}
        value={to}
        onChange={(event) => setTo(event.currentTarget.value)}
      />
      {isWeekly && (
        <div className={classes.days} role="group" aria-labelledby={id}>
          <div id={id} className="qh-hidden">
            {t('duty.weekdays')}
          </div>
          <Chip.Group multiple value={weekdays} onChange={setWeekdays}>
            <div className={classes.chips}>
              {DUTY_DAYS.map((weekday) => (
                <Chip
                  key={weekday}
                  value={String(weekday)}
                  size="xs"
                  radius="sm"
                  icon={null}
                  classNames={{ label: classes.chip }}
                >
                  {weekdayName(t, weekday)}
                </Chip>
              ))}
            </div>
          </Chip.Group>
        </div>
      )}
      <Button type="submit" variant="default" loading={changing.isBusy} disabled={!isReady}>
        {t('duty.add')}
      </Button>
    </form>
  )
}
