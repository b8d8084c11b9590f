/** Office hours of a year: those in force, and others from a day to come on. */
import { Button, Group, TextInput } from '@mantine/core'
import { DateInput } from '@mantine/dates'
import { useState, type FormEvent } from 'react'
import { HoursFrom } from '../../shared/calendar/officeCalendar.ts'
import type { CalendarChange, YearOfOffice } from '../../shared/calendar/officeDays.ts'
import { addDays } from '../../shared/domain/dates.ts'
import { useT } from '../i18n/i18n.ts'
import { clock, minutesOf } from './duty/dutyWords.ts'
import classes from './OfficeCalendar.module.css'
import { useMovedAhead } from './useMovedAhead.ts'

interface Props {
  year: YearOfOffice
  mayChange: boolean
  isBusy: boolean
  onChange: (change: CalendarChange) => void
}

type Hours = YearOfOffice['hours'][number]['hours']

export function OfficeHoursPart({ year, mayChange, isBusy, onChange }: Props) {
  const t = useT()
  const [isOpen, setIsOpen] = useState(false)
  const textOf = (hours: Hours): string =>
    hours.map(({ from, to }) => `${clock(from)}–${clock(to)}`).join(t('suggest.comma'))
  const isPast = `${year.year}-12-31` <= year.today
  return (
    <section className={classes.hours} aria-label={t('calendar.officeHours')}>
      <ul>
        {year.hours.map(({ from, hours, isOwn }) => (
          <li key={from}>
            <span>
              {t('calendar.hoursFrom', { day: from, hours: textOf(hours) })}
              {isOwn && <span className={classes.own}>{t('calendar.hoursOwn')}</span>}
            </span>
            {mayChange && isOwn && from > year.today && (
              <Button
                size="compact-sm"
                variant="default"
                disabled={isBusy}
                aria-label={t('calendar.clearHoursOf', { day: from })}
                onClick={() => onChange({ kind: 'clearHours', from })}
              >
                {t('calendar.clearHours')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {mayChange && !isPast && (
        <Button
          size="compact-sm"
          variant={isOpen ? 'light' : 'default'}
          aria-expanded={isOpen}
          onClick={() => setIsOpen(!isOpen)}
        >
          {t('calendar.changeHours')}
        </Button>
      )}
      {isOpen && (
        <HoursForm
          year={year}
          isBusy={isBusy}
          onChange={(change) => {
            onChange(change)
            setIsOpen(false)
          }}
        />
      )}
    </section>
  )
}

const FIELDS = ['morningFrom', 'morningTo', 'afternoonFrom', 'afternoonTo'] as const
type Typed = Record<(typeof FIELDS)[number], string>

/** Minutes of what is typed: one span, or two with the break between; null where they are none. */
function hoursOf(typed: Typed): Hours | null {
  const pairs = [
    [typed.morningFrom, typed.morningTo],
    [typed.afternoonFrom, typed.afternoonTo],
  ].filter((pair) => pair.some((text) => text.trim() !== ''))
  const hours = pairs.map(([from, to]) => ({ from: minutesOf(from!) ?? -1, to: minutesOf(to!) ?? -1 }))
  const parsed = HoursFrom.shape.hours.safeParse(hours)
  return parsed.success ? parsed.data : null
}

function HoursForm({ year: { year, today, hours }, isBusy, onChange }: Omit<Props, 'mayChange'>) {
  const t = useT()
  const first = [addDays(today, 1), `${year}-01-01`].sort().at(-1)!
  const [day, setDay] = useState<string | null>(first)
  const now = hours.findLast(({ from }) => from <= first)?.hours ?? []
  const [typed, setTyped] = useState<Typed>(() => ({
    morningFrom: now[0] ? clock(now[0].from) : '',
    morningTo: now[0] ? clock(now[0].to) : '',
    afternoonFrom: now[1] ? clock(now[1].from) : '',
    afternoonTo: now[1] ? clock(now[1].to) : '',
  }))
  const wanted = hoursOf(typed)
  const change: CalendarChange | null =
    day === null || wanted === null ? null : { kind: 'hours', from: day, hours: wanted }
  const ahead = useMovedAhead(change)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (change) onChange(change)
  }
  return (
    <form className={classes.hoursForm} onSubmit={submit} aria-label={t('calendar.changeHours')}>
      <Group gap={12} align="flex-end">
        <DateInput
          label={t('calendar.hoursSince')}
          valueFormat="YYYY-MM-DD"
          placeholder="YYYY-MM-DD"
          minDate={first}
          maxDate={`${year}-12-31`}
          value={day}
          onChange={setDay}
          w={150}
        />
        {FIELDS.map((field) => (
          <TextInput
            key={field}
            label={t(`calendar.${field}`)}
            placeholder="HH:MM"
            value={typed[field]}
            onChange={(event) => {
              const { value } = event.currentTarget
              setTyped((before) => ({ ...before, [field]: value }))
            }}
            w={104}
          />
        ))}
        <Button type="submit" loading={isBusy} disabled={change === null}>
          {t('calendar.set')}
        </Button>
      </Group>
      <p className={classes.quiet} role="status">
        {wanted === null ? t('calendar.hoursWrong') : (ahead ?? '')}
      </p>
      <p className={classes.quiet}>{t('calendar.hoursHint')}</p>
    </form>
  )
}
