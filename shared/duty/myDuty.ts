/** What a person on the roster is told of their own duty. */
import { z } from 'zod'
import { actingFor, comesOn, covers, type DutyRules, unitDutyAt } from './onDuty.ts'

export const MyDuty = z.object({
  /** Where they are on duty now, and until when; ISO 8601. */
  on: z.array(z.object({ unit: z.string(), until: z.string(), standsFor: z.string().nullable() })),
  /** Their leave runs until. */
  awayUntil: z.string().nullable(),
  /** For whom they act when those are away. */
  deputyFor: z.array(z.string()),
  /** When they come on next, where they are not on duty now. */
  next: z.object({ unit: z.string(), at: z.string() }).nullable(),
})
export type MyDuty = z.infer<typeof MyDuty>

const iso = (at: number): string => new Date(at).toISOString()

/** @param units  codes of units with shifts that may be theirs @param nameOf  of a unit */
export function dutyOf(
  rules: DutyRules,
  person: string,
  units: readonly string[],
  at: number,
  nameOf: (unit: string) => string,
): MyDuty {
  const duties = units.map((unit) => unitDutyAt(rules, unit, at))
  const on = duties.flatMap(({ unit, state, on: those }) =>
    those
      .filter((one) => state === 'onDuty' && one.person === person && one.until !== null)
      .map(({ until, standsFor }) => ({ unit: nameOf(unit), until: iso(until!), standsFor })),
  )
  const isAway = actingFor({ leave: rules.leave, deputies: [] }, person, at) === null
  const ends = rules.leave
    .filter((leave) => leave.person === person && Date.parse(leave.from) <= at)
    .map(({ to }) => Date.parse(to))
  const next = units
    .flatMap((unit) => {
      const starts = comesOn(rules, unit, person, at)
      return starts === null ? [] : [{ unit: nameOf(unit), at: starts }]
    })
    .sort((a, b) => a.at - b.at)[0]
  return {
    on,
    awayUntil: isAway ? iso(Math.max(...ends)) : null,
    deputyFor: [
      ...new Set(
        rules.deputies
          .filter(({ deputy, from, to }) => deputy === person && covers(from, to, at))
          .map((one) => rules.people.find(({ id }) => id === one.person)?.name ?? one.person),
      ),
    ],
    next: on.length === 0 && next ? { unit: next.unit, at: iso(next.at) } : null,
  }
}
