/** Who is on duty: reckoned by hand, and against a second method minute by minute on random rosters. */
import { describe, expect, it } from 'vitest'
import { dayAt } from '../../../shared/domain/dates.ts'
import { dutyOf } from '../../../shared/duty/myDuty.ts'
import { actingFor, type DutyRules, onDutyAt, unitDutyAt } from '../../../shared/duty/onDuty.ts'
import { seededRandom } from '../../fixtures/seededRandom.ts'

const U = 'grid'
const MINUTE = 60_000
/** 2026-11-30 is a Monday. */
const at = (text: string): number => Date.parse(`2026-${text.replace(' ', 'T')}:00+08:00`)
const iso = (text: string): string => new Date(at(text)).toISOString()
const weekdayOf = (day: string): number => new Date(`${day}T00:00:00Z`).getUTCDay()

const EVERY_DAY = [0, 1, 2, 3, 4, 5, 6, 7]
let ids = 0
const shift = (
  person: string,
  from: number,
  to: number,
  more: { weekdays?: number[]; day?: string; unit?: string } = {},
) => ({
  id: String(++ids),
  unit: more.unit ?? U,
  person,
  weekdays: more.day === undefined ? (more.weekdays ?? EVERY_DAY) : [],
  day: more.day ?? null,
  fromMinute: from * 60,
  toMinute: to * 60,
})
const leave = (person: string, from: string, to: string) => ({ person, from: iso(from), to: iso(to) })
const deputy = (person: string, by: string) => ({ person, deputy: by, from: iso('01-01 00:00'), to: null })
const rules = (given: Partial<DutyRules>): DutyRules => ({
  people: ['a', 'b', 'c', 'd'].map((id) => ({
    id,
    unit: U,
    name: id.toUpperCase(),
    account: null,
    skills: [],
  })),
  shifts: [],
  leave: [],
  deputies: [],
  assigned: [],
  dutyDayOf: weekdayOf,
  ...given,
})
const names = (given: DutyRules, instant: number): string[] =>
  unitDutyAt(given, U, instant)
    .on.map(({ name, standsFor }) => (standsFor === null ? name : `${name} for ${standsFor}`))
    .sort()
const until = (given: DutyRules, instant: number): number | null => unitDutyAt(given, U, instant).on[0]!.until

describe('a shift', () => {
  it('begins on its minute and ends before its last', () => {
    const given = rules({ shifts: [shift('a', 8, 17, { weekdays: [1] })] })
    expect(names(given, at('11-30 08:00') - 1)).toEqual([])
    expect(names(given, at('11-30 08:00'))).toEqual(['A'])
    expect(names(given, at('11-30 17:00') - 1)).toEqual(['A'])
    expect(names(given, at('11-30 17:00'))).toEqual([])
    expect(unitDutyAt(given, U, at('11-30 17:00')).next).toEqual({ name: 'A', at: at('12-07 08:00') })
  })

  it('goes on after midnight, into a day that has none of its own', () => {
    const given = rules({ shifts: [shift('a', 20, 6, { weekdays: [1] })] })
    expect(names(given, at('12-01 05:59'))).toEqual(['A'])
    expect(until(given, at('11-30 21:00'))).toBe(at('12-01 06:00'))
    expect(names(given, at('12-01 06:00'))).toEqual([])
    expect(names(given, at('12-01 21:00'))).toEqual([])
  })

  it('overlapping or next to another of the same person is one stay', () => {
    const given = rules({
      shifts: [shift('a', 8, 12), shift('a', 11, 15), shift('a', 15, 18), shift('b', 10, 11)],
    })
    expect(names(given, at('11-30 10:30'))).toEqual(['A', 'B'])
    expect(until(given, at('11-30 08:30'))).toBe(at('11-30 18:00'))
  })

  it('of one day stands for the whole of that day', () => {
    const given = rules({ shifts: [shift('a', 8, 17), shift('b', 9, 10, { day: '2026-12-01' })] })
    expect(names(given, at('12-01 09:30'))).toEqual(['B'])
    expect(names(given, at('12-01 12:00'))).toEqual([])
    expect(names(given, at('12-02 12:00'))).toEqual(['A'])
  })

  it('of a weekday does not run on a public holiday', () => {
    const given = rules({
      shifts: [shift('a', 8, 17, { weekdays: [1, 2] }), shift('b', 8, 17, { weekdays: [7] })],
      dutyDayOf: (day) => (day === '2026-12-01' ? 7 : weekdayOf(day)),
    })
    expect(names(given, at('11-30 09:00'))).toEqual(['A'])
    expect(names(given, at('12-01 09:00'))).toEqual(['B'])
  })
})

