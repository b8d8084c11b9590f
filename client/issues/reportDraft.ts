/** The report that is being written at the desk: it stays while something else is looked at, until it is sent or ended. */
import { createStore } from '../state/store.ts'

export interface ReportDraft {
  /** Whose it is: the next person at the same page does not meet it. */
  accountId: string
  /** Class and subclass, as the list of kinds names them. */
  kind: string | null
  description: string
  address: string
  place: [lon: number, lat: number] | null
  /** Whether the place is that of a photo. */
  isOfPhoto: boolean
  photos: readonly File[]
}

const EMPTY: Omit<ReportDraft, 'accountId'> = {
  kind: null,
  description: '',
  address: '',
  place: null,
  isOfPhoto: false,
  photos: [],
}

/** Null while no report is being written. In memory only: on a shared computer nothing of it is left behind. */
export const reportDraftStore = createStore<ReportDraft | null>(null)

export const beginReport = (accountId: string): void => reportDraftStore.set({ ...EMPTY, accountId })

export const endReport = (): void => reportDraftStore.set(null)

/** What is changed of it; nothing once it has ended. */
export function changeReport(part: Partial<ReportDraft>): void {
  const draft = reportDraftStore.get()
  if (draft) reportDraftStore.set({ ...draft, ...part })
}
