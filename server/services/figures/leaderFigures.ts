/** The leader's figures of a period, by unit, class or department, as far as the viewer's area reaches. */
import { today } from '../../../shared/domain/dates.ts'
import {
  type FigureGroup,
  type Figures,
  type FiguresInput,
  figurePlan,
  partsOf,
  sumFigures,
} from '../../../shared/issues/figures.ts'
import { type Viewer, seesPath } from '../../access/viewer.ts'
import type { App } from '../../app/app.ts'
import { asViewer } from '../../db/database.ts'
import { issuesLinkedAt } from '../../db/linkAt.ts'
import { rows, sql } from '../../db/sql.ts'
import type { Snapshot } from '../snapshot.ts'
import { unitOrRefuse } from '../unitScope.ts'
import { type CountedRow, countedSql, keySql, partCounts } from './figureSql.ts'

/** Units that a table has a row for, with whether all of each is seen. */
function unitRows(
  snapshot: Snapshot,
  viewer: Viewer,
  by: FigureGroup,
  below: string,
): { key: string; isPart: boolean }[] {
  if (by !== 'community' && by !== 'grid') return []
  return snapshot.units
    .filter(({ level, path }) => level === by && path.startsWith(below))
    .map(({ code, path }) => ({ key: code, path, isPart: !seesPath(viewer, path) }))
    .filter(({ path, isPart }) => !isPart || viewer.areaPaths.some((area) => area.startsWith(path)))
    .map(({ key, isPart }) => ({ key, isPart }))
}

/** @throws Refusal `unit.unknown` */
export async function leaderFigures(app: App, viewer: Viewer, input: FiguresInput): Promise<Figures> {
  const now = new Date()
  const day = input.at ?? today()
  const plan = figurePlan(input.span, day)
  const snapshot = await app.snapshots.at(day)
  const below = input.unit === undefined ? '' : unitOrRefuse(snapshot, input.unit).path
  const parts = partsOf(plan)
  const counted = countedSql({
    days: { from: plan.from, to: plan.period.to },
    parts,
    now,
    key: keySql(input.by),
    from: sql`from ${issuesLinkedAt(day)}`,
    condition: below === '' ? sql`true` : sql`starts_with(l.area_path, ${below})`,
  })
  const found = await asViewer(app.db, viewer, (tx) => rows<CountedRow>(tx, counted))
  const shown = unitRows(snapshot, viewer, input.by, below)
  const isPart = new Map(shown.map((row) => [row.key, row.isPart]))
  const sums = sumFigures(
    partCounts(found, parts),
    plan,
    shown.map(({ key }) => key),
    input.isReasonableOnly,
  )
  return {
    by: input.by,
    period: plan.period,
    before: plan.before,
    buckets: plan.buckets,
    total: sums.total,
    otherWay: sums.otherWay,
    rows: [...sums.rows].map(([key, figures]) => ({ key, isPart: isPart.get(key) ?? false, figures })),
    at: now.toISOString(),
  }
}
