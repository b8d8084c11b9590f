/**
 * A plan being worked on: the partition and its grids as they stand here, the steps to go back and on, and the changes
 * that the server has not taken yet, in order. Pure: every step makes the next state, and none is lost on the way.
 */
import {
  applyPlanChange,
  invertPlanChange,
  type Plan,
  planOf,
  type PlanChange,
  type PlanDocument,
} from '../../shared/plans/planDocument.ts'

/** A change under a name of its own; the server's number for it comes later. */
export interface Step {
  id: string
  change: PlanChange
}

/** A step on its way to the server; `of` is the step that an undo takes back, or a redo does again. */
export interface Waiting extends Step {
  of: string | null
}

export interface PlanWork extends Plan {
  /** Of the server, with all that it has taken. */
  version: number
  past: readonly Step[]
  /** The next one to be done again first. */
  future: readonly Step[]
  waiting: readonly Waiting[]
  /** The server's numbers of steps that it has taken. */
  numbers: ReadonlyMap<string, number>
}

/** An edit as the server keeps it. */
export interface KeptEdit {
  number: number
  /** Name of the account. */
  by: string
  of: number | null
  change: PlanChange
}

export const workOf = (
  document: PlanDocument,
  version: number,
  edits: readonly KeptEdit[] = [],
): PlanWork => ({
  ...planOf(document),
  version,
  ...stacksOf(edits),
  waiting: [],
  numbers: new Map(edits.map(({ number }) => [String(number), number])),
})

type Stacks = Pick<PlanWork, 'past' | 'future'>

/** What can be gone back to after a step more. */
function stepped({ past, future }: Stacks, { id, change, of }: Waiting): Stacks {
  if (change.what === 'undo') {
    const gone = past.find((step) => step.id === of)
    return gone ? { past: past.filter((step) => step !== gone), future: [gone, ...future] } : { past, future }
  }
  if (change.what === 'redo') {
    const again = future.find((step) => step.id === of)
    return again
      ? { past: [...past, again], future: future.filter((step) => step !== again) }
      : { past: [...past, { id: of ?? id, change }], future }
  }
  return { past: [...past, { id, change }], future: [] }
}

/** @param edits  of one person in a plan, oldest first: nobody takes back what somebody else did */
export function stacksOf(edits: readonly KeptEdit[]): Stacks {
  let stacks: Stacks = { past: [], future: [] }
  for (const { number, of, change } of edits)
    stacks = stepped(stacks, { id: String(number), change, of: of === null ? null : String(of) })
  return stacks
}

/** @throws ChangeConflict where an arc or a grid is not what the step was made on */
const taking = (work: PlanWork, step: Waiting): PlanWork => ({
  ...work,
  ...applyPlanChange(work, step.change),
  ...stepped(work, step),
  waiting: [...work.waiting, step],
})

/** A change made here: it waits for the server, and what was undone before can no longer be done again. */
export const edited = (work: PlanWork, step: Step): PlanWork => taking(work, { ...step, of: null })

/** null: nothing to undo. @throws ChangeConflict where somebody else has changed the same since */
export function undone(work: PlanWork, id: string): PlanWork | null {
  const last = work.past.at(-1)
  return last ? taking(work, { id, change: invertPlanChange(last.change), of: last.id }) : null
}

/** null: nothing to do again. @throws ChangeConflict as `undone` */
export function redone(work: PlanWork, id: string): PlanWork | null {
  const [first] = work.future
  return first ? taking(work, { id, change: { ...first.change, what: 'redo' }, of: first.id }) : null
}

/** The server has taken the first of what waits, under this number. */
export function taken(work: PlanWork, number: number): PlanWork {
  const [first, ...waiting] = work.waiting
  return first ? { ...work, waiting, numbers: new Map(work.numbers).set(first.id, number) } : work
}

/**
 * What somebody else did comes in under what waits here.
 * @throws ChangeConflict where both changed the same
 */
export const received = (work: PlanWork, { number, change }: KeptEdit): PlanWork => ({
  ...work,
  ...applyPlanChange(work, change),
  version: number,
})

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)

/** Whether the plan already is what the change makes of it. */
const hasHappened = ({ coverage, grids }: Plan, change: PlanChange): boolean =>
  change.arcs.every(({ name, after }) => {
    const arc = coverage.arcs.get(name)
    return after === null
      ? arc === undefined
      : arc !== undefined &&
          arc.left === after.left &&
          arc.right === after.right &&
          isSame(arc.line, after.line)
  }) &&
  change.grids.every(({ key, after }) => {
    const grid = grids.get(key) ?? null
    return after === null || grid === null
      ? after === grid
      : (['code', 'name', 'parent', 'isLocked'] as const).every((part) => grid[part] === after[part])
  })

/**
 * What waited when the page was left, laid over the plan as the server has it. A change whose answer was lost is there
 * already: it is not sent twice.
 * @throws ChangeConflict where somebody else has changed the same
 */
export function resumed(fresh: PlanWork, waiting: readonly Waiting[]): PlanWork {
  const [first] = waiting
  const left = first && hasHappened(fresh, first.change) ? waiting.slice(1) : waiting
  return left.reduce(taking, fresh)
}
