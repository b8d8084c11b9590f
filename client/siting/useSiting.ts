/** The question of the address, put to the worker as soon as people, network and what exists are there. */
import { useQuery } from '@tanstack/react-query'
import { useEffect, useMemo, useState } from 'react'
import { mayBeHeld, maySpend, type SitingQuestion } from '../../shared/siting/sitingQuestion.ts'
import { dataId } from '../api/dataId.ts'
import { trpc } from '../api/trpc.ts'
import { facilitiesWhere } from '../circles/shownCircles.ts'
import { useAddress, useAt } from '../state/addressStore.ts'
import { useStore } from '../state/store.ts'
import { askSiting, forgetAnswer, isSitingOpen, openSiting, sitingRunStore } from './sitingEngine.ts'
import { sitingState, type SitingState } from './sitingState.ts'

/** The curve is drawn for so many points. */
const CURVE_TO = 8

export function useSitingState(): SitingState {
  const own = useAddress((entry) => entry.own)
  return useMemo(() => sitingState(own), [own])
}

/** A budget, and what may become of what exists; the other aims have neither. */
function spendingOf({ aim, capacity, budget, each, move, saving }: SitingState): Partial<SitingQuestion> {
  if (!maySpend(aim, capacity ?? undefined)) return {}
  if (budget !== null)
    return { budget: { limit: budget, each }, ...(saving !== null && { closing: { saving } }) }
  return move === null ? {} : { closing: { atMost: move } }
}

let openedWith = ''
let askedWith = ''
let askedKind: string | null = null

/** What was opened and asked is forgotten with the worker. */
export function forgetAsked(): void {
  openedWith = askedWith = ''
}

/** Facilities of the kind that is asked about. */
export function useExisting(kind: string | null) {
  const at = useAt()
  const facilities = useQuery(trpc.facility.points.queryOptions({ at }))
  const points = facilities.data
  const existing = useMemo(
    () => (points && kind !== null ? facilitiesWhere(points, 'kind', kind) : null),
    [points, kind],
  )
  return { existing, facilities }
}

export function useSiting() {
  const at = useAt()
  const state = useSitingState()
  const { existing, facilities } = useExisting(state.kind)
  const network = useQuery(trpc.network.current.queryOptions())
  const demand = useQuery(trpc.circle.demand.queryOptions({ at }))
  const run = useStore(sitingRunStore)
  const hash = network.data?.hash
  const people = demand.data
  const [attempt, setAttempt] = useState(0)
  const question = useMemo<SitingQuestion | null>(
    () =>
      state.kind === null || existing === null
        ? null
        : {
            aim: state.aim,
            group: state.group,
            count: state.count,
            walker: state.walker,
            minutes: state.minutes,
            existing: existing.map(({ lon, lat, name, capacity }) => ({
              ...((state.move ?? state.saving) !== null && { name }),
              lon,
              lat,
              ...(state.capacity !== null && capacity !== null && { capacity: Math.floor(capacity) }),
            })),
            ...(state.capacity !== null && mayBeHeld(state.aim) && { capacity: state.capacity }),
            ...(state.weights && { weights: state.weights }),
            ...spendingOf(state),
            candidates: state.points.length > 0 ? state.points : { everyMeters: state.every },
          },
    [state, existing],
  )
  useEffect(() => {
    if (hash === undefined || people === undefined) return
    const ground = `${hash} ${dataId(people)}`
    if (ground !== openedWith || !isSitingOpen()) {
      openSiting({ hash, demand: people })
      openedWith = ground
      askedWith = ''
    }
    if (question === null) return
    const asked = JSON.stringify(question)
    if (asked === askedWith) return
    askedWith = asked
    // Of another kind the last answer says nothing.
    if (askedKind !== state.kind) forgetAnswer()
    askedKind = state.kind
    const hasCurve = !question.budget && 'everyMeters' in question.candidates
    askSiting(question, hasCurve && (question.aim === 'reach' || question.aim === 'walk') ? CURVE_TO : 0)
  }, [hash, people, question, state.kind, attempt])
  const queries = [network, demand, facilities]
  return {
    state,
    existing,
    run: question === null ? null : run,
    hasNetwork: network.data === undefined ? null : network.data !== null,
    error: queries.find(({ error, data }) => error && data === undefined)?.error ?? null,
    retry: () => {
      for (const query of queries) if (query.error) void query.refetch()
      forgetAsked()
      setAttempt((count) => count + 1)
    },
  }
}
