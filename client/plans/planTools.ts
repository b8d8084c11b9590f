/** The tool in hand, the grid and the corner that are picked, and the line being drawn. */
import { type AreaKey, OUTSIDE, type Point, UNASSIGNED } from '../../shared/coverage/coverage.ts'
import type { Plan } from '../../shared/plans/planDocument.ts'
import type { ImportFinding } from '../../shared/plans/importFinding.ts'
import { newKey } from '../api/newKey.ts'
import { say, translate } from '../i18n/i18n.ts'
import { createStore } from '../state/store.ts'
import { announce } from '../ui/announce.ts'
import { cornersOf, neighboursOf } from './borderNear.ts'
import { deskStore, make, step } from './planDesk.ts'
import {
  changeGrid,
  giveGround,
  giveRing,
  mergeGrids,
  moveCorner,
  type PlanEdit,
  removeCorner,
  splitGrid,
  straightenBorder,
} from './planEdits.ts'

export const TOOLS = ['move', 'split', 'street', 'merge', 'give', 'block'] as const
export type Tool = (typeof TOOLS)[number]

export interface ToolState {
  tool: Tool
  selected: AreaKey | null
  /** A corner of the selected grid that the keyboard has in hand. */
  corner: Point | null
  sketch: readonly Point[]
  /** Why the last thing was not done, in words. */
  refusal: string | null
}

const NOTHING: ToolState = { tool: 'move', selected: null, corner: null, sketch: [], refusal: null }
export const toolStore = createStore<ToolState>(NOTHING)

const change = (part: Partial<ToolState>): void => toolStore.set({ ...toolStore.get(), ...part })

export const takeTool = (tool: Tool): void => change({ tool, sketch: [], corner: null, refusal: null })
export const putAllDown = (): void => toolStore.set(NOTHING)
export const pickArea = (selected: AreaKey | null): void =>
  change({ selected, corner: null, sketch: [], refusal: null })
export const addToSketch = (point: Point): void =>
  change({ sketch: [...toolStore.get().sketch, point], refusal: null })

/** One step back: the last point of the line, then the tool, then the grid. */
export function letGo(): void {
  const { sketch, tool, selected, corner } = toolStore.get()
  if (sketch.length > 0) change({ sketch: sketch.slice(0, -1), refusal: null })
  else if (corner) change({ corner: null, refusal: null })
  else if (tool !== 'move') takeTool('move')
  else if (selected !== null) pickArea(null)
}

export const refusalText = (why: string): string =>
  say(`planPage.refusal.${why}`) ?? say(`plan.${why}`) ?? translate('planPage.refusal.other')

/** Tells what became of it. @returns whether it was done */
function told(why: string | null, done: string): boolean {
  change({ refusal: why === null ? null : refusalText(why) })
  if (why === null) announce(done)
  return why === null
}

const nameOf = (key: AreaKey): string => deskStore.get()?.work.grids.get(key)?.name ?? key

function attempt(edit: PlanEdit, done: string): boolean {
  const isDone = told(make(edit), done)
  const { selected } = toolStore.get()
  const desk = deskStore.get()
  if (selected !== null && desk && !desk.work.grids.has(selected)) pickArea(null)
  return isDone
}

/** New parts get keys and names of their own. */
export const splitEdit = (plan: Plan, key: AreaKey, line: readonly Point[]): PlanEdit =>
  splitGrid(
    plan,
    key,
    line,
    () => `n${newKey().slice(0, 8)}`,
    (name) => translate('planPage.newName', { name }),
  )

/** A line that crosses the grid several times makes as many parts more: that is told. */
function split(plan: Plan, key: AreaKey, line: readonly Point[]): boolean {
  const edit = splitEdit(plan, key, line)
  const count = edit.ok ? 1 + edit.change.grids.length : 1
  return attempt(edit, translate('planPage.told.split', { name: nameOf(key), count }))
}

