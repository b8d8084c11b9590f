/**
 * The plan that is open on this page: every change is shown at once, counted, and handed to the server in order. While
 * something is dragged the next state is only looked at; it becomes a change when it is let go.
 */
import { type AreaKey, ChangeConflict, type Coverage, changeBetween } from '../../shared/coverage/coverage.ts'
import type { PlanDocument, PlanGrid } from '../../shared/plans/planDocument.ts'
import {
  PlanCounter,
  planTotals,
  touchedAreas,
  type PlanCount,
  type PlanPlaces,
  type PlanTotals,
} from '../../shared/plans/planFigures.ts'
import { failureText, isRefusal, isSignedOut, isTooOften } from '../api/failure.ts'
import { newKey } from '../api/newKey.ts'
import { api } from '../api/trpc.ts'
import { createStore } from '../state/store.ts'
import { keepWaiting, keptWaiting } from './keptWaiting.ts'
import type { PlanEdit } from './planEdits.ts'
import {
  edited,
  type KeptEdit,
  type PlanWork,
  received,
  redone,
  resumed,
  taken,
  undone,
  workOf,
} from './planWork.ts'

/** `noLine` heals by itself; `conflict` and `refused` wait for the person. */
export type Saving = 'saved' | 'saving' | 'noLine' | 'conflict' | 'refused'

export interface Desk {
  id: string
  /** Account and plan: whose changes wait in this browser. */
  owner: string
  isEditable: boolean
  /** Codes of units that are dedicated to one owner. */
  dedicated: ReadonlySet<string>
  work: PlanWork
  /** What is drawn: the plan, or what it would be where the pointer is. */
  coverage: Coverage
  /** Null before it is known where people live. */
  count: PlanCount | null
  totals: PlanTotals | null
  /** The count of the plan itself, whatever is looked at meanwhile. */
  rested: PlanCount | null
  /** Areas that change under the pointer; null while nothing is dragged. */
  dragged: ReadonlySet<AreaKey> | null
  saving: Saving
  /** Why the server did not take a change, in words. */
  trouble: string | null
}

export const deskStore = createStore<Desk | null>(null)

const RETRY_MILLISECONDS = 4_000

let counter: PlanCounter | null = null
let isSending = false
/** Something came to be sent while it had just been found that nothing was. */
let isAskedAgain = false
let retry: ReturnType<typeof setTimeout> | undefined

export function isDedicated(
  { dedicated, work }: Pick<Desk, 'dedicated'> & { work: Pick<PlanWork, 'grids'> },
  key: AreaKey,
): boolean {
  const code = work.grids.get(key)?.code ?? null
  return code !== null && dedicated.has(code)
}

const codeIn =
  (grids: ReadonlyMap<AreaKey, PlanGrid>) =>
  (key: AreaKey): string | null =>
    grids.get(key)?.code ?? null

function counted(
  desk: Desk,
  coverage: Coverage,
  grids: ReadonlyMap<AreaKey, PlanGrid>,
  touched: ReadonlySet<AreaKey> | null,
): Pick<Desk, 'coverage' | 'count' | 'totals'> {
  if (!counter) return { coverage, count: null, totals: null }
  if (touched?.size === 0) return { coverage, count: desk.count, totals: desk.totals }
  const count = counter.count(coverage, touched, codeIn(grids))
  return {
    coverage,
    count,
    totals: planTotals(count.figures, (key) =>
      isDedicated({ dedicated: desk.dedicated, work: { grids } }, key),
    ),
  }
}

/** Shows another state of the plan; only what differs is counted. */
function show(work: PlanWork, part: Partial<Desk> = {}): void {
  const desk = deskStore.get()
  if (!desk) return
  const touched = new Set(touchedAreas(changeBetween(desk.coverage, work.coverage)))
  for (const key of desk.dragged ?? []) touched.add(key)
  for (const [key, { code }] of work.grids) if (desk.work.grids.get(key)?.code !== code) touched.add(key)
  if (work.waiting !== desk.work.waiting) keepWaiting(desk.owner, work.waiting)
  const next = counted(desk, work.coverage, work.grids, touched)
  deskStore.set({ ...desk, work, ...next, rested: next.count, dragged: null, ...part })
}

export interface OpenedPlan {
  id: string
  accountId: string
  isEditable: boolean
  dedicated: ReadonlySet<string>
  document: PlanDocument
  version: number
  /** All edits of the plan up to this version, oldest first. */
  edits: readonly KeptEdit[]
}

export function openPlan({
  id,
  accountId,
  isEditable,
  dedicated,
  document,
  version,
  edits,
}: OpenedPlan): void {
  const owner = `${accountId}:${id}`
  const fresh = workOf(document, version, edits)
  let work = fresh
  let trouble: Pick<Desk, 'saving' | 'trouble'> = { saving: 'saved', trouble: null }
  try {
    work = resumed(fresh, isEditable ? keptWaiting(owner) : [])
  } catch (error) {
    if (!(error instanceof ChangeConflict)) throw error
    trouble = { saving: 'conflict', trouble: null }
  }
  const desk: Desk = {
    id,
    owner,
    isEditable,
    dedicated,
    work,
    coverage: work.coverage,
    count: null,
    totals: null,
    rested: null,
    dragged: null,
    ...trouble,
  }
  const next = counted(desk, work.coverage, work.grids, null)
  deskStore.set({ ...desk, ...next, rested: next.count })
  void send()
}

export function closePlan(): void {
  clearTimeout(retry)
  counter = null
  deskStore.set(null)
}

