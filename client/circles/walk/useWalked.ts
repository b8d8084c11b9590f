/** Walked circles of the state in the address: opens the ground for the worker, asks, and gives the newest answer. */
import { useEffect, useMemo } from 'react'
import { useAt } from '../../state/addressStore.ts'
import { createStore, useStore } from '../../state/store.ts'
import type { CircleState } from '../circleState.ts'
import type { WalkQuestion, WalkRoute } from './protocol.ts'
import { answerShown } from './answerShown.ts'
import { dayOf, useGround } from './useGround.ts'
import { heldPointStore } from './held.ts'
import { ask, walkStore } from './walkEngine.ts'

/** A held point that has not moved for so long gets the whole answer. */
const REST_MILLISECONDS = 250

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
    let rest: ReturnType<typeof setTimeout> | undefined
    const askHeld = (): void => {
      const held = heldPointStore.get()
      clearTimeout(rest)
      if (!held) return
      const ofHeld = { ...question, points: [held] }
      ask({ ...ofHeld, isBrief: true })
      rest = setTimeout(() => ask(ofHeld), REST_MILLISECONDS)
    }
    if (heldPointStore.get()) askHeld()
    else ask(question)
    // A pointer moves more often than the page can be drawn anew: nothing but the worker hears of each move. Where it
    // lets go the address says, and that is another question.
    const stop = heldPointStore.subscribe(askHeld)
    return () => {
      clearTimeout(rest)
      stop()
    }
  }, [question, ground.ground])
  const walked = useStore(walkStore)
  return { ...ground, question, answer: answerShown(walked, question, dayOf(at)), failure: walked.failure }
}
