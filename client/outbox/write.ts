/** Writes a report or a step into the outbox. It is safe on this device before this returns. */
import type { Me } from '../../shared/domain/access.ts'
import { newKey } from '../api/newKey.ts'
import { askToSendLater } from './backgroundSync.ts'
import { changeOutbox } from './outboxStore.ts'
import type { Photo } from './photo.ts'
import { enqueue, type QueuedReport, type QueuedStep, seenBy } from './queue.ts'

/** Asks the browser not to clear it away when room gets short, and to send it though the page is closed by then. */
function stay(): void {
  if ('storage' in navigator) void navigator.storage.persist?.().catch(() => false)
  void askToSendLater().catch(() => undefined)
}

/** @throws where the browser cannot keep it */
export async function writeReport(me: Me, what: QueuedReport, photos: Photo[] = []): Promise<void> {
  const clientId = newKey()
  await changeOutbox((queue) =>
    enqueue(queue, { clientId, accountId: me.accountId, what, photos }, Date.now()),
  )
  stay()
}

/** @param lastEvent  the newest one that was seen @throws where the browser cannot keep it */
export async function writeStep(
  me: Me,
  what: Omit<QueuedStep, 'kind' | 'seen'>,
  lastEvent: string,
  photos: Photo[] = [],
): Promise<void> {
  const clientId = newKey()
  await changeOutbox((queue) => {
    const seen = seenBy(queue, what.id, lastEvent)
    const step: QueuedStep = { ...what, kind: 'step', seen }
    return enqueue(queue, { clientId, accountId: me.accountId, what: step, photos }, Date.now())
  })
  stay()
}
