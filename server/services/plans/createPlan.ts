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
import { asOffice, asViewer } from '../../db/database.ts'
import { baseHash, countPlans, insertPlan, lockPlans } from '../../db/plans.ts'
import type { Queryable } from '../../db/sql.ts'
import { type UnitArea, uncoveredParts, unitAreas } from '../../db/unitAreas.ts'
import { unitOrRefuse } from '../unitScope.ts'
import { UnreadableFile } from '../../ingest/readers/types.ts'
import { uploadPath } from '../uploads.ts'
import { documentNow } from './currentPlan.ts'
import { planOfFileApart } from './planFileApart.ts'
import type { PlanFile } from './planFromFile.ts'
import { planOrRefuse, tellOf } from './plans.ts'

/** Gaps between grids no wider than this are closed. */
export const GAP_METERS = 5

type Begun = Pick<CreatedPlan, 'faults'> & { document: PlanDocument; report?: ImportReport }

/**
 * @param file  of a plan that begins from one, where it is no upload
 * @throws Refusal `unit.unknown`, `access.outsideArea`, `plan.scopeLevel`, `plan.scopeEmpty`, `plan.otherScope`,
 *   `plan.unknown`, `plan.full`; of a file as `planOfFile`, and `plan.unitsMoved`
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
  // Before the transaction: nothing waits within one for a file, or for what is made of it.
  const start = await startFrom(app, viewer, input.from, scope, day)
  return tellOf(app, viewer, 'planCreated', async (tx) => {
    await lockPlans(tx)
    const hash = await baseHash(tx, scope.path, day)
    if ('baseHash' in start && start.baseHash !== hash)
      throw new Refusal('CONFLICT', 'plan.unitsMoved', { name: scope.name })
    const { document, faults, report } =
      'baseHash' in start ? start : await begin(app, tx, start.from, scope, day)
    const id = await insertPlan(tx, {
      name: input.name,
      purpose: input.purpose,
      scopeCode: scope.code,
      areaPath: scope.path,
      basedOn: day,
      baseHash: hash,
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
type Scope = Pick<UnitArea, 'code' | 'name' | 'path'>

/** The plan itself where it begins from a file, with the hash of the units that the file was laid over. */
async function startFrom(
  app: App,
  viewer: Viewer,
  from: CreatePlan['from'] | PlanFile,
  scope: Scope,
  day: string,
): Promise<(Begun & { baseHash: string }) | { from: WithoutFile }> {
  if (typeof from === 'string' || 'plan' in from) return { from }
  const file = fileOf(app, viewer, from)
  const { hash, units } = await asViewer(app.db, viewer, async (tx) => ({
    hash: await baseHash(tx, scope.path, day),
    units: await unitsToDivide(tx, scope, day),
  }))
  const made = await planOfFileApart({ file, units, scopeName: scope.name }).catch((error: unknown) => {
    // On the command line it is told as it is.
    if ('path' in from || !(error instanceof UnreadableFile)) throw error
    throw new Refusal('BAD_REQUEST', error.key, { ...error.facts, file: error.file })
  })
  return { ...made, faults: [], baseHash: hash }
}

async function unitsToDivide(tx: Queryable, { name, path }: Scope, day: string): Promise<UnitArea[]> {
  const units = await unitAreas(tx, path, day)
  if (!units.some(({ level }) => level === 'community'))
    throw new Refusal('BAD_REQUEST', 'plan.scopeEmpty', { name })
  return units
}

function fileOf(
  app: App,
  viewer: Viewer,
  from: Exclude<CreatePlan['from'], WithoutFile> | PlanFile,
): PlanFile {
  if ('path' in from) return from
  const { upload, ...options } = from
  const { path } = uploadPath(app, viewer, upload)
  return { ...options, path, file: basename(path) }
}

async function begin(app: App, tx: Queryable, from: WithoutFile, scope: Scope, day: string): Promise<Begun> {
  const units = await unitsToDivide(tx, scope, day)
  if (from === 'today') return fromGrids(units, await uncoveredParts(tx, scope.path, day, GAP_METERS))
  if (from === 'nothing') return fromCommunities(units)
  const other = await planOrRefuse(tx, from.plan)
  if (other.scope.code !== scope.code)
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
