/**
 * How a plan begins: with the grids of today, with each community as one area, with what another plan holds, or with the
 * areas of a file.
 */
import { basename } from 'node:path'
import { type KeyedArea, buildCoverage } from '../../../shared/coverage/buildCoverage.ts'
import { UNASSIGNED, coverageOf } from '../../../shared/coverage/coverage.ts'
import { rimPoints, withRimPoints } from '../../../shared/coverage/rimPoints.ts'
import { today } from '../../../shared/domain/dates.ts'
import { UnitCode } from '../../../shared/domain/ids.ts'
import type { ImportReport } from '../../../shared/plans/importFinding.ts'
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
import { UnreadableFile } from '../../ingest/readers/types.ts'
import { uploadPath } from '../uploads.ts'
import { documentNow } from './currentPlan.ts'
import { type FileAreas, type PlanFile, fileAreas, planOfAreas } from './planFromFile.ts'
import { planOrRefuse, tellOf } from './plans.ts'

/** Gaps between grids no wider than this are closed. */
export const GAP_METERS = 5

type Begun = Pick<CreatedPlan, 'faults'> & { document: PlanDocument; report?: ImportReport }

/**
 * @param file  of a plan that begins from one, where it is no upload
 * @throws Refusal `unit.unknown`, `access.outsideArea`, `plan.scopeLevel`, `plan.scopeEmpty`, `plan.otherScope`,
 *   `plan.unknown`, `plan.full`; of a file as `fileAreas` and `planOfAreas`
 */
export async function createPlan(
  app: App,
  viewer: Viewer,
  input: Omit<CreatePlan, 'from'> & { from: CreatePlan['from'] | PlanFile },
): Promise<CreatedPlan> {
  const day = today()
  const scope = unitOrRefuse(await app.snapshots.at(day), input.scope)
  if (!seesPath(viewer, scope.path)) throw new Refusal('FORBIDDEN', 'access.outsideArea')
  if (scope.level === 'grid') throw new Refusal('BAD_REQUEST', 'plan.scopeLevel', { name: scope.name })
  // Before the transaction: nothing waits for a file within one.
  const read = await readFrom(app, viewer, input.from)
  return tellOf(app, viewer, 'planCreated', async (tx) => {
    await lockPlans(tx)
    const units = await unitAreas(tx, scope.path, day)
    if (!units.some(({ level }) => level === 'community'))
      throw new Refusal('BAD_REQUEST', 'plan.scopeEmpty', { name: scope.name })
    const { document, faults, report } =
      'areas' in read
        ? { ...planOfAreas(read, units, scope.name), faults: [] }
        : await begin(app, tx, { ...input, from: read.from }, units, scope.path, day)
    const id = await insertPlan(tx, {
      name: input.name,
      purpose: input.purpose,
      scopeCode: scope.code,
      areaPath: scope.path,
      basedOn: day,
      baseHash: await baseHash(tx, scope.path, day),
      document,
      report: report ?? null,
      by: viewer.userName,
    })
    await asOffice(tx)
    if ((await countPlans(tx, scope.code)) > MOST_PLANS)
      throw new Refusal('CONFLICT', 'plan.full', { most: MOST_PLANS, name: scope.name })
    return { answer: { id, faults }, plan: { id, name: input.name, areaPath: scope.path } }
  })
}

type WithoutFile = Exclude<CreatePlan['from'], { upload: string }>

async function readFrom(
  app: App,
  viewer: Viewer,
  from: CreatePlan['from'] | PlanFile,
): Promise<FileAreas | { from: WithoutFile }> {
  if (typeof from === 'string' || 'plan' in from) return { from }
  if ('path' in from) return fileAreas(from)
  const { path } = uploadPath(app, viewer, from.upload)
  return fileAreas({ ...from, path, file: basename(path) }).catch((error: unknown) => {
    if (!(error instanceof UnreadableFile)) throw error
    throw new Refusal('BAD_REQUEST', error.key, { ...error.facts, file: error.file })
  })
}

async function begin(
  app: App,
  tx: Queryable,
  { from, scope }: { from: WithoutFile; scope: string },
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
  // Neighbours may have put points into the common border since.
  const coverage = withRimPoints(coverageOf(arcs), rimPoints(coverageOfGrids(units).coverage))
  return {
    document: {
      arcs: documentOf({ coverage, grids: new Map() }).arcs,
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

const coverageOfGrids = (
  units: readonly UnitArea[],
  more: readonly KeyedArea[] = [],
): ReturnType<typeof buildCoverage> =>
  buildCoverage(
    [
      ...units.filter(({ level }) => level === 'grid').map(({ code, geometry }) => ({ key: code, geometry })),
      ...more,
    ],
    { gapMeters: GAP_METERS },
  )

/** @param uncovered  ground of communities that is in no grid */
export function fromGrids(units: readonly UnitArea[], uncovered: readonly UnitArea['geometry'][]): Begun {
  const grids = units.filter(({ level }) => level === 'grid')
  const { coverage, faults } = coverageOfGrids(
    units,
    uncovered.map((geometry) => ({ key: UNASSIGNED, geometry })),
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
