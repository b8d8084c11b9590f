/**
 * The board, kept true for weeks: asked for when something changed, every half minute, and when a day ends. What was
 * shown stays while the line is down, and says how old it is.
 */
import { useQuery } from '@tanstack/react-query'
import { useCallback, useEffect, useRef } from 'react'
import type { WallBoard } from '../../shared/issues/wall.ts'
import { queryClient } from '../api/queryClient.ts'
import { api, trpc } from '../api/trpc.ts'
import { untilNextDay } from './wallClock.ts'

const LOOK_AGAIN = 30_000
/** Many changes in a row are one look. */
const GATHER = 1_000
/** A stream that ended is opened again after so long. */
const OPEN_AGAIN = 5_000

/** Calls back a moment after something changed, for as long as it is mounted, whatever becomes of the line. */
function useWallChanges(onChange: () => void, isOn: boolean): void {
  const tell = useRef(onChange)
  useEffect(() => {
    tell.current = onChange
  }, [onChange])
  useEffect(() => {
    if (!isOn) return
    let gathering: ReturnType<typeof setTimeout> | undefined
    let again: ReturnType<typeof setTimeout> | undefined
    let stream: { unsubscribe: () => void } | undefined
    const look = () => {
      gathering ??= setTimeout(() => {
        gathering = undefined
        tell.current()
      }, GATHER)
    }
    const open = () => {
      again = undefined
      stream?.unsubscribe()
      stream = api.wall.changes.subscribe(undefined, {
        onStarted: look,
        onData: look,
        onError: later,
        onComplete: later,
      })
    }
    const later = () => {
      again ??= setTimeout(open, OPEN_AGAIN)
    }
    open()
    return () => {
      clearTimeout(gathering)
      clearTimeout(again)
      stream?.unsubscribe()
    }
  }, [isOn])
}

/**
 * One look at a time: what changes during one is looked at after it. A look that is on its way is never called off,
 * however quickly changes come.
 */
function useLook(refetch: (options: { cancelRefetch: boolean }) => Promise<unknown>): () => void {
  const state = useRef({ isLooking: false, isAskedAgain: false })
  return useCallback(() => {
    const now = state.current
    now.isAskedAgain = true
    if (now.isLooking) return
    now.isLooking = true
    const lookOn = async () => {
      while (now.isAskedAgain) {
        // A look that is on its way already may have begun before the change.
        now.isAskedAgain = queryClient.isFetching({ queryKey: trpc.wall.board.queryKey() }) > 0
        await refetch({ cancelRefetch: false })
      }
    }
    void lookOn().finally(() => {
      now.isLooking = false
    })
  }, [refetch])
}

export interface ShownBoard {
  board: WallBoard | undefined
  error: unknown
  /** This machine's clock when the board came. */
  cameAt: number
  /** Milliseconds that the server's clock is ahead. */
  ahead: number
}

/** Differences below this are the line's, not the clock's: the clock does not jump for them. */
const CLOCK_STEP = 2_000

export function useWallBoard(): ShownBoard {
  const query = useQuery(
    trpc.wall.board.queryOptions(undefined, {
      refetchInterval: LOOK_AGAIN,
      refetchIntervalInBackground: true,
      // Whether there is a line is found out by asking.
      networkMode: 'always',
      retry: false,
      staleTime: 0,
    }),
  )
  const { data: board, dataUpdatedAt: cameAt, refetch } = query
  const look = useLook(refetch)
  useWallChanges(look, board !== undefined)
  const kept = useRef(0)
  const measured = board ? Date.parse(board.at) - cameAt : 0
  const ahead = Math.abs(measured - kept.current) > CLOCK_STEP ? measured : kept.current
  useEffect(() => {
    kept.current = ahead
  }, [ahead])
  const day = board?.day
  useEffect(() => {
    if (day === undefined) return
    const timer = setTimeout(look, untilNextDay(day, Date.now() + ahead))
    return () => clearTimeout(timer)
  }, [day, ahead, look])
  return { board, error: query.error, cameAt, ahead }
}
