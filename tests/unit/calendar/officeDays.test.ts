import { describe, expect, it } from 'vitest'
import { makeCalendar } from '../../../shared/calendar/defaultCalendar.ts'
import { dueTime } from '../../../shared/calendar/dueTime.ts'
import { calendarDay, hoursOn } from '../../../shared/calendar/officeCalendar.ts'
import { CalendarChange, changed, OfficeDays, yearOfOffice } from '../../../shared/calendar/officeDays.ts'
import { type IssueEvent } from '../../../shared/issues/progress.ts'
import { movedDue } from '../../../server/services/desk/moveOpenDue.ts'

const NONE = OfficeDays.parse({})
const off = changed(NONE, { kind: 'day', day: '2026-12-09', isWorking: false, name: '停电' })

describe('days of the office', () => {
  it('are one for each day, and go back to what is published', () => {
    const worked = changed(off, { kind: 'day', day: '2026-12-09', isWorking: true, name: '照常' })
    expect(worked.days).toEqual([{ day: '2026-12-09', isWorking: true, name: '照常' }])
    expect(changed(worked, { kind: 'clear', day: '2026-12-09' })).toEqual(NONE)
  })

  it('stand beside what is published, and say what is in force', () => {
    const both = changed(off, { kind: 'day', day: '2026-10-08', isWorking: true, name: '值守' })
    const year = yearOfOffice(both, makeCalendar(both), 2026, '2026-09-01')
    const of = (day: string) => year.days.find((one) => one.day === day)
    expect(of('2026-10-01')).toMatchObject({
      published: { isWorking: false },
      office: null,
      isWorking: false,
      reason: 'holiday',
    })
    expect(of('2026-12-09')).toMatchObject({ published: null, office: { name: '停电' }, isWorking: false })
    expect(of('2026-10-10')).toMatchObject({ published: { isWorking: true }, reason: 'makeUp' })
    expect(year.announced).toBe('published')
    expect(year.days.map(({ day }) => day)).toEqual(year.days.map(({ day }) => day).toSorted())
  })

  it('say that a year is entered until it is published', () => {
    const entered = changed(NONE, { kind: 'announced', year: 2031, isAnnounced: true })
    expect(yearOfOffice(entered, makeCalendar(entered), 2031, '2026-09-01').announced).toBe('office')
    expect(makeCalendar(entered).announcedYears.has(2031)).toBe(true)
    const taken = changed(entered, { kind: 'announced', year: 2031, isAnnounced: false })
    expect(yearOfOffice(taken, makeCalendar(taken), 2031, '2026-09-01').announced).toBe('no')
  })
})

describe('hours of the office', () => {
  const hours = [
    { from: 8 * 60 + 30, to: 12 * 60 },
    { from: 13 * 60 + 30, to: 17 * 60 + 30 },
  ]
  const set = changed(NONE, { kind: 'hours', from: '2026-12-09', hours })
  const minutes = (days: OfficeDays, day: string): number =>
    hoursOn(makeCalendar(days), day).reduce((sum, { from, to }) => sum + to - from, 0)

  it('are in force from their day until others are', () => {
    const summer = changed(set, { kind: 'hours', from: '2027-07-01', hours: [{ from: 7 * 60, to: 14 * 60 }] })
    const at = ['2026-12-08', '2026-12-09', '2027-06-30', '2027-07-01', '2030-01-01']
    expect(at.map((day) => minutes(summer, day))).toEqual([480, 450, 450, 420, 420])
    expect(changed(set, { kind: 'clearHours', from: '2026-12-09' })).toEqual(NONE)
    const again = changed(set, { kind: 'hours', from: '2026-12-09', hours: [{ from: 0, to: 60 }] })
    expect(again.hoursFrom).toHaveLength(1)
  })

  it('stand in each year with the day they begin', () => {
    const year = (of: number) => yearOfOffice(set, makeCalendar(set), of, '2026-09-01').hours
    expect(year(2026).map(({ from, isOwn }) => [from, isOwn])).toEqual([
      ['2026-01-01', false],
      ['2026-12-09', true],
    ])
    expect(year(2027)).toEqual([{ from: '2027-01-01', hours, isOwn: false }])
  })

  it('are refused where they overlap, end before they begin, or are none', () => {
    const wrong = [
      [],
      [{ from: 600, to: 600 }],
      [
        { from: 540, to: 720 },
        { from: 700, to: 1000 },
      ],
      [
        { from: 800, to: 1000 },
        { from: 540, to: 700 },
      ],
      [{ from: 540, to: 1441 }],
    ]
    const isTaken = (of: unknown): boolean =>
      CalendarChange.safeParse({ kind: 'hours', from: '2026-12-09', hours: of }).success
    expect(wrong.map(isTaken)).toEqual(wrong.map(() => false))
    expect(isTaken(hours)).toBe(true)
  })

  it('move what is due by the hours that are left', () => {
    // 24 hours from Tuesday 9:00: 8 that day, 7.5 on Wednesday and Thursday, the last half hour on Friday from 8:30.
    const limit = { amount: 24, unit: 'workingHours' } as const
    const due = dueTime(Date.parse('2026-12-08T09:00:00+08:00'), limit, makeCalendar(set))
    expect(new Date(due.at!).toISOString()).toBe('2026-12-11T01:30:00.000Z')
    expect(due.days.map(({ minutes: of }) => of)).toEqual([480, 450, 450, 60])
  })
})