/** Does with the line what the tool does. */
export function finishSketch(): void {
  const { tool, sketch, selected } = toolStore.get()
  const desk = deskStore.get()
  if (!desk) return
  if (selected === null) return change({ refusal: translate('planPage.pickFirst') })
  if (sketch.length < (tool === 'split' ? 2 : 3)) return change({ refusal: translate('planPage.morePoints') })
  const isDone =
    tool === 'split'
      ? split(desk.work, selected, sketch)
      : attempt(
          giveRing(desk.work, sketch, selected),
          translate('planPage.told.give', { name: nameOf(selected) }),
        )
  if (isDone) change({ sketch: [], tool: 'move' })
}

export function mergeInto(keep: AreaKey, gone: AreaKey): void {
  const desk = deskStore.get()
  if (!desk) return
  const names = { name: nameOf(gone), into: nameOf(keep) }
  if (attempt(mergeGrids(desk.work, keep, gone), translate('planPage.told.merge', names)))
    change({ tool: 'move', selected: keep })
}

export function straightenBetween(key: AreaKey, other: AreaKey): void {
  const desk = deskStore.get()
  if (desk) attempt(straightenBorder(desk.work, key, other), translate('planPage.told.straighten'))
}

/** What was decided about ground of a file is decided otherwise. */
export function giveFound({ shape, givenTo }: ImportFinding, to: AreaKey): void {
  const desk = deskStore.get()
  if (!desk || !shape) return
  attempt(
    giveGround(desk.work, shape.coordinates, to, givenTo ?? UNASSIGNED),
    translate('planPage.told.give', { name: nameOf(to) }),
  )
}

export function setGrid(key: AreaKey, part: { name?: string; isLocked?: boolean }): void {
  const desk = deskStore.get()
  if (desk) attempt(changeGrid(desk.work, key, part), translate('planPage.told.grid', { name: nameOf(key) }))
}

/** A click on an area: picks it, or merges it into the one that is picked. */
export function clickArea(key: AreaKey): void {
  if (key === OUTSIDE || key === UNASSIGNED) return pickArea(null)
  const { tool, selected } = toolStore.get()
  const desk = deskStore.get()
  if (tool === 'merge' && selected !== null && selected !== key && desk) {
    if (neighboursOf(desk.work.coverage, selected).includes(key)) mergeInto(selected, key)
    else change({ refusal: refusalText('notNeighbours') })
  } else change({ selected: key, corner: null, refusal: null })
}

export function goBack(): void {
  told(step(true), translate('planPage.told.undone'))
  forgetGone()
}
export function goOn(): void {
  told(step(false), translate('planPage.told.redone'))
  forgetGone()
}
function forgetGone(): void {
  const { selected } = toolStore.get()
  if (selected !== null && !deskStore.get()?.work.grids.has(selected)) change({ selected: null })
  change({ corner: null })
}

/** The corner after or before the one in hand. */
export function stepCorner(by: 1 | -1): Point | null {
  const { selected, corner } = toolStore.get()
  const desk = deskStore.get()
  if (selected === null || !desk) return null
  const corners = cornersOf(desk.work.coverage, selected)
  if (corners.length === 0) return null
  const at = corner ? corners.findIndex(([x, y]) => x === corner[0] && y === corner[1]) : by > 0 ? -1 : 0
  const next = corners[(at + by + corners.length) % corners.length]!
  change({ corner: next, refusal: null })
  return next
}

export function moveCornerTo(to: Point): void {
  const { corner } = toolStore.get()
  const desk = deskStore.get()
  if (!corner || !desk) return
  if (attempt(moveCorner(desk.work, corner, to), translate('planPage.told.move'))) change({ corner: to })
}

export function removeCornerInHand(): void {
  const { corner } = toolStore.get()
  const desk = deskStore.get()
  if (!corner || !desk) return
  if (attempt(removeCorner(desk.work, corner), translate('planPage.told.remove'))) change({ corner: null })
}

/** What a drag came to. */
export function dropped(edit: PlanEdit): void {
  attempt(edit, translate('planPage.told.move'))
}
/** Says why something is not, or could not be done. */
export function sayRefusal(refusal: string | null): void {
  if (toolStore.get().refusal !== refusal) change({ refusal })
}
export const showRefusal = (why: string | null): void =>
  change({ refusal: why === null ? null : refusalText(why) })
