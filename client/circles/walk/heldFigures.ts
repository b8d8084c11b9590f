/**
 * The figures of a point that is held: four times a second. More often nobody can read them, and each time the page is
 * laid out and painted anew, which the circles would wait for.
 */
import { createStore } from '../../state/store.ts'
import { heldAnswerStore } from './held.ts'
import type { WalkAnswer } from './protocol.ts'

export const FIGURES_EVERY_MS = 250

/** Follows the newest brief answer; gone at once when that is gone. */
export const heldFiguresStore = createStore<WalkAnswer | null>(null)

let pause: ReturnType<typeof setTimeout> | null = null

function follow(): void {
  const answer = heldAnswerStore.get()
  if (answer === null) {
    if (pause !== null) clearTimeout(pause)
    pause = null
    heldFiguresStore.set(null)
    return
  }
  if (pause !== null) return
  heldFiguresStore.set(answer)
  pause = setTimeout(() => {
    pause = null
    if (heldAnswerStore.get() !== heldFiguresStore.get()) follow()
  }, FIGURES_EVERY_MS)
}

heldAnswerStore.subscribe(follow)
