/**
 * The changes being worked on: a list, with the states before it to go back to. Pure but for the store at the end,
 * which survives a reload of the page.
 */
import { z } from 'zod'
import { Change, isGateChange, MOST_CHANGES, type GateChange } from '../../../shared/scenario/changes.ts'
import { ScenarioRef, type ScenarioRecord } from '../../../shared/scenario/scenarioRecord.ts'
import { TimeOfDay } from '../../../shared/scenario/timeOfDay.ts'
import { createStore } from '../../state/store.ts'

const State = z.object({
  changes: z.array(Change),
  walkAt: TimeOfDay.nullable(),
  /** The kept scenario that this began as: going back goes back to it too. */
  kept: ScenarioRef.extend({ name: z.string(), networkHash: z.string() }).nullable(),
})
type State = z.infer<typeof State>

const Draft = z.object({
  ...State.shape,
  past: z.array(State),
  future: z.array(State),
})
export type Draft = z.infer<typeof Draft>

const MOST_STEPS = 100
export const EMPTY_DRAFT: Draft = { changes: [], walkAt: null, kept: null, past: [], future: [] }

const stateOf = ({ changes, walkAt, kept }: State): State => ({ changes, walkAt, kept })

function step(draft: Draft, next: Partial<State>): Draft {
  return { ...draft, ...next, past: [...draft.past, stateOf(draft)].slice(-MOST_STEPS), future: [] }
}

/** False: more changes could be drawn, but not kept. */
export const hasRoom = ({ changes }: Pick<Draft, 'changes'>): boolean => changes.length < MOST_CHANGES

/** The same draft where there is no room. */
export const addChange = (draft: Draft, change: Change): Draft =>
  hasRoom(draft) ? step(draft, { changes: [...draft.changes, change] }) : draft

export const removeChange = (draft: Draft, index: number): Draft =>
  step(draft, { changes: draft.changes.filter((_, i) => i !== index) })

export const setWalkAt = (draft: Draft, walkAt: string | null): Draft => step(draft, { walkAt })

export const clearChanges = (draft: Draft): Draft => step(draft, { changes: [] })

const isOfGate = (change: Change, { lon, lat }: GateChange['gate']): boolean =>
  isGateChange(change) && change.gate.lon === lon && change.gate.lat === lat

/** One change of a gate at a time; none where it is to be as the network has it. The same draft where there is no room. */
export function changeGate(draft: Draft, gate: GateChange['gate'], change: GateChange | null): Draft {
  const at = draft.changes.findIndex((one) => isOfGate(one, gate))
  const others = draft.changes.filter((one) => !isOfGate(one, gate))
  if (!change) return step(draft, { changes: others })
  if (at < 0 && !hasRoom(draft)) return draft
  return step(draft, { changes: at < 0 ? [...others, change] : others.toSpliced(at, 0, change) })
}

export const gateChangeIn = (changes: readonly Change[], gate: GateChange['gate']): GateChange | null =>
  changes.filter(isGateChange).find((one) => isOfGate(one, gate)) ?? null

export function undo(draft: Draft): Draft {
  const before = draft.past.at(-1)
  if (!before) return draft
  return { ...draft, ...before, past: draft.past.slice(0, -1), future: [stateOf(draft), ...draft.future] }
}

export function redo(draft: Draft): Draft {
  const [next, ...future] = draft.future
  if (!next) return draft
  return { ...draft, ...next, past: [...draft.past, stateOf(draft)], future }
}

/** A kept scenario to work on; what was being worked on before can be gone back to. */
export const draftOf = (
  { id, version, name, networkHash, changes, walkAt }: ScenarioRecord,
  before: Draft = EMPTY_DRAFT,
): Draft => ({
  changes,
  walkAt,
  kept: { id, version, name, networkHash },
  past: isUnsaved(before) ? [...before.past, stateOf(before)].slice(-MOST_STEPS) : [],
  future: [],
})

const isUnsaved = ({ kept, changes, past }: Draft): boolean =>
  past.length > 0 || (kept === null && changes.length > 0)

/** What is on the page is what is kept now; the steps to it are done with. */
export const saved = (draft: Draft, { id, version, name, networkHash }: ScenarioRecord): Draft => ({
  ...draft,
  kept: { id, version, name, networkHash },
  past: [],
  future: [],
})

/**
 * The scenario that the draft began as has another name. Its version is only taken over where nobody else changed it
 * in between: otherwise saving must meet the conflict.
 */
export function renamed(draft: Draft, { id, name, version }: ScenarioRecord): Draft {
  const { kept } = draft
  if (kept?.id !== id) return draft
  return { ...draft, kept: { ...kept, name, version: kept.version === version - 1 ? version : kept.version } }
}

const STORED = 'quarterhour-street-draft'

function stored(): Draft {
  try {
    const found = Draft.safeParse(JSON.parse(sessionStorage.getItem(STORED) ?? 'null'))
    return found.success ? found.data : EMPTY_DRAFT
  } catch {
    return EMPTY_DRAFT
  }
}

export const draftStore = createStore<Draft>(stored())
draftStore.subscribe(() => sessionStorage.setItem(STORED, JSON.stringify(draftStore.get())))

export const changeDraft = (change: (draft: Draft) => Draft): void => draftStore.set(change(draftStore.get()))