/** Where people live and what is open has come, or is another now. */
export function takePlaces(places: PlanPlaces): void {
  counter = new PlanCounter(places)
  const desk = deskStore.get()
  if (!desk) return
  const next = counted(desk, desk.work.coverage, desk.work.grids, null)
  deskStore.set({ ...desk, ...next, rested: next.count, dragged: null })
}

/** The server has not taken something: it has to be decided what becomes of it first. */
const isBlocked = ({ saving }: Desk): boolean => saving === 'conflict' || saving === 'refused'

/** Takes a change that a person made. @returns the key of a refusal, or null */
export function make(edit: PlanEdit): string | null {
  const desk = deskStore.get()
  if (!desk) return 'nothing'
  if (!edit.ok) {
    stopLooking()
    return edit.why
  }
  // What is drawn on top of something that is not taken would be lost with it.
  if (isBlocked(desk)) {
    stopLooking()
    return 'blocked'
  }
  show(edited(desk.work, { id: newKey(), change: edit.change }))
  void send()
  return null
}

/** Shows what an edit would do. @returns the key of a refusal, or null */
export function lookAt(edit: PlanEdit): string | null {
  const desk = deskStore.get()
  if (!desk || !edit.ok) return edit.ok ? 'nothing' : edit.why
  const touched = new Set([...(desk.dragged ?? []), ...touchedAreas(edit.change.arcs)])
  deskStore.set({ ...desk, ...counted(desk, edit.coverage, desk.work.grids, touched), dragged: touched })
  return null
}

export function stopLooking(): void {
  const desk = deskStore.get()
  if (desk?.dragged) show(desk.work)
}

/** @returns the key of a refusal, or null */
export function step(back: boolean): string | null {
  const desk = deskStore.get()
  if (!desk || !desk.isEditable) return null
  if (isBlocked(desk)) return 'blocked'
  try {
    const next = back ? undone(desk.work, newKey()) : redone(desk.work, newKey())
    if (!next) return null
    show(next)
    void send()
    return null
  } catch (error) {
    if (error instanceof ChangeConflict) return 'changedSince'
    throw error
  }
}

/** @throws ChangeConflict where a colleague changed what has been changed here */
function receive(edits: readonly KeptEdit[]): void {
  const desk = deskStore.get()
  if (!desk) return
  let { work } = desk
  for (const edit of edits) if (edit.number > work.version) work = received(work, edit)
  if (work !== desk.work) show(work)
}

/** All edits after one, however many. */
export async function editsAfter(id: string, after: number): Promise<KeptEdit[]> {
  const all: KeptEdit[] = []
  for (;;) {
    const { version, edits } = await api.plan.edits.query({ id, after: all.at(-1)?.number ?? after })
    all.push(...edits)
    if (edits.length === 0 || all.at(-1)!.number >= version) return all
  }
}

/** Brings in what colleagues did since; while something waits here, sending it does that. */
export async function catchUp(): Promise<void> {
  const desk = deskStore.get()
  if (!desk || isSending || desk.work.waiting.length > 0) return
  const edits = await editsAfter(desk.id, desk.work.version)
  const now = deskStore.get()
  if (now?.id !== desk.id || isSending || now.work.waiting.length > 0) return
  receive(edits)
}

/** Hands over what waits, one after another. */
export async function send(): Promise<void> {
  clearTimeout(retry)
  if (isSending) {
    isAskedAgain = true
    return
  }
  isSending = true
  try {
    do {
      isAskedAgain = false
      while (await sendNext());
    } while (isAskedAgain)
  } finally {
    isSending = false
  }
}

/** @returns whether another one may follow at once */
async function sendNext(): Promise<boolean> {
  const desk = deskStore.get()
  const next = desk?.work.waiting[0]
  if (!desk || !next || isBlocked(desk)) return false
  const { id, work } = desk
  // The answer to this one may have been lost on the way: it is not sent twice.
  const isDoubtful = desk.saving === 'noLine'
  if (!isDoubtful) deskStore.set({ ...desk, saving: 'saving', trouble: null })
  try {
    const since = isDoubtful ? await editsAfter(id, work.version) : []
    const own = since.find(({ change }) => JSON.stringify(change) === JSON.stringify(next.change))
    const of = next.of === null ? undefined : work.numbers.get(next.of)
    const number =
      own?.number ??
      (
        await api.plan.edit.mutate({
          id,
          base: work.version,
          change: next.change,
          ...(of === undefined ? {} : { of }),
        })
      ).version
    const missed = number > work.version + 1 ? await editsAfter(id, work.version) : []
    const now = deskStore.get()
    if (now?.id !== id) return false
    const isLast = now.work.waiting.length === 1
    show(taken(now.work, number), { saving: isLast ? 'saved' : 'saving', trouble: null })
    receive(missed.filter((edit) => edit.number < number))
    const then = deskStore.get()
    if (then) deskStore.set({ ...then, work: { ...then.work, version: number } })
    return true
  } catch (error) {
    const now = deskStore.get()
    if (now?.id !== id) return false
    if (error instanceof ChangeConflict) deskStore.set({ ...now, saving: 'conflict', trouble: null })
    // Whoever has to sign in again, or was too quick, loses nothing: it waits.
    else if (isRefusal(error) && !isSignedOut(error) && !isTooOften(error))
      deskStore.set({ ...now, saving: 'refused', trouble: failureText(error) })
    else {
      deskStore.set({ ...now, saving: 'noLine', trouble: null })
      retry = setTimeout(() => void send(), RETRY_MILLISECONDS)
    }
    return false
  }
}

/** Gives up what the server did not take; the plan is read anew by whoever opened it. */
export function dropWaiting(): void {
  const desk = deskStore.get()
  if (desk) keepWaiting(desk.owner, [])
  closePlan()
}
