/**
 * Photos over HTTP by people who are signed in, used in reports and steps, seen by who may see the issue and by nobody
 * else; what is no photo, too much, or cannot be kept leaves nothing behind.
 */
import { execFileSync } from 'node:child_process'
import { createHash, randomUUID } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmdirSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { request as httpRequest } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import type { FastifyInstance, LightMyRequestResponse } from 'fastify'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createAccount } from '../../server/access/accounts.ts'
import { useOneTimeLink, viewerOf } from '../../server/access/sessions.ts'
import { systemViewer } from '../../server/access/viewer.ts'
import { asViewer } from '../../server/db/database.ts'
import { dropOldSigns } from '../../server/db/closingSigns.ts'
import { rows, run, sql } from '../../server/db/sql.ts'
import { buildServer } from '../../server/http/server.ts'
import { appRouter } from '../../server/routers/appRouter.ts'
import { photoFile } from '../../server/services/photos/photoFiles.ts'
import { noteEarlierSigns } from '../../server/services/desk/noteSigns.ts'
import { dropUnusedPhotos, UNUSED_DAYS } from '../../server/services/photos/photos.ts'
import type { Role } from '../../shared/domain/access.ts'
import type { StepInput } from '../../shared/issues/desk.ts'
import { PHOTO_LIMIT_BYTES, type PhotoTaken } from '../../shared/issues/photos.ts'
import { reportedAgain, SIGN_DAYS } from '../../shared/issues/signs.ts'
import type { RuledStep } from '../../shared/issues/steps.ts'
import { drawnCopy, drawnJpeg, hugePng } from '../fixtures/pictures.ts'
import { A, A1, B, B1, commandsOf, loadTinyTown } from '../fixtures/tinyTown.ts'
import { type TestApp, hasDatabase, openTestApp, refusalOf } from './harness.ts'

/** A disk of a size of one's own is for root, on Linux. */
const mayMount = ((): boolean => {
  const at = mkdtempSync(join(tmpdir(), 'quarterhour-mount-'))
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', at], { stdio: 'ignore' })
    execFileSync('umount', [at])
    return true
  } catch {
    return false
  } finally {
    rmdirSync(at)
  }
})()

const IN_A1: [number, number] = [114.005, 30.005]
const IN_B1: [number, number] = [114.025, 30.005]

