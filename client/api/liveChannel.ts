/**
 * One stream of changes per browser. Of all open tabs one holds the lock, listens to the server and tells the
 * others; when it closes, the next one takes over. (Browsers allow six HTTP/1.1 streams to a server; a seventh tab
 * with a stream of its own would hang.)
 */
import { LiveEvent } from '../../shared/domain/live.ts'
import { api } from './trpc.ts'
import { createStore } from '../state/store.ts'

export type LiveState = 'connecting' | 'connected' | 'lost'

export const liveStateStore = createStore<{ state: LiveState; lastChange: string | null }>({
  state: 'connecting',
  lastChange: null,
})

type Message = { type: 'state'; state: LiveState } | { type: 'event'; event: LiveEvent } | { type: 'ask' }

const LOCK = 'quarterhour-live'

/** @returns stops listening and, in the tab that holds the stream, hands it on */
export function openLiveChannel(onEvent: (event: LiveEvent) => void): () => void {
  const channel = new BroadcastChannel(LOCK)
  const closing = new AbortController()
  let isLeader = false

  const show = (message: Message) => {
    const now = liveStateStore.get()
    if (message.type === 'state') liveStateStore.set({ ...now, state: message.state })
    if (message.type === 'event') {
      liveStateStore.set({ state: 'connected', lastChange: message.event.at })
      onEvent(message.event)
    }
    if (message.type === 'ask' && isLeader)
      channel.postMessage({ type: 'state', state: now.state } satisfies Message)
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
        onConnectionStateChange: ({ state }) => {
          if (state === 'connecting')
            tell({ type: 'state', state: liveStateStore.get().lastChange ? 'lost' : 'connecting' })
        },
        onData: (data) => {
          const event = LiveEvent.safeParse(Object(data).data)
          if (event.success) tell({ type: 'event', event: event.data })
        },
        onError: () => tell({ type: 'state', state: 'lost' }),
      })
      closing.signal.addEventListener('abort', () => {
        stream.unsubscribe()
        release()
      })
    })

  navigator.locks.request(LOCK, { signal: closing.signal }, lead).catch(() => undefined)
  return () => {
    closing.abort()
    channel.close()
  }
}
