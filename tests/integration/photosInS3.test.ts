/** Photos in an S3-compatible store: kept by hash, shown to whom they may be, dropped when nothing carries them, none half there. */
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { FastifyInstance } from 'fastify'
import { runCommand } from '../../server/cli/commands.ts'
import { createAccount } from '../../server/access/accounts.ts'
import { useOneTimeLink } from '../../server/access/sessions.ts'
import { systemViewer } from '../../server/access/viewer.ts'
import { rows, run, sql } from '../../server/db/sql.ts'
import { buildServer } from '../../server/http/server.ts'
import { dropUnusedPhotos } from '../../server/services/photos/photos.ts'
import { s3Photos } from '../../server/services/photos/s3Photos.ts'
import { readS3Config, type S3Config } from '../../server/app/s3Config.ts'
import { drawnJpeg } from '../fixtures/pictures.ts'
import { openS3Server, type S3Server } from '../fixtures/s3Server.ts'
import { hasDatabase, openTestApp, type TestApp } from './harness.ts'

describe.skipIf(!hasDatabase)('photos in a store', () => {
  let office: TestApp
  let server: FastifyInstance
  let store: S3Server
  let config: S3Config
  let cookie = ''
  let seed = 900

  beforeAll(async () => {
    store = await openS3Server('street', 'office')
    office = await openTestApp()
    config = {
      endpoint: store.endpoint,
      bucket: 'street',
      region: 'cn-north-1',
      key: 'office',
      secret: 'a secret',
    }
    office.app.photos = s3Photos(config, async () => 'ours', 500)
    office.app.config.s3 = config
    server = await buildServer(office.app)
    await server.ready()
    const { linkToken } = await createAccount(office.app, systemViewer, {
      userName: 'officer',
      displayName: 'officer',
      roles: ['commandCentre'],
      areas: ['*'],
      validTo: null,
    })
    cookie = (await useOneTimeLink(office.app, linkToken))!
  })
  beforeEach(() => {
    store.failsWith = undefined
    store.delay = 0
    store.drip = undefined
    store.objects.clear()
    store.asked.length = 0
  })
  afterAll(async () => {
    await server?.close()
    await office?.close()
    await store?.close()
  })

  const send = async (bytes: Buffer) => {
    const edge = 'edge-of-the-form'
    return server.inject({
      method: 'POST',
      url: '/photos',
      cookies: { quarterhour_session: cookie },
      headers: { 'content-type': `multipart/form-data; boundary=${edge}` },
      payload: Buffer.concat([
        Buffer.from(
          `--${edge}\r\nContent-Disposition: form-data; name="file"; filename="x.jpg"\r\nContent-Type: image/jpeg\r\n\r\n`,
        ),
        bytes,
        Buffer.from(`\r\n--${edge}--\r\n`),
      ]),
    })
  }
  const show = (hash: string, size = 'large') =>
    server.inject({ url: `/photos/${hash}?size=${size}`, cookies: { quarterhour_session: cookie } })

  test('are kept there by hash, in two sizes, and nothing of them in the data directory', async () => {
    const sent = await send(await drawnJpeg(seed++))
    expect(sent.statusCode).toBe(200)
    const { hash } = sent.json<{ hash: string }>()
    expect([...store.objects.keys()].sort()).toEqual([
      `ours/photos/${hash.slice(0, 2)}/${hash}.jpg`,
      `ours/photos/${hash.slice(0, 2)}/${hash}.small.jpg`,
    ])
    expect(store.asked.every(({ authorization }) => authorization.includes('/cn-north-1/s3/'))).toBe(true)
    for (const size of ['large', 'small']) {
      const shown = await show(hash, size)
      expect(shown.statusCode).toBe(200)
      const key = `ours/photos/${hash.slice(0, 2)}/${hash}${size === 'small' ? '.small' : ''}.jpg`
      expect(shown.rawPayload.equals(store.objects.get(key)!.bytes)).toBe(true)
    }
    const folder = join(office.directory, 'photos')
    const left = existsSync(folder)
      ? readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
      : []
    expect(left).toEqual([])
  })

  test('are not shown to who is not signed in, nor asked of the store for them', async () => {
    const { hash } = (await send(await drawnJpeg(seed++))).json<{ hash: string }>()
    store.asked.length = 0
    expect((await server.inject({ url: `/photos/${hash}` })).statusCode).toBe(401)
    expect((await show('0'.repeat(64))).statusCode).toBe(404)
    expect(store.asked).toEqual([])
  })

  test.each([500, 403, 404])(
    'while the store answers %i nothing is taken, and it is said',
    async (status) => {
      store.failsWith = status
      const bytes = await drawnJpeg(seed++)
      const refused = await send(bytes)
      expect([refused.statusCode, refused.json<{ key: string }>().key]).toEqual([507, 'photo.notKept'])
      expect(store.objects.size).toBe(0)
      store.failsWith = undefined
      const { hash } = (await send(bytes)).json<{ hash: string }>()
      expect(store.objects.size).toBe(2)
      const known = await rows(office.app.db.pool, sql`select 1 from photo where hash = ${hash}`)
      expect(known).toHaveLength(1)
      if (status === 404) return
      store.failsWith = status
      const shown = await show(hash)
      expect([shown.statusCode, shown.json<{ key: string }>().key]).toEqual([503, 'photo.notReached'])
    },
  )

  test('come whole through a slow store', async () => {
    store.delay = 300
    const sent = await send(await drawnJpeg(seed++))
    expect(sent.statusCode).toBe(200)
    expect(store.objects.size).toBe(2)
  })

  test('come whole over a line that is slow but goes on, and not over one that is silent', async () => {
    const { hash } = (await send(await drawnJpeg(seed++))).json<{ hash: string }>()
    store.drip = { bytes: 2_048, every: 150 }
    const started = Date.now()
    const shown = await show(hash)
    expect(Date.now() - started).toBeGreaterThan(600)
    expect(
      shown.rawPayload.equals(store.objects.get(`ours/photos/${hash.slice(0, 2)}/${hash}.jpg`)!.bytes),
    ).toBe(true)
    store.drip = { bytes: 2_048, every: 5_000 }
    expect((await show(hash)).statusCode).toBe(503)
  })

  test('of before installations had folders are shown, and never dropped', async () => {
    const { hash } = (await send(await drawnJpeg(seed++))).json<{ hash: string }>()
    for (const [key, object] of [...store.objects]) {
      store.objects.delete(key)
      store.objects.set(key.slice('ours/'.length), { ...object, at: new Date('2020-01-01') })
    }
    expect((await show(hash)).statusCode).toBe(200)
    await run(office.app.db.pool, sql`update photo_upload set at = at - interval '8 days'`)
    for (let turn = 0; turn < 256; turn += 85) await dropUnusedPhotos(office.app, turn)
    await dropUnusedPhotos(office.app, Number.parseInt(hash.slice(0, 2), 16))
    expect([...store.objects.keys()].filter((key) => key.includes(hash))).toHaveLength(2)
  })

  test('of another installation in the same bucket are left alone, even the same picture', async () => {
    const others = s3Photos(config, async () => 'theirs')
    const { hash } = (await send(await drawnJpeg(seed++))).json<{ hash: string }>()
    const theirs = '5'.repeat(64)
    for (const one of [hash, theirs])
      await others.write(one, { large: new Uint8Array([1]), small: new Uint8Array([2]) })
    for (const object of store.objects.values()) object.at = new Date('2020-01-01')
    await run(office.app.db.pool, sql`update photo_upload set at = at - interval '8 days'`)
    for (const turn of [0x55, Number.parseInt(hash.slice(0, 2), 16)]) await dropUnusedPhotos(office.app, turn)
    expect([...store.objects.keys()].filter((key) => key.startsWith('ours/'))).toEqual([])
    expect([...store.objects.keys()].filter((key) => key.startsWith('theirs/'))).toHaveLength(4)
    expect(await others.has(hash)).toBe(true)
  })

  test('are looked after by the doctor, who leaves nothing behind', async () => {
    const photosOf = async () =>
      (
        JSON.parse(
          (
            await runCommand(office.app, ['doctor', '--json'], {
              directory: office.directory,
              say: () => undefined,
            })
          ).stdout,
        ) as {
          checks: { name: string; isSound: boolean; found: string }[]
        }
      ).checks.find(({ name }) => name === 'photos')
    expect(await photosOf()).toMatchObject({ isSound: true })
    expect(store.objects.size).toBe(0)
    for (const status of [403, 404, 500]) {
      store.failsWith = status
      expect(await photosOf()).toMatchObject({
        isSound: false,
        found: expect.stringContaining(String(status)) as string,
      })
    }
  })

  test('that one size was lost of are taken anew', async () => {
    const bytes = await drawnJpeg(seed++)
    const { hash } = (await send(bytes)).json<{ hash: string }>()
    store.objects.delete(`ours/photos/${hash.slice(0, 2)}/${hash}.small.jpg`)
    expect((await send(bytes)).statusCode).toBe(200)
    expect(store.objects.size).toBe(2)
  })

  test('that nothing carries are dropped after their days, and objects that nobody knows after one', async () => {
    const { hash } = (await send(await drawnJpeg(seed++))).json<{ hash: string }>()
    const unknown = ['1', '2', '3'].map((digit) => `ab${digit.repeat(62)}`)
    for (const one of unknown)
      store.objects.set(`ours/photos/ab/${one}.jpg`, { bytes: Buffer.from('x'), at: new Date('2020-01-01') })
    store.objects.set(`ours/photos/ab/ab${'4'.repeat(62)}.jpg`, { bytes: Buffer.from('x'), at: new Date() })
    await dropUnusedPhotos(office.app, 0xab)
    expect([...store.objects.keys()].sort()).toEqual(
      [
        `ours/photos/ab/ab${'4'.repeat(62)}.jpg`,
        `ours/photos/${hash.slice(0, 2)}/${hash}.jpg`,
        `ours/photos/${hash.slice(0, 2)}/${hash}.small.jpg`,
      ].sort(),
    )
    await run(office.app.db.pool, sql`update photo_upload set at = at - interval '8 days'`)
    for (let turn = 0; turn < 3; turn++) await dropUnusedPhotos(office.app, turn)
    expect([...store.objects.keys()].filter((key) => key.includes(hash))).toEqual([])
  })
})

test('settings of a store are all there or none', () => {
  const all = {
    QUARTERHOUR_S3_ENDPOINT: 'https://s3.example.org/',
    QUARTERHOUR_S3_BUCKET: 'street',
    QUARTERHOUR_S3_KEY: 'k',
    QUARTERHOUR_S3_SECRET: 's',
  }
  expect(readS3Config({})).toBeUndefined()
  expect(readS3Config(all)).toMatchObject({ endpoint: 'https://s3.example.org', region: 'us-east-1' })
  expect(() => readS3Config({ ...all, QUARTERHOUR_S3_SECRET: '' })).toThrow('QUARTERHOUR_S3_SECRET: missing')
  expect(() => readS3Config({ ...all, QUARTERHOUR_S3_ENDPOINT: 's3' })).toThrow('expected an address')
})
