/**
 * What a person does to a plan, as one change of borders and grids together. Pure: from the plan as it stands to a change
 * or the key of a refusal. Geometry is the coverage's business; here grids come and go with their areas, and a locked
 * grid keeps its ground.
 */
import {
  type Arc,
  applyChange,
  type AreaKey,
  arcName,
  changeBetween,
  type Coverage,
  type CoverageChange,
  OUTSIDE,
  type Point,
  UNASSIGNED,
} from '../../shared/coverage/coverage.ts'
import {
  type Edit,
  giveInside,
  insertVertex,
  mergeAreas,
  moveVertex,
  removeVertex,
  splitArea,
  straighten,
} from '../../shared/coverage/edits.ts'
import { stepsOfMeters } from '../../shared/coverage/measure.ts'
import { STEPS_PER_DEGREE } from '../../shared/geo/quantise.ts'
import { ruleBroken } from '../../shared/plans/checkPlan.ts'
import {
  applyPlanChange,
  type Plan,
  type PlanArc,
  type PlanChange,
  type PlanGrid,
} from '../../shared/plans/planDocument.ts'
import { neighboursOf } from './borderNear.ts'

export type PlanEdit = { ok: true; change: PlanChange; coverage: Coverage } | { ok: false; why: string }

const refuse = (why: string): PlanEdit => ({ ok: false, why })

const plainArc = (arc: Arc | null): PlanArc | null => arc && { ...arc, line: [...arc.line] }
const plainArcs = (change: CoverageChange): PlanChange['arcs'] =>
  change.map(({ name, before, after }) => ({ name, before: plainArc(before), after: plainArc(after) }))

/** @param source  the grid that new areas come from */
function planEdit(
  plan: Plan,
  edit: Edit,
  what: PlanChange['what'],
  source?: PlanGrid,
  newName = '',
): PlanEdit {
  if (!edit.ok) return refuse(edit.why)
  const { coverage, change } = edit
  if (change.length === 0) return refuse('nothing')
  const touched = keysIn(change)
  const before = keysThere(plan.coverage, touched)
  const after = keysThere(coverage, touched)
  const grids: PlanChange['grids'] = []
  for (const key of before)
    if (!after.has(key)) grids.push({ key, before: plan.grids.get(key) ?? null, after: null })
  let number = 0
  for (const key of after) {
    if (before.has(key)) continue
    if (!source) return refuse('noGrid')
    number++
    grids.push({
      key,
      before: null,
      after: {
        key,
        code: null,
        name: number === 1 ? newName : `${newName} ${number}`,
        parent: source.parent,
        isLocked: false,
      },
    })
  }
  return whole(plan, { arcs: plainArcs(change), grids, what })
}

/** On both sides of the arcs of a change: only these can come or go with it. */
function keysIn(change: CoverageChange): Set<AreaKey> {
  const keys = new Set<AreaKey>()
  for (const { before, after } of change)
    for (const arc of [before, after]) if (arc) keys.add(arc.left).add(arc.right)
  keys.delete(OUTSIDE)
  keys.delete(UNASSIGNED)
  return keys
}

/** Which of these are areas, in the order of their names. */
function keysThere({ arcs }: Coverage, keys: ReadonlySet<AreaKey>): Set<AreaKey> {
  const found = new Set<AreaKey>()
  for (const { left, right } of arcs.values())
    for (const key of [left, right]) if (keys.has(key)) found.add(key)
  return new Set([...found].sort())
}

/** Asks what the server will ask. */
function whole(plan: Plan, change: PlanChange): PlanEdit {
  const next = applyPlanChange(plan, change)
  const fault = ruleBroken(plan, next, change)
  return fault ? refuse(fault) : { ok: true, coverage: next.coverage, change }
}

export const moveCorner = (plan: Plan, from: Point, to: Point): PlanEdit =>
  planEdit(plan, moveVertex(plan.coverage, from, to), 'move')

/** The border between two neighbouring corners goes with the pointer. */
export const pullBorder = (plan: Plan, ends: readonly [Point, Point], to: Point): PlanEdit =>
  planEdit(plan, insertVertex(plan.coverage, ends, to), 'insert')

export const removeCorner = (plan: Plan, at: Point): PlanEdit =>
  planEdit(plan, removeVertex(plan.coverage, at), 'remove')

