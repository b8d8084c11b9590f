/** The office's year: what is published, what the office has changed, and changes of days to come. */
import { ActionIcon, Button, Checkbox, Group, SegmentedControl, TextInput } from '@mantine/core'
import { DateInput } from '@mantine/dates'
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react'
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { weekdayOf } from '../../shared/calendar/officeCalendar.ts'
import type { CalendarChange, YearDay, YearOfOffice } from '../../shared/calendar/officeDays.ts'
import { addDays } from '../../shared/domain/dates.ts'
import { queryClient } from '../api/queryClient.ts'
import { trpc } from '../api/trpc.ts'
import { useMe } from '../api/useMe.ts'
import { useSystem } from '../api/useSystem.ts'
import { count } from '../i18n/format.ts'
import { translate, useT, wordFor } from '../i18n/i18n.ts'
import { Failed } from '../ui/Failed.tsx'
import { PanelBody } from '../ui/PanelBody.tsx'
import { SkeletonLines } from '../ui/SkeletonLines.tsx'
import { toastDone, toastFailure } from '../ui/toast.ts'
import classes from './OfficeCalendar.module.css'
import { OfficeHoursPart } from './OfficeHoursPart.tsx'
import { OfficeWeekdaysPart } from './OfficeWeekdaysPart.tsx'
import { useMovedAhead } from './useMovedAhead.ts'

function useChange() {
  return useMutation(
    trpc.calendar.change.mutationOptions({
      onSuccess: ({ moved }) =>
        toastDone(
          moved > 0 ? translate('calendar.moved', { count: count(moved) }) : translate('calendar.noneMoved'),
        ),
      onError: toastFailure,
      onSettled: () =>
        Promise.all([
          queryClient.invalidateQueries({ queryKey: trpc.calendar.pathKey() }),
          queryClient.invalidateQueries({ queryKey: trpc.issue.pathKey() }),
        ]),
    }),
  )
}

export function OfficeCalendar() {
  const t = useT()
  const today = useSystem()?.today
  const [chosen, setChosen] = useState<number | null>(null)
  const year = chosen ?? Number((today ?? '2026').slice(0, 4))
  const isOffice = useMe().me?.areas.includes('*') ?? false
  const query = useQuery(
    trpc.calendar.year.queryOptions(
      { year },
      { placeholderData: keepPreviousData, enabled: today !== undefined },
    ),
  )
  const change = useChange()
  const { data } = query
  if (query.error && !data) return <Failed error={query.error} onRetry={() => void query.refetch()} />
  if (!data) return <SkeletonLines rows={10} />
  return (
    <PanelBody>
      <div className={classes.head}>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={32}
          aria-label={t('calendar.yearBefore')}
          onClick={() => setChosen(year - 1)}
        >
          <IconChevronLeft size={18} aria-hidden />
        </ActionIcon>
        <h3 className={classes.year} aria-live="polite">
          {data.year}
        </h3>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={32}
          aria-label={t('calendar.yearAfter')}
          onClick={() => setChosen(year + 1)}
        >
          <IconChevronRight size={18} aria-hidden />
        </ActionIcon>
        <span className={classes.quiet}>{t(`calendar.announced.${data.announced}`)}</span>
      </div>
      <OfficeHoursPart
        key={`hours ${data.year}`}
        year={data}
        mayChange={isOffice}
        isBusy={change.isPending}
        onChange={change.mutate}
      />
      <OfficeWeekdaysPart
        key={`weekdays ${data.year}`}
        year={data}
        mayChange={isOffice}
        isBusy={change.isPending}
        onChange={change.mutate}
      />
      {isOffice && data.announced !== 'published' && (
        <Checkbox
          className={classes.entered}
          label={t('calendar.entered', { year: data.year })}
          description={t('calendar.enteredHint')}
          checked={data.announced === 'office'}
          disabled={change.isPending}
          onChange={(event) =>
            change.mutate({
              kind: 'announced',
              year: data.year,
              isAnnounced: event.currentTarget.checked,
            })
          }
        />
      )}
      {isOffice && <DayForm key={data.year} year={data} isBusy={change.isPending} onChange={change.mutate} />}
      {data.days.length === 0 ? (
        <p className={classes.note}>{t('calendar.none')}</p>
      ) : (
        <ul className={classes.days} aria-label={t('calendar.days', { year: data.year })}>
          {data.days.map((day) => (
            <DayLine
              key={day.day}
              day={day}
              mayClear={isOffice && day.office !== null && day.day > data.today}
              isBusy={change.isPending}
              onClear={() => change.mutate({ kind: 'clear', day: day.day })}
            />
          ))}
        </ul>
      )}
    </PanelBody>
  )
}

