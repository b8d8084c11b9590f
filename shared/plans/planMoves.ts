/** What moves when a plan comes into force, way by way, and what it means for those who look after grids. */
import { z } from 'zod'
import { Day } from '../domain/dates.ts'
import { pageOf } from '../domain/page.ts'

const Carer = z.object({
  role: z.string(),
  personName: z.string(),
  /** Name of a grid by which one is told from another of the same name. */
  of: z.string().optional(),
})
export type Carer = z.infer<typeof Carer>

/** Somebody who shares a name with another one is told by a grid. */
export const personText = ({ personName, of }: Pick<Carer, 'personName' | 'of'>): string =>
  of === undefined ? personName : `${personName}（${of}）`

/** Homes that go from one grid to another; null: outside every grid. */
export const PlanWay = z.object({
  from: z.string().nullable(),
  to: z.string().nullable(),
  homes: z.number(),
  households: z.number(),
  people: z.number(),
  openIssues: z.number(),
})
export type PlanWay = z.infer<typeof PlanWay>

const Load = z.object({ grids: z.array(z.string()), households: z.number(), openIssues: z.number() })

export const PlanMoves = z.object({
  on: Day,
  /** Of the street, for letters. */
  street: z.string(),
  /** Names of all grids before and after, and of their communities, by code. */
  grids: z.array(
    z.object({
      code: z.string(),
      name: z.string(),
      community: z.string(),
      /** Who looks after it before the day; empty for a grid to come. */
      before: z.array(Carer),
      /** Who does from the day on; empty for one that ends. */
      after: z.array(Carer),
    }),
  ),
  ways: z.array(PlanWay),
  /** One row for each person and role; those whose load changes most come first. */
  workers: z.array(Carer.extend({ before: Load, after: Load, isChanged: z.boolean() })),
  /** Whom it concerns. */
  told: z.object({
    workers: z.number(),
    communities: z.array(z.string()),
    homes: z.number(),
    households: z.number(),
    openIssues: z.number(),
    accounts: z.number(),
    rosterPeople: z.number(),
  }),
})
export type PlanMoves = z.infer<typeof PlanMoves>

/** An open issue that another grid sees to from the day on. */
export const MovedIssue = z.object({
  id: z.string(),
  class: z.string(),
  subclass: z.string(),
  state: z.string(),
  dueAt: z.string().nullable(),
  from: z.string().nullable(),
  to: z.string().nullable(),
})
export type MovedIssue = z.infer<typeof MovedIssue>
export const MovedIssues = pageOf(MovedIssue)
export type MovedIssues = z.infer<typeof MovedIssues>

/** An address of a household that changes grid, with nobody's name. */
export const MovedAddress = z.object({
  building: z.string(),
  address: z.string(),
  from: z.string().nullable(),
  to: z.string().nullable(),
})
export type MovedAddress = z.infer<typeof MovedAddress>
export const MovedAddresses = pageOf(MovedAddress)
export type MovedAddresses = z.infer<typeof MovedAddresses>
