/** How rosters write days, times and kinds of leave. A week runs from 1 for Monday to 7 for Sunday; H stands for public holidays. */
import { HOLIDAY, LEAVE_KINDS, type DutyLeave } from '../../../shared/duty/roster.ts'
import { readDay } from './cells.ts'

/** In the order of a week, as the roster counts them. */
const WEEK = [1, 2, 3, 4, 5, 6, 0] as const

const WORDS: Readonly<Record<string, readonly number[]>> = {
  每天: [...WEEK, HOLIDAY],
  天天: [...WEEK, HOLIDAY],
  daily: [...WEEK, HOLIDAY],
  everyday: [...WEEK, HOLIDAY],
  工作日: [1, 2, 3, 4, 5],
  weekdays: [1, 2, 3, 4, 5],
  周末: [6, 0],
  双休日: [6, 0],
  weekends: [6, 0],
  节假日: [HOLIDAY],
  法定节假日: [HOLIDAY],
  holiday: [HOLIDAY],
  holidays: [HOLIDAY],
  h: [HOLIDAY],
}

const CHINESE = ['一', '二', '三', '四', '五', '六']
const ENGLISH = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']

/** Place in the week, 0 for Monday to 6; null for what is no weekday. */
function placeOf(text: string): number | null {
  if (/^[1-7]$/.test(text)) return Number(text) - 1
  const chinese = /^(?:周|星期|礼拜)?([一二三四五六日天])$/u.exec(text)?.[1]
  if (chinese !== undefined) return CHINESE.includes(chinese) ? CHINESE.indexOf(chinese) : 6
  const english = ENGLISH.findIndex((name) => text.startsWith(name) && /^[a-z]+$/.test(text))
  return english < 0 ? null : english
}

export type DutyDays = { weekdays: number[] } | { day: string }

/** `1-5`, `Mon-Fri`, `周一至周五`, `周一、周三`, `daily`, `holiday`, or one date; null for what is none of these. */
export function readDutyDays(text: string): DutyDays | null {
  const day = readDay(text.trim())
  if (day !== null) return { day }
  const tokens = text
    .normalize('NFKC')
    .toLowerCase()
    .replace('every day', 'everyday')
    .replace(/\s*(?:[-~–—]|至|到|to)\s*/gu, '-')
    .split(/[\s,、;+]+/u)
    .filter((token) => token !== '')
  const found = new Set<number>()
  for (const token of tokens) {
    const word = WORDS[token]
    const [first, last, ...more] = token.split('-').map(placeOf)
    if (word) word.forEach((weekday) => found.add(weekday))
    else if (first === null || first === undefined || last === null || more.length > 0) return null
    else {
      // From Saturday to Tuesday goes over the end of the week.
      for (let at = first; ; at = (at + 1) % 7) {
        found.add(WEEK[at]!)
        if (at === (last ?? first)) break
      }
    }
  }
  return found.size === 0 ? null : { weekdays: [...found].sort((a, b) => a - b) }
}

/** Minutes of a time of day, 1440 for 24:00; null for what is none. A cell for times may hold seconds. */
export function readMinute(text: string): number | null {
  const parts = /^(\d{1,2}):(\d{2})(?::00)?$/.exec(text.normalize('NFKC').trim())
  if (!parts) return null
  const minutes = Number(parts[1]) * 60 + Number(parts[2])
  return Number(parts[2]) < 60 && minutes <= 1440 ? minutes : null
}

const LEAVE: Readonly<Record<string, DutyLeave['kind']>> = {
  年假: 'annual',
  年休假: 'annual',
  年休: 'annual',
  公出: 'official',
  公务: 'official',
  出差: 'official',
  培训: 'training',
  学习: 'training',
  其他: 'other',
  事假: 'other',
  'annual leave': 'annual',
  'official business': 'official',
}

/** Words that are no kind of ours are `other`: nobody's health is written down. */
export const readLeaveKind = (text: string): DutyLeave['kind'] =>
  LEAVE_KINDS.find((kind) => kind === text.toLowerCase()) ?? LEAVE[text.toLowerCase()] ?? 'other'

export const isLeaveKindKnown = (text: string): boolean =>
  LEAVE[text.toLowerCase()] !== undefined || LEAVE_KINDS.some((kind) => kind === text.toLowerCase())

const clock = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`

/** A shift in the signs above, the same in every language: `1-5 08:00-17:30`. */
export function shiftText(shift: {
  weekdays: readonly number[]
  day: string | null
  fromMinute: number
  toMinute: number
}): string {
  const week = WEEK.flatMap((weekday, at) => (shift.weekdays.includes(weekday) ? [at + 1] : []))
  const runs: number[][] = []
  for (const one of week) {
    const run = runs.at(-1)
    if (run?.at(-1) === one - 1) run.push(one)
    else runs.push([one])
  }
  const days = runs.map((run) => (run.length > 1 ? `${run[0]!}-${run.at(-1)!}` : String(run[0]!)))
  if (shift.weekdays.includes(HOLIDAY)) days.push('H')
  return `${shift.day ?? days.join(',')} ${clock(shift.fromMinute)}-${clock(shift.toMinute)}`
}
