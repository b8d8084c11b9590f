/**
 * Who is on duty in a unit at an instant. A shift names a person; while they are on leave their deputy acts, and the deputy's
 * deputy while that one is away too. A unit keeps a roster on every day where it has weekly shifts; where it has shifts of
 * single days only, on those days and until they end. Without a roster whoever is assigned to it is responsible. Pure: what
 * kind of day a day is comes from the caller.
 */
import { addDays, dayAt, type Day } from '../domain/dates.ts'
import type { Assigned, DutyRoster, DutyShift } from './roster.ts'

const MINUTE = 60_000
const DAY_MINUTES = 1440
/** So far ahead the next person on duty is looked for. */
export const DAYS_AHEAD = 14

export interface DutyRules extends Omit<DutyRoster, 'leave' | 'deputies'> {
  leave: readonly { person: string; from: string; to: string }[]
  deputies: readonly { person: string; deputy: string; from: string; to: string | null }[]
  assigned: readonly Assigned[]
  /** The weekday whose shifts run on a day, 7 for a public holiday. */
  dutyDayOf: (day: Day) => number
}

export interface OnDuty {
  /** null for who is known by the register of assignments only. */
  person: string | null
  name: string
  /** Milliseconds; null for who is responsible for good. */
  until: number | null
  /** Name of the person who is away. */
  standsFor: string | null
  skills: readonly string[]
}

export interface UnitDuty {
  unit: string
  /** `noRoster`: those assigned are responsible. */
  state: 'onDuty' | 'noRoster' | 'nobody'
  on: OnDuty[]
  /** Has a shift now, and nobody acts for them. */
  away: string[]
  /** Who comes on next, where nobody is on duty. Milliseconds. */
  next: { name: string; at: number } | null
}

interface Span {
  shift: DutyShift
  from: number
  to: number
}

const startOf = (day: Day): number => Date.parse(`${day}T00:00:00+08:00`)
/** From one instant until another, which is not included; without an end for good. */
export const covers = (from: string, to: string | null, at: number): boolean =>
  Date.parse(from) <= at && (to === null || at < Date.parse(to))

/** Shifts of a unit that begin on a day: those given for the day alone stand for the whole of it. */
function spansOn({ shifts, dutyDayOf }: DutyRules, unit: string, day: Day): Span[] {
  const own = shifts.filter((shift) => shift.unit === unit)
  const ofDay = own.filter((shift) => shift.day === day)
  const weekday = dutyDayOf(day)
  const valid = ofDay.length > 0 ? ofDay : own.filter(({ weekdays }) => weekdays.includes(weekday))
  return valid.map((shift) => {
    const from = startOf(day) + shift.fromMinute * MINUTE
    const length =
      shift.toMinute > shift.fromMinute
        ? shift.toMinute - shift.fromMinute
        : shift.toMinute + DAY_MINUTES - shift.fromMinute
    return { shift, from, to: from + length * MINUTE }
  })
}

const hasWeekly = ({ shifts }: DutyRules, unit: string): boolean =>
  shifts.some((shift) => shift.unit === unit && shift.day === null)

const keepsRosterOn = ({ shifts }: DutyRules, unit: string, day: Day): boolean =>
  shifts.some((shift) => shift.unit === unit && (shift.day === null || shift.day === day))

/** A shift of the day before that still runs is part of the roster. */
const keepsRosterAt = (rules: DutyRules, unit: string, at: number): boolean =>
  keepsRosterOn(rules, unit, dayAt(new Date(at))) || spansAt(rules, unit, at).length > 0

/** A shift that began the day before may still run. */
const spansAt = (rules: DutyRules, unit: string, at: number): Span[] => {
  const day = dayAt(new Date(at))
  return [...spansOn(rules, unit, addDays(day, -1)), ...spansOn(rules, unit, day)].filter(
    ({ from, to }) => from <= at && at < to,
  )
}

/**
 * Who acts for a person at an instant: they themselves, a deputy, or the deputy of one who is away as well; null where all
 * of them are away, or stand in for each other in a circle.
 */
export function actingFor(
  rules: Pick<DutyRules, 'leave' | 'deputies'>,
  person: string,
  at: number,
  asked: Set<string> = new Set(),
): string | null {
  // Each is asked once, however many ways lead to them: ten who all stand in for each other are ten, not ten factorial.
  if (asked.has(person)) return null
  asked.add(person)
  if (!rules.leave.some((leave) => leave.person === person && covers(leave.from, leave.to, at))) return person
  for (const { person: of, deputy, from, to } of rules.deputies) {
    if (of !== person || !covers(from, to, at)) continue
    const acting = actingFor(rules, deputy, at, asked)
    if (acting !== null) return acting
  }
  return null
}

/** Instants after one at which somebody goes on leave or comes back, or begins or ends to stand in. */
const changesAfter = ({ leave, deputies }: DutyRules, at: number): number[] =>
  [...leave, ...deputies]
    .flatMap(({ from, to }) => [Date.parse(from), to === null ? Infinity : Date.parse(to)])
    .filter((change) => change > at && change < Infinity)
    .sort((a, b) => a - b)

/** Who is in a shift of the unit: each once, in their own right before standing in. */
function actingIn(rules: DutyRules, unit: string, at: number): Map<string, { of: string; to: number }> {
  const found = new Map<string, { of: string; to: number }>()
  for (const { shift, to } of spansAt(rules, unit, at)) {
    const acting = actingFor(rules, shift.person, at)
    if (acting === null) continue
    const known = found.get(acting)
    const isBetter = !known || (known.of !== acting && shift.person === acting)
    if (isBetter) found.set(acting, { of: shift.person, to })
    else if ((known.of === acting) === (shift.person === acting) && to > known.to)
      found.set(acting, { ...known, to })
  }
  return found
}

