/**
 * A partition held as what its areas share: arcs. An arc is a border between two areas; where three or more meet there
 * is a node, an end of arcs. A point of a border is written once for both sides, so no edit can open a gap or an
 * overlap. A coverage is a value: an edit makes a change, a change makes the next coverage, and the change turned round
 * makes the one before.
 *
 * Coordinates are whole steps of 1e-7 degree (`geo/quantise.ts`), so that every comparison of them is exact.
 */

/** Key of an area: what lies on one side of an arc. Several polygons may carry one key: an area in parts. */
export type AreaKey = string
/** Around the whole: no arc has it on both sides. */
export const OUTSIDE: AreaKey = ''
/** Inside the whole, and no area's yet; it never counts as one. */
export const UNASSIGNED: AreaKey = '?'

/** x (longitude) and y (latitude), whole steps. */
export type Point = readonly [x: number, y: number]

export interface Arc {
  /** x0, y0, x1, y1 …: at least two points; of a closed arc the last is the first. */
  readonly line: readonly number[]
  /** Seen along the line. */
  readonly left: AreaKey
  readonly right: AreaKey
}

export interface Coverage {
  /** By name (`arcName`). */
  readonly arcs: ReadonlyMap<string, Arc>
}

export interface ArcChange {
  readonly name: string
  /** null: there was none, or there is none any more. */
  readonly before: Arc | null
  readonly after: Arc | null
}
export type CoverageChange = readonly ArcChange[]

/**
 * The name of an arc is its first stretch, seen from the end that comes first: no other arc can have it, and the same
 * partition has the same names whoever makes it.
 */
export const arcName = ({ line }: Pick<Arc, 'line'>): string => line.slice(0, 4).join(' ')

export const EMPTY: Coverage = { arcs: new Map() }

/** @param arcs  each written from the end that comes first (`writtenArc`) */
export const coverageOf = (arcs: Iterable<Arc>): Coverage => ({
  arcs: new Map([...arcs].map((arc) => [arcName(arc), arc] as const).sort(([a], [b]) => (a < b ? -1 : 1))),
})

function isSame(a: Arc | null, b: Arc | null): boolean {
  if (a === b) return true
  if (!a || !b || a.left !== b.left || a.right !== b.right || a.line.length !== b.line.length) return false
  return a.line.every((value, i) => value === b.line[i])
}

/** An arc that a change was made on is not there any more: somebody else has changed it. */
export class ChangeConflict extends Error {
  constructor(readonly arc: string) {
    super(`arc ${arc} is another one now`)
  }
}

/**
 * @returns the coverage after the change; the one given stays as it is
 * @throws ChangeConflict where an arc is not what the change was made on; nothing is applied then
 */
export function applyChange(coverage: Coverage, change: CoverageChange): Coverage {
  for (const { name, before } of change)
    if (!isSame(coverage.arcs.get(name) ?? null, before)) throw new ChangeConflict(name)
  const arcs = new Map(coverage.arcs)
  for (const { name, after } of change) {
    if (after) arcs.set(name, after)
    else arcs.delete(name)
  }
  return { arcs }
}

export const invertChange = (change: CoverageChange): CoverageChange =>
  change.map(({ name, before, after }) => ({ name, before: after, after: before }))

/**
 * The coverage with some arcs in place of others, and what that changed. Only these arcs are looked at: what an edit
 * costs does not grow with the partition. An arc that is what it was stays the same object.
 */
export function replaceArcs(
  coverage: Coverage,
  gone: readonly Arc[],
  made: readonly Arc[],
): { coverage: Coverage; change: CoverageChange } {
  const arcs = new Map(coverage.arcs)
  const names = new Set<string>()
  for (const arc of gone) {
    const name = arcName(arc)
    arcs.delete(name)
    names.add(name)
  }
  for (const arc of made) {
    const name = arcName(arc)
    arcs.set(name, arc)
    names.add(name)
  }
  const change: ArcChange[] = []
  for (const name of names) {
    const before = coverage.arcs.get(name) ?? null
    const after = arcs.get(name) ?? null
    if (!isSame(before, after)) change.push({ name, before, after })
    else if (before) arcs.set(name, before)
  }
  return { coverage: { arcs }, change }
}

/** What turns one coverage into the other. */
export function changeBetween(from: Coverage, to: Coverage): CoverageChange {
  const change: ArcChange[] = []
  for (const [name, arc] of from.arcs) {
    const after = to.arcs.get(name) ?? null
    if (!isSame(arc, after)) change.push({ name, before: arc, after })
  }
  for (const [name, arc] of to.arcs) if (!from.arcs.has(name)) change.push({ name, before: null, after: arc })
  return change
}

/** Keys of all areas, OUTSIDE and UNASSIGNED left out, in the order of their names. */
export function areaKeys({ arcs }: Coverage): AreaKey[] {
  const keys = new Set<AreaKey>()
  for (const { left, right } of arcs.values()) keys.add(left).add(right)
  keys.delete(OUTSIDE)
  keys.delete(UNASSIGNED)
  return [...keys].sort()
}
