/**
 * What was written and waits to be sent: an ordered list, and what becomes of it with each answer. Pure; the store keeps
 * it and the sender asks it what comes next. Nothing leaves the list but by the server's answer or the person's own will.
 *
 * Order: one after another as written. A line that does not answer holds all of it back; a refusal holds back only what
 * builds on the same issue, since the rest is no worse for it.
 */
import type { Photo } from './photo.ts'
import type { StepDetails } from '../../shared/issues/progress.ts'
import type { RuledStep } from '../../shared/issues/steps.ts'
import type { Here } from '../../shared/issues/desk.ts'
import type { IssueState } from '../../shared/domain/place.ts'

export interface QueuedReport {
  kind: 'report'
  class: string
  subclass: string
  description: string
  address: string
  location: [number, number]
}

export interface QueuedStep {
  kind: 'step'
  id: string
  step: RuledStep
  /** The newest event that was seen, or the queued step that this one follows. */
  seen: { event: string } | { after: string }
  reason: string
  details: StepDetails
  /** For the list: what the issue is. */
  title: { class: string; subclass: string }
  /** Where its writer was, where they added it. */
  here?: Here | undefined
}

/** Why it is not sent yet. `unreachable` heals by itself; `signedOut` by signing in; `refused` waits for a decision. */
export interface Failure {
  kind: 'unreachable' | 'signedOut' | 'refused'
  key: string | null
  facts: Record<string, string | number>
}

export interface Sent {
  /** The issue. */
  id: string
  event: string
  state: IssueState
  at: number
}

export interface Queued {
  /** The key by which the server knows it again. */
  clientId: string
  accountId: string
  /** Growing. */
  order: number
  /** Milliseconds, by the clock of this device. */
  writtenAt: number
  what: QueuedReport | QueuedStep
  photos: Photo[]
  /** As many went with it; the bytes themselves go once the server has them. */
  photoCount: number
  state: 'waiting' | 'stuck' | 'sent'
  /** Times that no answer came: it may have been taken. */
  tries: number
  /** Not before this instant, milliseconds. */
  notBefore: number
  failure: Failure | null
  sent: Sent | null
}

export type Queue = readonly Queued[]

/** Milliseconds to wait after the first failure, and at most. */
const FIRST_WAIT = 2_000
const LONGEST_WAIT = 60_000
/** Photos that are gone at the server are sent again so often. */
const MOST_PHOTO_TRIES = 5
/** What was sent is shown for a day. */
const SENT_SHOWN = 86_400_000

export const isOpen = ({ state }: Queued): boolean => state !== 'sent'

/** In the order in which they were written. */
export const inOrder = (queue: Queue): Queued[] => queue.toSorted((a, b) => a.order - b.order)

const issueOf = ({ what }: Queued): string | null => (what.kind === 'step' ? what.id : null)

/** Something of the same issue was written before it and is not settled. */
export const isHeldBack = (queue: Queue, item: Queued): boolean =>
  issueOf(item) !== null &&
  queue.some((one) => isOpen(one) && one.order < item.order && issueOf(one) === issueOf(item))

/** Puts something behind all that waits. @param clientId  new @param now  milliseconds */
export function enqueue(
  queue: Queue,
  {
    clientId,
    accountId,
    what,
    photos = [],
  }: Pick<Queued, 'clientId' | 'accountId' | 'what'> & { photos?: Photo[] },
  now: number,
): Queue {
  const last = queue.reduce((most, { order }) => Math.max(most, order), 0)
  return [
    ...queue,
    {
      clientId,
      accountId,
      order: last + 1,
      writtenAt: now,
      what,
      photos,
      photoCount: photos.length,
      state: 'waiting',
      tries: 0,
      notBefore: 0,
      failure: null,
      sent: null,
    },
  ]
}

/** What a new step on an issue follows: the last one of it that still waits; past a refused one, the event that was seen. */
export function seenBy(queue: Queue, id: string, lastEvent: string): QueuedStep['seen'] {
  const before = inOrder(queue).filter((item) => isOpen(item) && issueOf(item) === id)
  const last = before.at(-1)
  return last && before.every(({ state }) => state === 'waiting')
    ? { after: last.clientId }
    : { event: lastEvent }
}

/** The next one to send, or when to look again (null: not before something changes). */
export function nextToSend(queue: Queue, now: number): { send: Queued } | { at: number | null } {
  const waiting = inOrder(queue).filter((item) => item.state === 'waiting' && !isHeldBack(queue, item))
  const [first] = waiting
  if (!first || first.failure?.kind === 'signedOut') return { at: null }
  return first.notBefore > now ? { at: first.notBefore } : { send: first }
}

const change = (queue: Queue, clientId: string, how: (item: Queued) => Queued): Queue =>
  queue.map((item) => (item.clientId === clientId ? how(item) : item))