describe.skipIf(!hasDatabase)('photos', () => {
  let office: TestApp
  let server: FastifyInstance
  let seed = 100

  const person = async (name: string, role: Role, ...areas: string[]) => {
    const { linkToken } = await createAccount(office.app, systemViewer, {
      userName: name,
      displayName: name,
      roles: [role],
      areas: areas.length > 0 ? areas : ['*'],
      validTo: null,
    })
    const cookie = (await useOneTimeLink(office.app, linkToken))!
    const viewer = (await viewerOf(office.app, cookie))!
    const caller = appRouter.createCaller({
      app: office.app,
      viewer,
      sessionToken: cookie,
      setSession: () => undefined,
    })
    return { cookie, viewer, issue: caller.issue }
  }
  type Person = Awaited<ReturnType<typeof person>>
  let officer: Person
  let worker: Person
  let other: Person
  let across: Person
  let planner: Person

  beforeAll(async () => {
    office = await openTestApp()
    await loadTinyTown(commandsOf(office.app))
    server = await buildServer(office.app)
    await server.ready()
    officer = await person('officer', 'commandCentre')
    worker = await person('worker', 'gridWorker', A)
    other = await person('other', 'gridWorker', A)
    across = await person('across', 'gridWorker', B)
    planner = await person('planner', 'planner')
  })
  afterAll(async () => {
    await server?.close()
    await office?.close()
  })

  const folder = (): string => join(office.directory, 'photos')
  /** Every file below the photos, by its path. */
  const kept = (): string[] =>
    existsSync(folder())
      ? readdirSync(folder(), { recursive: true, withFileTypes: true })
          .filter((entry) => entry.isFile())
          .map((entry) => join(entry.parentPath, entry.name))
          .sort()
      : []
  const form = (content: Uint8Array, name: string): { payload: Buffer; headers: Record<string, string> } => {
    const boundary = randomUUID()
    return {
      payload: Buffer.concat([
        Buffer.from(
          `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: image/jpeg\r\n\r\n`,
        ),
        content,
        Buffer.from(`\r\n--${boundary}--\r\n`),
      ]),
      headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
    }
  }
  const post = (
    who: Person | undefined,
    content: Uint8Array,
    name = 'x.jpg',
  ): Promise<LightMyRequestResponse> =>
    server.inject({
      method: 'POST',
      url: '/photos',
      ...form(content, name),
      ...(who ? { cookies: { quarterhour_session: who.cookie } } : {}),
    })
  const sent = async (who: Person, content?: Uint8Array): Promise<PhotoTaken> => {
    const answer = await post(who, content ?? (await drawnJpeg(seed++)))
    expect(answer.statusCode, answer.body).toBe(200)
    return answer.json<PhotoTaken>()
  }
  const look = (who: Person | undefined, hash: string, query = ''): Promise<LightMyRequestResponse> =>
    server.inject({
      url: `/photos/${hash}${query}`,
      ...(who ? { cookies: { quarterhour_session: who.cookie } } : {}),
    })
  const statusFor = async (hash: string): Promise<number[]> =>
    Promise.all(
      [officer, worker, other, across, planner].map(async (who) => (await look(who, hash)).statusCode),
    )
  const refusal = refusalOf
  const report = async (
    who: Person,
    photos: string[] = [],
    more: { class?: string; subclass?: string; location?: [number, number]; key?: string } = {},
  ): Promise<string> =>
    (
      await who.issue.report({
        class: 'greening',
        subclass: 'streetTree',
        description: '树枝压线',
        location: IN_A1,
        key: randomUUID(),
        photos,
        ...more,
      })
    ).id
  const take = async (
    who: Person,
    id: string,
    step: RuledStep,
    more: Partial<StepInput> = {},
  ): Promise<{ state: string; event: string }> =>
    who.issue.step({
      id,
      step,
      seen: (await who.issue.file({ id })).lastEvent,
      reason: '办',
      details: {},
      key: randomUUID(),
      ...more,
    })
  const dispatched = async (
    more: { class?: string; subclass?: string; location?: [number, number] } = {},
    unit = A1,
  ): Promise<string> => {
    const id = await report(officer, [], more)
    await take(officer, id, 'dispatch', { details: { target: { unit } } })
    return id
  }

  test('a photo is taken in: upright, small as well, without what the camera wrote, which is told', async () => {
    const bytes = await drawnJpeg(
      1,
      { orientation: 6, time: '2026:11:29 10:00:00', lon: 114.005, lat: 30.005 },
      3000,
      2000,
    )
    const photo = await sent(worker, bytes)
    expect(photo).toMatchObject({
      width: 1365,
      height: 2048,
      takenAt: '2026-11-29T02:00:00.000Z',
      place: [114.005, 30.005],
    })
    const large = await look(worker, photo.hash)
    expect(large.headers).toMatchObject({
      'content-type': 'image/jpeg',
      'cache-control': expect.stringMatching(/^private, .*immutable$/),
      'x-content-type-options': 'nosniff',
      'content-security-policy': expect.stringContaining("default-src 'none'"),
      vary: expect.stringContaining('cookie'),
    })
    expect(await sharp(large.rawPayload).metadata()).toMatchObject({ width: 1365, height: 2048 })
    expect(large.rawPayload.includes('Exif')).toBe(false)
    const small = await look(worker, photo.hash, '?size=small')
    expect(await sharp(small.rawPayload).metadata()).toMatchObject({ width: 213, height: 320 })
    const names = kept().map((path) => path.slice(folder().length + 1).replaceAll('\\', '/'))
    expect(names).toEqual(
      ['', '.small'].map((size) => `${photo.hash.slice(0, 2)}/${photo.hash}${size}.jpg`).sort(),
    )
  })

  test('the same bytes are the same photo, whoever sends them and at the same time', async () => {
    const bytes = await drawnJpeg(2)
    const before = kept().length
    const photos = await Promise.all([worker, worker, other, across].map((who) => sent(who, bytes)))
    expect(new Set(photos.map((photo) => JSON.stringify(photo))).size).toBe(1)
    expect(kept()).toHaveLength(before + 2)
    expect(await sent(officer, bytes)).toEqual(photos[0])
  })

  test('only who has sent it sees a photo, then all who see the issue and nobody else', async () => {
    const { hash } = await sent(worker)
    expect(await statusFor(hash)).toEqual([404, 200, 404, 404, 404])
    const id = await report(worker, [hash])
    expect(await statusFor(hash)).toEqual([200, 200, 200, 404, 200])
    expect((await look(undefined, hash)).statusCode).toBe(401)
    expect((await look(worker, 'a'.repeat(64))).statusCode).toBe(404)
    expect((await look(worker, '..%2f..%2fkeys')).statusCode).toBe(404)
    expect((await other.issue.file({ id })).photos).toMatchObject([{ hash, width: 640, height: 480 }])
    expect(await refusal(across.issue.file({ id }))).toBe('issue.unknown')
  })

  test('row by row: an area shows the photos of its issues, a person those not used yet', async () => {
    const used = await sent(across)
    await report(across, [used.hash], { location: IN_B1 })
    const unused = await sent(across)
    const seenBy = (who: Person) =>
      asViewer(office.app.db, who.viewer, async (tx) => ({
        photos: (await rows<{ hash: string }>(tx, sql`select hash from photo`)).map(({ hash }) => hash),
        used: (await rows<{ hash: string }>(tx, sql`select hash from issue_photo`)).map(({ hash }) => hash),
        sent: (await rows<{ hash: string }>(tx, sql`select hash from photo_upload`)).map(({ hash }) => hash),
      }))
    const own = await seenBy(across)
    expect(own.photos).toEqual(expect.arrayContaining([used.hash, unused.hash]))
    expect(own.sent).toContain(unused.hash)
    const workerSees = await seenBy(worker)
    for (const list of Object.values(workerSees)) {
      expect(list).not.toContain(used.hash)
      expect(list).not.toContain(unused.hash)
    }
    const { photos } = await seenBy({ ...officer, viewer: { ...officer.viewer, permissions: new Set() } })
    expect(photos).toEqual([])
    for (const statement of [
      sql`insert into photo_upload (hash, account_id) values (${used.hash}, 1)`,
      sql`delete from photo`,
      sql`update photo set place = null`,
    ])
      expect(await refusal(asViewer(office.app.db, worker.viewer, (tx) => run(tx, statement)))).toBe('42501')
  })

  test('photos go with a report and with steps, in their order, once', async () => {
    const [first, second, third] = [await sent(worker), await sent(worker), await sent(worker)]
    const key = randomUUID()
    const id = await report(worker, [second.hash, first.hash], { key })
    expect(await report(worker, [second.hash, first.hash], { key })).toBe(id)
    const note = await take(worker, id, 'note', { photos: [third.hash] })
    const { photos, events } = await other.issue.file({ id })
    expect(photos.map(({ hash, event }) => [hash, event])).toEqual([
      [second.hash, events[0]!.id],
      [first.hash, events[0]!.id],
      [third.hash, note.event],
    ])
  })

  test('a photo of somebody else, one twice, ten, or none at all is refused, and nothing is left', async () => {
    const { hash } = await sent(other)
    const count = async () =>
      (await rows<{ n: number }>(office.app.db.pool, sql`select count(*) as n from issue_event`))[0]!.n
    const id = await report(worker)
    const before = await count()
    expect(await refusal(report(worker, [hash]))).toBe('photo.unknown')
    expect(await refusal(take(worker, id, 'note', { photos: ['f'.repeat(64)] }))).toBe('photo.unknown')
    const own = await sent(worker)
    expect(await refusal(report(worker, [own.hash, own.hash]))).toBe('BAD_REQUEST')
    const ten = Array.from({ length: 10 }, (_, n) => String(n).padStart(64, '0'))
    expect(await refusal(report(worker, ten))).toBe('BAD_REQUEST')
    expect(await refusal(report(worker, ['../etc/passwd']))).toBe('BAD_REQUEST')
    expect(await count()).toBe(before)
    // What was refused can still be used.
    await take(worker, id, 'note', { photos: [own.hash] })
  })

  test('SQL gives no photo to an event of another issue, alters and removes none', async () => {
    const { hash } = await sent(worker)
    const [first, second] = [await report(worker, [hash]), await report(worker)]
    const event = (await worker.issue.file({ id: second })).lastEvent
    const refused = (statement: ReturnType<typeof sql>) => refusal(run(office.app.db.pool, statement))
    expect(
      await refused(sql`insert into issue_photo (event_id, position, issue_id, hash)
        values (${event}::bigint, 0, ${first}, ${hash})`),
    ).toBe('23514')
    expect(await refused(sql`update issue_photo set position = 5 where issue_id = ${first}`)).toBe('42501')
    expect(await refused(sql`delete from issue_photo where issue_id = ${first}`)).toBe('42501')
    expect(await refused(sql`truncate issue_photo`)).toBe('42501')
    expect(await refused(sql`delete from photo where hash = ${hash}`)).toBe('23503')
  })

  describe('refused, with what was found and expected', () => {
    const refusedAs = async (bytes: Uint8Array, name = 'x.jpg') => {
      const before = kept()
      const answer = await post(worker, bytes, name)
      expect(kept()).toEqual(before)
      return { status: answer.statusCode, ...answer.json<{ key: string; facts: Record<string, unknown> }>() }
    }

    test('a drawing with a script in it, and other files that are no photos', async () => {
      const svg = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
      expect(await refusedAs(Buffer.from(svg), '猫.jpg')).toEqual({
        status: 400,
        key: 'photo.notPicture',
        facts: { file: '猫.jpg', found: 'SVG / XML' },
      })
      expect((await refusedAs(Buffer.from('%PDF-1.7'))).facts).toMatchObject({ found: 'PDF' })
      expect((await refusedAs(Buffer.alloc(0))).key).toBe('photo.notPicture')
    })

    test('a photo that is cut off, and one that unpacks to 3.6 thousand million pixels', async () => {
      const whole = await drawnJpeg(3)
      expect(await refusedAs(whole.subarray(0, whole.length / 2))).toMatchObject({
        status: 400,
        key: 'photo.broken',
        facts: { file: 'x.jpg', kind: 'JPEG' },
      })
      expect(await refusedAs(hugePng(60_000, 60_000), 'bomb.png')).toMatchObject({
        key: 'photo.tooManyPixels',
        facts: { file: 'bomb.png', width: 60_000 },
      })
    })

    test('21 MB, by what the sender says', async () => {
      const answer = await refusedAs(Buffer.alloc(PHOTO_LIMIT_BYTES + 2 ** 20))
      expect(answer).toMatchObject({ status: 413, key: 'photo.tooLarge', facts: { megabytes: 20 } })
    })

    test('200 MB from a sender who does not say so, without filling the memory', async () => {
      const address = await server.listen({ port: 0, host: '127.0.0.1' })
      const before = kept()
      const head = form(Buffer.alloc(0), 'long.jpg')
      const boundary = /boundary=(.*)$/.exec(head.headers['content-type']!)![1]!
      const [opening] = head.payload.toString('latin1').split(`\r\n--${boundary}--`)
      let highest = 0
      const start = process.memoryUsage().rss
      const body = Readable.from(
        (function* () {
          yield Buffer.from(opening!, 'latin1')
          yield Buffer.from([0xff, 0xd8, 0xff, 0xe0])
          for (let megabyte = 0; megabyte < 200; megabyte++) {
            highest = Math.max(highest, process.memoryUsage().rss - start)
            yield Buffer.alloc(2 ** 20, megabyte)
          }
          yield Buffer.from(`\r\n--${boundary}--\r\n`)
        })(),
      )
      const status = await new Promise<number>((resolve, reject) => {
        const asked = httpRequest(
          `${address}/photos`,
          {
            method: 'POST',
            headers: {
              ...head.headers,
              cookie: `quarterhour_session=${worker.cookie}`,
              'transfer-encoding': 'chunked',
            },
          },
          (answer) => {
            answer.resume()
            resolve(answer.statusCode ?? 0)
          },
        )
        asked.on('error', reject)
        body.pipe(asked)
      })
      expect(status).toBe(413)
      expect(kept()).toEqual(before)
      expect(highest).toBeLessThan(100 * 2 ** 20)
    })

    test('nobody, who may not work on issues, another site, and no file at all', async () => {
      const bytes = await drawnJpeg(4)
      expect((await post(undefined, bytes)).statusCode).toBe(401)
      expect((await post(planner, bytes)).statusCode).toBe(403)
      const { payload, headers } = form(bytes, 'x.jpg')
      const elsewhere = await server.inject({
        method: 'POST',
        url: '/photos',
        payload,
        headers: { ...headers, origin: 'https://elsewhere.example' },
        cookies: { quarterhour_session: worker.cookie },
      })
      expect([elsewhere.statusCode, elsewhere.json()]).toEqual([403, { key: 'access.otherOrigin' }])
      const empty = await server.inject({
        method: 'POST',
        url: '/photos',
        payload: '--b--\r\n',
        headers: { 'content-type': 'multipart/form-data; boundary=b' },
        cookies: { quarterhour_session: worker.cookie },
      })
      expect([empty.statusCode, empty.json()]).toMatchObject([400, { key: 'photo.empty' }])
    })

    test('what hides behind a photo is not kept with it', async () => {
      const hidden = Buffer.concat([
        await drawnJpeg(5),
        Buffer.from('<html><script>alert(document.cookie)</script></html>PK\x03\x04'),
      ])
      const { hash } = await sent(worker, hidden)
      for (const query of ['', '?size=small']) {
        const { rawPayload, headers } = await look(worker, hash, query)
        expect(rawPayload.includes('script')).toBe(false)
        expect(headers['content-type']).toBe('image/jpeg')
      }
    })
  })

  describe('a disk that says no', () => {
    test('keeps nothing and says so; the same photo is taken once there is room', async () => {
      const bytes = await drawnJpeg(6)
      const aside = `${folder()}.aside`
      renameSync(folder(), aside)
      writeFileSync(folder(), 'in the way')
      const answer = await post(worker, bytes)
      rmSync(folder())
      renameSync(aside, folder())
      expect([answer.statusCode, answer.json()]).toEqual([507, { key: 'photo.notKept', facts: {} }])
      const hash = createHash('sha256').update(bytes).digest('hex')
      expect(await rows(office.app.db.pool, sql`select 1 from photo where hash = ${hash}`)).toEqual([])
      expect((await look(worker, hash)).statusCode).toBe(404)
      expect((await sent(worker, bytes)).hash).toBe(hash)
      expect((await look(worker, hash)).statusCode).toBe(200)
    })

    test.skipIf(!mayMount)('that is full keeps what was acknowledged, and nothing of the rest', async () => {
      const aside = `${folder()}.aside`
      renameSync(folder(), aside)
      mkdirSync(folder())
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=512k', 'tmpfs', folder()])
      try {
        const taken: string[] = []
        let refused: LightMyRequestResponse | undefined
        while (!refused && taken.length < 50) {
          const answer = await post(worker, await drawnJpeg(seed++))
          if (answer.statusCode === 200) taken.push(answer.json<PhotoTaken>().hash)
          else refused = answer
        }
        expect([refused?.statusCode, refused?.json()]).toEqual([507, { key: 'photo.notKept', facts: {} }])
        expect(taken.length).toBeGreaterThan(2)
        const names = kept().map((path) => /[0-9a-f]{64}/.exec(path)?.[0])
        expect([...new Set(names)].sort()).toEqual(taken.toSorted())
        for (const hash of taken)
          for (const query of ['', '?size=small'])
            await sharp((await look(worker, hash, query)).rawPayload, { failOn: 'warning' }).stats()
      } finally {
        execFileSync('umount', [folder()])
        rmSync(folder(), { recursive: true })
        renameSync(aside, folder())
      }
    })

    test('in the middle of the second size leaves neither', async () => {
      const bytes = await drawnJpeg(7)
      const { hash } = await sent(worker, bytes)
      await run(office.app.db.pool, sql`delete from photo where hash = ${hash}`)
      const small = photoFile(office.app, hash, 'small')
      rmSync(small)
      rmSync(photoFile(office.app, hash, 'large'))
      // A folder that is not empty stands where the small one should get its name.
      mkdirSync(join(small, 'in the way'), { recursive: true })
      const answer = await post(worker, bytes)
      expect(answer.statusCode).not.toBe(200)
      expect(existsSync(photoFile(office.app, hash, 'large'))).toBe(false)
      expect(await rows(office.app.db.pool, sql`select 1 from photo where hash = ${hash}`)).toEqual([])
      rmSync(small, { recursive: true })
      expect((await sent(worker, bytes)).hash).toBe(hash)
    })
  })

  test('what belongs to nothing goes after some days, what is used stays', async () => {
    const [used, unused, fresh] = [await sent(worker), await sent(worker), await sent(other)]
    await report(worker, [used.hash])
    const later = Date.now() + (UNUSED_DAYS + 1) * 86_400_000
    await run(
      office.app.db.pool,
      sql`update photo_upload set at = now() + interval '7 days' where hash = ${fresh.hash}`,
    )
    await dropUnusedPhotos(office.app, 0)
    expect(existsSync(photoFile(office.app, unused.hash, 'large'))).toBe(true)
    await dropUnusedPhotos(office.app, 0, later)
    expect(existsSync(photoFile(office.app, unused.hash, 'large'))).toBe(false)
    expect(existsSync(photoFile(office.app, unused.hash, 'small'))).toBe(false)
    expect((await look(worker, unused.hash)).statusCode).toBe(404)
    expect((await look(worker, used.hash)).statusCode).toBe(200)
    expect((await look(other, fresh.hash)).statusCode).toBe(200)
  })

  test('files that were cut off, or that nothing is written down of, go after a while', async () => {
    const known = await sent(worker)
    const cutOff = join(folder(), 'incoming', randomUUID())
    const stray = photoFile(office.app, `00${'5'.repeat(62)}`, 'large')
    mkdirSync(join(folder(), '00'), { recursive: true })
    for (const path of [cutOff, stray]) writeFileSync(path, 'half')
    await dropUnusedPhotos(office.app, 0)
    expect([cutOff, stray].map((path) => existsSync(path))).toEqual([true, true])
    const old = new Date(Date.now() - 2 * 86_400_000)
    for (const path of [cutOff, stray, photoFile(office.app, known.hash, 'large')]) utimesSync(path, old, old)
    await dropUnusedPhotos(office.app, 0)
    await dropUnusedPhotos(office.app, Number.parseInt(known.hash.slice(0, 2), 16))
    expect([cutOff, stray].map((path) => existsSync(path))).toEqual([false, false])
    expect((await look(worker, known.hash)).statusCode).toBe(200)
  })

  describe('closing that can be believed', () => {
    const now = (): string => {
      const office = new Date(Date.now() + 8 * 3_600_000).toISOString()
      return office.slice(0, 19).replaceAll('-', ':').replace('T', ' ')
    }

    test('what may hurt somebody is not closed without a photo; what is there is shown', async () => {
      const id = await dispatched({ class: 'emergencies', subclass: 'fireHazard' })
      const asked = await worker.issue.file({ id })
      expect(asked.steps.find(({ step }) => step === 'feedBack')?.needs).toEqual(['reason', 'photo'])
      expect(asked.evidence).toMatchObject([
        { kind: 'photo', state: 'missing', isRequired: true },
        { kind: 'place', state: 'missing' },
      ])
      expect(await refusal(take(worker, id, 'feedBack'))).toBe('issue.needsPhoto')
      const [lon, lat] = IN_A1
      const photo = await sent(worker, await drawnJpeg(20, { time: now(), lon, lat: lat + 0.0002 }))
      await take(worker, id, 'feedBack', { photos: [photo.hash] })
      const file = await other.issue.file({ id })
      expect(file.evidence).toMatchObject([
        { kind: 'photo', state: 'there', count: 1 },
        { kind: 'place', state: 'there', meters: 22, by: 'photo' },
        { kind: 'time', state: 'there', takenAt: photo.takenAt },
      ])
      expect(file.signs).toEqual([])
      expect(file.steps.find(({ step }) => step === 'verify')?.needs).toEqual([])
      expect(await refusal(take(worker, id, 'verify'))).toBe('issue.verifyByAnother')
      expect(await take(other, id, 'verify')).toMatchObject({ state: 'closed' })
    })

    test('whoever verifies brings the photo that is missing, one issue at a time', async () => {
      const id = await dispatched({ class: 'emergencies', subclass: 'treeDown' })
      const first = await sent(worker)
      await take(worker, id, 'feedBack', { photos: [first.hash] })
      await take(other, id, 'sendBack', { reason: '还倒着' })
      const [choice] = await worker.issue.choices({ ids: [id] })
      expect(choice!.steps.find(({ step }) => step === 'feedBack')?.needs).toEqual(['reason', 'photo'])
      expect(await refusal(take(worker, id, 'feedBack'))).toBe('issue.needsPhoto')
    })

    test('where somebody was is kept as how far away that is', async () => {
      const id = await dispatched()
      const [lon, lat] = IN_A1
      const here = { lon, lat: lat + 0.003, accuracyMeters: 12 }
      const lie = { away: { meters: 1, accuracyMeters: 1 } }
      await take(worker, id, 'feedBack', { here, details: lie })
      const { events, evidence, signs } = await officer.issue.file({ id })
      expect(events.at(-1)!.details).toEqual({ away: { meters: 334, accuracyMeters: 12 } })
      expect(evidence).toContainEqual(
        expect.objectContaining({ state: 'against', meters: 334, by: 'person' }),
      )
      expect(signs).toEqual([{ kind: 'elsewhere', meters: 334 }])
      const text = JSON.stringify(
        await rows(office.app.db.pool, sql`select * from issue_event where issue_id = ${id}`),
      )
      expect(text).not.toContain(String(here.lat))
    })

    test('a photo that was used before is a sign, the file itself and a copy of it', async () => {
      const bytes = await drawnJpeg(30)
      const copy = await drawnCopy(30, 400)
      const first = await dispatched()
      await take(worker, first, 'feedBack', { photos: [(await sent(worker, bytes)).hash] })
      expect((await officer.issue.file({ id: first })).signs).toEqual([])
      const signsOf = async (who: Person, id: string) =>
        (await who.issue.file({ id })).signs.filter(({ kind }) => kind === 'samePhoto')

      const second = await dispatched()
      const again = (await sent(worker, bytes)).hash
      await take(worker, second, 'feedBack', { photos: [again] })
      expect(await signsOf(officer, second)).toEqual([
        { kind: 'samePhoto', issue: first, isSameIssue: false, isSameFile: true, count: 1 },
      ])
      // The first one was first.
      expect(await signsOf(officer, first)).toEqual([])

      const third = await dispatched({ location: IN_B1 }, B1)
      const copied = (await sent(across, copy)).hash
      expect(copied).not.toBe(again)
      await take(across, third, 'feedBack', { photos: [copied] })
      expect(await signsOf(officer, third)).toMatchObject([
        { issue: second, isSameFile: false },
        { issue: first, isSameFile: false },
      ])
      // Whoever may not see the other issues hears of them without a number.
      expect(await signsOf(across, third)).toMatchObject([{ issue: null }, { issue: null }])

      const fourth = await dispatched()
      const reported = (await sent(worker)).hash
      await take(worker, fourth, 'note', { photos: [reported] })
      await take(worker, fourth, 'feedBack', { photos: [(await sent(worker)).hash] })
      expect(await signsOf(officer, fourth)).toEqual([])
    })

    test('the photo of the report given again as that of the closing is a sign; one taken back is none', async () => {
      const bytes = await drawnJpeg(31)
      const id = await report(worker, [(await sent(worker, bytes)).hash])
      await take(officer, id, 'dispatch', { details: { target: { unit: A1 } } })
      const { event } = await take(worker, id, 'feedBack', { photos: [(await sent(worker, bytes)).hash] })
      expect((await officer.issue.file({ id })).signs).toMatchObject([
        { kind: 'samePhoto', isSameIssue: true, isSameFile: true },
      ])
      await worker.issue.undo({ id, event, key: randomUUID() })
      expect((await officer.issue.file({ id })).photos).toHaveLength(2)
      // What was given with a step that was taken back may be given again.
      const other = await drawnJpeg(33)
      const slip = await take(worker, id, 'feedBack', { photos: [(await sent(worker, other)).hash] })
      await worker.issue.undo({ id, event: slip.event, key: randomUUID() })
      await take(worker, id, 'feedBack', { photos: [(await sent(worker, other)).hash] })
      expect((await officer.issue.file({ id })).signs).toEqual([])
    })

    test('only a checker marks a report as unreasonable, with a reason, and counts it again', async () => {
      const id = await dispatched()
      expect(await refusal(take(worker, id, 'setAside'))).toBe('issue.stepNotYours')
      expect(await refusal(take(officer, id, 'setAside', { reason: '' }))).toBe('issue.needsReason')
      await take(officer, id, 'setAside', { reason: '不属街道职责' })
      expect((await worker.issue.file({ id })).progress.isSetAside).toBe(true)
      const of = async (isReasonableOnly: boolean) => {
        const { total, otherWay } = await officer.issue.figures({
          span: 'day',
          by: 'class',
          isReasonableOnly,
        })
        return [total.reported!.now[0], otherWay.reported![0]]
      }
      const [all, without] = await of(false)
      expect(all! - without!).toBe(1)
      expect(await of(true)).toEqual([without, all])
      await take(officer, id, 'countAgain')
      expect(await of(false)).toEqual([all, all])
    })

    test('a photo from before the dispatch, and the same matter reported again, are signs', async () => {
      const id = await dispatched()
      const old = await sent(worker, await drawnJpeg(32, { time: '2026:01:05 10:00:00' }))
      await take(worker, id, 'feedBack', { photos: [old.hash] })
      await take(other, id, 'verify')
      expect((await officer.issue.file({ id })).signs).toEqual([{ kind: 'otherTime', takenAt: old.takenAt }])
      const again = await report(officer, [], { location: [IN_A1[0], IN_A1[1] + 0.0005] })
      await report(officer, [], { location: [IN_A1[0], IN_A1[1] + 0.002] })
      await report(officer, [], { class: 'advertising', subclass: 'banner' })
      const { signs } = await officer.issue.file({ id })
      expect(signs.filter(({ kind }) => kind === 'again')).toMatchObject([
        { issue: again, meters: 56, hours: 0 },
      ])
    })

    /** Id and kinds of what the queue shows, in order of the ids. */
    const queued = async (who: Person): Promise<[string, string[]][]> => {
      const { rows: found, total } = await who.issue.list({ hasSigns: true, limit: 200 })
      expect((await who.issue.queues()).counts.signs).toBe(total)
      return found
        .map(({ id, signs }): [string, string[]] => [id, [...signs!].sort()])
        .sort(([a], [b]) => a.localeCompare(b))
    }
    /** The same, from the files of all issues that the person sees. */
    const filed = async (who: Person): Promise<[string, string[]][]> => {
      const all = await who.issue.list({ limit: 200 })
      const signed: [string, string[]][] = []
      for (const { id } of all.rows) {
        const { signs } = await who.issue.file({ id })
        if (signs.length > 0) signed.push([id, [...new Set(signs.map(({ kind }) => kind))].sort()])
      }
      return signed.sort(([a], [b]) => a.localeCompare(b))
    }

    test('the queue of signs holds those whose file shows some, for each who looks', async () => {
      for (const who of [officer, worker, across]) expect(await queued(who)).toEqual(await filed(who))
      const kinds = new Set((await queued(officer)).flatMap(([, found]) => found))
      expect([...kinds].sort()).toEqual(['again', 'elsewhere', 'otherTime', 'samePhoto'])
      expect((await queued(across)).length).toBeLessThan((await queued(officer)).length)
    })

    test('what was settled before signs were written down is noted once', async () => {
      const before = await queued(officer)
      await run(office.app.db.pool, sql`delete from closing_sign where kind <> 'again'`)
      expect(await queued(officer)).not.toEqual(before)
      await noteEarlierSigns(office.app)
      expect(await queued(officer)).toEqual(before)
      await run(office.app.db.pool, sql`delete from closing_sign where kind = 'otherTime'`)
      await noteEarlierSigns(office.app)
      expect(await queued(officer)).not.toEqual(before)
    })

    test('a sign goes when the closing is taken back, and when it is long ago', async () => {
      const id = await dispatched({ location: [114.0085, 30.0085] })
      const old = await sent(worker, await drawnJpeg(41, { time: '2026:01:05 10:00:00' }))
      const { event } = await take(worker, id, 'feedBack', { photos: [old.hash] })
      const isQueued = async (): Promise<boolean> => (await queued(officer)).some(([one]) => one === id)
      expect(await isQueued()).toBe(true)
      await worker.issue.undo({ id, event, key: randomUUID() })
      expect(await isQueued()).toBe(false)
      await take(worker, id, 'feedBack', {
        photos: [(await sent(worker, await drawnJpeg(42, { time: '2026:01:05 10:00:00' }))).hash],
      })
      await take(other, id, 'verify')
      expect(await isQueued()).toBe(true)
      const month = 31 * 86_400_000
      await dropOldSigns(office.app.db.pool, Date.now() + month)
      expect(await isQueued()).toBe(false)
    })

    test('the database finds what is reported again as the program does', async () => {
      const hour = 3_600_000
      const now = Date.now()
      const random = (() => {
        let at = 7
        return () => (at = (at * 16_807) % 2_147_483_647) / 2_147_483_647
      })()
      const reports = Array.from({ length: 120 }, (_, index) => {
        const reportedAt = now - random() * 40 * 24 * hour
        return {
          id: `S${index}`,
          class: random() < 0.7 ? 'greening' : 'advertising',
          lon: 114.02 + random() * 0.004,
          lat: 30.02 + random() * 0.004,
          reportedAt,
          closedAt: random() < 0.7 ? Math.min(now, reportedAt + random() * 10 * 24 * hour) : null,
        }
      })
      for (const one of reports)
        await run(
          office.app.db.pool,
          sql`insert into issue (id, class, subclass, description, address, reported_at, closed_at, state, location, content_hash)
            values (${one.id}, ${one.class}, '', '', '', ${new Date(one.reportedAt).toISOString()}::timestamptz,
              ${one.closedAt === null ? null : new Date(one.closedAt).toISOString()}::timestamptz,
              ${one.closedAt === null ? 'new' : 'closed'}, st_setsrid(st_makepoint(${one.lon}, ${one.lat}), 4326), '')`,
        )
      const expected = reports.flatMap((closed) => {
        const { closedAt } = closed
        if (closedAt === null || closedAt <= now - SIGN_DAYS * 24 * hour) return []
        return reports
          .filter((later) => later.id !== closed.id && reportedAgain({ ...closed, closedAt }, later))
          .map((later) => `${closed.id} ${later.id}`)
      })
      const found = await rows<{ pair: string }>(
        office.app.db.pool,
        sql`select issue_id || ' ' || other_issue as pair from closing_sign where kind = 'again' and issue_id like 'S%'`,
      )
      expect(expected.length).toBeGreaterThan(5)
      expect(found.map(({ pair }) => pair).sort()).toEqual(expected.sort())
      // One that moves away is none any more.
      const [first] = expected
      const [, later] = first!.split(' ')
      await run(
        office.app.db.pool,
        sql`update issue set location = st_setsrid(st_makepoint(114.001, 30.001), 4326) where id = ${later}`,
      )
      const left = await rows(
        office.app.db.pool,
        sql`select 1 from closing_sign where other_issue = ${later}`,
      )
      expect(left).toEqual([])
    })
  })
})