export function splitGrid(
  plan: Plan,
  key: AreaKey,
  line: readonly Point[],
  newKey: () => AreaKey,
  nameOf: (name: string) => string,
): PlanEdit {
  const grid = plan.grids.get(key)
  if (grid?.isLocked) return refuse('locked')
  return planEdit(
    plan,
    splitArea(plan.coverage, key, [...line], newKey),
    'split',
    grid,
    nameOf(grid?.name ?? key),
  )
}

export function mergeGrids(plan: Plan, keep: AreaKey, gone: AreaKey): PlanEdit {
  const [one, other] = [plan.grids.get(keep), plan.grids.get(gone)]
  if (one?.isLocked || other?.isLocked) return refuse('locked')
  if (one && other && one.parent !== other.parent) return refuse('otherParent')
  return planEdit(plan, mergeAreas(plan.coverage, keep, gone), 'merge')
}

/** All that lies in the ring goes to a grid: only from grids of the same community, and from ground that is nobody's. */
export function giveRing(plan: Plan, ring: readonly Point[], to: AreaKey): PlanEdit {
  const grid = plan.grids.get(to)
  const from = [...plan.grids.values()]
    .filter(({ key, parent }) => key !== to && parent === grid?.parent)
    .map(({ key }) => key)
  return planEdit(plan, giveInside(plan.coverage, [...ring], to, [...from, UNASSIGNED]), 'give')
}

/**
 * Blocks go to a grid.
 * @param change  made on the very partition of the plan
 */
export const giveBlocks = (plan: Plan, change: CoverageChange): PlanEdit =>
  planEdit(plan, { ok: true, coverage: applyChange(plan.coverage, change), change }, 'give')

/** Ground that was found in a file goes to another grid than the one that has it now. */
export function giveGround(
  plan: Plan,
  ground: readonly (readonly (readonly (readonly number[])[])[])[],
  to: AreaKey,
  from: AreaKey,
): PlanEdit {
  let now = plan.coverage
  for (const [outer] of ground) {
    const ring = outer!.map(([lon, lat]): Point => [
      Math.round(lon! * STEPS_PER_DEGREE),
      Math.round(lat! * STEPS_PER_DEGREE),
    ])
    const edit = giveInside(now, ring, to, [from])
    if (edit.ok) now = edit.coverage
    else if (edit.why !== 'nothing') return refuse(edit.why)
  }
  return planEdit(plan, { ok: true, coverage: now, change: changeBetween(plan.coverage, now) }, 'give')
}

/** Bends that leave the straight line by no more than this go. */
export const STRAIGHTEN_METERS = 15

/** The borders between two grids without their small bends. */
export function straightenBorder(plan: Plan, key: AreaKey, other: AreaKey): PlanEdit {
  let now = plan.coverage
  for (const arc of plan.coverage.arcs.values()) {
    const { left, right } = arc
    if (!((left === key && right === other) || (left === other && right === key))) continue
    const edit = straighten(now, arcName(arc), stepsOfMeters(STRAIGHTEN_METERS))
    if (edit.ok) now = edit.coverage
  }
  return planEdit(plan, { ok: true, coverage: now, change: changeBetween(plan.coverage, now) }, 'straighten')
}

export function changeGrid(
  { grids, coverage }: Plan,
  key: AreaKey,
  part: Partial<Pick<PlanGrid, 'name' | 'isLocked'>>,
): PlanEdit {
  const before = grids.get(key)
  if (!before) return refuse('nothing')
  const after = { ...before, ...part }
  if (after.name === before.name && after.isLocked === before.isLocked) return refuse('nothing')
  return {
    ok: true,
    coverage,
    change: { arcs: [], grids: [{ key, before, after }], what: part.name === undefined ? 'lock' : 'rename' },
  }
}

/** Grids that one can be merged with: neighbours of the same community. */
export function mergeable({ coverage, grids }: Plan, key: AreaKey): AreaKey[] {
  const own = grids.get(key)
  return neighboursOf(coverage, key).filter(
    (other) => other !== OUTSIDE && other !== UNASSIGNED && grids.get(other)?.parent === own?.parent,
  )
}

/**
 * A proposal put in place of what some grids are now.
 * @param source  a grid of the community that new grids come under
 */
export const takeProposal = (plan: Plan, next: Coverage, source: PlanGrid, newName: string): PlanEdit =>
  planEdit(
    plan,
    { ok: true, coverage: next, change: changeBetween(plan.coverage, next) },
    'proposal',
    source,
    newName,
  )
