/** Figures of a held point follow four times a second; the last one is never left out. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { heldAnswerStore } from '../../../client/circles/walk/held.ts'
import { FIGURES_EVERY_MS, heldFiguresStore } from '../../../client/circles/walk/heldFigures.ts'
import type { WalkAnswer } from '../../../client/circles/walk/protocol.ts'

const answer = (milliseconds: number): WalkAnswer => ({ milliseconds }) as WalkAnswer

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  heldAnswerStore.set(null)
  vi.useRealTimers()
})

it('tells the first answer at once and of the rest the newest, each quarter of a second', () => {
  const told: (number | undefined)[] = []
  const stop = heldFiguresStore.subscribe(() => told.push(heldFiguresStore.get()?.milliseconds))
  for (let frame = 0; frame < 60; frame++) {
    heldAnswerStore.set(answer(frame))
    vi.advanceTimersByTime(1000 / 60)
  }
  vi.advanceTimersByTime(FIGURES_EVERY_MS)
  stop()
  expect(told[0]).toBe(0)
  expect(told.at(-1)).toBe(59)
  expect(told.length).toBeGreaterThanOrEqual(4)
  expect(told.length).toBeLessThanOrEqual(6)
})

it('is gone with the answer, and tells the next one at once', () => {
  heldAnswerStore.set(answer(1))
  heldAnswerStore.set(null)
  expect(heldFiguresStore.get()).toBeNull()
  heldAnswerStore.set(answer(2))
  expect(heldFiguresStore.get()?.milliseconds).toBe(2)
  vi.advanceTimersByTime(2 * FIGURES_EVERY_MS)
  expect(heldFiguresStore.get()?.milliseconds).toBe(2)
})
