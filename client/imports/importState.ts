/**
 * One import at a time: the file that was sent, what a person has chosen for it, and the job under way. It outlives a
 * change of place and, in this tab, a reload: nothing typed is lost.
 */
import type { z } from 'zod'
import type { AxisOrder, ImportChoice, InspectedLayer } from '../../shared/domain/importing.ts'
import { createStore } from '../state/store.ts'
import { previewStore } from './preview.ts'

export type Layer = z.infer<typeof InspectedLayer>
export type Kind = z.infer<typeof ImportChoice>['as']
type Level = NonNullable<z.infer<typeof ImportChoice>['level']>

/** What a person chose; what is absent is as the file suggests. */
export interface Chosen {
  layer?: string
  kind?: Kind
  /** Residents as counts by area, not one row a person. */
  isCounts?: boolean
  level?: Level
  date?: string
  /** Units, or shifts, that are not in the file end. */
  endMissing?: boolean
  endMissingTop?: boolean
  /** Networks: ways and roads that cross without a common point get one. */
  joinNearMisses?: boolean
  encoding?: string
  headerRows?: 1 | 2
  crs?: string
  axisOrder?: AxisOrder
  /** target → column, `=constant`, or empty for none */
  mapping: Record<string, string>
}

export type ImportState =
  | { step: 'none' }
  | { step: 'uploading'; file: string; share: number; cancel: () => void }
  | { step: 'failed'; file: string; key: string; facts?: Record<string, string | number> }
  | { step: 'choosing'; uploadId: string; file: string; chosen: Chosen }
  | { step: 'job'; uploadId: string; file: string; chosen: Chosen; jobId: string; isAccepted: boolean }

const KEPT = 'quarterhour.import'

function kept(): ImportState {
  try {
    const state = JSON.parse(sessionStorage.getItem(KEPT) ?? 'null') as ImportState | null
    return state?.step === 'choosing' || state?.step === 'job' ? state : { step: 'none' }
  } catch {
    return { step: 'none' }
  }
}

export const importStore = createStore<ImportState>(kept())

importStore.subscribe(() => {
  const state = importStore.get()
  if (state.step === 'choosing' || state.step === 'job') sessionStorage.setItem(KEPT, JSON.stringify(state))
  else sessionStorage.removeItem(KEPT)
})

export function startOver(): void {
  previewStore.set([])
  importStore.set({ step: 'none' })
}

/** Changes the choice; a dry run made before is no longer true. */
export function choose(change: Partial<Chosen>): void {
  const state = importStore.get()
  if (state.step !== 'choosing' && state.step !== 'job') return
  const { uploadId, file, chosen } = state
  importStore.set({ step: 'choosing', uploadId, file, chosen: { ...chosen, ...change } })
}

export const backToChoice = (): void => choose({})
