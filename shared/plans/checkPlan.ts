/**
 * Whether an edit keeps a plan whole: the areas that it touches are still a partition, each has a grid, no grid leaves
 * its community, and a locked one keeps its ground.
 */
import Flatbush from 'flatbush'
import { areaSquareMeters } from '../coverage/areaPolygons.ts'
import { checkCoverage } from '../coverage/checkCoverage.ts'
import { type AreaKey, type Arc, OUTSIDE, UNASSIGNED, coverageOf } from '../coverage/coverage.ts'
import { PointSet } from '../coverage/pointSet.ts'
import type { Plan, PlanChange } from './planDocument.ts'

export type PlanFaultKey = 'noGrid' | 'otherParent' | 'codeTwice' | 'outerBorder' | 'notWhole' | 'locked'

/** Points of a border may be rounded to whole steps where one is put into it: 2 cm and a little. */
const TOLERANCE_STEPS = 2
/** Ground that may differ by rounding alone, square metres. */
const SAME_GROUND = 0.01

/** Keys whose areas a change touches. */
export function touchedKeys(change: PlanChange): Set<AreaKey> {
  const keys = new Set<AreaKey>(change.grids.map(({ key }) => key))
  for (const { before, after } of change.arcs)
    for (const arc of [before, after]) if (arc) keys.add(arc.left).add(arc.right)
  keys.delete(OUTSIDE)
  return keys
}

/**
 * @param before  the plan that the change was applied to
 * @param after  the plan with it
 * @returns what it breaks, or null
 */
export const faultOfChange = (before: Plan, after: Plan, change: PlanChange): PlanFaultKey | null =>
  ruleBroken(before, after, change) ?? (isWholeAround(after, touchedKeys(change)) ? null : 'notWhole')

/** The same of an edit of `shared/coverage`, which leaves a partition whatever is drawn: that is not asked again. */
export function ruleBroken(before: Plan, after: Plan, change: PlanChange): PlanFaultKey | null {
  for (const { before: was, after: is } of change.grids)
    if (was && is && was.parent !== is.parent) return 'otherParent'
  if (change.grids.length > 0 && hasCodeTwice(after)) return 'codeTwice'
  if (hitsLocked(before, after, change)) return 'locked'
  for (const key of touchedKeys(change))
    if (key !== UNASSIGNED && !after.grids.has(key) && hasArc(after, key)) return 'noGrid'
  const lost = { fixed: [] as Arc[], open: [] as Arc[] }
  const gained = { fixed: [] as Arc[], open: [] as Arc[] }
  for (const { before: was, after: is } of change.arcs) {
    if (was) sideOf(lost, before, was)?.push(was)
    if (is) sideOf(gained, after, is)?.push(is)
  }
  const isKept =
    runsAlong(lost.fixed, [...gained.fixed, ...gained.open]) &&
    runsAlong(gained.fixed, [...lost.fixed, ...lost.open])
  return isKept ? null : 'outerBorder'
}

/** Taking back what was done before a grid was locked is not held up by the lock. */
function hitsLocked(before: Plan, after: Plan, change: PlanChange): boolean {
  if (change.what === 'undo' || change.what === 'redo' || change.arcs.length === 0) return false
  return [...touchedKeys(change)].some(
    (key) =>
      before.grids.get(key)?.isLocked === true &&
      Math.abs(areaSquareMeters(after.coverage, key) - areaSquareMeters(before.coverage, key)) > SAME_GROUND,
  )
}

/** The rest is left out, as if it lay outside: what nobody touched is whole as it was. */
function isWholeAround({ coverage }: Plan, keys: ReadonlySet<AreaKey>): boolean {
  const around: Arc[] = []
  for (const { line, left, right } of coverage.arcs.values())
    if (keys.has(left) || keys.has(right))
      around.push({ line, left: keys.has(left) ? left : OUTSIDE, right: keys.has(right) ? right : OUTSIDE })
  return checkCoverage(coverageOf(around)).length === 0
}

/** A border of what is no grid's yet may be one between communities or not: it stands open. */
function sideOf<Lists extends { fixed: Arc[]; open: Arc[] }>(
  lists: Lists,
  plan: Plan,
  arc: Arc,
): Arc[] | null {
  if (isParentBorder(plan, arc)) return lists.fixed
  return arc.left === UNASSIGNED || arc.right === UNASSIGNED ? lists.open : null
}

function hasCodeTwice({ grids }: Plan): boolean {
  const codes = [...grids.values()].flatMap(({ code }) => code ?? [])
  return new Set(codes).size < codes.length
}

function hasArc({ coverage }: Plan, key: AreaKey): boolean {
  for (const { left, right } of coverage.arcs.values()) if (left === key || right === key) return true
  return false
}

/** Between two communities, or round the whole. */
function isParentBorder(plan: Plan, { left, right }: Pick<Arc, 'left' | 'right'>): boolean {
  if (left === OUTSIDE || right === OUTSIDE) return true
  if (left === UNASSIGNED || right === UNASSIGNED) return false
  return plan.grids.get(left)?.parent !== plan.grids.get(right)?.parent
}

/** Whether every point of these lines lies on one of those, but for rounding. */
function runsAlong(these: readonly Arc[], those: readonly Arc[]): boolean {
  const points = new PointSet()
  for (const { line } of those) for (let i = 0; i < line.length; i += 2) points.add(line[i]!, line[i + 1]!)
  const others: number[] = []
  for (const { line } of these)
    for (let i = 0; i < line.length; i += 2)
      if (!points.has(line[i]!, line[i + 1]!)) others.push(line[i]!, line[i + 1]!)
  if (others.length === 0) return true
  const count = those.reduce((sum, { line }) => sum + line.length / 2 - 1, 0)
  if (count === 0) return false
  const boxes = new Flatbush(count)
  const ends: number[] = []
  for (const { line } of those)
    for (let i = 2; i < line.length; i += 2) {
      const [ax, ay, bx, by] = [line[i - 2]!, line[i - 1]!, line[i]!, line[i + 1]!]
      ends.push(ax, ay, bx, by)
      boxes.add(Math.min(ax, bx), Math.min(ay, by), Math.max(ax, bx), Math.max(ay, by))
    }
  boxes.finish()
  const by = TOLERANCE_STEPS
  for (let i = 0; i < others.length; i += 2) {
    const [x, y] = [others[i]!, others[i + 1]!]
    const near = boxes.search(x - by, y - by, x + by, y + by)
    if (!near.some((stretch) => isOnStretch(ends, 4 * stretch, x, y))) return false
  }
  return true
}

function isOnStretch(ends: readonly number[], at: number, x: number, y: number): boolean {
  const [x1, y1, x2, y2] = [ends[at]!, ends[at + 1]!, ends[at + 2]!, ends[at + 3]!]
  const [dx, dy] = [x2 - x1, y2 - y1]
  const length = dx * dx + dy * dy
  const t = length === 0 ? 0 : Math.min(1, Math.max(0, ((x - x1) * dx + (y - y1) * dy) / length))
  return Math.hypot(x - x1 - t * dx, y - y1 - t * dy) <= TOLERANCE_STEPS
}