describe('leave', () => {
  const shifts = [shift('a', 8, 17)]
  it('inside a shift lets the person go and come back', () => {
    const given = rules({ shifts, leave: [leave('a', '11-30 10:00', '11-30 12:00')] })
    expect(until(given, at('11-30 09:00'))).toBe(at('11-30 10:00'))
    const duty = unitDutyAt(given, U, at('11-30 11:00'))
    expect(duty).toMatchObject({ state: 'nobody', away: ['A'], next: { name: 'A', at: at('11-30 12:00') } })
    expect(names(given, at('11-30 12:00'))).toEqual(['A'])
  })

  it('gives the shift to the deputy until the person is back', () => {
    const given = rules({
      shifts,
      leave: [leave('a', '11-30 10:00', '11-30 12:00')],
      deputies: [deputy('a', 'b')],
    })
    expect(names(given, at('11-30 11:00'))).toEqual(['B for A'])
    expect(until(given, at('11-30 11:00'))).toBe(at('11-30 12:00'))
    expect(names(given, at('11-30 09:00'))).toEqual(['A'])
  })

  it('of the deputy as well leads on to the deputy’s deputy', () => {
    const days = ['11-29 00:00', '12-03 00:00'] as const
    const away = [leave('a', ...days), leave('b', ...days)]
    const given = rules({ shifts, leave: away, deputies: [deputy('a', 'b'), deputy('b', 'c')] })
    expect(names(given, at('11-30 11:00'))).toEqual(['C for A'])
  })

  it('of people who stand in for each other in a circle leaves nobody', () => {
    const days = ['11-29 00:00', '12-03 00:00'] as const
    const given = rules({
      shifts,
      leave: ['a', 'b', 'c'].map((one) => leave(one, ...days)),
      deputies: [deputy('a', 'b'), deputy('b', 'c'), deputy('c', 'a')],
    })
    expect(unitDutyAt(given, U, at('11-30 11:00'))).toMatchObject({
      state: 'nobody',
      next: { name: 'A', at: at('12-03 08:00') },
    })
  })

  it('of forty who all stand in for each other asks each of them once', () => {
    const all = Array.from({ length: 40 }, (_, n) => `p${n}`)
    const given = rules({
      leave: all.map((one) => leave(one, '11-30 00:00', '12-01 00:00')),
      deputies: all.flatMap((one) => all.filter((other) => other !== one).map((other) => deputy(one, other))),
    })
    expect(actingFor(given, 'p0', at('11-30 12:00'))).toBeNull()
    const back = { ...given, leave: given.leave.filter(({ person }) => person !== 'p39') }
    expect(actingFor(back, 'p0', at('11-30 12:00'))).toBe('p39')
  })

  it('names a deputy who has a shift of their own once, in their own right', () => {
    const given = rules({
      shifts: [shift('a', 8, 17), shift('b', 8, 12)],
      leave: [leave('a', '11-29 00:00', '12-03 00:00')],
      deputies: [deputy('a', 'b')],
    })
    expect(names(given, at('11-30 09:00'))).toEqual(['B'])
    expect(names(given, at('11-30 13:00'))).toEqual(['B for A'])
    expect(until(given, at('11-30 09:00'))).toBe(at('11-30 17:00'))
  })
})

