/** Walked circles of the state in the address: opens the ground for the worker, asks, and gives the newest answer. */
import { useEffect, useMemo } from 'react'
import { createStore, useStore } from '../../state/store.ts'
import type { CircleState } from '../circleState.ts'
import type { WalkQuestion, WalkRoute } from './protocol.ts'
import { useGround } from './useGround.ts'
import { ask, walkStore } from './walkEngine.ts'

/** Where the pointer holds the point just now; null when nothing is being dragged. */
export const heldPointStore = createStore<{ lon: number; lat: number } | null>(null)

/** The way that is shown, and where to. */
export const shownRouteStore = createStore<{ to: string; route: WalkRoute } | null>(null)

/** @param points  null while they are not known */
export function useWalked(state: CircleState, points: readonly { lon: number; lat: number }[] | null) {
  const isWanted = state.measure === 'walk' && points !== null
  const ground = useGround(isWanted)
  const held = useStore(heldPointStore)
  const { walker, minutes, compares, radii, subject } = state
  const radiusMeters = compares ? radii[2] : null
  const isOne = subject?.from === 'place' || subject?.from === 'facility'
  // From a place people set out; to a facility they come.
  const isTowards = subject?.from !== 'place'
  const question = useMemo((): WalkQuestion | null => {
    if (!isWanted || !points) return null
    return { points: held ? [held] : points, walker, minutes, radiusMeters, wantsReach: isOne, isTowards }
  }, [isWanted, points, held, walker, minutes, radiusMeters, isOne, isTowards])
  useEffect(() => {
    if (question && ground.ground) ask(question)
  }, [question, ground.ground])
  const { answer, isBusy, failure } = useStore(walkStore)
  // Of another subject's points nothing is shown; of other minutes, walkers or a held point the last answer stays.
  const isOfSubject =
    answer !== null &&
    question !== null &&
    answer.question.wantsReach === question.wantsReach &&
    answer.question.isTowards === question.isTowards &&
    (isOne || answer.question.points.length === question.points.length)
  return { ...ground, question, answer: isOfSubject ? answer : null, isBusy, failure }
}
