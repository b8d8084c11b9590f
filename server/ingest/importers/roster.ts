/**
 * A row of a duty roster: a person of a unit, with a shift, a leave, a deputy, or none of them. What belongs together
 * (days and times of a shift, both ends of a leave) is there as a whole or not at all.
 */
import type { DutyLeave } from '../../../shared/duty/roster.ts'
import { addDays } from '../../../shared/domain/dates.ts'
import { ISSUE_CLASSES, type IssueClass } from '../../../shared/standards/issueClasses.ts'
import { type Cells, readDay, readInstant } from './cells.ts'
import { type ImportContext, note } from './importer.ts'
import { type DutyDays, isLeaveKindKnown, readDutyDays, readLeaveKind, readMinute } from './rosterWords.ts'

const LONGEST_NAME = 32

export interface RosterShift {
  weekdays: number[]
  day: string | null
  fromMinute: number
  toMinute: number
}

export interface RosterRow {
  rowNumber: number
  /** As the file writes it: code or name. */
  unit: string
  person: string
  /** Null where the file says nothing of them. */
  skills: string[] | null
  shift: RosterShift | null
  leave: { from: string; to: string; kind: DutyLeave['kind'] } | null
  deputy: string | null
}

/** By key or name, or by the first letters of a name that no other class begins with: 园林绿化 for 园林绿化设施. */
function classNamed(word: string): IssueClass | undefined {
  const typed = word.toLowerCase()
  const exact = ISSUE_CLASSES.find(
    (row) => row.class === word || row.zh === word || row.en.toLowerCase() === typed,
  )
  const begun = ISSUE_CLASSES.filter((row) => word.length > 1 && row.zh.startsWith(word))
  return exact ?? (begun.length === 1 ? begun[0] : undefined)
}

function skillsOf(cells: Cells): string[] | null {
  const text = cells.text('skills')
  if (text === null) return null
  const skills: string[] = []
  for (const word of text.split(/[、,，;；/|]+/u).map((one) => one.trim())) {
    if (word === '') continue
    const known = classNamed(word)
    if (known) skills.push(known.class)
    else cells.fault('skills', word, 'fault.expected.issueClass')
  }
  return [...new Set(skills)].sort()
}

function minute(cells: Cells, target: string, most: number): number | null {
  const text = cells.text(target)
  if (text === null) return null
  const found = readMinute(text)
  if (found !== null && found <= most) return found
  cells.fault(target, text, 'fault.expected.timeOfDay')
  return null
}

function shiftOf(cells: Cells): RosterShift | null {
  const targets = ['days', 'shiftFrom', 'shiftTo'] as const
  const missing = targets.filter((target) => cells.text(target) === null)
  if (missing.length === targets.length) return null
  for (const target of missing) cells.fault(target, '', 'fault.expected.wholeShift')
  const text = cells.text('days')
  const days: DutyDays | null = text === null ? null : readDutyDays(text)
  if (text !== null && days === null) cells.fault('days', text, 'fault.expected.dutyDays')
  const [fromMinute, toMinute] = [minute(cells, 'shiftFrom', 1439), minute(cells, 'shiftTo', 1440)]
  if (!days || fromMinute === null || toMinute === null) return null
  return 'day' in days
    ? { weekdays: [], day: days.day, fromMinute, toMinute }
    : { weekdays: days.weekdays, day: null, fromMinute, toMinute }
}

/** A last day alone is a whole one. */
function leaveEnd(cells: Cells): string | null {
  const text = cells.text('leaveTo')
  if (text === null) return null
  const day = /\d:\d/.test(text) ? null : readDay(text)
  return day === null ? cells.instant('leaveTo') : readInstant(addDays(day, 1))
}

function leaveOf(cells: Cells, context: ImportContext): RosterRow['leave'] {
  const missing = (['leaveFrom', 'leaveTo'] as const).filter((target) => cells.text(target) === null)
  const kind = cells.text('leaveKind')
  if (missing.length === 2 && kind === null) return null
  for (const target of missing) cells.fault(target, '', 'fault.expected.wholeLeave')
  const [from, to] = [cells.instant('leaveFrom'), leaveEnd(cells)]
  if (from === null || to === null) return null
  if (to <= from) cells.fault('leaveTo', cells.text('leaveTo'), 'fault.expected.afterLeaveBegins')
  if (kind !== null && !isLeaveKindKnown(kind)) note(context, 'notice.leaveKindOther')
  return { from, to, kind: kind === null ? 'other' : readLeaveKind(kind) }
}

/** @returns the row, or null when its cells hold faults */
export function parseRoster(cells: Cells, context: ImportContext): RosterRow | null {
  const [unit, person] = [cells.required('unit'), cells.required('person')]
  if (person.length > LONGEST_NAME)
    cells.fault('person', person, 'fault.expected.shorter', { most: LONGEST_NAME })
  const row: RosterRow = {
    rowNumber: cells.row.rowNumber,
    unit,
    person,
    skills: skillsOf(cells),
    shift: shiftOf(cells),
    leave: leaveOf(cells, context),
    deputy: cells.text('deputy'),
  }
  return cells.faults.length > 0 ? null : row
}
