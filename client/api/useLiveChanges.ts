/** Keeps what is shown true: an event makes the answers it touches stale, all at once a moment later. */
import { useEffect } from 'react'
import type { LIVE_KINDS } from '../../shared/domain/live.ts'
import { announce } from '../ui/announce.ts'
import { say, translate } from '../i18n/i18n.ts'
import { openLiveChannel } from './liveChannel.ts'
import { queryClient } from './queryClient.ts'
import { trpc } from './trpc.ts'

type LiveKind = (typeof LIVE_KINDS)[number]

const TOUCHES: Record<LiveKind, () => { queryKey: readonly unknown[] }[]> = {
  units: () => [everything()],
  buildings: () => [key(trpc.building), key(trpc.unit), key(trpc.circle), key(trpc.search)],
  residents: () => [key(trpc.resident), key(trpc.unit), key(trpc.building), key(trpc.circle)],
  facilities: () => [key(trpc.facility), key(trpc.unit), key(trpc.circle), key(trpc.search)],
  issues: () => [
    key(trpc.issue),
    key(trpc.work),
    key(trpc.mutual),
    key(trpc.unit),
    key(trpc.building),
    key(trpc.search),
  ],
  basemap: () => [],
  network: () => [key(trpc.network), key(trpc.circle)],
  scenarios: () => [key(trpc.scenario)],
  links: () => [everything()],
  accounts: () => [key(trpc.session), key(trpc.wall)],
}

const key = (part: { pathKey: () => readonly unknown[] }) => ({ queryKey: part.pathKey() })
const everything = () => ({ queryKey: [] as readonly unknown[] })

/** Imports send many events in a row: they are gathered this long. */
const GATHER_MILLISECONDS = 400

export function useLiveChanges(): void {
  useEffect(() => {
    const pending = new Set<LiveKind>()
    let timer: ReturnType<typeof setTimeout> | undefined
    const refresh = () => {
      timer = undefined
      const kinds = [...pending]
      pending.clear()
      for (const filter of [...kinds.flatMap((kind) => TOUCHES[kind]()), key(trpc.system)]) {
        void queryClient.invalidateQueries(filter)
      }
      const what = kinds.map((kind) => say(`live.kind.${kind}`) ?? kind).join('、')
      announce(translate('live.announce', { what }))
    }
    const close = openLiveChannel((event) => {
      pending.add(event.kind)
      timer ??= setTimeout(refresh, GATHER_MILLISECONDS)
    })
    return () => {
      clearTimeout(timer)
      close()
    }
  }, [])
}
