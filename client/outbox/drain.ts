/**
 * Sends the queue, one after another, until nothing is left that can be sent now. The store, the sender, the clock and
 * the dice are given, so that it can be run without any of them.
 */
import type { StepDone } from '../../shared/issues/desk.ts'
import {
  afterAnswer,
  afterFailure,
  afterPhoto,
  type Failure,
  nextToSend,
  type Queue,
  type Queued,
  type QueuedReport,
  type QueuedStep,
} from './queue.ts'

export interface QueueStore {
  read(): Promise<Queue>
  /** Replaces the queue by what is made of it, as one. */
  change(how: (queue: Queue) => Queue): Promise<void>
}

/** What goes with each: who wrote it, when, and the key by which it is known again. */
export interface Signed {
  key: string
  by: string
  writtenAt: string
  /** Hashes of photos that the server has. */
  photos: string[]
}

export interface Sender {
  photo(bytes: Blob, name: string): Promise<string>
  report(report: QueuedReport, signed: Signed): Promise<StepDone>
  step(step: QueuedStep, seen: string, signed: Signed): Promise<StepDone>
  failureOf(error: unknown): Failure
}

async function send(store: QueueStore, sender: Sender, item: Queued): Promise<StepDone> {
  const photos: string[] = []
  for (const [index, photo] of item.photos.entries()) {
    const hash = photo.hash ?? (await sender.photo(photo.bytes, photo.name))
    if (photo.hash === null) await store.change((queue) => afterPhoto(queue, item.clientId, index, hash))
    // The same picture picked twice is one.
    if (!photos.includes(hash)) photos.push(hash)
  }
  const signed: Signed = {
    key: item.clientId,
    by: item.accountId,
    writtenAt: new Date(item.writtenAt).toISOString(),
    photos,
  }
  if (item.what.kind === 'report') return sender.report(item.what, signed)
  const { seen } = item.what
  if (!('event' in seen)) throw new Error(`${item.clientId} follows ${seen.after}, which is not on the list`)
  return sender.step(item.what, seen.event, signed)
}

/** @returns when to look again, milliseconds; null: not before something changes */
export async function drain(
  store: QueueStore,
  sender: Sender,
  now: () => number,
  random: () => number,
): Promise<number | null> {
  for (;;) {
    const next = nextToSend(await store.read(), now())
    if (!('send' in next)) return next.at
    const { send: item } = next
    try {
      const { id, event, state } = await send(store, sender, item)
      await store.change((queue) => afterAnswer(queue, item.clientId, { id, event, state, at: now() }))
    } catch (error) {
      await store.change((queue) =>
        afterFailure(queue, item.clientId, sender.failureOf(error), now(), random()),
      )
    }
  }
}
