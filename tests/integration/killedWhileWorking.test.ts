/**
 * Server and database killed while five people report and step: nothing that was acknowledged is lost, nothing that is
 * sent again appears twice, and a page that listened has heard of every change once.
 */
import { randomUUID } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { LiveTold } from '../../shared/domain/live.ts'
import type { IssueFile, StepDone } from '../../shared/issues/desk.ts'
import { runCommand } from '../fixtures/runCommand.ts'
import { type RunningServer, startServer } from '../fixtures/startServer.ts'
import { UNITS, collection } from '../fixtures/tinyTown.ts'
import { isServerDatabase } from './harness.ts'

const PEOPLE = 5
const PLACE: [number, number] = [114.005, 30.005]

interface Wish {
  procedure: 'issue.report' | 'issue.step'
  input: Record<string, unknown> & { key: string }
}

describe.skipIf(isServerDatabase)('people at work while processes are killed', { timeout: 300_000 }, () => {
  const data = mkdtempSync(join(tmpdir(), 'quarterhour-killed-'))
  let server: RunningServer
  let cookie = ''
  const start = async (): Promise<void> => {
    server = await startServer(data, { QUARTERHOUR_EMPTY: '1' })
  }
  const kill = (pid: number): void => {
    try {
      process.kill(pid, 'SIGKILL')
    } catch {
      // It has ended with its parent.
    }
  }
  const databasePid = (): number => Number(readFileSync(join(data, 'database.lock'), 'utf8'))

  async function ask<Answer>(procedure: string, input: unknown, method: 'GET' | 'POST'): Promise<Answer> {
    const text = JSON.stringify(input)
    const response = await fetch(
      `${server.base}/trpc/${procedure}${method === 'GET' ? `?input=${encodeURIComponent(text)}` : ''}`,
      {
        method,
        headers: { cookie, origin: server.base, 'content-type': 'application/json' },
        ...(method === 'POST' ? { body: text } : {}),
        signal: AbortSignal.timeout(20_000),
      },
    )
    if (response.status !== 200) throw new Error(`${response.status} ${await response.text()}`)
    return ((await response.json()) as { result: { data: Answer } }).result.data
  }

  /** What was acknowledged, and what may or may not have been done. */
  const done: { wish: Wish; answer: StepDone }[] = []
  const open = new Set<Wish>()
  async function tell(wish: Wish): Promise<StepDone> {
    open.add(wish)
    const answer = await ask<StepDone>(wish.procedure, wish.input, 'POST')
    open.delete(wish)
    done.push({ wish, answer })
    return answer
  }
  let isOver = false
  async function work(): Promise<void> {
    while (!isOver) {
      try {
        const reported = await tell({
          procedure: 'issue.report',
          input: {
            class: 'greening',
            subclass: 'streetTree',
            description: '树枝压线',
            location: PLACE,
            key: randomUUID(),
          },
        })
        await tell({
          procedure: 'issue.step',
          input: { id: reported.id, step: 'accept', seen: reported.event, key: randomUUID() },
        })
      } catch {
        await wait(50)
      }
    }
  }

  /** Ids of events as a page hears them, which comes back with the last one it has heard. */
  const heard: string[] = []
  const closing = new AbortController()
  async function listen(): Promise<void> {
    while (!closing.signal.aborted) {
      try {
        const input = JSON.stringify({ lastEventId: heard.at(-1) ?? '0' })
        const response = await fetch(`${server.base}/trpc/live.changes?input=${encodeURIComponent(input)}`, {
          headers: { cookie, accept: 'text/event-stream' },
          signal: closing.signal,
        })
        const decoder = new TextDecoder()
        let rest = ''
        for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
          const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n')
          rest = lines.pop()!
          // What tells who is there has no events.
          for (const line of lines)
            if (line.startsWith('data: {"events"'))
              heard.push(...LiveTold.parse(JSON.parse(line.slice(6))).events.map(({ id }) => id))
        }
      } catch {
        await wait(50)
      }
    }
  }

  beforeAll(async () => {
    await start()
    const opened = await fetch(server.link!, {
      method: 'POST',
      redirect: 'manual',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    })
    cookie = opened.headers.get('set-cookie')!.split(';')[0]!
    writeFileSync(join(data, 'units.geojson'), collection(UNITS))
    await runCommand(data, ['import', join(data, 'units.geojson'), '--as', 'units'])
  }, 120_000)
  afterAll(async () => {
    closing.abort()
    isOver = true
    kill(server.process.pid!)
    await wait(500)
    rmSync(data, { recursive: true, force: true })
  })

  test('lose nothing, do nothing twice, and hear of everything once', async () => {
    const listening = listen()
    const working = Promise.all(Array.from({ length: PEOPLE }, work))
    const until = async (count: number): Promise<void> => {
      for (let n = 0; n < 1_200 && done.length < count; n++) await wait(50)
      expect(done.length).toBeGreaterThanOrEqual(count)
    }
    await until(20)
    // The database alone: the server opens it again.
    kill(databasePid())
    await until(done.length + 20)
    // The server alone: its database ends with it.
    kill(server.process.pid!)
    await wait(300)
    await start()
    await until(done.length + 20)
    // Both at once.
    const pid = databasePid()
    kill(server.process.pid!)
    kill(pid)
    await wait(300)
    await start()
    await until(done.length + 20)
    isOver = true
    await working

    // Whoever got no answer sends the same again.
    const unsure = [...open]
    for (const wish of unsure) await tell(wish).catch(() => undefined)
    // And whoever got one, but lost it: the same answer.
    const sent = done.slice(0, 10)
    for (const { wish, answer } of sent) {
      const again = await ask<StepDone>(wish.procedure, wish.input, 'POST')
      expect([again.id, again.event]).toEqual([answer.id, answer.event])
    }
    const ids = new Set(done.map(({ answer }) => answer.id))
    const { total } = await ask<{ total: number }>('issue.list', { state: 'open', limit: 1 }, 'GET')
    expect(total).toBe(ids.size)
    for (const id of ids) {
      const { events } = await ask<IssueFile>('issue.file', { id }, 'GET')
      const acknowledged = done.filter(({ answer }) => answer.id === id).map(({ answer }) => answer.event)
      expect(events.map((event) => event.id)).toEqual(
        [...new Set(acknowledged)].sort((a, b) => Number(a) - Number(b)),
      )
      expect(new Set(events.map(({ step }) => step)).size).toBe(events.length)
    }

    const changes = done.length
    for (let n = 0; n < 200 && heard.length < changes; n++) await wait(50)
    closing.abort()
    await listening
    expect(new Set(heard).size).toBe(heard.length)
    expect(heard).toEqual([...heard].sort((a, b) => Number(a) - Number(b)))
    // Units and their links are events as well.
    expect(heard.length).toBeGreaterThanOrEqual(changes)
  })
})