/** Until when somebody stays on duty without a gap. */
function stays(rules: DutyRules, unit: string, acting: string, at: number): number {
  const latest = at + DAYS_AHEAD * DAY_MINUTES * MINUTE
  const changes = changesAfter(rules, at)
  let until = at
  for (;;) {
    const now = actingIn(rules, unit, until).get(acting)
    if (!now) return until
    const next = Math.min(now.to, ...changes.filter((change) => change > until))
    if (next >= latest) return latest
    until = next
  }
}

/** Where only single days have shifts: when those assigned may be responsible again, at midnight or when the last one ends. */
const daysWithoutRoster = (rules: DutyRules, unit: string, today: Day, days: readonly Day[]): number[] => [
  ...days.map(startOf),
  ...[addDays(today, -1), ...days].flatMap((day) => spansOn(rules, unit, day).map(({ to }) => to)),
]

/** Instants after one at which somebody may come on duty in a unit, soonest first. */
function* startsAfter(rules: DutyRules, unit: string, at: number): Generator<number> {
  const today = dayAt(new Date(at))
  const days = Array.from({ length: DAYS_AHEAD + 1 }, (_, ahead) => addDays(today, ahead))
  const last = at + DAYS_AHEAD * DAY_MINUTES * MINUTE
  const starts = [
    ...days.flatMap((day) => spansOn(rules, unit, day).map(({ from }) => from)),
    ...changesAfter(rules, at),
    ...(hasWeekly(rules, unit) ? [] : daysWithoutRoster(rules, unit, today, days)),
  ]
  yield* [...new Set(starts)].filter((one) => one > at && one <= last).sort((a, b) => a - b)
}

function nextOn(rules: DutyRules, unit: string, at: number): UnitDuty['next'] {
  for (const start of startsAfter(rules, unit, at)) {
    if (!keepsRosterAt(rules, unit, start)) {
      const [first] = responsible(rules, unit, start).on
      if (first) return { name: first.name, at: start }
      continue
    }
    const [acting] = actingIn(rules, unit, start).keys()
    if (acting !== undefined) return { name: nameOf(rules, acting), at: start }
  }
  return null
}

/** When a person comes on duty next in a unit; null where they do not within the days looked ahead. */
export function comesOn(rules: DutyRules, unit: string, person: string, at: number): number | null {
  for (const start of startsAfter(rules, unit, at)) if (actingIn(rules, unit, start).has(person)) return start
  return null
}

const nameOf = ({ people }: DutyRules, id: string): string =>
  people.find((person) => person.id === id)?.name ?? id

/** Begin of the next day with a roster, of those looked ahead. */
function nextRosterDay(rules: DutyRules, unit: string, at: number): number | null {
  for (
    let day = addDays(dayAt(new Date(at)), 1), ahead = 0;
    ahead < DAYS_AHEAD;
    day = addDays(day, 1), ahead++
  )
    if (keepsRosterOn(rules, unit, day)) return startOf(day)
  return null
}

/** Those assigned to a unit that keeps no roster then: responsible, or who acts for them while they are away. */
function responsible(rules: DutyRules, unit: string, at: number): UnitDuty {
  const on: OnDuty[] = []
  const until = nextRosterDay(rules, unit, at)
  const away: string[] = []
  for (const { name, person } of rules.assigned.filter((one) => one.unit === unit)) {
    const acting = person === null ? null : actingFor(rules, person, at)
    if (person !== null && acting === null) {
      away.push(name)
      continue
    }
    const known = acting === null ? undefined : rules.people.find(({ id }) => id === acting)
    const own = acting === person
    if (on.some((one) => one.name === (known?.name ?? name) && one.person === acting)) continue
    on.push({
      person: acting,
      name: known?.name ?? name,
      until,
      standsFor: own ? null : name,
      skills: known?.skills ?? [],
    })
  }
  return { unit, state: on.length > 0 ? 'noRoster' : 'nobody', on, away, next: null }
}

/** Who is on duty in one unit. @param at  milliseconds */
export function unitDutyAt(rules: DutyRules, unit: string, at: number): UnitDuty {
  if (!keepsRosterAt(rules, unit, at)) return responsible(rules, unit, at)
  const on = [...actingIn(rules, unit, at)].map(([acting, { of }]): OnDuty => ({
    person: acting,
    name: nameOf(rules, acting),
    until: stays(rules, unit, acting, at),
    standsFor: of === acting ? null : nameOf(rules, of),
    skills: rules.people.find(({ id }) => id === acting)?.skills ?? [],
  }))
  const away = spansAt(rules, unit, at)
    .filter(({ shift }) => actingFor(rules, shift.person, at) === null)
    .map(({ shift }) => nameOf(rules, shift.person))
  return {
    unit,
    state: on.length > 0 ? 'onDuty' : 'nobody',
    on,
    away: [...new Set(away)],
    next: on.length > 0 ? null : nextOn(rules, unit, at),
  }
}

/** Unit by unit, from the grid of a place up to the street. */
export const onDutyAt = (rules: DutyRules, chain: readonly string[], at: number): UnitDuty[] =>
  chain.map((unit) => unitDutyAt(rules, unit, at))