describe('a unit without any shift', () => {
  const assigned = [{ unit: U, name: 'A', role: 'worker', person: 'a' }]
  it('has whoever is assigned, always', () => {
    expect(unitDutyAt(rules({ assigned }), U, at('11-29 03:00'))).toMatchObject({
      state: 'noRoster',
      on: [{ name: 'A', until: null }],
    })
    expect(unitDutyAt(rules({}), U, at('11-29 03:00')).state).toBe('nobody')
  })

  it('heeds leave and deputies of those the roster knows', () => {
    const away = { assigned, leave: [leave('a', '11-29 00:00', '12-03 00:00')] }
    expect(unitDutyAt(rules(away), U, at('11-30 09:00'))).toMatchObject({ state: 'nobody', away: ['A'] })
    expect(names(rules({ ...away, deputies: [deputy('a', 'd')] }), at('11-30 09:00'))).toEqual(['D for A'])
  })

  it('does not become one by having shifts elsewhere', () => {
    const given = rules({ assigned, shifts: [shift('a', 8, 17, { unit: 'other' })] })
    expect(onDutyAt(given, [U, 'other'], at('11-30 20:00')).map(({ state }) => state)).toEqual([
      'noRoster',
      'nobody',
    ])
  })
})

describe('a unit with shifts of single days only', () => {
  const assigned = [{ unit: U, name: 'A', role: 'worker', person: 'a' }]
  const given = rules({ assigned, shifts: [shift('b', 18, 6, { day: '2026-12-02' })] })
  it('has whoever is assigned on the other days, until the next such day', () => {
    expect(unitDutyAt(given, U, at('12-01 20:00'))).toMatchObject({
      state: 'noRoster',
      on: [{ name: 'A', until: at('12-02 00:00') }],
    })
    expect(unitDutyAt(given, U, at('12-04 20:00'))).toMatchObject({
      state: 'noRoster',
      on: [{ name: 'A', until: null }],
    })
  })

  it('keeps a roster on those days, and until their last shift ends', () => {
    expect(unitDutyAt(given, U, at('12-02 09:00'))).toMatchObject({
      state: 'nobody',
      next: { name: 'B', at: at('12-02 18:00') },
    })
    expect(unitDutyAt(given, U, at('12-03 05:59'))).toMatchObject({ state: 'onDuty', on: [{ name: 'B' }] })
    expect(unitDutyAt(given, U, at('12-03 06:00'))).toMatchObject({ state: 'noRoster', on: [{ name: 'A' }] })
  })

  it('tells when whoever is assigned is responsible again', () => {
    const morning = rules({ assigned, shifts: [shift('b', 8, 12, { day: '2026-12-02' })] })
    expect(unitDutyAt(morning, U, at('12-02 13:00'))).toMatchObject({
      state: 'nobody',
      next: { name: 'A', at: at('12-03 00:00') },
    })
    const away = { ...given, leave: [leave('b', '12-02 17:00', '12-04 00:00')] }
    expect(unitDutyAt(away, U, at('12-02 20:00')).next).toEqual({ name: 'A', at: at('12-03 06:00') })
  })

  it('keeps a roster on all days as soon as it has a weekly shift', () => {
    const weekly = rules({ assigned, shifts: [...given.shifts, shift('c', 8, 9, { weekdays: [5] })] })
    expect(unitDutyAt(weekly, U, at('12-01 20:00')).state).toBe('nobody')
  })

  it('does not call it one’s own duty to be responsible without a roster', () => {
    expect(dutyOf(given, 'a', [U], at('12-01 20:00'), () => '一网格').on).toEqual([])
  })
})

describe('one’s own duty', () => {
  const given = rules({
    shifts: [shift('a', 8, 17)],
    leave: [leave('a', '12-01 00:00', '12-02 00:00')],
    deputies: [deputy('a', 'b')],
  })
  const mine = (person: string, when: string) => dutyOf(given, person, [U], at(when), () => '一网格')
  it('says until when, for whom, and when next', () => {
    expect(mine('a', '11-30 09:00')).toMatchObject({
      on: [{ unit: '一网格', until: iso('11-30 17:00'), standsFor: null }],
    })
    expect(mine('b', '12-01 09:00')).toMatchObject({ on: [{ standsFor: 'A' }], awayUntil: null })
    expect(mine('b', '11-30 09:00')).toMatchObject({
      deputyFor: ['A'],
      on: [],
      next: { at: iso('12-01 08:00') },
    })
    expect(mine('a', '12-01 09:00')).toMatchObject({
      on: [],
      awayUntil: iso('12-02 00:00'),
      next: { at: iso('12-02 08:00') },
    })
  })
})

