/** The outbox: order, once each, waiting longer, what a refusal holds back, and that nothing leaves it by itself. */
import { describe, expect, it } from 'vitest'
import type { StepDone } from '../../../shared/issues/desk.ts'
import { drain, type QueueStore, type Sender, type Signed } from '../../../client/outbox/drain.ts'
import {
  changeWords,
  countsOf,
  discard,
  enqueue,
  type Failure,
  inOrder,
  isHeldBack,
  mayChange,
  nextToSend,
  type Queue,
  type QueuedReport,
  type QueuedStep,
  restore,
  seenBy,
  sendAgain,
  sendAsNote,
  waitAfter,
  wake,
  withoutOld,
} from '../../../client/outbox/queue.ts'

const T = 1_000_000
const report = (description: string): QueuedReport => ({
  kind: 'report',
  class: 'streetOrder',
  subclass: 'carParking',
  description,
  address: '',
  location: [114.005, 30.005],
})
const step = (id: string, name: QueuedStep['step'], seen: QueuedStep['seen'], reason = ''): QueuedStep => ({
  kind: 'step',
  id,
  step: name,
  seen,
  reason,
  details: {},
  title: { class: 'streetOrder', subclass: 'carParking' },
})
const put = (queue: Queue, clientId: string, what: QueuedReport | QueuedStep): Queue =>
  enqueue(queue, { clientId, accountId: '12', what }, T)

/** Writes a step on an issue as the page does. */
const putStep = (queue: Queue, clientId: string, id: string, name: QueuedStep['step']): Queue =>
  put(queue, clientId, step(id, name, seenBy(queue, id, '100'), `${name} ${clientId}`))

const REFUSED: Failure = {
  kind: 'refused',
  key: 'issue.changedMeanwhile',
  facts: { by: 'officer', step: 'escalate' },
}
const UNREACHABLE: Failure = { kind: 'unreachable', key: null, facts: {} }

class Refused extends Error {
  constructor(readonly failure: Failure) {
    super(failure.key ?? failure.kind)
  }
}

/** A server that remembers keys, and a line to it that can lose the question or the answer. */
function office() {
  const taken: { key: string; what: string; seen: string | null; by: string; photos: string[] }[] = []
  const photos: string[] = []
  /** What becomes of the next tries: `lost` on the way there, `unanswered` on the way back, or a refusal. */
  const fate: ('lost' | 'unanswered' | Failure)[] = []
  const answer = (signed: Signed, id: string, what: string, seen: string | null): StepDone => {
    const next = fate.shift()
    if (next === 'lost') throw new Refused(UNREACHABLE)
    if (typeof next === 'object') throw new Refused(next)
    let at = taken.findIndex(({ key }) => key === signed.key)
    if (at < 0) at = taken.push({ key: signed.key, what, seen, by: signed.by, photos: signed.photos }) - 1
    if (next === 'unanswered') throw new Refused(UNREACHABLE)
    return { id, event: String(201 + at), state: 'inHand', undoUntil: null }
  }
  const sender: Sender = {
    photo: async (_bytes, name) => {
      const next = fate.shift()
      if (next !== undefined) throw new Refused(UNREACHABLE)
      photos.push(name)
      return `hash-${name}`
    },
    report: async (what, signed) => answer(signed, `Q-${what.description}`, what.description, null),
    step: async (what, seen, signed) => answer(signed, what.id, what.step, seen),
    failureOf: (error) =>
      error instanceof Refused ? error.failure : { kind: 'refused', key: 'error.here', facts: {} },
  }
  return { taken, photos, fate, sender }
}

function storeOf(initial: Queue): QueueStore & { queue: Queue } {
  const store = {
    queue: initial,
    read: async () => store.queue,
    change: async (how: (queue: Queue) => Queue) => {
      store.queue = how(store.queue)
    },
  }
  return store
}

/** Runs to the end, with a clock that jumps to when it is to look again. */
async function runAll(store: QueueStore & { queue: Queue }, sender: Sender, most = 50): Promise<number> {
  let now = T
  for (let round = 0; round < most; round++) {
    const at = await drain(
      store,
      sender,
      () => now,
      () => 0,
    )
    if (at === null) return now
    expect(at).toBeGreaterThan(now)
    now = at
  }
  throw new Error('it never came to an end')
}

const states = (queue: Queue): string[] => inOrder(queue).map(({ clientId, state }) => `${clientId} ${state}`)

