/**
 * Who may do what: roles × area. Deny by default: a permission that is not listed for a role is refused.
 * The same table is enforced in the procedures and, for rows, by row-level security in the database.
 */
import { z } from 'zod'

export const ROLES = [
  'administrator',
  'commandCentre',
  'planner',
  'sitingStaff',
  'communityStaff',
  'gridWorker',
  'auditor',
  'viewer',
] as const
export const Role = z.enum(ROLES)
export type Role = z.infer<typeof Role>

export const PERMISSIONS = [
  /** Units, boundaries, facilities, base map, counts. */
  'map.view',
  /** Counts below the suppression limit shown as they are. */
  'figures.exact',
  'issues.view',
  /** Steps on issues: what each role may do stands in shared/issues/steps.ts. */
  'issues.work',
  /** Tasks of one's own area, on a phone, with signal and without. */
  'field.work',
  /** Street and community evaluate each other: the whole office for the street, an area for its communities. */
  'mutual.work',
  /** The duty roster of one's own area: shifts, leave, deputies, by hand or from a table. */
  'duty.manage',
  /** The list of residents, masked. */
  'residents.view',
  /** One personal value in clear, with a purpose; audited. */
  'residents.reveal',
  'data.import',
  'link.work',
  /** Scenarios of the street are kept, renamed, deleted. */
  'scenario.work',
  /** Plans of grids are seen, begun, edited. */
  'plan.work',
  /** A plan comes into force on a day, or is taken back before it. */
  'plan.publish',
  'accounts.manage',
  'audit.view',
] as const
export type Permission = (typeof PERMISSIONS)[number]

const TABLE: Record<Role, readonly Permission[]> = {
  administrator: [
    'map.view',
    'figures.exact',
    'issues.view',
    'issues.work',
    'mutual.work',
    'duty.manage',
    'data.import',
    'link.work',
    'scenario.work',
    'plan.work',
    'plan.publish',
    'accounts.manage',
  ],
  commandCentre: [
    'map.view',
    'figures.exact',
    'issues.view',
    'issues.work',
    'mutual.work',
    'duty.manage',
    'residents.view',
    'residents.reveal',
    'data.import',
    'link.work',
    'scenario.work',
    'plan.work',
    'plan.publish',
  ],
  planner: ['map.view', 'figures.exact', 'issues.view', 'scenario.work', 'plan.work'],
  sitingStaff: ['map.view', 'figures.exact', 'scenario.work'],
  communityStaff: [
    'map.view',
    'figures.exact',
    'issues.view',
    'issues.work',
    'field.work',
    'mutual.work',
    'duty.manage',
    'residents.view',
    'residents.reveal',
    'link.work',
  ],
  gridWorker: [
    'map.view',
    'figures.exact',
    'issues.view',
    'issues.work',
    'field.work',
    'residents.view',
    'residents.reveal',
  ],
  auditor: ['map.view', 'audit.view'],
  viewer: ['map.view'],
}

/** The permissions of somebody who holds these roles: the union. */
export function permissionsOf(roles: readonly Role[]): Set<Permission> {
  return new Set(roles.flatMap((role) => TABLE[role]))
}

/** Areas: unit codes, or `*` for everything. */
export const ALL_AREAS = '*'

/** Roles that work for the office as a whole, or watch over those who do. */
const OFFICE_ROLES: readonly Role[] = ['commandCentre', 'auditor']

/**
 * The roles that an administrator with these roles and areas may give: with the whole office any; with a part of it
 * those that work within an area, and what they hold themselves.
 */
export const rolesToGive = (roles: readonly Role[], areas: readonly string[]): Role[] =>
  ROLES.filter((role) => areas.includes(ALL_AREAS) || !OFFICE_ROLES.includes(role) || roles.includes(role))

/** What stands behind a figure: its whole list, the part in one's own area, or none, by area or by role. */
export const ListReach = z.enum(['all', 'part', 'otherArea', 'noRole'])
export type ListReach = z.infer<typeof ListReach>
export const Lists = z.object({ residents: ListReach, issues: ListReach })
export type Lists = z.infer<typeof Lists>

export const Me = z.object({
  accountId: z.string(),
  userName: z.string(),
  displayName: z.string(),
  roles: z.array(Role),
  areas: z.array(z.string()),
  permissions: z.array(z.enum(PERMISSIONS)),
  /** Of the whole office. */
  lists: Lists,
  /** True after a one-time link: the person has no password yet. */
  mustSetPassword: z.boolean(),
})
export type Me = z.infer<typeof Me>

export const PASSWORD_MINIMUM_LENGTH = 10
export const UserName = z
  .string()
  .trim()
  .min(2)
  .max(64)
  .regex(/^[\p{L}\p{N}._@-]+$/u)
export const Password = z.string().min(PASSWORD_MINIMUM_LENGTH).max(256)

export const Account = z.object({
  id: z.string(),
  userName: z.string(),
  displayName: z.string(),
  roles: z.array(Role),
  areas: z.array(z.string()),
  validTo: z.string().nullable(),
  isDisabled: z.boolean(),
  lastSeenAt: z.string().nullable(),
  /** Whether who asks may change it: nobody changes an account with roles that they may not give. */
  mayChange: z.boolean(),
})
export type Account = z.infer<typeof Account>

export const AccountInput = z.object({
  userName: UserName,
  displayName: z.string().trim().min(1).max(64),
  roles: z.array(Role).min(1),
  areas: z.array(z.string().min(1)).min(1),
  validTo: z.string().nullable().default(null),
})
export type AccountInput = z.infer<typeof AccountInput>

export const AuditRow = z.object({
  id: z.string(),
  at: z.string(),
  userName: z.string(),
  action: z.string(),
  subjectKind: z.string(),
  subjectId: z.string(),
  fields: z.array(z.string()),
  purpose: z.string().nullable(),
})
export type AuditRow = z.infer<typeof AuditRow>

/** Why somebody looks at a person: keys, the catalogue holds the words. */
export const PURPOSES = [
  'visit',
  'serviceRequest',
  'issueFollowUp',
  'emergency',
  'registerCorrection',
] as const
export const Purpose = z.enum(PURPOSES)
export type Purpose = z.infer<typeof Purpose>
