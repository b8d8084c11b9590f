/** Keeps what is shown true: an event makes the answers it touches stale, all at once a moment later. */
import { useEffect } from 'react'
import type { IssueRow } from '../../shared/domain/place.ts'
import { announce } from '../ui/announce.ts'
import { say, translate } from '../i18n/i18n.ts'
import { openLiveChannel } from './liveChannel.ts'
import { queryClient } from './queryClient.ts'
import { showIssues } from './showIssues.ts'
import { key, type LiveKind, touchedBy } from './touchedBy.ts'
import { trpc } from './trpc.ts'

/** Imports send many events in a row: they are gathered this long. */
const GATHER_MILLISECONDS = 400
/** Issues that the server tells of as they are now are shown after so long, all that came meanwhile at once. */
const SHOW_MILLISECONDS = 100
/** Where showing takes its time, so many times as long passes before the next: the page stays at hand in a flood. */
const SHOW_REST = 3
const SHOW_AT_LEAST_EVERY = 1_000
/** Counts and figures behind such issues are asked for again at most so often: many pages ask the same server. */
const SETTLE_MILLISECONDS = 5_000

/** An issue's own answers: its card, its file, what may be done with it and others. */
const isAbout =
  (told: ReadonlySet<string>) =>
  ({ queryKey }: { queryKey: readonly unknown[] }): boolean => {
    const { id, ids = [] } =
      (queryKey[1] as { input?: { id?: string; ids?: string[] } } | undefined)?.input ?? {}
    return (id !== undefined && told.has(id)) || ids.some((one) => told.has(one))
  }

export function useLiveChanges(): void {
  useEffect(() => {
    const pending = new Set<LiveKind>()
    const told = new Map<string, IssueRow>()
    let timer: ReturnType<typeof setTimeout> | undefined
    let showing: ReturnType<typeof setTimeout> | undefined
    let settling: ReturnType<typeof setTimeout> | undefined
    let lastSettled = 0
    let showCost = 0
    const refresh = (kinds: readonly LiveKind[]) => {
      for (const filter of [...kinds.flatMap(touchedBy), key(trpc.system)]) {
        void queryClient.invalidateQueries(filter)
      }
      const what = kinds.map((kind) => say(`live.kind.${kind}`) ?? kind).join('、')
      announce(translate('live.announce', { what }))
    }
    const refreshPending = () => {
      timer = undefined
      const kinds = [...pending]
      pending.clear()
      refresh(kinds)
    }
    const show = () => {
      showing = undefined
      const rows = [...told.values()]
      const ids = new Set(told.keys())
      told.clear()
      const began = performance.now()
      showIssues(rows)
      // The frame after the one in which the map has drawn it.
      requestAnimationFrame(() =>
        requestAnimationFrame(() => {
          showCost = performance.now() - began
        }),
      )
      void queryClient.invalidateQueries({ ...key(trpc.issue), predicate: isAbout(ids) })
      settling ??= setTimeout(
        settle,
        Math.max(GATHER_MILLISECONDS, lastSettled + SETTLE_MILLISECONDS - Date.now()),
      )
    }
    const settle = () => {
      settling = undefined
      lastSettled = Date.now()
      refresh(['issues'])
    }
    const close = openLiveChannel((event) => {
      if (event.issue) {
        told.set(event.issue.id, event.issue)
        showing ??= setTimeout(
          show,
          Math.min(Math.max(SHOW_MILLISECONDS, SHOW_REST * showCost), SHOW_AT_LEAST_EVERY),
        )
        return
      }
      pending.add(event.kind)
      timer ??= setTimeout(refreshPending, GATHER_MILLISECONDS)
    })
    return () => {
      for (const waiting of [timer, showing, settling]) clearTimeout(waiting)
      close()
    }
  }, [])
}
