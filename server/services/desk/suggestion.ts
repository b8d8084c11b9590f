/**
 * Whom an issue is best handed to now: the grid in force at its place and who is on duty there, the units above it, the
 * department of its class. Read as the office, so that everybody who may dispatch it is told the same.
 */
import { today } from '../../../shared/domain/dates.ts'
import { UNIT_LEVELS } from '../../../shared/domain/levels.ts'
import { onDutyAt } from '../../../shared/duty/onDuty.ts'
import { followed, type Followed, suggest } from '../../../shared/duty/suggest.ts'
import type { SuggestedUnit, Suggestion } from '../../../shared/issues/desk.ts'
import type { Target } from '../../../shared/issues/progress.ts'
import { departmentFor } from '../../../shared/standards/departments.ts'
import { type Viewer, seesPath } from '../../access/viewer.ts'
import type { SteppedIssue } from '../../db/issueEvents.ts'
import { array, type Queryable, rows, sql } from '../../db/sql.ts'
import { takenBy } from '../../db/duty.ts'
import { dutyRules } from '../duty/dutyRules.ts'
import { unitAtPlace } from './unitAtPlace.ts'

interface ChainUnit {
  code: string
  name: string
  level: (typeof UNIT_LEVELS)[number]
  path: string
  meters: number | null
}

/** From the grid of the place up to the street, as in force on a day. */
async function chainOf(tx: Queryable, issue: SteppedIssue, day: string): Promise<ChainUnit[]> {
  const codes = issue.areaPath.split('/').filter((code) => code !== '')
  const units = await rows<ChainUnit>(
    tx,
    sql`select v.unit_code as code, v.name, v.level, v.path,
        round(st_distancesphere(st_pointonsurface(v.boundary), i.location)) as meters
      from unit_version v join issue i on i.id = ${issue.id}
      where v.unit_code = any(${array(codes, 'text')}) and v.valid_from <= ${day}::date
        and (v.valid_to is null or v.valid_to > ${day}::date)`,
  )
  return units.sort((a, b) => UNIT_LEVELS.indexOf(b.level) - UNIT_LEVELS.indexOf(a.level))
}

/** Issues in the hands of each, by `unit:` or `department:`. */
async function inHands(
  tx: Queryable,
  units: readonly string[],
  department: string | null,
): Promise<ReadonlyMap<string, number>> {
  const found = await rows<{ unit: string | null; department: string | null; count: number }>(
    tx,
    sql`select target_unit as unit, target_department as department, count(*) as count from issue
      where closed_at is null and state in ('dispatched', 'inHand')
        and (target_unit = any(${array(units, 'text')}) or target_department = ${department}) group by 1, 2`,
  )
  return new Map(
    found.map((one) => [one.unit === null ? `department:${one.department}` : `unit:${one.unit}`, one.count]),
  )
}

/** Null where no unit is in force at the place. @param viewer  what they may not give is marked */
export async function suggestionFor(
  tx: Queryable,
  issue: SteppedIssue,
  viewer: Viewer,
  at = new Date(),
): Promise<Suggestion | null> {
  const day = today()
  const unit = await unitAtPlace(tx, issue, day)
  if (!unit) return null
  const chain = await chainOf(tx, issue, day)
  const codes = chain.map(({ code }) => code)
  const department = departmentFor(issue.class)
  const open = await inHands(tx, codes, department)
  const duties = onDutyAt(await dutyRules(tx, codes, at), codes, at.getTime())
  const { options, passedOver } = suggest({
    units: chain.map(({ path, ...facts }) => ({
      ...facts,
      openIssues: open.get(`unit:${facts.code}`) ?? 0,
      isBeyond: !seesPath(viewer, path),
    })),
    duties,
    issueClass: issue.class,
    inHand: await takenBy(
      tx,
      codes,
      duties.flatMap(({ on }) => on.flatMap(({ person }) => person ?? [])),
    ),
    department:
      department === null
        ? null
        : { name: department, openIssues: open.get(`department:${department}`) ?? 0 },
  })
  return { unit, options, passedOver, department }
}

/**
 * The unit of the first suggestion for each of several issues, by id: the same as `suggestionFor` gives, from one reading
 * of roster and units. Left out where no unit is in force at the place, or what is suggested lies beyond the viewer.
 */
export async function suggestedUnits(
  tx: Queryable,
  issues: readonly SteppedIssue[],
  viewer: Viewer,
  at = new Date(),
): Promise<ReadonlyMap<string, SuggestedUnit>> {
  const codesOf = ({ areaPath }: SteppedIssue): string[] => areaPath.split('/').filter((code) => code !== '')
  const codes = [...new Set(issues.flatMap(codesOf))]
  const day = today()
  const units = await rows<Omit<ChainUnit, 'meters'>>(
    tx,
    sql`select unit_code as code, name, level, path from unit_version
      where unit_code = any(${array(codes, 'text')}) and valid_from <= ${day}::date
        and (valid_to is null or valid_to > ${day}::date)`,
  )
  const unitOf = new Map(units.map((unit) => [unit.code, unit]))
  const rules = await dutyRules(tx, codes, at)
  const dutyOf = new Map(onDutyAt(rules, codes, at.getTime()).map((duty) => [duty.unit, duty]))
  const found = issues.flatMap((issue): [string, SuggestedUnit][] => {
    if (issue.unitCode === null || !unitOf.has(issue.unitCode)) return []
    const chain = codesOf(issue)
      .flatMap((code) => unitOf.get(code) ?? [])
      .sort((a, b) => UNIT_LEVELS.indexOf(b.level) - UNIT_LEVELS.indexOf(a.level))
    const { options, passedOver } = suggest({
      units: chain.map(({ path, ...unit }) => ({
        ...unit,
        openIssues: 0,
        meters: null,
        isBeyond: !seesPath(viewer, path),
      })),
      duties: chain.map(({ code }) => dutyOf.get(code)!),
      issueClass: issue.class,
      inHand: new Map(),
      department: null,
    })
    const [best] = options
    if (!best || best.isBeyond || !('unit' in best.target)) return []
    if (best.state === 'department' || best.state === 'later' || best.level === 'department') return []
    const { name, level, state } = best
    return [
      [
        issue.id,
        { code: best.target.unit, name, level, state, passedOver: passedOver.map((one) => one.name) },
      ],
    ]
  })
  return new Map(found)
}

/** What a dispatch follows, to be kept with its event; undefined where nothing is suggested. */
export async function followedBy(
  tx: Queryable,
  issue: SteppedIssue,
  viewer: Viewer,
  taken: Target,
): Promise<Followed | undefined> {
  const suggestion = await suggestionFor(tx, issue, viewer)
  if (!suggestion) return undefined
  return followed(
    suggestion.options.map(({ target }) => target),
    taken,
  )
}
