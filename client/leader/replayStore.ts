/** The day that is played again, and how far it is. */
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { isDay, today } from '../../shared/domain/dates.ts'
import { replayAt } from '../../shared/issues/hotSpots.ts'
import { trpc } from '../api/trpc.ts'
import { useMay } from '../api/useMe.ts'
import { useAddress, useAt } from '../state/addressStore.ts'
import { createStore, useStore } from '../state/store.ts'

export const MINUTES_OF_DAY = 1440

/** A minute of the day as a clock shows it. */
export const clockText = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`

/** Minute of the day. */
export const minuteStore = createStore(9 * 60)

export function useReplay() {
  const asked = useAddress((entry) => entry.own['figures.day'])
  const at = useAt()
  const day = asked !== undefined && isDay(asked) && asked <= today() ? asked : (at ?? today())
  const mayView = useMay('issues.view')
  const query = useQuery(
    trpc.issue.replay.queryOptions({ day }, { enabled: mayView, placeholderData: keepPreviousData }),
  )
  const replay = query.data
  const until = replay?.until ?? MINUTES_OF_DAY
  const minute = Math.min(useStore(minuteStore), until)
  const now = useMemo(() => (replay ? replayAt(replay, minute) : null), [replay, minute])
  return { day, query, replay, minute, now, until }
}
