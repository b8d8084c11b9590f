import { describe, expect, it } from 'vitest'
import { makeCalendar } from '../../../shared/calendar/defaultCalendar.ts'
import { changed, OfficeDays, yearOfOffice } from '../../../shared/calendar/officeDays.ts'
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
