/**
 * The duty roster of the demo town: grid workers on weekdays, some at weekends, community specialists by turns on every day,
 * leave around the day the town is seen on, and leaders who stand in. Some grids keep none, as in life.
 */
import { dateOf, dayOf, weekdayOf } from './civilDate.ts'
import type { Rng } from './rng.ts'
import type { TownAssignment, TownRoster } from './types.ts'

const addDays = (day: string, days: number): string => dateOf(dayOf(day) + days)

const WEEK = [1, 2, 3, 4, 5]
const at = (day: string, time = '00:00'): string => `${day}T${time}:00+08:00`
const minutes = (hours: number, rest = 0): number => hours * 60 + rest

/** Share of grids without a roster, of workers on leave, and of those who have a deputy. */
const WITHOUT = 0.12
const ON_LEAVE = 0.07
const HAS_DEPUTY = 0.7

/** Classes that a few specialists are trained for. */
const SKILLS = [['greening', 'cityAppearance'], ['publicUtilities', 'roadsTraffic'], []] as const

export function makeRoster(assignments: readonly TownAssignment[], today: string, rng: Rng): TownRoster {
  const roster: TownRoster = { people: [], shifts: [], leave: [], deputies: [] }
  const byUnit = new Map<string, TownAssignment[]>()
  for (const one of assignments) {
    if (one.from > today || (one.to !== null && one.to <= today)) continue
    const own = byUnit.get(one.unitCode) ?? []
    // Two of one name in one unit could not be told apart.
    if (own.some(({ personName }) => personName === one.personName)) continue
    byUnit.set(one.unitCode, [...own, one])
  }
  for (const [unit, people] of byUnit) {
    const specialists = people.filter(({ role }) => role === 'specialist')
    if (specialists.length > 0) turns(roster, unit, specialists)
    else if (!rng.fork(unit).chance(WITHOUT)) gridOf(roster, unit, people, today, rng.fork(unit))
  }
  return roster
}

/** Specialists share the week; one of them the evenings. */
function turns(roster: TownRoster, unit: string, people: readonly TownAssignment[]): void {
  people.forEach(({ personName: person }, index) => {
    roster.people.push({ unit, name: person, skills: [...SKILLS[index % SKILLS.length]!] })
    const days = index === 0 ? [0, 1, 2, 3] : index === 1 ? [3, 4, 5, 6] : [...WEEK, 6, 7]
    const [from, to] = index === 2 ? [minutes(17), minutes(21)] : [minutes(8, 30), minutes(17, 30)]
    roster.shifts.push({ unit, person, weekdays: days, day: null, from, to })
  })
}

function gridOf(
  roster: TownRoster,
  unit: string,
  people: readonly TownAssignment[],
  today: string,
  rng: Rng,
): void {
  const leader = people.find(({ role }) => role === 'leader')
  const workers = people.filter(({ role }) => role === 'worker')
  for (const { personName: name } of people) roster.people.push({ unit, name, skills: [] })
  workers.forEach(({ personName: person }, index) => {
    const weekdays = index === 1 ? [2, 3, 4, 5, 6] : WEEK
    roster.shifts.push({ unit, person, weekdays, day: null, from: minutes(8, 30), to: minutes(17, 30) })
    if (leader && rng.chance(HAS_DEPUTY))
      roster.deputies.push({
        unit,
        person,
        deputy: leader.personName,
        from: at(addDays(today, -90)),
        to: null,
      })
    if (!rng.chance(ON_LEAVE)) return
    const from = addDays(today, -rng.whole(0, 3))
    const kind = rng.pick(['annual', 'annual', 'official', 'training', 'other'] as const)
    roster.leave.push({ unit, person, from: at(from), to: at(addDays(today, rng.whole(1, 5))), kind })
  })
  // The leader takes a Saturday now and then.
  const saturday = addDays(today, (6 - weekdayOf(dayOf(today)) + 7) % 7)
  if (leader && workers.length === 1 && rng.chance(0.3))
    roster.shifts.push({
      unit,
      person: leader.personName,
      weekdays: [],
      day: saturday,
      from: minutes(9),
      to: minutes(16),
    })
}
