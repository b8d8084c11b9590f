/**
 * One stream of changes, and of who else has an issue open, per browser. Of all open tabs one holds the lock, listens to the server and tells the
 * others; when it closes, the next one takes over. (Browsers allow six HTTP/1.1 streams to a server; a seventh tab
 * with a stream of its own would hang.)
 */
import { LiveEvent } from '../../shared/domain/live.ts'
import { PresenceTold } from '../../shared/issues/presence.ts'
import { presenceStore, presentAfter, toldOf } from '../issues/presence/presenceStore.ts'
import { api } from './trpc.ts'
import { createStore } from '../state/store.ts'
import { lastContact, noteContact } from './contact.ts'

export type LiveState = 'connecting' | 'connected' | 'lost'

export const liveStateStore = createStore<{
  state: LiveState
  lastChange: string | null
  lostAt: number | null
}>({
  state: 'connecting',
  lastChange: null,
  lostAt: null,
})

/** What is shown is true up to now while the line stands, up to the last contact when it does not. */
function withState(state: LiveState): void {
  const now = liveStateStore.get()
  if (now.state === 'connected' || state === 'connected') noteContact()
  if (now.state !== state)
    liveStateStore.set({ ...now, state, lostAt: state === 'lost' ? lastContact() : null })
}

type Message =
  | { type: 'state'; state: LiveState }
  | { type: 'events'; events: LiveEvent[] }
  | { type: 'presence'; told: PresenceTold }
  | { type: 'ask' }

const LOCK = 'quarterhour-live'

/** An issue that this page does not understand is asked for like any other change; one odd event hides no other. */
function eventsIn(message: unknown): LiveEvent[] {
  const { events } = Object(message) as { events?: unknown }
  if (!Array.isArray(events)) return []
  return events.flatMap((event: unknown) => {
    const whole = LiveEvent.safeParse(event)
    return whole.data ?? LiveEvent.omit({ issue: true }).safeParse(event).data ?? []
  })
}

/** @returns stops listening and, in the tab that holds the stream, hands it on */
export function openLiveChannel(onEvent: (event: LiveEvent) => void): () => void {
  const channel = new BroadcastChannel(LOCK)
  const closing = new AbortController()
  let isLeader = false

  const show = (message: Message) => {
    if (message.type === 'state') {
      withState(message.state)
      // Nobody knows who is there while the line is down; it is told anew when the line is back.
      if (message.state !== 'connected') presenceStore.set(new Map())
    }
    if (message.type === 'presence') presenceStore.set(presentAfter(presenceStore.get(), message.told))
    if (message.type === 'events') {
      withState('connected')
      for (const event of message.events) {
        liveStateStore.set({ ...liveStateStore.get(), lastChange: event.at })
        onEvent(event)
      }
    }
    if (message.type === 'ask' && isLeader) {
      channel.postMessage({ type: 'state', state: liveStateStore.get().state } satisfies Message)
      channel.postMessage({ type: 'presence', told: toldOf(presenceStore.get()) } satisfies Message)
    }
  }
  const tell = (message: Message) => {
    show(message)
    channel.postMessage(message)
  }
  channel.onmessage = ({ data }: MessageEvent<Message>) => show(data)
  channel.postMessage({ type: 'ask' } satisfies Message)

  const lead = () =>
    new Promise<void>((release) => {
      isLeader = true
      const stream = api.live.changes.subscribe(undefined, {
        onStarted: () => tell({ type: 'state', state: 'connected' }),
        onConnectionStateChange: ({ state, error }) => {
          if (state === 'connecting')
            tell({ type: 'state', state: error || liveStateStore.get().lastChange ? 'lost' : 'connecting' })
        },
        onData: (data) => {
          const events = eventsIn(Object(data).data)
          const presence = PresenceTold.safeParse(data)
          if (events.length > 0) tell({ type: 'events', events })
          else if (presence.success) tell({ type: 'presence', told: presence.data })
        },
        onError: () => tell({ type: 'state', state: 'lost' }),
      })
      closing.signal.addEventListener('abort', () => {
        stream.unsubscribe()
        release()
      })
    })

  // A stream does not hear of a network that went away for a good while.
  const onOffline = () => withState('lost')
  addEventListener('offline', onOffline)
  // Browsers have locks where the page came by https, or from this machine; else each tab has its own stream.
  if ('locks' in navigator)
    navigator.locks.request(LOCK, { signal: closing.signal }, lead).catch(() => undefined)
  else void lead()
  return () => {
    closing.abort()
    removeEventListener('offline', onOffline)
    channel.close()
  }
}