describe('random rosters', () => {
  /** By walking everybody who can be reached through people who are away; breadth first, so in another order. */
  const reachable = ({ leave: away, deputies }: DutyRules, person: string, instant: number): Set<string> => {
    const isAway = (one: string): boolean =>
      away.some((l) => l.person === one && Date.parse(l.from) <= instant && instant < Date.parse(l.to))
    const seen = new Set([person])
    const there = new Set<string>()
    for (const one of seen) {
      if (!isAway(one)) there.add(one)
      else
        for (const d of deputies)
          if (
            d.person === one &&
            Date.parse(d.from) <= instant &&
            (d.to === null || instant < Date.parse(d.to))
          )
            seen.add(d.deputy)
    }
    return there
  }
  /** Shifts as minutes since the day before the first: no spans, no days. */
  const coversMinute = ({ shifts }: DutyRules, instant: number): string[] =>
    shifts
      .filter(({ weekdays, fromMinute, toMinute }) => {
        const day = dayAt(new Date(instant))
        const minute = Math.floor((instant - Date.parse(`${day}T00:00:00+08:00`)) / MINUTE)
        const [today, yesterday] = [weekdayOf(day), (weekdayOf(day) + 6) % 7]
        const isOver = toMinute <= fromMinute
        if (weekdays.includes(today) && minute >= fromMinute && (isOver || minute < toMinute)) return true
        return weekdays.includes(yesterday) && isOver && minute < toMinute
      })
      .map(({ person }) => person)

  it('agree with a second method at every quarter of an hour, and stay as long as they say', () => {
    for (let seed = 1; seed <= 30; seed++) {
      const random = seededRandom(seed)
      const whole = (most: number): number => Math.floor(random() * most)
      const pick = (): string => ['a', 'b', 'c', 'd'][whole(4)]!
      const moment = (): number => at('11-30 00:00') + whole(4 * 24 * 4) * 15 * MINUTE
      const span = (): { from: string; to: string } => {
        const [x, y] = [moment(), moment()].sort((a, b) => a - b) as [number, number]
        return { from: new Date(x).toISOString(), to: new Date(y + 15 * MINUTE).toISOString() }
      }
      const given = rules({
        shifts: Array.from({ length: 1 + whole(5) }, () => ({
          ...shift(pick(), 0, 0, { weekdays: [0, 1, 2, 3, 4, 5, 6].filter(() => random() < 0.6) }),
          fromMinute: whole(96) * 15,
          toMinute: whole(97) * 15,
        })),
        leave: Array.from({ length: whole(6) }, () => ({ person: pick(), ...span() })),
        deputies: Array.from({ length: whole(6) }, () => ({ person: pick(), deputy: pick(), ...span() })),
      })
      for (let instant = at('11-30 00:00'); instant < at('12-04 00:00'); instant += 45 * MINUTE) {
        const duty = unitDutyAt(given, U, instant)
        const want = coversMinute(given, instant)
        for (const person of want) {
          const acting = actingFor(given, person, instant)
          const there = reachable(given, person, instant)
          expect(acting === null).toBe(there.size === 0)
          if (acting !== null) expect(there).toContain(acting)
        }
        const on = new Set(want.flatMap((person) => actingFor(given, person, instant) ?? []))
        expect(duty.on.map(({ person }) => person).sort()).toEqual([...on].sort())
        for (const { person, until: end } of duty.on) {
          const isOn = (when: number): boolean =>
            unitDutyAt(given, U, when).on.some((one) => one.person === person)
          expect(end!).toBeGreaterThan(instant)
          expect(isOn(end! - 1)).toBe(true)
          if (end! < instant + 14 * 1440 * MINUTE) expect(isOn(end!)).toBe(false)
        }
        if (duty.next) {
          expect(unitDutyAt(given, U, duty.next.at).on.length).toBeGreaterThan(0)
          expect(unitDutyAt(given, U, duty.next.at - 1).on).toEqual([])
        }
      }
    }
  })
})
