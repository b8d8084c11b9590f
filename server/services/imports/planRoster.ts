/** What a file of a roster changes in the one that is kept. Pure: read before, written after, by others. */
import type { RosterRow, RosterShift } from '../../ingest/importers/roster.ts'

/** A person by unit and name: the register knows them so, and so does the roster. */
export interface RosterPerson {
  unit: string
  name: string
}

/** A row whose unit is a code in force, and whose deputy is known. */
export interface RosterEntry extends Omit<RosterRow, 'deputy' | 'unit'> {
  unit: string
  deputy: RosterPerson | null
}

export interface KeptShift extends RosterPerson, RosterShift {
  id: string
}

/** The roster as it is, of the units and people that the file names. */
export interface KeptRoster {
  people: readonly (RosterPerson & { skills: readonly string[] })[]
  shifts: readonly KeptShift[]
  /** How many shifts these units have besides, of people of other units: a file names none of them. */
  shiftsOfOthers: readonly { unit: string; count: number }[]
  leave: readonly (RosterPerson & { from: string; to: string; kind: string })[]
  deputies: readonly (RosterPerson & { deputy: RosterPerson })[]
}

export interface RosterPlan {
  people: (RosterPerson & { skills: string[] })[]
  skills: (RosterPerson & { skills: string[] })[]
  shifts: (RosterPerson & RosterShift)[]
  leave: (RosterPerson & NonNullable<RosterRow['leave']>)[]
  deputies: (RosterPerson & { deputy: RosterPerson })[]
  /** Shifts of the file's units that the file does not have. */
  ended: KeptShift[]
  added: number
  changed: number
  unchanged: number
}

export const personKey = ({ unit, name }: RosterPerson): string => `${unit}|${name}`
const shiftKey = (shift: RosterPerson & RosterShift): string =>
  [personKey(shift), shift.day ?? [...shift.weekdays].sort().join(''), shift.fromMinute, shift.toMinute].join(
    '|',
  )
const leaveKey = (leave: RosterPerson & { from: string; to: string }): string =>
  [personKey(leave), Date.parse(leave.from), Date.parse(leave.to)].join('|')
const deputyKey = (pair: RosterPerson & { deputy: RosterPerson }): string =>
  `${personKey(pair)}|${personKey(pair.deputy)}`

/** Shifts of the file's units that it does not have, from a day on. */
function missingShifts(kept: KeptRoster, entries: readonly RosterEntry[], from: string): KeptShift[] {
  const named = new Set(
    entries.flatMap(({ unit, person, shift }) => (shift ? [shiftKey({ unit, name: person, ...shift })] : [])),
  )
  // A unit whose rows have no shift at all (a file of leave) says nothing of its shifts.
  const units = new Set(entries.filter(({ shift }) => shift !== null).map(({ unit }) => unit))
  return kept.shifts.filter(
    (shift) =>
      units.has(shift.unit) && (shift.day === null || shift.day >= from) && !named.has(shiftKey(shift)),
  )
}

/**
 * Rows whose shift their unit has no room for, beside what it keeps.
 * @param most  shifts of one unit
 * @returns each with how many shifts its unit would have
 */
export function overfull(
  kept: KeptRoster,
  entries: readonly RosterEntry[],
  endsMissing: string | null,
  most: number,
): Map<RosterEntry, number> {
  const gone = new Set(endsMissing === null ? [] : missingShifts(kept, entries, endsMissing))
  const counts = new Map(kept.shiftsOfOthers.map(({ unit, count }) => [unit, count]))
  const oneMore = (unit: string): number => {
    const count = (counts.get(unit) ?? 0) + 1
    counts.set(unit, count)
    return count
  }
  const known = new Set<string>()
  for (const shift of kept.shifts) {
    if (gone.has(shift)) continue
    known.add(shiftKey(shift))
    oneMore(shift.unit)
  }
  const beyond: RosterEntry[] = []
  for (const entry of entries) {
    if (!entry.shift) continue
    const key = shiftKey({ unit: entry.unit, name: entry.person, ...entry.shift })
    if (known.has(key)) continue
    known.add(key)
    if (oneMore(entry.unit) > most) beyond.push(entry)
  }
  return new Map(beyond.map((entry) => [entry, counts.get(entry.unit)!]))
}

/** @param endsMissing  from which day on shifts that the file does not have are taken away; null for none */
export function planRoster(
  kept: KeptRoster,
  entries: readonly RosterEntry[],
  endsMissing: string | null,
): RosterPlan {
  const plan: RosterPlan = {
    people: [],
    skills: [],
    shifts: [],
    leave: [],
    deputies: [],
    ended: [],
    added: 0,
    changed: 0,
    unchanged: 0,
  }
  const people = new Map(kept.people.map((one) => [personKey(one), [...one.skills].sort()]))
  // One person stands in several rows: what they are trained for is what any of these says.
  const trained = new Map<string, string[]>()
  for (const { unit, person, skills } of entries) {
    const key = personKey({ unit, name: person })
    if (skills !== null) trained.set(key, [...new Set([...(trained.get(key) ?? []), ...skills])].sort())
  }
  const shifts = new Set(kept.shifts.map(shiftKey))
  const leave = new Set(kept.leave.map(leaveKey))
  const deputies = new Set(kept.deputies.map(deputyKey))
  const isNew = (known: Set<string>, key: string): boolean => known.size < known.add(key).size
  for (const entry of entries) {
    const person = { unit: entry.unit, name: entry.person }
    const key = personKey(person)
    const before = plan.people.length + plan.shifts.length + plan.leave.length + plan.deputies.length
    const skillsBefore = plan.skills.length
    const known = people.get(key)
    const skills = trained.get(key)
    if (!known) {
      plan.people.push({ ...person, skills: skills ?? [] })
      people.set(key, skills ?? [])
    } else if (skills && skills.join() !== known.join()) {
      plan.skills.push({ ...person, skills })
      people.set(key, skills)
    }
    if (entry.shift && isNew(shifts, shiftKey({ ...person, ...entry.shift })))
      plan.shifts.push({ ...person, ...entry.shift })
    if (entry.leave && isNew(leave, leaveKey({ ...person, ...entry.leave })))
      plan.leave.push({ ...person, ...entry.leave })
    if (entry.deputy && isNew(deputies, deputyKey({ ...person, deputy: entry.deputy })))
      plan.deputies.push({ ...person, deputy: entry.deputy })
    const after = plan.people.length + plan.shifts.length + plan.leave.length + plan.deputies.length
    if (after > before) plan.added++
    else if (plan.skills.length > skillsBefore) plan.changed++
    else plan.unchanged++
  }
  if (endsMissing !== null) plan.ended = missingShifts(kept, entries, endsMissing)
  return plan
}