describe('the outbox', () => {
  it('sends in the order of writing, each once, with who wrote it', async () => {
    const { taken, sender } = office()
    const store = storeOf(putStep(put(put([], 'a', report('一')), 'b', report('二')), 'c', '7', 'take'))
    await runAll(store, sender)
    expect(taken.map(({ key, what, by }) => [key, what, by])).toEqual([
      ['a', '一', '12'],
      ['b', '二', '12'],
      ['c', 'take', '12'],
    ])
    expect(states(store.queue)).toEqual(['a sent', 'b sent', 'c sent'])
    expect(store.queue[0]!.sent).toMatchObject({ id: 'Q-一', event: '201' })
  })

  it('holds all of it back while the line does not answer, and waits longer each time', async () => {
    const { taken, fate, sender } = office()
    fate.push('lost', 'lost', 'lost')
    const store = storeOf(put(put([], 'a', report('一')), 'b', report('二')))
    const ended = await runAll(store, sender)
    // 2 s, 4 s, 8 s by the table of waits.
    expect(ended - T).toBe(14_000)
    expect(taken.map(({ key }) => key)).toEqual(['a', 'b'])
    expect([1, 2, 5, 6, 60].map((tries) => waitAfter(tries, 0))).toEqual([
      2_000, 4_000, 32_000, 60_000, 60_000,
    ])
    expect(waitAfter(1, 1)).toBe(2_500)
  })

  it('counts nothing twice when the answer is lost on its way back', async () => {
    const { taken, fate, sender } = office()
    fate.push('unanswered', 'unanswered')
    const store = storeOf(putStep(put([], 'a', report('一')), 'b', '7', 'take'))
    await runAll(store, sender)
    expect(taken.map(({ key }) => key)).toEqual(['a', 'b'])
    expect(states(store.queue)).toEqual(['a sent', 'b sent'])
  })

  it('lets a step follow the one before it, which has no number yet', async () => {
    const { taken, sender } = office()
    const store = storeOf(putStep(putStep([], 'a', '7', 'take'), 'b', '7', 'feedBack'))
    expect((store.queue[1]!.what as QueuedStep).seen).toEqual({ after: 'a' })
    await runAll(store, sender)
    expect(taken.map(({ what, seen }) => [what, seen])).toEqual([
      ['take', '100'],
      ['feedBack', '201'],
    ])
  })

  it('keeps what was refused, with what follows it; the rest goes on', async () => {
    const { taken, fate, sender } = office()
    fate.push(REFUSED)
    const store = storeOf(
      put(putStep(putStep([], 'a', '7', 'take'), 'b', '7', 'feedBack'), 'c', report('一')),
    )
    await runAll(store, sender)
    expect(states(store.queue)).toEqual(['a stuck', 'b waiting', 'c sent'])
    expect(store.queue[0]!.failure).toEqual(REFUSED)
    expect(isHeldBack(store.queue, store.queue[1]!)).toBe(true)
    expect(countsOf(store.queue)).toEqual({ waiting: 1, stuck: 1 })
    // Looked at, and sent on top of what is there by now; what followed it follows it still.
    store.queue = sendAgain(store.queue, 'a', '150')
    await runAll(store, sender)
    expect(taken.map(({ what, seen }) => [what, seen])).toEqual([
      ['一', null],
      ['take', '150'],
      ['feedBack', '202'],
    ])
  })

  it('discards only what a person discards; what followed it follows what it followed', async () => {
    const { taken, fate, sender } = office()
    fate.push(REFUSED)
    const store = storeOf(putStep(putStep([], 'a', '7', 'take'), 'b', '7', 'feedBack'))
    await runAll(store, sender)
    const [item] = store.queue
    store.queue = discard(store.queue, 'a')
    // A slip of the thumb: it is back where it was, once.
    const back = restore(restore(store.queue, item!), item!)
    expect(states(back)).toEqual(['a stuck', 'b waiting'])
    await runAll(store, sender)
    expect(taken.map(({ what, seen }) => [what, seen])).toEqual([['feedBack', '100']])
  })

  it('sends the words of a step that cannot be taken any more as a note', async () => {
    const { taken, fate, sender } = office()
    fate.push({ ...REFUSED, key: 'issue.stepNotNow' })
    const store = storeOf(putStep([], 'a', '7', 'feedBack'))
    await runAll(store, sender)
    store.queue = sendAsNote(store.queue, 'a', '150')
    await runAll(store, sender)
    expect(taken.map(({ key, what, seen }) => [key, what, seen])).toEqual([['a', 'note', '150']])
  })

  it('past a refused step a new one is written on what was seen', () => {
    const queue = putStep([], 'a', '7', 'take').map((item) => ({ ...item, state: 'stuck' as const }))
    expect(seenBy(queue, '7', '150')).toEqual({ event: '150' })
    expect(seenBy(queue, '8', '160')).toEqual({ event: '160' })
  })

  it('waits for signing in again, and nothing passes it', async () => {
    const { taken, fate, sender } = office()
    fate.push({ kind: 'signedOut', key: 'signIn.needed', facts: {} })
    const store = storeOf(put(put([], 'a', report('一')), 'b', report('二')))
    await runAll(store, sender)
    expect(taken).toEqual([])
    expect(nextToSend(store.queue, T + 1e9)).toEqual({ at: null })
    store.queue = wake(store.queue)
    await runAll(store, sender)
    expect(taken.map(({ key }) => key)).toEqual(['a', 'b'])
  })

  it('a line that is back ends the waiting', async () => {
    const { fate, sender } = office()
    fate.push('lost')
    const store = storeOf(put([], 'a', report('一')))
    const at = await drain(
      store,
      sender,
      () => T,
      () => 0,
    )
    expect(at).toBe(T + 2_000)
    store.queue = wake(store.queue)
    expect(nextToSend(store.queue, T)).toMatchObject({ send: { clientId: 'a' } })
    expect(wake(storeOf([]).queue)).toEqual([])
  })

  it('sends photos first, and each of them once', async () => {
    const { taken, photos, fate, sender } = office()
    const bytes = new Blob(['x'])
    const store = storeOf(
      enqueue(
        [],
        {
          clientId: 'a',
          accountId: '12',
          what: report('一'),
          photos: ['1', '2'].map((name) => ({ name, bytes, hash: null })),
        },
        T,
      ),
    )
    await drain(
      store,
      {
        ...sender,
        photo: async (blob, name) => {
          if (name === '2' && photos.length === 1) fate.push('lost')
          return sender.photo(blob, name)
        },
      },
      () => T,
      () => 0,
    )
    expect(store.queue[0]!.photos.map(({ hash }) => hash)).toEqual(['hash-1', null])
    await runAll(store, sender)
    expect(photos).toEqual(['1', '2'])
    expect(taken[0]!.photos).toEqual(['hash-1', 'hash-2'])
    // The bytes are the server's now.
    expect(store.queue[0]!.photos).toEqual([])
  })

  it('sends photos again that the server has cleared away meanwhile, and gives up in the end', async () => {
    const { taken, photos, fate, sender } = office()
    const gone: Failure = { kind: 'refused', key: 'photo.unknown', facts: {} }
    const bytes = new Blob(['x'])
    const what = report('一')
    const queued = (hash: string | null) =>
      storeOf(enqueue([], { clientId: 'a', accountId: '12', what, photos: [{ name: '1', bytes, hash }] }, T))
    const store = queued('hash-old')
    fate.push(gone)
    await runAll(store, sender)
    expect(photos).toEqual(['1'])
    expect(taken.map((one) => one.photos)).toEqual([['hash-1']])
    const never = queued('hash-old')
    await runAll(never, { ...sender, report: () => Promise.reject(new Refused(gone)) })
    expect(states(never.queue)).toEqual(['a stuck'])
    expect(never.queue[0]!.photos).toHaveLength(1)
  })

  it('takes other words only while it is sure that the first ones were not taken', () => {
    const fresh = put([], 'a', report('一'))
    expect(changeWords(fresh, 'a', '二')[0]!.what).toMatchObject({ description: '二' })
    const tried = fresh.map((item) => ({ ...item, tries: 1 }))
    expect(mayChange(tried[0]!)).toBe(false)
    expect(changeWords(tried, 'a', '二')[0]!.what).toMatchObject({ description: '一' })
    expect(mayChange({ ...tried[0]!, state: 'stuck' })).toBe(true)
  })

  it('forgets what was sent after a day, and nothing else', async () => {
    const { sender } = office()
    const store = storeOf(put([], 'a', report('一')))
    await runAll(store, sender)
    store.queue = put(store.queue, 'b', report('二'))
    expect(withoutOld(store.queue, T + 86_400_000)).toBe(store.queue)
    expect(states(withoutOld(store.queue, T + 86_400_001))).toEqual(['b waiting'])
  })
})
