/** Days that the office changes: audited, for administrators of the office, and followed by due times of open issues. */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type CalendarChange, OfficeDays } from '../../shared/calendar/officeDays.ts'
import { calendarDay, weekdayOf } from '../../shared/calendar/officeCalendar.ts'
import { addDays, dayAt, today } from '../../shared/domain/dates.ts'
import { rows, sql } from '../../server/db/sql.ts'
import { appRouter } from '../../server/routers/appRouter.ts'
import { officeCalendar, renewCalendar, useOfficeDays } from '../../server/services/desk/officeCalendar.ts'
import { commandsOf, loadTinyTown } from '../fixtures/tinyTown.ts'
import { type TestApp, hasDatabase, openTestApp, viewerWith } from './harness.ts'

const NONE = OfficeDays.parse({})

describe.skipIf(!hasDatabase)('the office’s calendar', () => {
  let office: TestApp
  const as = async (...roles: Parameters<typeof viewerWith>[1]) =>
    appRouter.createCaller({
      app: office.app,
      viewer: { ...(await viewerWith(office.app, roles)), accountId: '11' },
      sessionToken: undefined,
      setSession: () => undefined,
    })
  let admin: Awaited<ReturnType<typeof as>>
  const report = async (): Promise<string> =>
    (
      await admin.issue.report({
        class: 'greening',
        subclass: 'streetTree',
        description: '树枝压线',
        location: [114.005, 30.005],
        key: randomUUID(),
      })
    ).id
  const dueOf = async (id: string) => (await admin.issue.file({ id })).due
  const storedDue = async (id: string): Promise<string | null> =>
    (
      await rows<{ at: string | null }>(
        office.app.db.pool,
        sql`select due_at as at from issue where id = ${id}`,
      )
    )[0]!.at
  /** The next working day after today. */
  const nextWorked = (): string => {
    let day = addDays(today(), 1)
    while (!calendarDay(officeCalendar(), day).isWorking) day = addDays(day, 1)
    return day
  }

  beforeAll(async () => {
    office = await openTestApp()
    await loadTinyTown(commandsOf(office.app))
    admin = await as('administrator', 'commandCentre')
  })
  afterAll(async () => {
    useOfficeDays(NONE)
    await office?.close()
  })

  test('a day off moves what is open, by the limit of its class, and back again', async () => {
    const plain = await report()
    const worked = await report()
    await admin.issue.step({
      id: worked,
      step: 'accept',
      seen: (await admin.issue.file({ id: worked })).lastEvent,
      reason: '',
      details: {},
      key: randomUUID(),
    })
    const extended = await report()
    const due = new Date(Date.now() + 20 * 86_400_000).toISOString()
    await admin.issue.step({
      id: extended,
      step: 'extend',
      seen: (await admin.issue.file({ id: extended })).lastEvent,
      reason: '等材料',
      details: { due },
      key: randomUUID(),
    })
    const before = await Promise.all([plain, worked, extended].map(storedDue))
    const day = nextWorked()
    const { moved } = await admin.calendar.change({ kind: 'day', day, isWorking: false, name: '停电' })
    expect(moved).toBeGreaterThanOrEqual(2)
    const after = await Promise.all([plain, worked, extended].map(storedDue))
    expect(Date.parse(after[0]!)).toBeGreaterThan(Date.parse(before[0]!))
    expect(Date.parse(after[1]!)).toBeGreaterThan(Date.parse(before[1]!))
    expect(after[2]).toBe(before[2])
    // What is explained is what is stored, and the day is told by its name.
    const told = await dueOf(plain)
    expect(told).toMatchObject({ source: 'limit', dueAt: after[0] })
    expect(told.days.find((one) => one.day === day)).toMatchObject({ isCounted: false, name: '停电' })
    expect((await dueOf(worked)).dueAt).toBe(after[1])

    await admin.calendar.change({ kind: 'clear', day })
    expect(await Promise.all([plain, worked, extended].map(storedDue))).toEqual(before)
    expect((await dueOf(plain)).source).toBe('limit')
  })

  test('stands in the year, is audited, and is there after a restart', async () => {
    const day = nextWorked()
    const year = Number(day.slice(0, 4))
    await admin.calendar.change({ kind: 'day', day, isWorking: false, name: '演练' })
    expect((await admin.calendar.year({ year })).days.find((one) => one.day === day)).toMatchObject({
      office: { isWorking: false, name: '演练' },
      published: null,
      reason: 'holiday',
    })
    const audited = await rows(
      office.app.db.pool,
      sql`select subject_id as day, fields from audit where action = 'calendarChanged' order by id desc limit 1`,
    )
    expect(audited).toEqual([{ day, fields: ['holiday', '演练'] }])
    // Another process has not heard of it: it reads what is stored.
    useOfficeDays(NONE)
    expect(calendarDay(officeCalendar(), day).isWorking).toBe(true)
    await renewCalendar(office.app.db.pool)
    expect(calendarDay(officeCalendar(), day).isWorking).toBe(false)
    await admin.calendar.change({ kind: 'clear', day })
  })

  test('other hours from a day on move what is open, as told before, and are explained', async () => {
    const id = await report()
    const before = await storedDue(id)
    const from = addDays(today(), 1)
    const change: CalendarChange = { kind: 'hours', from, hours: [{ from: 9 * 60, to: 10 * 60 }] }
    const told = await admin.calendar.preview(change)
    expect(told.moved).toBeGreaterThan(0)
    expect(await storedDue(id)).toBe(before)
    expect(await admin.calendar.change(change)).toEqual(told)
    const after = await storedDue(id)
    expect(Date.parse(after!)).toBeGreaterThan(Date.parse(before!))
    const due = await dueOf(id)
    expect(due).toMatchObject({ source: 'limit', dueAt: after })
    const later = due.days.filter(({ day, isCounted }) => isCounted && day >= from)
    expect(later.length).toBeGreaterThan(1)
    expect(later.every(({ minutes }) => minutes <= 60)).toBe(true)
    const audited = await rows(
      office.app.db.pool,
      sql`select subject_id as day, fields from audit where action = 'calendarChanged' order by id desc limit 1`,
    )
    expect(audited).toEqual([{ day: from, fields: ['hours', '09:00-10:00'] }])
    expect(await admin.calendar.change({ kind: 'clearHours', from })).toEqual(told)
    expect(await storedDue(id)).toBe(before)
    await expect(admin.calendar.preview({ ...change, from: today() })).rejects.toMatchObject({
      key: 'calendar.past',
    })
  })

  test('other weekdays from a day on move what is open, and the command line agrees', async () => {
    const id = await report()
    const before = await storedDue(id)
    const from = addDays(today(), 1)
    // Only the weekday of tomorrow is worked from then on.
    const change: CalendarChange = { kind: 'weekdays', from, weekdays: [weekdayOf(from)] }
    const told = await admin.calendar.preview(change)
    expect(told.moved).toBeGreaterThan(0)
    expect(await admin.calendar.change(change)).toEqual(told)
    const due = await dueOf(id)
    expect(due).toMatchObject({ source: 'limit', dueAt: await storedDue(id) })
    expect(due.days.filter(({ day, isCounted }) => isCounted && day >= from).length).toBeGreaterThan(1)
    expect(
      due.days.every(({ day, isCounted }) => !isCounted || day < from || weekdayOf(day) === weekdayOf(from)),
    ).toBe(true)
    const words = ['calendar', 'due', '--class', 'greening', '--subclass', 'streetTree', '--from', due.from]
    const { json } = await commandsOf(office.app).run<{ dueAt: string }>(...words)
    // To the second, as it is typed.
    expect(Math.abs(Date.parse(json.dueAt) - Date.parse(due.dueAt!))).toBeLessThan(1_000)
    const audited = await rows(
      office.app.db.pool,
      sql`select subject_id as day, fields from audit where action = 'calendarChanged' order by id desc limit 1`,
    )
    expect(audited).toEqual([{ day: from, fields: ['weekdays', String(weekdayOf(from))] }])
    expect(await admin.calendar.change({ kind: 'clearWeekdays', from })).toEqual(told)
    expect(await storedDue(id)).toBe(before)
    await expect(admin.calendar.preview({ ...change, from: today() })).rejects.toMatchObject({
      key: 'calendar.past',
    })
  })

  test('what was counted stays: today and before cannot be changed', async () => {
    for (const day of [today(), addDays(today(), -1), dayAt(new Date(0))])
      await expect(
        admin.calendar.change({ kind: 'day', day, isWorking: false, name: 'x' }),
      ).rejects.toMatchObject({ key: 'calendar.past' })
  })

  test('is for administrators of the whole office', async () => {
    const officer = await as('commandCentre')
    const change = { kind: 'day', day: addDays(today(), 3), isWorking: false, name: 'x' } as const
    await expect(officer.calendar.change(change)).rejects.toMatchObject({ key: 'access.refused' })
  })
})
