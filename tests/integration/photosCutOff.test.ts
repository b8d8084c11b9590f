/** The server is killed while photos come in: what it has acknowledged is whole afterwards, and nothing is there half. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import sharp from 'sharp'
import { afterAll, describe, expect, test } from 'vitest'
import type { PhotoTaken } from '../../shared/issues/photos.ts'
import { drawnJpeg } from '../fixtures/pictures.ts'
import { type RunningServer, startServer } from '../fixtures/startServer.ts'
import { isServerDatabase } from './harness.ts'

const AT_ONCE = 4

describe.skipIf(isServerDatabase)('photos on their way in', { timeout: 240_000 }, () => {
  const data = mkdtempSync(join(tmpdir(), 'quarterhour-photos-'))
  let server: RunningServer | undefined
  afterAll(async () => {
    await server?.stop()
    rmSync(data, { recursive: true, force: true })
  })
  const start = async (): Promise<RunningServer> => {
    server = await startServer(data, { QUARTERHOUR_EMPTY: '1', DATABASE_URL: '' })
    return server
  }
  const whole = async (bytes: Buffer): Promise<void> => {
    await sharp(bytes, { failOn: 'warning' }).stats()
  }

  test('survive a kill -9 if they were acknowledged, and leave no half file if not', async () => {
    const first = await start()
    const { origin } = new URL(first.base)
    const opened = await fetch(first.link!, { method: 'POST', headers: { origin }, redirect: 'manual' })
    const cookie = opened.headers.getSetCookie()[0]!.split(';')[0]!
    const photos = await Promise.all(Array.from({ length: 80 }, (_, n) => drawnJpeg(n, {}, 1600, 1200)))
    const acknowledged: string[] = []
    const sender = async (): Promise<void> => {
      for (let bytes = photos.pop(); bytes; bytes = photos.pop()) {
        const form = new FormData()
        form.append('file', new Blob([new Uint8Array(bytes)]), 'x.jpg')
        const answer = await fetch(`${first.base}/photos`, {
          method: 'POST',
          headers: { cookie, origin },
          body: form,
        })
        acknowledged.push(((await answer.json()) as PhotoTaken).hash)
      }
    }
    const senders = Array.from({ length: AT_ONCE }, () => sender().catch(() => undefined))
    while (acknowledged.length < 8) await wait(5)
    first.process.kill('SIGKILL')
    await Promise.all(senders)
    expect(acknowledged.length).toBeLessThan(80)

    for (const entry of readdirSync(join(data, 'photos'), { recursive: true, withFileTypes: true }))
      if (entry.isFile() && entry.name.endsWith('.jpg'))
        await whole(readFileSync(join(entry.parentPath, entry.name)))

    const second = await start()
    for (const hash of acknowledged)
      for (const query of ['', '?size=small']) {
        const answer = await fetch(`${second.base}/photos/${hash}${query}`, { headers: { cookie } })
        expect(answer.status).toBe(200)
        await whole(Buffer.from(await answer.arrayBuffer()))
      }
  })
})
