/**
 * Server and database killed while messages go out: everything that was reported is told, and a receiver that keeps the
 * ids counts nothing twice, though it may hear it twice.
 */
import { randomUUID } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { StepDone } from '../../shared/issues/desk.ts'
import { type Receiver, openReceiver } from '../fixtures/receiver.ts'
import { runCommand } from '../fixtures/runCommand.ts'
import { type RunningServer, startServer } from '../fixtures/startServer.ts'
import { UNITS, collection } from '../fixtures/tinyTown.ts'
import { isServerDatabase } from './harness.ts'

describe.skipIf(isServerDatabase)('messages while processes are killed', { timeout: 300_000 }, () => {
  const data = mkdtempSync(join(tmpdir(), 'quarterhour-told-'))
  let server: RunningServer
  let receiver: Receiver
  let cookie = ''
  const start = async (): Promise<void> => {
    server = await startServer(data, { QUARTERHOUR_EMPTY: '1', QUARTERHOUR_LOOPBACK_TARGETS: '1' })
  }
  const kill = (pid: number): void => {
    try {
      process.kill(pid, 'SIGKILL')
    } catch {
      // It has ended with its parent.
    }
  }
  async function ask<Answer>(procedure: string, input: unknown): Promise<Answer> {
    const response = await fetch(`${server.base}/trpc/${procedure}`, {
      method: 'POST',
      headers: { cookie, origin: server.base, 'content-type': 'application/json' },
      body: JSON.stringify(input),
      signal: AbortSignal.timeout(20_000),
    })
    if (response.status !== 200) throw new Error(`${response.status} ${await response.text()}`)
    return ((await response.json()) as { result: { data: Answer } }).result.data
  }

  const reported: string[] = []
  let isOver = false
  async function work(): Promise<void> {
    while (!isOver) {
      try {
        const { id } = await ask<StepDone>('issue.report', {
          class: 'greening',
          subclass: 'streetTree',
          description: '树枝压线',
          location: [114.005, 30.005],
          key: randomUUID(),
        })
        reported.push(id)
        await wait(10)
      } catch {
        await wait(50)
      }
    }
  }

  beforeAll(async () => {
    receiver = await openReceiver((_received, response) => {
      // Slow enough that some are always under way.
      setTimeout(() => response.writeHead(200).end(), 60)
    })
    await start()
    const opened = await fetch(server.link!, {
      method: 'POST',
      redirect: 'manual',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    })
    cookie = opened.headers.get('set-cookie')!.split(';')[0]!
    writeFileSync(join(data, 'units.geojson'), collection(UNITS))
    await runCommand(data, ['import', join(data, 'units.geojson'), '--as', 'units'])
    await ask('notice.saveWebhook', {
      name: '值班群',
      address: receiver.url,
      format: 'json',
      occurrences: ['reported'],
      areas: ['*'],
      language: 'zh-CN',
      pageUrl: 'https://office.example.org',
      isOn: true,
    })
  }, 120_000)
  afterAll(async () => {
    isOver = true
    kill(server.process.pid!)
    await wait(500)
    await receiver.close()
    rmSync(data, { recursive: true, force: true })
  })

  test('nothing is lost, and nothing counted twice', async () => {
    const working = Promise.all([work(), work()])
    for (const round of ['server', 'database', 'server'] as const) {
      const heardBefore = receiver.received.length
      await expect.poll(() => receiver.received.length - heardBefore, { timeout: 60_000 }).toBeGreaterThan(20)
      const database = Number(readFileSync(join(data, 'database.lock'), 'utf8'))
      if (round === 'server') {
        kill(server.process.pid!)
        kill(database)
        await wait(500)
        await start()
      } else kill(database)
    }
    const enough = reported.length + 20
    await expect.poll(() => reported.length, { timeout: 60_000 }).toBeGreaterThan(enough)
    isOver = true
    await working

    const counted = (): Map<string, Set<string>> => {
      const idsOf = new Map<string, Set<string>>()
      for (const { body } of receiver.received) {
        const { id, issue } = JSON.parse(body) as { id: string; issue: { number: string } }
        idsOf.set(issue.number, (idsOf.get(issue.number) ?? new Set()).add(id))
      }
      return idsOf
    }
    await expect.poll(() => reported.filter((id) => !counted().has(id)), { timeout: 120_000 }).toEqual([])
    expect([...counted().values()].filter((ids) => ids.size !== 1)).toEqual([])
    // Some were under way when it was killed: the test would say nothing without them.
    const ids = receiver.received.map(({ headers }) => String(headers['x-quarterhour-delivery']))
    expect(ids.length).toBeGreaterThan(new Set(ids).size)
  })
})
