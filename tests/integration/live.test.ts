/** Changes as open pages hear of them: in order, each once, none missed when the line is lost, over real SSE. */
import { randomUUID } from 'node:crypto'
import type { EventEmitter } from 'node:events'
import { rmSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import type { FastifyInstance } from 'fastify'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { createAccount } from '../../server/access/accounts.ts'
import { useOneTimeLink } from '../../server/access/sessions.ts'
import { openApp } from '../../server/app/app.ts'
import { systemViewer } from '../../server/access/viewer.ts'
import { transaction } from '../../server/db/database.ts'
import { rows, sql } from '../../server/db/sql.ts'
import { buildServer } from '../../server/http/server.ts'
import { announce, newestEventId } from '../../server/live/events.ts'
import { LiveFeed } from '../../server/live/liveFeed.ts'
import { reportIssue } from '../../server/services/desk/reportIssue.ts'
import type { Role } from '../../shared/domain/access.ts'
import { type LiveEvent, LiveTold } from '../../shared/domain/live.ts'
import { A, A1, B, type Commands, commandsOf, loadTinyTown } from '../fixtures/tinyTown.ts'
import { type TestApp, hasDatabase, isServerDatabase, openTestApp, viewerWith } from './harness.ts'

interface Line {
  events: LiveEvent[]
  /** Resolves when so many events have come. */
  has(count: number): Promise<void>
  /** Resolves when the server ends the line. */
  isOver: Promise<void>
  /** Cuts the line, as a lost network does. */
  cut(): Promise<void>
}

describe.skipIf(!hasDatabase)('live changes', () => {
  let town: TestApp
  let server: FastifyInstance
  let base: string
  let cookie: string
  let commands: Commands
  const lines: Line[] = []

  /** Opens the stream by the plain protocol: `id:` and `data:` of each message. */
  async function listen(lastEventId: string | undefined, as = cookie): Promise<Line> {
    const abort = new AbortController()
    const input = encodeURIComponent(JSON.stringify({ lastEventId }))
    const response = await fetch(`${base}/trpc/live.changes?input=${input}`, {
      headers: { cookie: as, accept: 'text/event-stream' },
      signal: abort.signal,
    })
    expect(response.headers.get('content-type')).toContain('text/event-stream')
    const events: LiveEvent[] = []
    const waiting: { count: number; done: () => void }[] = []
    const reading = (async () => {
      const decoder = new TextDecoder()
      let text = ''
      for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
        text += decoder.decode(chunk, { stream: true })
        const blocks = text.split('\n\n')
        text = blocks.pop()!
        for (const block of blocks) {
          const field = (name: string): string | undefined =>
            block
              .split('\n')
              .find((part) => part.startsWith(`${name}:`))
              ?.slice(name.length + 1)
              .trim()
          const [id, data] = [field('id'), field('data')]
          // Who has an issue open is told between them, without an id.
          if (!id || data === undefined || data === '') continue
          const told = LiveTold.parse(JSON.parse(data)).events
          expect(told.at(-1)!.id).toBe(id)
          events.push(...told)
        }
        waiting.filter(({ count }) => events.length >= count).forEach(({ done }) => done())
      }
    })().catch((error: unknown) => {
      if (!abort.signal.aborted) throw error
    })
    const line: Line = {
      events,
      has: (count) =>
        events.length >= count
          ? Promise.resolve()
          : new Promise((done, fail) => {
              const timer = setTimeout(
                () => fail(new Error(`${events.length} of ${count} events came`)),
                20_000,
              )
              waiting.push({ count, done: () => (clearTimeout(timer), done()) })
            }),
      isOver: reading,
      cut: async () => {
        abort.abort()
        await reading
      },
    }
    lines.push(line)
    return line
  }
  const change = (count = 1, kind: LiveEvent['kind'] = 'issues'): Promise<void> =>
    transaction(town.app.db, (tx) => announce(tx, kind, count))
  const storedAfter = (id: string): Promise<{ id: string }[]> =>
    rows(town.app.db.pool, sql`select id::text as id from event where id > ${id}::bigint order by event.id`)

  async function signedInAs(userName: string, role: Role, areas = ['*']): Promise<string> {
    const { linkToken } = await createAccount(town.app, systemViewer, {
      userName,
      displayName: userName,
      roles: [role],
      areas,
      validTo: null,
    })
    return `quarterhour_session=${await useOneTimeLink(town.app, linkToken)}`
  }

  beforeAll(async () => {
    town = await openTestApp()
    commands = commandsOf(town.app)
    server = await buildServer(town.app)
    base = await server.listen({ port: 0, host: '127.0.0.1' })
    cookie = await signedInAs('reader', 'viewer')
  })
  afterEach(async () => {
    for (const line of lines.splice(0)) await line.cut()
  })
  afterAll(async () => {
    await server?.close()
    await town?.close()
  })

  test('come in their order, each once', async () => {
    const from = await newestEventId(town.app.db.pool)
    const line = await listen(from)
    for (let n = 1; n <= 20; n++) await change(n)
    await line.has(20)
    expect(line.events.map(({ count }) => count)).toEqual(Array.from({ length: 20 }, (_, n) => n + 1))
    expect(line.events.map(({ id }) => id)).toEqual((await storedAfter(from)).map(({ id }) => id))
  })

  test('of writers at the same time are missed by nobody and told to nobody twice', async () => {
    const from = await newestEventId(town.app.db.pool)
    const listening = await Promise.all([listen(from), listen(from), listen(from)])
    await Promise.all(Array.from({ length: 60 }, (_, n) => change(n + 1)))
    for (const line of listening) await line.has(60)
    const stored = (await storedAfter(from)).map(({ id }) => id)
    expect(stored).toHaveLength(60)
    for (const line of listening) expect(line.events.map(({ id }) => id)).toEqual(stored)
  })

  test('of a slow writer are not overtaken by those of a quick one', async () => {
    const line = await listen(await newestEventId(town.app.db.pool))
    let hasAnnounced: () => void = () => undefined
    const announced = new Promise<void>((resolve) => (hasAnnounced = resolve))
    // Longer than the feed waits between two looks: an id that commits late would be passed by.
    const slow = transaction(town.app.db, async (tx) => {
      await announce(tx, 'issues', 1)
      hasAnnounced()
      await wait(2_500)
    })
    await announced
    await Promise.all([slow, change(2)])
    await line.has(2)
    expect(line.events.map(({ count }) => count)).toEqual([1, 2])
  })

  test('made while the line was lost come when it is back', async () => {
    const from = await newestEventId(town.app.db.pool)
    const first = await listen(from)
    await change(1)
    await change(2)
    await first.has(2)
    await first.cut()
    await change(3)
    await change(4)
    const second = await listen(first.events.at(-1)!.id)
    await change(5)
    await second.has(3)
    expect([...first.events, ...second.events].map(({ count }) => count)).toEqual([1, 2, 3, 4, 5])
  })

  test('are complete for a line that is cut again and again under writing', async () => {
    const from = await newestEventId(town.app.db.pool)
    let isOver = false
    const writing = (async () => {
      let n = 0
      while (!isOver) await change(++n)
      return n
    })()
    const seen: string[] = []
    for (let round = 0; round < 6; round++) {
      const line = await listen(seen.at(-1) ?? from)
      await line.has(3)
      await line.cut()
      seen.push(...line.events.map(({ id }) => id))
    }
    isOver = true
    const written = await writing
    const last = await listen(seen.at(-1))
    await last.has(written - seen.length)
    seen.push(...last.events.map(({ id }) => id))
    expect(seen).toEqual((await storedAfter(from)).map(({ id }) => id))
  })

  test('more than a page of them are caught up with', async () => {
    const from = await newestEventId(town.app.db.pool)
    await town.app.db.pool.query(
      `insert into event (kind, count) select 'issues', n from generate_series(1, 1300) n`,
    )
    const line = await listen(from)
    await line.has(1_300)
    expect(line.events.map(({ count }) => count)).toEqual(Array.from({ length: 1_300 }, (_, n) => n + 1))
  })

  test('of a command reach an open page', async () => {
    const line = await listen(await newestEventId(town.app.db.pool))
    await loadTinyTown(commands, ['units', 'facilities'])
    await line.has(3)
    expect(line.events.map(({ kind, count }) => `${kind} ${count}`)).toEqual([
      'units 7',
      'facilities 4',
      'links 4',
    ])
  })

  test('of one issue bring it as it is to whoever may see it, and nothing to others', async () => {
    const desk = await viewerWith(town.app, ['commandCentre'])
    const cookies = [
      await signedInAs('desk', 'commandCentre'),
      await signedInAs('workerA', 'communityStaff', [A]),
      await signedInAs('workerB', 'communityStaff', [B]),
      await signedInAs('siting', 'sitingStaff'),
    ]
    const from = await newestEventId(town.app.db.pool)
    const [all, inside, outside, without] = (await Promise.all(cookies.map((as) => listen(from, as)))) as [
      Line,
      Line,
      Line,
      Line,
    ]
    const report = {
      class: 'cityAppearance',
      subclass: 'exposedRubbish',
      description: '路边有垃圾',
      address: '',
      location: [114.005, 30.005] as [number, number],
      photos: [],
    }
    const { id } = await reportIssue(town.app, desk, { ...report, key: randomUUID() })
    await change(7)
    for (const line of [all, inside]) {
      await line.has(2)
      expect(
        line.events.map(({ count, issue }) => [count, issue?.id, issue?.state, issue?.unit?.code]),
      ).toEqual([
        [1, id, 'new', A1],
        [7, undefined, undefined, undefined],
      ])
    }
    for (const line of [outside, without]) {
      await line.has(1)
      expect(line.events.map(({ count, issue }) => [count, issue])).toEqual([[7, undefined]])
    }
    // Whoever comes back later is told that something changed, and no more of it than they may know.
    const [late, lateOutside] = await Promise.all([listen(from, cookies[1]), listen(from, cookies[2])])
    await late.has(2)
    await lateOutside.has(1)
    expect(late.events.map(({ count, issue }) => [count, issue])).toEqual([
      [1, undefined],
      [7, undefined],
    ])
    expect(lateOutside.events.map(({ count }) => count)).toEqual([7])
  })

  test('committed close together are all told, though nobody looks again', { timeout: 30_000 }, async () => {
    vi.useFakeTimers({ toFake: ['setInterval'] })
    const feed = new LiveFeed(town.app.db)
    const closing = new AbortController()
    try {
      const desk = await viewerWith(town.app, ['commandCentre'])
      const from = await newestEventId(town.app.db.pool)
      const told: string[] = []
      const following = (async () => {
        for await (const events of feed.follow(from, desk, closing.signal)) {
          told.push(...events.map(({ id }) => id))
          if (told.length === 12) return
        }
      })()
      await change(1)
      // Whoever follows is there when the first one has come.
      for (; told.length === 0; await wait(10)) await feed.look()
      await Promise.all(
        Array.from({ length: 11 }, async () => {
          await change(1)
          await feed.look()
        }),
      )
      await following
      expect(told).toEqual((await storedAfter(from)).map(({ id }) => id))
    } finally {
      closing.abort()
      feed.stop()
      vi.useRealTimers()
    }
  })

  test('that follow closely come together, the first of them at once', async () => {
    const feed = new LiveFeed(town.app.db)
    const closing = new AbortController()
    const desk = await viewerWith(town.app, ['commandCentre'])
    const from = await newestEventId(town.app.db.pool)
    const messages: number[][] = []
    const line = feed.follow(from, desk, closing.signal)
    const take = async (): Promise<void> => {
      const { value } = await line.next()
      messages.push((value as LiveEvent[]).map(({ count }) => count))
    }
    try {
      await change(1)
      await take()
      for (const count of [2, 3, 4]) await change(count)
      await feed.look()
      await take()
      for (const count of [5, 6, 7]) {
        await change(count)
        void feed.look()
      }
      await feed.look()
      await take()
      expect(messages).toEqual([[1], [2, 3, 4], [5, 6, 7]])
      // Told at most ten times a second, whoever takes it and however fast.
      let tellings = 0
      const { emitter } = feed as unknown as { emitter: EventEmitter }
      emitter.on('events', () => tellings++)
      const began = performance.now()
      for (let count = 0; count < 40; count++) {
        await change(count)
        void feed.look()
      }
      await feed.look()
      expect(tellings).toBeLessThanOrEqual(2 + (performance.now() - began) / 100)
    } finally {
      closing.abort()
      await line.return(undefined)
      feed.stop()
    }
  })

  test('are complete for a line that takes them slowly, and leave nothing behind when it ends', async () => {
    const feed = new LiveFeed(town.app.db)
    const closing = new AbortController()
    const desk = await viewerWith(town.app, ['commandCentre'])
    const from = await newestEventId(town.app.db.pool)
    const told: string[] = []
    const line = feed.follow(from, desk, closing.signal)
    try {
      await change(1)
      const take = async (): Promise<void> => {
        for (const { id } of (await line.next()).value!) told.push(id)
      }
      await take()
      // Nothing is taken meanwhile: more than is held for a line.
      for (let n = 0; n < 5; n++) {
        await town.app.db.pool.query(
          `insert into event (kind, count) select 'issues', n from generate_series(1, 600) n`,
        )
        await feed.look()
      }
      while (told.length < 3_001) await take()
      expect(told).toEqual((await storedAfter(from)).map(({ id }) => id))
    } finally {
      closing.abort()
      await line.return(undefined)
      feed.stop()
    }
    const { emitter } = feed as unknown as { emitter: EventEmitter }
    expect(emitter.eventNames()).toEqual([])
  })

  // Two copies of the server share one database only where it is a server of its own.
  test.skipIf(!isServerDatabase)(
    'made by another copy of the server come as quickly, each once',
    async () => {
      const beside = await openApp({ ...town.app.config, dataDirectory: `${town.directory}-beside` })
      try {
        const desk = await viewerWith(beside, ['commandCentre'])
        const from = await newestEventId(town.app.db.pool)
        const line = await listen(from, await signedInAs('desk2', 'commandCentre'))
        const report = {
          class: 'greening',
          subclass: 'streetTree',
          description: '树枝压线',
          address: '',
          photos: [],
          location: [114.005, 30.005] as [number, number],
        }
        const made = await Promise.all(
          Array.from({ length: 10 }, () => reportIssue(beside, desk, { ...report, key: randomUUID() })),
        )
        await line.has(10)
        expect(line.events.map(({ issue }) => issue?.id).sort()).toEqual(made.map(({ id }) => id).sort())
        expect(line.events.map(({ id }) => id)).toEqual((await storedAfter(from)).map(({ id }) => id))
      } finally {
        await beside.close()
        rmSync(`${town.directory}-beside`, { recursive: true, force: true })
      }
    },
  )

  test('end when what one may see has changed', { timeout: 40_000 }, async () => {
    const as = await signedInAs('leaver', 'viewer')
    const line = await listen(await newestEventId(town.app.db.pool), as)
    await rows(
      town.app.db.pool,
      sql`update account set is_disabled = true where user_name = 'leaver' returning id`,
    )
    await line.isOver
  })

  test('that another process makes reach it without being told', async () => {
    const line = await listen(await newestEventId(town.app.db.pool))
    const started = Date.now()
    // Straight into the database: nobody in this process says anything.
    await town.app.db.pool.query(`insert into event (kind, count) values ('buildings', 1)`)
    await line.has(1)
    expect(Date.now() - started).toBeLessThan(5_000)
  })

  test('that are rolled back are told to nobody', async () => {
    const line = await listen(await newestEventId(town.app.db.pool))
    await transaction(town.app.db, async (tx) => {
      await announce(tx, 'issues', 99)
      throw new Error('no')
    }).catch(() => undefined)
    await change(1)
    await line.has(1)
    expect(line.events.map(({ count }) => count)).toEqual([1])
  })

  test('are for who is signed in', async () => {
    const response = await fetch(`${base}/trpc/live.changes`, { headers: { accept: 'text/event-stream' } })
    const text = await response.text()
    expect(text).toContain('signIn.needed')
  })
})
