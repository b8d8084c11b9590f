/**
 * Who an issue is best handed to, and why: units from the grid of its place upwards, and the department of its class. First
 * whoever is on duty, or always responsible; of those who is trained for the class, then who is nearest. Where nobody is,
 * the street's duty desk. The reasons are facts; the page has the words.
 */
import { z } from 'zod'
import { UNIT_LEVELS } from '../domain/levels.ts'
import { type StepDetails, Target } from '../issues/progress.ts'
import type { OnDuty, UnitDuty } from './onDuty.ts'

export const MOST_SUGGESTIONS = 3

/** `desk`: the street's, where nobody is on duty. `later`: comes on duty later. */
export const OPTION_STATES = ['onDuty', 'noRoster', 'desk', 'later', 'department'] as const

export const SuggestedOption = z.object({
  target: Target,
  /** Of the unit; a department is named by the page. */
  name: z.string(),
  level: z.enum([...UNIT_LEVELS, 'department']),
  state: z.enum(OPTION_STATES),
  people: z.array(
    z.object({
      name: z.string(),
      /** ISO 8601. */
      until: z.string().nullable(),
      standsFor: z.string().nullable(),
      /** For the class of the issue; null where the roster says nothing of what they are trained for. */
      isTrained: z.boolean().nullable(),
      /** Taken by them and not settled; null where the program does not know what they take. */
      inHand: z.number().nullable(),
    }),
  ),
  next: z.object({ name: z.string(), at: z.string() }).nullable(),
  /** In the hands of the unit or the department now, whoever of it has taken them. */
  openIssues: z.number(),
  /** From the middle of the unit to the place, straight. */
  meters: z.number().nullable(),
  /** Not to be given by who asks: it lies beyond their area. */
  isBeyond: z.boolean(),
})
export type SuggestedOption = z.infer<typeof SuggestedOption>

/** A unit nearer to the place where nobody is on duty. */
export const PassedOver = z.object({
  unit: z.string(),
  name: z.string(),
  /** Have a shift now and are on leave, with nobody to act for them. */
  away: z.array(z.string()),
  next: z.object({ name: z.string(), at: z.string() }).nullable(),
})
export type PassedOver = z.infer<typeof PassedOver>

export interface UnitFacts {
  code: string
  name: string
  level: (typeof UNIT_LEVELS)[number]
  openIssues: number
  meters: number | null
  isBeyond: boolean
}

export interface SuggestionFacts {
  /** From the grid of the place up to the street. */
  units: readonly UnitFacts[]
  duties: readonly UnitDuty[]
  issueClass: string
  /** Issues in the hands of people of the roster, by person, as far as it is known. */
  inHand: ReadonlyMap<string, number>
  /** The department of the class, and how many issues it has in hand. */
  department: { name: string; openIssues: number } | null
}

const iso = (at: number): string => new Date(at).toISOString()

const isTrainedFor = ({ skills }: OnDuty, issueClass: string): boolean | null =>
  skills.length === 0 ? null : skills.includes(issueClass)

/** 0: somebody is trained for the class; 1: nothing is said of it; 2: all are trained for other things. */
const training = (on: readonly OnDuty[], issueClass: string): number => {
  const known = on.map((one) => isTrainedFor(one, issueClass))
  return known.includes(true) ? 0 : known.includes(null) ? 1 : 2
}

type Loads = ReadonlyMap<string, number>
const inHandOf = ({ person }: OnDuty, loads: Loads): number | null =>
  person === null ? null : (loads.get(person) ?? null)

/** The trained first, those whose own shift it is before those who stand in, then who has least in hand. */
const ordered = (on: readonly OnDuty[], issueClass: string, loads: Loads): OnDuty[] => {
  const order = (one: OnDuty): number => training([one], issueClass) * 2 + (one.standsFor === null ? 0 : 1)
  return on.toSorted((a, b) => order(a) - order(b) || (inHandOf(a, loads) ?? 0) - (inHandOf(b, loads) ?? 0))
}

/** @returns at most three, the best first, and the units passed over because nobody is on duty there */
export function suggest({ units, duties, issueClass, inHand, department }: SuggestionFacts): {
  options: SuggestedOption[]
  passedOver: PassedOver[]
} {
  const optionOf = (unit: UnitFacts, state: SuggestedOption['state'], duty?: UnitDuty): SuggestedOption => ({
    target: { unit: unit.code },
    name: unit.name,
    level: unit.level,
    state,
    people: ordered(duty?.on ?? [], issueClass, inHand).map((one) => ({
      name: one.name,
      until: one.until === null ? null : iso(one.until),
      standsFor: one.standsFor,
      isTrained: isTrainedFor(one, issueClass),
      inHand: inHandOf(one, inHand),
    })),
    next: duty?.next ? { name: duty.next.name, at: iso(duty.next.at) } : null,
    openIssues: unit.openIssues,
    meters: unit.meters,
    isBeyond: unit.isBeyond,
  })
  const levels = units.map((unit, level) => ({ unit, level, duty: duties[level]! }))
  const isThere = ({ duty }: (typeof levels)[number]): boolean => duty.state !== 'nobody'
  // Trained for the class counts for more than one level nearer only where those nearer are trained for something else.
  const rank = ({ duty, level }: (typeof levels)[number]): number =>
    (training(duty.on, issueClass) === 2 ? units.length : 0) + level
  const there = levels.filter(isThere).sort((a, b) => rank(a) - rank(b))
  const ready = there.map(({ unit, duty }) =>
    optionOf(unit, duty.state === 'noRoster' ? 'noRoster' : 'onDuty', duty),
  )
  const top = levels.at(-1)
  if (ready.length === 0 && top) ready.push(optionOf(top.unit, 'desk', top.duty))
  const later = levels
    .filter((one) => one.duty.next !== null && one !== top)
    .slice(0, 1)
    .map(({ unit, duty }) => optionOf(unit, 'later', duty))
  const byClass: SuggestedOption[] = department
    ? [
        {
          target: { department: department.name },
          name: department.name,
          level: 'department',
          state: 'department',
          people: [],
          next: null,
          openIssues: department.openIssues,
          meters: null,
          isBeyond: false,
        },
      ]
    : []
  const nearest = levels.findIndex(isThere)
  return {
    options: [...ready.slice(0, 1), ...byClass, ...later, ...ready.slice(1)].slice(0, MOST_SUGGESTIONS),
    passedOver: levels.slice(0, nearest < 0 ? levels.length - 1 : nearest).map(({ unit, duty }) => ({
      unit: unit.code,
      name: unit.name,
      away: duty.away,
      next: duty.next && { name: duty.next.name, at: iso(duty.next.at) },
    })),
  }
}

/** What a dispatch followed: what was suggested then, and which of it was taken; null where another was chosen. */
export type Followed = NonNullable<StepDetails['suggested']>

const keyOf = (target: Target): string =>
  'unit' in target ? `unit:${target.unit}` : `department:${target.department}`

/** Which of the suggestions a target is. */
export function followed(targets: readonly Target[], taken: Target): Followed {
  const index = targets.findIndex((target) => keyOf(target) === keyOf(taken))
  return { targets: [...targets], rank: index < 0 ? null : index + 1 }
}
