/** Walked circles of the state in the address: opens the ground for the worker, asks, and gives the newest answer. */
import { useEffect, useMemo } from 'react'
import { useAt } from '../../state/addressStore.ts'
import { createStore, useStore } from '../../state/store.ts'
import type { CircleState } from '../circleState.ts'
import type { WalkQuestion, WalkRoute } from './protocol.ts'
import { answerShown } from './answerShown.ts'
import { dayOf, useGround } from './useGround.ts'
import { ask, walkStore } from './walkEngine.ts'

/** Where the pointer holds the point just now; null when nothing is being dragged. */
export const heldPointStore = createStore<{ lon: number; lat: number } | null>(null)

/** The way that is shown, and where to. */
export const shownRouteStore = createStore<{ to: string; route: WalkRoute } | null>(null)

/** @param points  null while they are not known */
export function useWalked(state: CircleState, points: readonly { lon: number; lat: number }[] | null) {
  const isWanted = state.measure === 'walk' && points !== null
  const at = useAt()
  const ground = useGround(isWanted)
  const { walker, minutes, compares, radii, subject } = state
  const radiusMeters = compares ? radii[2] : null
  const isOne = subject?.from === 'place' || subject?.from === 'facility'
  // From a place people set out; to a facility they come.
  const isTowards = subject?.from !== 'place'
  const question = useMemo((): WalkQuestion | null => {
    if (!isWanted || !points) return null
    return { points, walker, minutes, radiusMeters, wantsReach: isOne, isTowards }
  }, [isWanted, points, walker, minutes, radiusMeters, isOne, isTowards])
  useEffect(() => {
    if (!question || !ground.ground) return
    const askHeld = (): void => {
      const held = heldPointStore.get()
      if (held) ask({ ...question, points: [held] })
    }
    if (heldPointStore.get()) askHeld()
    else ask(question)
    // A pointer moves more often than the page can be drawn anew: nothing but the worker hears of each move. Where it
    // lets go the address says, and that is another question.
    return heldPointStore.subscribe(askHeld)
  }, [question, ground.ground])
  const walked = useStore(walkStore)
  return { ...ground, question, answer: answerShown(walked, question, dayOf(at)), failure: walked.failure }
}