describe('weekdays of the office', () => {
  // From Wednesday 9 December 2026 on, Saturdays are worked and Mondays are not.
  const weekdays = [2, 3, 4, 5, 6]
  const set = changed(NONE, { kind: 'weekdays', from: '2026-12-09', weekdays })
  const isWorked = (days: OfficeDays, day: string) => calendarDay(makeCalendar(days), day)

  it('are worked from their day on; what is published stands above them', () => {
    expect(isWorked(set, '2026-12-05')).toMatchObject({ isWorking: false, reason: 'restDay' })
    expect(isWorked(set, '2026-12-07')).toMatchObject({ isWorking: true, reason: 'weekday' })
    expect(isWorked(set, '2026-12-12')).toMatchObject({ isWorking: true, reason: 'weekday' })
    expect(isWorked(set, '2026-12-14')).toMatchObject({ isWorking: false, reason: 'restDay' })
    const holiday = changed(set, { kind: 'day', day: '2026-12-12', isWorking: false, name: '停电' })
    expect(isWorked(holiday, '2026-12-12')).toMatchObject({ isWorking: false, reason: 'holiday' })
    expect(changed(set, { kind: 'clearWeekdays', from: '2026-12-09' })).toEqual(NONE)
  })

  it('stand in each year with the day they begin', () => {
    const year = (of: number) => yearOfOffice(set, makeCalendar(set), of, '2026-09-01').weekdays
    expect(year(2026)).toEqual([
      { from: '2026-01-01', weekdays: [1, 2, 3, 4, 5], isOwn: false },
      { from: '2026-12-09', weekdays, isOwn: true },
    ])
    expect(year(2027)).toEqual([{ from: '2027-01-01', weekdays, isOwn: false }])
  })

  it('are refused where they are none, twice, or no weekdays', () => {
    const isTaken = (of: number[]): boolean =>
      CalendarChange.safeParse({ kind: 'weekdays', from: '2026-12-09', weekdays: of }).success
    expect([[], [1, 1], [2, 1], [7], [-1]].map(isTaken)).toEqual([false, false, false, false, false])
    expect(isTaken([0, 6])).toBe(true)
  })

  it('move what is due over the days that are worked', () => {
    // Three working days from Thursday 10 December: Friday, Saturday, and Tuesday instead of Monday.
    const due = dueTime(
      Date.parse('2026-12-10T10:00:00+08:00'),
      { amount: 3, unit: 'workingDays' },
      makeCalendar(set),
    )
    expect(new Date(due.at!).toISOString()).toBe('2026-12-15T10:00:00.000Z')
  })
})

describe('a due time when the calendar changes', () => {
  const before = makeCalendar(NONE)
  const after = makeCalendar(off)
  // 24 working hours from Tuesday 8 December 2026, 9:00: three days of eight hours, until Thursday 18:00.
  const issue = (dueAt: string | null, lastEvent = '0') => ({
    id: '1',
    class: 'greening',
    subclass: 'streetTree',
    state: 'new',
    reportedAt: new Date('2026-12-08T09:00:00+08:00'),
    dueAt: dueAt === null ? null : new Date(dueAt),
    baseDueAt: dueAt === null ? null : new Date(dueAt),
    closedAt: null,
    unitCode: null,
    areaPath: '',
    lastEvent,
  })

  it('moves by the day that is not worked any more', () => {
    expect(movedDue(issue('2026-12-10T18:00:00+08:00'), [], before, after)?.due).toBe(
      '2026-12-11T10:00:00.000Z',
    )
    expect(movedDue(issue('2026-12-11T18:00:00+08:00'), [], after, before)?.due).toBe(
      '2026-12-10T10:00:00.000Z',
    )
  })

  it('stays where a file or a person has set it', () => {
    expect(movedDue(issue('2026-12-12T12:00:00+08:00'), [], before, after)).toBeNull()
    expect(movedDue(issue(null), [], before, after)).toBeNull()
    const set: IssueEvent[] = [
      {
        id: '1',
        step: 'report',
        from: null,
        to: 'new',
        at: '2026-12-08T01:00:00Z',
        accountId: '1',
        userName: 'a',
        reason: '',
        details: {},
        undoes: null,
      },
      {
        id: '2',
        step: 'extend',
        from: 'new',
        to: 'new',
        at: '2026-12-08T02:00:00Z',
        accountId: '1',
        userName: 'a',
        reason: 'x',
        details: { due: '2026-12-20T02:00:00.000Z' },
        undoes: null,
      },
    ]
    const extended = { ...issue('2026-12-10T18:00:00+08:00', '2'), dueAt: new Date('2026-12-20T02:00:00Z') }
    expect(movedDue(extended, set, before, after)).toMatchObject({ due: '2026-12-20T02:00:00.000Z' })
  })
})
