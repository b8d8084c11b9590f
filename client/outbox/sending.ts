/**
 * Keeps sending while the page is open: at once when something is written, when the line comes back, and when its time
 * has come. One tab of the browser does it, or the service worker; a second one sending the same would do no harm, the
 * server knows the keys.
 */
import { liveStateStore } from '../api/liveChannel.ts'
import { onlyOne } from '../api/onlyOne.ts'
import { api } from '../api/trpc.ts'
import { noteReported } from '../issues/reportedHere.ts'
import { askToSendLater } from './backgroundSync.ts'
import { drain } from './drain.ts'
import { SENDING_LOCK } from './keptQueue.ts'
import { makeSender } from './makeSender.ts'
import { changeOutbox, openOutbox, outboxAsStore, outboxStore } from './outboxStore.ts'
import { countsOf, wake } from './queue.ts'

const sender = makeSender(api, noteReported)

/** Calls back when something was sent from now on, whoever has sent it. @returns stops */
function whenSent(onSent: () => void): () => void {
  const since = Date.now()
  const told = new Set<string>()
  return outboxStore.subscribe(() => {
    const news = outboxStore
      .get()
      .queue.filter(({ clientId, sent }) => sent !== null && sent.at >= since && !told.has(clientId))
    if (news.length === 0) return
    for (const { clientId, what, sent } of news) {
      told.add(clientId)
      if (what.kind === 'report') noteReported(sent!.id)
    }
    onSent()
  })
}

/** Sends what this person has written. @returns stops */
export function startSending(accountId: string, onSent: () => void): () => void {
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
        const at = await onlyOne(SENDING_LOCK, () => drain(outboxAsStore, sender, Date.now, Math.random))
        clearTimeout(timer)
        if (!isGone && at !== null) timer = setTimeout(() => void look(), Math.max(0, at - Date.now()))
      } while (isWanted && !isGone)
    } finally {
      isRunning = false
    }
  }
  const hurry = () => void changeOutbox(wake).then(look, () => undefined)
  const askLater = () => {
    if (countsOf(outboxStore.get().queue).waiting > 0) void askToSendLater().catch(() => undefined)
  }
  // Before the page goes away: the browser gives its promise up after a few times without an answer.
  const onHidden = () => {
    if (document.visibilityState === 'hidden') askLater()
  }
  let before = liveStateStore.get().state
  const stops = [
    whenSent(onSent),
    outboxStore.subscribe(() => void look()),
    liveStateStore.subscribe(() => {
      const { state } = liveStateStore.get()
      if (state === 'connected' && before !== 'connected') hurry()
      before = state
    }),
  ]
  addEventListener('online', hurry)
  document.addEventListener('visibilitychange', onHidden)
  void openOutbox(accountId).then(
    () => {
      askLater()
      hurry()
    },
    () => undefined,
  )
  return () => {
    isGone = true
    clearTimeout(timer)
    removeEventListener('online', hurry)
    document.removeEventListener('visibilitychange', onHidden)
    for (const stop of stops) stop()
    void openOutbox(null).catch(() => undefined)
  }
}
