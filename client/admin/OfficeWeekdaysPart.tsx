/** Weekdays of a year that are worked: those in force, and others from a day to come on. */
import { Button, Chip, Group } from '@mantine/core'
import { DateInput } from '@mantine/dates'
import { useId, useState, type FormEvent } from 'react'
import { WeekdaysFrom } from '../../shared/calendar/officeCalendar.ts'
import type { CalendarChange, YearOfOffice } from '../../shared/calendar/officeDays.ts'
import { addDays } from '../../shared/domain/dates.ts'
import { DUTY_DAYS, HOLIDAY } from '../../shared/duty/roster.ts'
import { useT } from '../i18n/i18n.ts'
import { weekdayName, weekdaysText } from './duty/dutyWords.ts'
import classes from './OfficeCalendar.module.css'
import { useMovedAhead } from './useMovedAhead.ts'

interface Props {
  year: YearOfOffice
  mayChange: boolean
  isBusy: boolean
  onChange: (change: CalendarChange) => void
}

/** From Monday on. */
const WEEK = DUTY_DAYS.filter((weekday) => weekday !== HOLIDAY)

export function OfficeWeekdaysPart({ year, mayChange, isBusy, onChange }: Props) {
  const t = useT()
  const [isOpen, setIsOpen] = useState(false)
  const isPast = `${year.year}-12-31` <= year.today
  return (
    <section className={classes.hours} aria-label={t('calendar.weekdays')}>
      <ul>
        {year.weekdays.map(({ from, weekdays, isOwn }) => (
          <li key={from}>
            <span>
              {t('calendar.weekdaysFrom', { day: from, weekdays: weekdaysText(t, weekdays) })}
              {isOwn && <span className={classes.own}>{t('calendar.hoursOwn')}</span>}
            </span>
            {mayChange && isOwn && from > year.today && (
              <Button
                size="compact-sm"
                variant="default"
                disabled={isBusy}
                aria-label={t('calendar.clearWeekdaysOf', { day: from })}
                onClick={() => onChange({ kind: 'clearWeekdays', from })}
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
          {t('calendar.changeWeekdays')}
        </Button>
      )}
      {isOpen && (
        <WeekdaysForm
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

function WeekdaysForm({ year: { year, today, weekdays }, isBusy, onChange }: Omit<Props, 'mayChange'>) {
  const t = useT()
  const id = useId()
  const first = [addDays(today, 1), `${year}-01-01`].sort().at(-1)!
  const [day, setDay] = useState<string | null>(first)
  const [chosen, setChosen] = useState<string[]>(() =>
    (weekdays.findLast(({ from }) => from <= first)?.weekdays ?? []).map(String),
  )
  const wanted = WeekdaysFrom.safeParse({ from: day, weekdays: chosen.map(Number).sort() })
  const change: CalendarChange | null = wanted.success ? { kind: 'weekdays', ...wanted.data } : null
  const ahead = useMovedAhead(change)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (change) onChange(change)
  }
  return (
    <form className={classes.hoursForm} onSubmit={submit} aria-label={t('calendar.changeWeekdays')}>
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
        <div role="group" aria-labelledby={id}>
          <div id={id} className="qh-hidden">
            {t('calendar.weekdays')}
          </div>
          <Chip.Group multiple value={chosen} onChange={setChosen}>
            <div className={classes.chips}>
              {WEEK.map((weekday) => (
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
        <Button type="submit" loading={isBusy} disabled={change === null}>
          {t('calendar.set')}
        </Button>
      </Group>
      <p className={classes.quiet} role="status">
        {chosen.length === 0 ? t('calendar.weekdaysNone') : (ahead ?? '')}
      </p>
      <p className={classes.quiet}>{t('calendar.weekdaysHint')}</p>
    </form>
  )
}
