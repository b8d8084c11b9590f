/**
 * Keeps sending while the page is open: at once when something is written, when the line comes back, and when its time
 * has come. One tab of the browser does it; a second one sending the same would do no harm, the server knows the keys.
 */
import { liveStateStore } from '../api/liveChannel.ts'
import { onlyOne } from '../api/onlyOne.ts'
import { drain } from './drain.ts'
import { changeOutbox, openOutbox, outboxAsStore, outboxStore } from './outboxStore.ts'
import { wake, type Queued } from './queue.ts'
import { sender } from './sender.ts'

/** Sends what this person has written. @returns stops */
export function startSending(accountId: string, onSent: (item: Queued) => void): () => void {
  let isGone = false
  let isRunning = false
  let isWanted = false
  let timer: ReturnType<typeof setTimeout> | undefined

  const look = async (): Promise<void> => {
    // Without any network nothing is tried: what was surely not sent can still be changed.
    if (!navigator.onLine) return
    if (isRunning) {
      isWanted = true
      return
    }
    isRunning = true
    clearTimeout(timer)
    try {
      do {
        isWanted = false
        const at = await onlyOne('quarterhour-outbox', () =>
          drain(outboxAsStore, sender, Date.now, Math.random, onSent),
        )
        clearTimeout(timer)
        if (!isGone && at !== null) timer = setTimeout(() => void look(), Math.max(0, at - Date.now()))
      } while (isWanted && !isGone)
    } finally {
      isRunning = false
    }
  }
  const hurry = () => void changeOutbox(wake).then(look, () => undefined)
  let before = liveStateStore.get().state
  const stops = [
    outboxStore.subscribe(() => void look()),
    liveStateStore.subscribe(() => {
      const { state } = liveStateStore.get()
      if (state === 'connected' && before !== 'connected') hurry()
      before = state
    }),
  ]
  addEventListener('online', hurry)
  void openOutbox(accountId).then(hurry, () => undefined)
  return () => {
    isGone = true
    clearTimeout(timer)
    removeEventListener('online', hurry)
    for (const stop of stops) stop()
    void openOutbox(null).catch(() => undefined)
  }
}