function DayLine({
  day: { day, published, office, isWorking, reason },
  mayClear,
  isBusy,
  onClear,
}: {
  day: YearDay
  mayClear: boolean
  isBusy: boolean
  onClear: () => void
}) {
  const t = useT()
  return (
    <li data-own={office !== null || undefined}>
      <time dateTime={day}>
        {day} {t(`calendar.weekday.${weekdayOf(day) as 0 | 1 | 2 | 3 | 4 | 5 | 6}`)}
      </time>
      <span className={classes.kind} data-working={isWorking || undefined}>
        {wordFor('issues.due.day', reason)}
      </span>
      <span className={classes.name}>
        {(office ?? published)?.name}
        {office && (
          <span className={classes.own}>
            {published
              ? t('calendar.insteadOf', {
                  what: `${t(published.isWorking ? 'calendar.working' : 'calendar.off')} ${published.name}`,
                })
              : t('calendar.ownDay')}
          </span>
        )}
      </span>
      {mayClear && (
        <Button
          size="compact-sm"
          variant="default"
          disabled={isBusy}
          aria-label={t('calendar.clearOf', { day })}
          onClick={onClear}
        >
          {t('calendar.clear')}
        </Button>
      )}
    </li>
  )
}

interface FormProps {
  year: YearOfOffice
  isBusy: boolean
  onChange: (change: CalendarChange) => void
}

function DayForm({ year: { year, today }, isBusy, onChange }: FormProps) {
  const t = useT()
  const [day, setDay] = useState<string | null>(null)
  const [isWorking, setIsWorking] = useState(false)
  const [name, setName] = useState('')
  const ahead = useMovedAhead(
    day === null ? null : { kind: 'day', day, isWorking, name: name.trim() === '' ? '-' : name },
  )
  const first = [addDays(today, 1), `${year}-01-01`].sort().at(-1)!
  const last = `${year}-12-31`
  if (first > last) return <p className={classes.note}>{t('calendar.pastYear')}</p>
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (day === null || name.trim() === '') return
    onChange({ kind: 'day', day, isWorking, name })
    setName('')
    setDay(null)
  }
  return (
    <form className={classes.form} onSubmit={submit} aria-label={t('calendar.change')}>
      <Group gap={12} align="flex-end">
        <DateInput
          label={t('calendar.day')}
          valueFormat="YYYY-MM-DD"
          placeholder="YYYY-MM-DD"
          minDate={first}
          maxDate={last}
          value={day}
          onChange={setDay}
          w={150}
        />
        <SegmentedControl
          aria-label={t('calendar.kind')}
          value={isWorking ? 'working' : 'off'}
          onChange={(value) => setIsWorking(value === 'working')}
          data={[
            { value: 'off', label: t('calendar.off') },
            { value: 'working', label: t('calendar.working') },
          ]}
        />
        <TextInput
          label={t('calendar.name')}
          placeholder={t('calendar.nameHint')}
          maxLength={32}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          w={180}
        />
        <Button type="submit" loading={isBusy} disabled={day === null || name.trim() === ''}>
          {t('calendar.set')}
        </Button>
      </Group>
      {ahead !== null && (
        <p className={classes.quiet} role="status">
          {ahead}
        </p>
      )}
      <p className={classes.quiet}>{t('calendar.hint')}</p>
    </form>
  )
}
