/**
 * A plan of grids: the partition (`shared/coverage`) and what each of its areas is. A plan is a value; an edit is a
 * change of both together, and the change turned round takes it back. The page edits, the server applies the same.
 */
import { z } from 'zod'
import {
  type AreaKey,
  type Coverage,
  ChangeConflict,
  OUTSIDE,
  UNASSIGNED,
  applyChange,
  arcName,
  coverageOf,
  invertChange,
} from '../coverage/coverage.ts'
import { UnitCode } from '../domain/ids.ts'

/** One arc has no more numbers than this: 10,000 points. */
const LONGEST_LINE = 20_000
/** One edit changes no more arcs, and no more grids, than this. */
const MOST_CHANGED = 5_000

/** Whole steps of 1e-7 degree, at most half round the world. */
const Step = z.number().int().min(-1_800_000_000).max(1_800_000_000)

export const GridKey = z
  .string()
  .min(1)
  .max(64)
  .regex(/^[^\s/\\%_*,'"<>?]+$/u, 'gridKey')
const SideKey = z.union([z.literal(OUTSIDE), z.literal(UNASSIGNED), GridKey])

export const PlanArc = z.object({
  line: z
    .array(Step)
    .min(4)
    .max(LONGEST_LINE)
    .refine((line) => line.length % 2 === 0, 'pairs'),
  left: SideKey,
  right: SideKey,
})
export type PlanArc = z.infer<typeof PlanArc>

export const GridName = z.string().trim().min(1).max(80)

export const PlanGrid = z.object({
  /** Of the area: a unit's code as it was when the plan began, or a new key of the one who edits. */
  key: GridKey,
  /** Of the unit in force that goes on; null: a new grid, which gets its code on publishing. */
  code: UnitCode.nullable(),
  name: GridName,
  /** Code of the community. */
  parent: UnitCode,
  /** Locked grids keep their area in proposals and edits. */
  isLocked: z.boolean(),
})
export type PlanGrid = z.infer<typeof PlanGrid>

export const PlanDocument = z.object({ arcs: z.array(PlanArc), grids: z.array(PlanGrid) })
export type PlanDocument = z.infer<typeof PlanDocument>

/** What an edit was, for the list of them. */
export const EDIT_KINDS = [
  'move',
  'insert',
  'remove',
  'split',
  'merge',
  'give',
  'straighten',
  'rename',
  'lock',
  'undo',
  'redo',
  'import',
  'proposal',
] as const
export const EditKind = z.enum(EDIT_KINDS)
export type EditKind = z.infer<typeof EditKind>

const hasItsName = ({
  name,
  before,
  after,
}: {
  name: string
  before: PlanArc | null
  after: PlanArc | null
}) =>
  (before !== null || after !== null) && [before, after].every((arc) => arc === null || arcName(arc) === name)

const hasItsKey = ({
  key,
  before,
  after,
}: {
  key: string
  before: PlanGrid | null
  after: PlanGrid | null
}) =>
  (before !== null || after !== null) && [before, after].every((grid) => grid === null || grid.key === key)

export const PlanChange = z.object({
  arcs: z
    .array(
      z
        .object({ name: z.string().max(64), before: PlanArc.nullable(), after: PlanArc.nullable() })
        .refine(hasItsName, 'arcName'),
    )
    .max(MOST_CHANGED),
  grids: z
    .array(
      z
        .object({ key: GridKey, before: PlanGrid.nullable(), after: PlanGrid.nullable() })
        .refine(hasItsKey, 'gridKey'),
    )
    .max(MOST_CHANGED),
  what: EditKind,
})
export type PlanChange = z.infer<typeof PlanChange>

/** A plan as it is worked on. */
export interface Plan {
  readonly coverage: Coverage
  readonly grids: ReadonlyMap<AreaKey, PlanGrid>
}

/** A grid that a change was made on is not there any more as it was: somebody else has changed it. */
export class GridConflict extends ChangeConflict {}

const isSameGrid = (a: PlanGrid | null, b: PlanGrid | null): boolean =>
  a === b ||
  (a !== null &&
    b !== null &&
    a.code === b.code &&
    a.name === b.name &&
    a.parent === b.parent &&
    a.isLocked === b.isLocked)

/**
 * @returns the plan after the change; the one given stays as it is
 * @throws ChangeConflict where an arc or a grid is not what the change was made on; nothing is applied then
 */
export function applyPlanChange(plan: Plan, change: PlanChange): Plan {
  for (const { key, before } of change.grids)
    if (!isSameGrid(plan.grids.get(key) ?? null, before)) throw new GridConflict(key)
  const coverage = applyChange(plan.coverage, change.arcs)
  const grids = new Map(plan.grids)
  for (const { key, after } of change.grids) {
    if (after) grids.set(key, after)
    else grids.delete(key)
  }
  return { coverage, grids }
}

/** What takes a change back. */
export const invertPlanChange = (change: PlanChange, what: EditKind = 'undo'): PlanChange => ({
  arcs: invertChange(change.arcs).map(({ name, before, after }) => ({
    name,
    before: before && plainArc(before),
    after: after && plainArc(after),
  })),
  grids: change.grids.map(({ key, before, after }) => ({ key, before: after, after: before })),
  what,
})

const plainArc = ({
  line,
  left,
  right,
}: {
  line: readonly number[]
  left: string
  right: string
}): PlanArc => ({
  line: [...line],
  left,
  right,
})

export const planOf = ({ arcs, grids }: PlanDocument): Plan => ({
  coverage: coverageOf(arcs),
  grids: new Map(grids.map((grid) => [grid.key, grid])),
})

/** The same plan is the same document, to the last byte, whichever way it was come by. */
export const documentOf = ({ coverage, grids }: Plan): PlanDocument => ({
  arcs: [...coverageOf(coverage.arcs.values()).arcs.values()].map(plainArc),
  grids: [...grids.values()].sort((a, b) => (a.key < b.key ? -1 : 1)),
})