const follow = (queue: Queue, clientId: string, seen: QueuedStep['seen']): Queue =>
  queue.map((item) =>
    item.what.kind === 'step' && 'after' in item.what.seen && item.what.seen.after === clientId
      ? { ...item, what: { ...item.what, seen } }
      : item,
  )

/** It was taken: what follows it has seen its event. */
export const afterAnswer = (queue: Queue, clientId: string, sent: Sent): Queue =>
  follow(
    change(queue, clientId, (item) => ({
      ...item,
      state: 'sent',
      failure: null,
      sent,
      // The server has them.
      photos: [],
    })),
    clientId,
    { event: sent.event },
  )

/** Doubling from two seconds to a minute, with up to a quarter more so that phones do not come back all at once. */
export const waitAfter = (tries: number, random: number): number =>
  Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** Math.max(0, tries - 1)) * (1 + random / 4)

/** It was not taken, or nobody knows. @param random  0..1 */
export function afterFailure(
  queue: Queue,
  clientId: string,
  failure: Failure,
  now: number,
  random: number,
): Queue {
  return change(queue, clientId, (item) => {
    // Photos that waited too long for what they belong to are cleared away there; their bytes are still here.
    const areGone = failure.key === 'photo.unknown' && item.photos.some(({ hash }) => hash !== null)
    const photos = areGone ? item.photos.map((photo) => ({ ...photo, hash: null })) : item.photos
    if (areGone && item.tries < MOST_PHOTO_TRIES)
      return { ...item, photos, tries: item.tries + 1, failure: { ...failure, kind: 'unreachable' } }
    if (failure.kind === 'refused') return { ...item, photos, state: 'stuck', failure }
    if (failure.kind === 'signedOut') return { ...item, failure }
    const tries = item.tries + 1
    return { ...item, tries, failure, notBefore: now + waitAfter(tries, random) }
  })
}

/** The line is back, or somebody has signed in: nothing waits any longer than it has to. */
export const wake = (queue: Queue): Queue =>
  queue.some((item) => item.state === 'waiting' && (item.notBefore > 0 || item.failure?.kind === 'signedOut'))
    ? queue.map((item) =>
        item.state === 'waiting'
          ? { ...item, notBefore: 0, failure: item.failure?.kind === 'signedOut' ? null : item.failure }
          : item,
      )
    : queue

/** A photo has arrived before the rest. */
export const afterPhoto = (queue: Queue, clientId: string, index: number, hash: string): Queue =>
  change(queue, clientId, (item) => ({
    ...item,
    photos: item.photos.map((photo, at) => (at === index ? { ...photo, hash } : photo)),
  }))

/** Sends it again as it stands, on what was seen by now. */
export const sendAgain = (queue: Queue, clientId: string, lastEvent: string | null): Queue =>
  change(queue, clientId, (item) => ({
    ...item,
    state: 'waiting',
    failure: null,
    notBefore: 0,
    what:
      item.what.kind === 'step' && lastEvent !== null
        ? { ...item.what, seen: { event: lastEvent } }
        : item.what,
  }))

/** A step that cannot be taken any more still says something: its words are sent as a note. */
export const sendAsNote = (queue: Queue, clientId: string, lastEvent: string): Queue =>
  sendAgain(
    change(queue, clientId, (item) =>
      item.what.kind === 'step' ? { ...item, what: { ...item.what, step: 'note', details: {} } } : item,
    ),
    clientId,
    lastEvent,
  )

/** Other words. Only what was surely not taken can be changed: it would come back with the first answer. */
export const mayChange = ({ state, tries }: Queued): boolean =>
  state === 'stuck' || (state === 'waiting' && tries === 0)

export const changeWords = (queue: Queue, clientId: string, words: string): Queue =>
  change(queue, clientId, (item) => {
    if (!mayChange(item)) return item
    const what =
      item.what.kind === 'step' ? { ...item.what, reason: words } : { ...item.what, description: words }
    return { ...item, what }
  })

/** Taken off the list by the person's own will; what followed it follows what it followed. */
export function discard(queue: Queue, clientId: string): Queue {
  const item = queue.find((one) => one.clientId === clientId)
  if (!item) return queue
  const rest = queue.filter((one) => one !== item)
  return item.what.kind === 'step' ? follow(rest, clientId, item.what.seen) : rest
}

/** Back on the list, where it was. */
export const restore = (queue: Queue, item: Queued): Queue =>
  queue.some(({ clientId }) => clientId === item.clientId) ? queue : inOrder([...queue, item])

/** What was sent long ago goes. */
export const withoutOld = (queue: Queue, now: number): Queue => {
  const isOld = ({ sent }: Queued): boolean => sent !== null && now - sent.at > SENT_SHOWN
  return queue.some(isOld) ? queue.filter((item) => !isOld(item)) : queue
}

export const countsOf = (queue: Queue): { waiting: number; stuck: number } => ({
  waiting: queue.filter(({ state }) => state === 'waiting').length,
  stuck: queue.filter(({ state }) => state === 'stuck').length,
})
