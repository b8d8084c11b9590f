/**
 * The duty roster of an office: people, their shifts, leave, and who stands in for whom; and the changes to it. A minute
 * counts from midnight in Asia/Shanghai.
 */
import { z } from 'zod'
import { Day, Instant } from '../domain/dates.ts'
import { PlainText } from '../issues/progress.ts'
import { isIssueClass } from '../standards/issueClasses.ts'

const Id = z.string().regex(/^\d{1,18}$/)
const UnitCode = z.string().min(1).max(64)

/** 0 for Sunday to 6; 7 for public holidays, which have shifts of their own. */
export const HOLIDAY = 7
export const DUTY_DAYS = [1, 2, 3, 4, 5, 6, 0, HOLIDAY] as const
const DutyDay = z.int().min(0).max(HOLIDAY)

/** Kinds of leave; none tells of anybody's health. */
export const LEAVE_KINDS = ['annual', 'official', 'training', 'other'] as const
export const LeaveKind = z.enum(LEAVE_KINDS)

export const DutyPerson = z.object({
  id: z.string(),
  unit: z.string(),
  name: z.string(),
  /** User name of the account, where the person signs in. */
  account: z.string().nullable(),
  /** Classes that they are trained for; none: for all alike. */
  skills: z.array(z.string()),
})
export type DutyPerson = z.infer<typeof DutyPerson>

/** Weekly, or of one day; not ending after it begins, it goes on into the next day. */
export const DutyShift = z.object({
  id: z.string(),
  unit: z.string(),
  person: z.string(),
  weekdays: z.array(DutyDay),
  day: z.string().nullable(),
  fromMinute: z.number(),
  toMinute: z.number(),
})
export type DutyShift = z.infer<typeof DutyShift>

/** Away from an instant until another, which is not included. */
export const DutyLeave = z.object({
  id: z.string(),
  person: z.string(),
  from: z.string(),
  to: z.string(),
  kind: LeaveKind,
})
export type DutyLeave = z.infer<typeof DutyLeave>

/** Acts for the person while they are away. */
export const DutyDeputy = z.object({
  id: z.string(),
  person: z.string(),
  deputy: z.string(),
  from: z.string(),
  to: z.string().nullable(),
})
export type DutyDeputy = z.infer<typeof DutyDeputy>

export const DutyRoster = z.object({
  people: z.array(DutyPerson),
  shifts: z.array(DutyShift),
  leave: z.array(DutyLeave),
  deputies: z.array(DutyDeputy),
})
export type DutyRoster = z.infer<typeof DutyRoster>

/** Who looks after a unit, roster or not; `person` where the roster knows them. */
export interface Assigned {
  unit: string
  name: string
  role: string
  person: string | null
}

const Skills = z.array(z.string().refine(isIssueClass, 'class')).max(40)
/** User name; null takes the link away, nothing leaves it as it is. For who manages accounts. */
const Account = z.string().min(1).max(64).nullable().optional()

/** A change to the roster; each is audited. */
export const RosterChange = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('addPerson'),
    unit: UnitCode,
    name: PlainText.trim().min(1).max(32),
    account: Account,
    skills: Skills,
  }),
  z.object({ kind: z.literal('changePerson'), id: Id, account: Account, skills: Skills }),
  z.object({ kind: z.literal('removePerson'), id: Id }),
  z.object({
    kind: z.literal('addShift'),
    unit: UnitCode,
    person: Id,
    /** Some weekdays, or one day. */
    on: z.union([z.object({ weekdays: z.array(DutyDay).min(1).max(8) }), z.object({ day: Day })]),
    fromMinute: z.int().min(0).max(1439),
    toMinute: z.int().min(0).max(1440),
  }),
  z.object({ kind: z.literal('removeShift'), id: Id }),
  z
    .object({ kind: z.literal('addLeave'), person: Id, leave: LeaveKind, from: Instant, to: Instant })
    .refine(({ from, to }) => Date.parse(from) < Date.parse(to), 'from before to'),
  z.object({ kind: z.literal('removeLeave'), id: Id }),
  z
    .object({
      kind: z.literal('addDeputy'),
      person: Id,
      deputy: Id,
      from: Instant,
      to: Instant.nullable(),
    })
    .refine(({ person, deputy }) => person !== deputy, 'another person')
    .refine(({ from, to }) => to === null || Date.parse(from) < Date.parse(to), 'from before to'),
  z.object({ kind: z.literal('removeDeputy'), id: Id }),
])
export type RosterChange = z.infer<typeof RosterChange>

/** What somebody who keeps the roster of a unit is given. */
export const UnitRoster = DutyRoster.extend({
  unit: z.string(),
  /** Looks after the unit by the register of assignments. */
  assigned: z.array(z.object({ name: z.string(), role: z.string() })),
  /** Who is on duty in the unit now. */
  now: z.object({
    state: z.enum(['onDuty', 'noRoster', 'nobody']),
    on: z.array(
      z.object({ name: z.string(), until: z.string().nullable(), standsFor: z.string().nullable() }),
    ),
    next: z.object({ name: z.string(), at: z.string() }).nullable(),
  }),
  /** Accounts that a person of the unit may sign in with; null for who manages no accounts. */
  accounts: z.array(z.object({ userName: z.string(), displayName: z.string() })).nullable(),
})
export type UnitRoster = z.infer<typeof UnitRoster>
