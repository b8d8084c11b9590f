/** All that the panel of a unit shows, in one round trip. */
import type { Assignment, UnitNode, UnitPanel } from '../../shared/domain/unit.ts'
import type { App } from '../app/app.ts'
import { listsOf } from '../access/listReach.ts'
import type { Viewer } from '../access/viewer.ts'
import { rows, sql } from '../db/sql.ts'
import { type UnitVersionRow, versionsOfUnit } from '../db/units.ts'
import type { Snapshot } from './snapshot.ts'
import { linkProblemsBelow } from './linkProblems.ts'
import { figuresOf } from './unitFigures.ts'
import { unitOrRefuse } from './unitScope.ts'

export const nodeOf = (unit: UnitVersionRow): UnitNode => ({
  code: unit.code,
  name: unit.name,
  level: unit.level,
  parent: unit.parent,
  kind: unit.kind,
  validFrom: unit.validFrom,
  validTo: unit.validTo,
  areaSquareMeters: unit.areaSquareMeters,
  box: unit.box,
  center: unit.center,
})

function ancestorsOf(snapshot: Snapshot, unit: UnitVersionRow): UnitPanel['ancestors'] {
  const found: UnitPanel['ancestors'] = []
  let above = unit.parent === null ? undefined : snapshot.unitByCode.get(unit.parent)
  while (above) {
    found.unshift({ code: above.code, name: above.name, level: above.level })
    above = above.parent === null ? undefined : snapshot.unitByCode.get(above.parent)
  }
  return found
}

async function assignmentsOf(app: App, unit: UnitVersionRow, day: string): Promise<Assignment[]> {
  return rows<Assignment>(
    app.db.pool,
    sql`select role, person_name as "personName", phone_masked as "phoneMasked", unit_code as "unitCode",
        valid_from as "from", valid_to as "to"
      from assignment where unit_code = ${unit.code} and valid_from <= ${day}::date
        and (valid_to is null or valid_to > ${day}::date)
      order by case role when 'leader' then 0 when 'worker' then 1 else 2 end, id`,
  )
}

function sumBy(
  groups: Iterable<{ state: string; class: string; count: number; late: number }>,
  field: 'state' | 'class',
): Map<string, { count: number; late: number }> {
  const sums = new Map<string, { count: number; late: number }>()
  for (const group of groups) {
    const sum = sums.get(group[field]) ?? { count: 0, late: 0 }
    sum.count += group.count
    sum.late += group.late
    sums.set(group[field], sum)
  }
  return sums
}

export async function unitPanel(app: App, viewer: Viewer, code: string, day: string): Promise<UnitPanel> {
  const snapshot = await app.snapshots.at(day)
  const unit = unitOrRefuse(snapshot, code)
  const tally = snapshot.tallies.get(code)!
  const groups = [...tally.openIssues.values()]
  const [assignments, versions, linkProblems] = await Promise.all([
    assignmentsOf(app, unit, day),
    versionsOfUnit(app.db.pool, code),
    linkProblemsBelow(app, viewer, unit.path),
  ])
  return {
    unit: nodeOf(unit),
    ancestors: ancestorsOf(snapshot, unit),
    figures: figuresOf(snapshot, unit, viewer),
    lists: listsOf(viewer, unit.path),
    children: (snapshot.childrenOf.get(code) ?? []).map((child) => ({
      ...nodeOf(child),
      figures: figuresOf(snapshot, child, viewer),
    })),
    facilitiesByKind: [...tally.facilities]
      .map(([kind, count]) => ({ kind, count }))
      .sort((a, b) => b.count - a.count || a.kind.localeCompare(b.kind)),
    openIssuesByState: [...sumBy(groups, 'state')].map(([state, sum]) => ({ state, ...sum })),
    openIssuesByClass: [...sumBy(groups, 'class')]
      .map(([name, sum]) => ({ class: name, ...sum }))
      .sort((a, b) => b.count - a.count),
    assignments,
    versions,
    linkProblems,
  }
}
