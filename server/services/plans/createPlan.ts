/** How a plan begins: with the grids of today, with each community as one area, or with what another plan holds. */
import { buildCoverage } from '../../../shared/coverage/buildCoverage.ts'
import { UNASSIGNED } from '../../../shared/coverage/coverage.ts'
import { today } from '../../../shared/domain/dates.ts'
import { UnitCode } from '../../../shared/domain/ids.ts'
import { type PlanDocument, type PlanGrid, documentOf } from '../../../shared/plans/planDocument.ts'
import { type CreatePlan, type CreatedPlan, MOST_PLANS } from '../../../shared/plans/planRecord.ts'
import { type Viewer, seesPath } from '../../access/viewer.ts'
import type { App } from '../../app/app.ts'
import { Refusal } from '../../app/refusal.ts'
import { asOffice } from '../../db/database.ts'
import { baseHash, countPlans, insertPlan, lockPlans } from '../../db/plans.ts'
import type { Queryable } from '../../db/sql.ts'
import { type UnitArea, uncoveredParts, unitAreas } from '../../db/unitAreas.ts'
import { unitOrRefuse } from '../unitScope.ts'
import { documentNow } from './currentPlan.ts'
import { planOrRefuse, tellOf } from './plans.ts'

/** Gaps between grids no wider than this are closed. */
export const GAP_METERS = 5

type Begun = Pick<CreatedPlan, 'faults'> & { document: PlanDocument }

/**
 * @throws Refusal `unit.unknown`, `access.outsideArea`, `plan.scopeLevel`, `plan.scopeEmpty`, `plan.otherScope`,
 *   `plan.unknown`, `plan.full`
 */
export async function createPlan(app: App, viewer: Viewer, input: CreatePlan): Promise<CreatedPlan> {
  const day = today()
  const scope = unitOrRefuse(await app.snapshots.at(day), input.scope)
  if (!seesPath(viewer, scope.path)) throw new Refusal('FORBIDDEN', 'access.outsideArea')
  if (scope.level === 'grid') throw new Refusal('BAD_REQUEST', 'plan.scopeLevel', { name: scope.name })
  return tellOf(app, viewer, 'planCreated', async (tx) => {
    await lockPlans(tx)
    const units = await unitAreas(tx, scope.path, day)
    if (!units.some(({ level }) => level === 'community'))
      throw new Refusal('BAD_REQUEST', 'plan.scopeEmpty', { name: scope.name })
    const { document, faults } = await begin(app, tx, input, units, scope.path, day)
    const id = await insertPlan(tx, {
      name: input.name,
      purpose: input.purpose,
      scopeCode: scope.code,
      areaPath: scope.path,
      basedOn: day,
      baseHash: await baseHash(tx, scope.path, day),
      document,
      by: viewer.userName,
    })
    await asOffice(tx)
    if ((await countPlans(tx, scope.code)) > MOST_PLANS)
      throw new Refusal('CONFLICT', 'plan.full', { most: MOST_PLANS, name: scope.name })
    return { answer: { id, faults }, plan: { id, name: input.name, areaPath: scope.path } }
  })
}

async function begin(
  app: App,
  tx: Queryable,
  { from, scope }: CreatePlan,
  units: readonly UnitArea[],
  path: string,
  day: string,
): Promise<Begun> {
  if (from === 'today') return fromGrids(units, await uncoveredParts(tx, path, day, GAP_METERS))
  if (from === 'nothing') return fromCommunities(units)
  const other = await planOrRefuse(tx, from.plan)
  if (other.scope.code !== scope)
    throw new Refusal('BAD_REQUEST', 'plan.otherScope', { name: other.name, scope: other.scope.name })
  const { arcs, grids } = (await documentNow(app, tx, other.id, other.version)).document
  const inForce = new Set(units.map(({ code }) => code))
  return {
    document: {
      arcs,
      grids: grids.map((grid) => ({
        ...grid,
        code: grid.code !== null && inForce.has(grid.code) ? grid.code : null,
      })),
    },
    faults: [],
  }
}

const gridOf = ({ code, name, parent }: UnitArea): PlanGrid => ({
  key: code,
  code: UnitCode.parse(code),
  name,
  parent: UnitCode.parse(parent),
  isLocked: false,
})

/** @param uncovered  ground of communities that is in no grid */
export function fromGrids(units: readonly UnitArea[], uncovered: readonly UnitArea['geometry'][]): Begun {
  const grids = units.filter(({ level }) => level === 'grid')
  const { coverage, faults } = buildCoverage(
    [
      ...grids.map(({ code, geometry }) => ({ key: code, geometry })),
      ...uncovered.map((geometry) => ({ key: UNASSIGNED, geometry })),
    ],
    { gapMeters: GAP_METERS },
  )
  return {
    document: documentOf({ coverage, grids: new Map(grids.map((unit) => [unit.code, gridOf(unit)])) }),
    faults,
  }
}

function fromCommunities(units: readonly UnitArea[]): Begun {
  const communities = units
    .filter(({ level }) => level === 'community')
    .map((unit, i) => ({ unit, key: `n${i + 1}` }))
  const { coverage, faults } = buildCoverage(
    communities.map(({ key, unit: { geometry } }) => ({ key, geometry })),
    { gapMeters: GAP_METERS },
  )
  const grids = communities.map(({ key, unit: { code, name } }): PlanGrid => ({
    key,
    code: null,
    name,
    parent: UnitCode.parse(code),
    isLocked: false,
  }))
  return { document: documentOf({ coverage, grids: new Map(grids.map((grid) => [grid.key, grid])) }), faults }
}
