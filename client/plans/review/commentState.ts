/** The comment being placed, and the one that is picked. */
import { createStore } from '../../state/store.ts'

export interface CommentState {
  /** The next click on the map is the place. */
  isPlacing: boolean
  /** Where the comment being written will stand. */
  at: readonly [lon: number, lat: number] | null
  picked: string | null
}

const NOTHING: CommentState = { isPlacing: false, at: null, picked: null }
export const commentStore = createStore<CommentState>(NOTHING)

export const placeComment = (): void => commentStore.set({ isPlacing: true, at: null, picked: null })
export const standAt = (at: readonly [number, number]): void =>
  commentStore.set({ isPlacing: false, at, picked: null })
export const pickComment = (picked: string | null): void => commentStore.set({ ...NOTHING, picked })
export const forgetComment = (): void => commentStore.set(NOTHING)
