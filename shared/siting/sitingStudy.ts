/**
 * What the page and the server say to each other about answers that are kept. A study holds counts of the whole and of
 * grids, and places of new points; where people live is not in it.
 */
import { z } from 'zod'
import { Day } from '../domain/dates.ts'
import { isFacilityKind } from '../standards/facilityKinds.ts'
import { SITING_AIMS, SITING_GROUPS } from './sitingQuestion.ts'

export const StudyName = z.string().trim().min(1).max(80)
/** An office keeps no more: the list stays one that people can read. */
export const MOST_STUDIES = 500
/** Of kept answers that stand side by side. */
export const MOST_COMPARED = 3

export const StudyId = z.string().regex(/^\d{1,18}$/)

const people = z.number().min(0)
const minutes = z.number().min(0).nullable()
const code = z.string().min(1).max(64)

const AccessSum = z.object({
  /** Points per thousand people, by distance (E2SFCA): mean, and of the tenth with least. */
  mean: z.number().min(0).nullable(),
  worstTenth: z.number().min(0).nullable(),
  gini: z.number().min(-1e-9).max(1).nullable(),
  /** Without a point within the minutes. */
  without: people,
})
export type AccessSum = z.infer<typeof AccessSum>

export const AccessChange = z.object({
  before: AccessSum,
  after: AccessSum,
  /** Means of grids; null where there is nobody. */
  byUnit: z
    .array(
      z.object({
        code,
        name: z.string().max(200),
        before: z.number().nullable(),
        after: z.number().nullable(),
      }),
    )
    .max(5000),
})
export type AccessChange = z.infer<typeof AccessChange>

export const StudyAnswer = z.object({
  aim: z.enum(SITING_AIMS),
  group: z.enum(SITING_GROUPS),
  minutes: z.number().min(1),
  walker: z.string().max(40),
  sites: z
    .array(
      z.object({
        lon: z.number().min(-180).max(180),
        lat: z.number().min(-90).max(90),
        street: z.string().max(200),
        people,
        gained: people,
        /** With capacities: how many go to it. */
        load: people.nullable().default(null),
      }),
    )
    .max(500),
  existing: z.number().int().min(0),
  /** People whom a new point can hold; null for no limit. */
  capacity: z.number().min(0).nullable().default(null),
  total: people,
  insideBefore: people,
  insideAfter: people,
  meanBefore: minutes,
  meanAfter: minutes,
  furthestAfter: minutes,
  /** Of aim `worst`: mean of those who walk furthest. */
  worstAfter: minutes.default(null),
  unreached: people,
  outOfReach: people,
  candidates: z.number().int().min(0),
  /** People within reach, minutes, or points, as in an answer; null: of a search that was left before its first bound. */
  bestPossible: z.number().nullable(),
  isProved: z.boolean(),
  /** The points were moved by the person who kept them: the bound is that of what was found. */
  isOwnChoice: z.boolean(),
  method: z.string().max(400),
  byUnit: z.array(z.object({ code, name: z.string().max(200), gained: people, outside: people })).max(5000),
  access: AccessChange.nullable(),
  /** People of each home as they are, and not rounded to fives. */
  isExact: z.boolean(),
  isEstimate: z.boolean(),
})
export type StudyAnswer = z.infer<typeof StudyAnswer>

/** Parameters of a question, with room to spare. */
const MOST_ASKED = 40

export const SaveStudy = z.object({
  name: StudyName,
  kind: z.string().refine((kind): boolean => isFacilityKind(kind)),
  /** Parameters of the address, without their `siting.`. */
  asked: z
    .record(z.string().regex(/^[A-Za-z]{1,40}$/), z.string().max(4000))
    .refine((asked) => Object.keys(asked).length <= MOST_ASKED),
  answer: StudyAnswer,
  inputHash: z.string().regex(/^[0-9a-f]{64}$/),
  dataDate: Day,
})
export type SaveStudy = z.infer<typeof SaveStudy>

export const StudyRecord = SaveStudy.extend({
  id: StudyId,
  name: z.string(),
  kind: z.string(),
  createdBy: z.string(),
  createdAt: z.string(),
})
export type StudyRecord = z.infer<typeof StudyRecord>

/** Of the list: without what only the whole needs. */
export const StudyLine = StudyRecord.pick({
  id: true,
  name: true,
  kind: true,
  dataDate: true,
  createdBy: true,
  createdAt: true,
}).extend({ sites: z.number(), isProved: z.boolean() })
export type StudyLine = z.infer<typeof StudyLine>

/** The counts of an answer for whoever may not see small ones. @param round  of a count of people */
export function roundedAnswer(answer: StudyAnswer, round: (people: number) => number): StudyAnswer {
  const sum = (one: AccessSum): AccessSum => ({ ...one, without: round(one.without) })
  return {
    ...answer,
    sites: answer.sites.map((site) => ({
      ...site,
      people: round(site.people),
      gained: round(site.gained),
      load: site.load === null ? null : round(site.load),
    })),
    total: round(answer.total),
    insideBefore: round(answer.insideBefore),
    insideAfter: round(answer.insideAfter),
    unreached: round(answer.unreached),
    outOfReach: round(answer.outOfReach),
    bestPossible:
      answer.aim === 'reach' && answer.bestPossible !== null
        ? round(answer.bestPossible)
        : answer.bestPossible,
    byUnit: answer.byUnit.map((line) => ({
      ...line,
      gained: round(line.gained),
      outside: round(line.outside),
    })),
    access: answer.access && {
      ...answer.access,
      before: sum(answer.access.before),
      after: sum(answer.access.after),
    },
    isExact: false,
  }
}
