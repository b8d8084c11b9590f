/** The server as a stranger on the network sees it. */
import { randomUUID } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify'
import { zipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createAccount } from '../../server/access/accounts.ts'
import { useOneTimeLink } from '../../server/access/sessions.ts'
import { systemViewer } from '../../server/access/viewer.ts'
import { writeControlFile } from '../../server/http/control.ts'
import { buildServer } from '../../server/http/server.ts'
import { safeFileName } from '../../server/services/uploads.ts'
import type { Role } from '../../shared/domain/access.ts'
import { decodeNetwork, networkHash } from '../../shared/network/networkFile.ts'
import { A, B, collection, commandsOf, loadTinyTown } from '../fixtures/tinyTown.ts'
import { type TestApp, hasDatabase, openTestApp } from '../integration/harness.ts'

const HOST = 'localhost:8415'

describe('file names of uploads', () => {
  test('no name leaves its folder', () => {
    for (const name of [
      '../../etc/passwd',
      '..\\..\\boot.ini',
      '/etc/passwd',
      'C:\\a\\passwd',
      '....//passwd',
      '..',
      '.',
      '',
      '.ssh',
      '\u0000a',
      'a\nb',
      '/',
      '\\',
    ]) {
      const safe = safeFileName(name)
      expect(safe).not.toBe('')
      expect(safe.startsWith('.')).toBe(false)
      expect([...safe].every((letter) => letter >= ' ' && letter !== '/' && letter !== '\\')).toBe(true)
      expect(join('/folder', safe).startsWith('/folder/')).toBe(true)
    }
  })

  test('an ordinary name stays itself', () => {
    expect(['居民名册.xlsx', 'units 2026.geojson', 'a.b.c.csv'].map(safeFileName)).toEqual([
      '居民名册.xlsx',
      'units 2026.geojson',
      'a.b.c.csv',
    ])
  })
})

describe.skipIf(!hasDatabase)('http', () => {
  let office: TestApp
  let server: FastifyInstance
  const cookies = new Map<string, string>()
  const signedIn = async (name: string, roles: Role[], areas = ['*']): Promise<void> => {
    const { linkToken } = await createAccount(office.app, systemViewer, {
      userName: name,
      displayName: name,
      roles,
      areas,
      validTo: null,
    })
    cookies.set(name, (await useOneTimeLink(office.app, linkToken))!)
  }
  const ask = (options: InjectOptions, who?: string): Promise<LightMyRequestResponse> =>
    server.inject({ ...options, ...(who ? { cookies: { quarterhour_session: cookies.get(who)! } } : {}) })
  const upload = (
    who: string | undefined,
    name: string,
    content: Uint8Array,
    headers: Record<string, string> = {},
    url = '/upload',
  ): Promise<LightMyRequestResponse> => {
    const boundary = randomUUID()
    const payload = Buffer.concat([
      Buffer.from(
        `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: application/octet-stream\r\n\r\n`,
      ),
      content,
      Buffer.from(`\r\n--${boundary}--\r\n`),
    ])
    return ask(
      {
        method: 'POST',
        url,
        payload,
        headers: { 'content-type': `multipart/form-data; boundary=${boundary}`, ...headers },
      },
      who,
    )
  }
  const query = (path: string, input: unknown): string =>
    `/trpc/${path}?input=${encodeURIComponent(JSON.stringify(input))}`

  beforeAll(async () => {
    office = await openTestApp()
    await loadTinyTown(commandsOf(office.app))
    server = await buildServer(office.app)
    await server.ready()
    await signedIn('importer', ['commandCentre'])
    await signedIn('other', ['commandCentre'])
    await signedIn('narrow', ['commandCentre'], [A])
    await signedIn('viewer', ['viewer'])
    await signedIn('planner', ['planner'])
  })
  afterAll(async () => {
    await server?.close()
    await office?.close()
  })

  test('every answer carries a strict policy', async () => {
    for (const url of [
      '/',
      '/healthz',
      '/trpc/session.me',
      '/nowhere',
      '/assets/nothing.js',
      '/map/units.geojson',
    ]) {
      const { headers } = await ask({ url })
      const policy = String(headers['content-security-policy'])
      expect(policy).toContain("default-src 'none'")
      expect(policy).toContain("frame-ancestors 'none'")
      expect(policy).toContain("base-uri 'none'")
      expect(policy).not.toMatch(/unsafe-inline|unsafe-eval|https?:|\*|wss?:/)
      expect(headers['x-content-type-options']).toBe('nosniff')
      expect(headers['x-powered-by']).toBeUndefined()
    }
  })

  test('the nonce is another one each time', async () => {
    const nonces = await Promise.all(
      Array.from(
        { length: 20 },
        async () =>
          /'nonce-([^']+)'/.exec(
            String((await ask({ url: '/healthz' })).headers['content-security-policy']),
          )![1],
      ),
    )
    expect(new Set(nonces).size).toBe(20)
    expect(nonces.every((nonce) => Buffer.from(nonce!, 'base64').length >= 16)).toBe(true)
  })

  test('nothing lets another origin read an answer', async () => {
    const { headers } = await ask({ url: '/trpc/session.me', headers: { origin: 'https://evil.example' } })
    expect(headers['access-control-allow-origin']).toBeUndefined()
  })

  test('the session cookie is out of reach of scripts and other sites', async () => {
    const { linkToken } = await createAccount(office.app, systemViewer, {
      userName: 'fresh',
      displayName: 'F',
      roles: ['viewer'],
      areas: ['*'],
      validTo: null,
    })
    const open = () => ask({ method: 'POST', url: `/open/${linkToken}` })
    const opened = await open()
    expect([opened.statusCode, opened.headers.location]).toEqual([303, '/'])
    expect(String(opened.headers['set-cookie'])).toMatch(
      /^quarterhour_session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax$/,
    )
    expect((await open()).headers.location).toBe('/?linkUsed=1')
    expect((await open()).headers['set-cookie']).toBeUndefined()
  })

  test('a one-time link is not used up by looking at it', async () => {
    const { linkToken } = await createAccount(office.app, systemViewer, {
      userName: 'previewed',
      displayName: 'P',
      roles: ['viewer'],
      areas: ['*'],
      validTo: null,
    })
    const url = `/open/${linkToken}`
    for (const method of ['GET', 'HEAD', 'GET'] as const) {
      const looked = await ask({ method, url })
      expect([looked.statusCode, looked.headers['set-cookie']]).toEqual([200, undefined])
      expect(looked.headers['cache-control']).toBe('no-store')
    }
    const page = await ask({ url })
    const policy = String(page.headers['content-security-policy'])
    expect(policy).toMatch(/default-src 'none'/)
    expect(policy).not.toMatch(/script-src|unsafe|\*|https?:/)
    expect(page.body).toMatch(/<form method="post"><button type="submit">登录 <span lang="en">Sign in/)
    expect(page.body).not.toContain(linkToken)
    expect(page.body).not.toMatch(/<script|style="| on\w+=/)
    const form = { 'content-type': 'application/x-www-form-urlencoded', host: HOST }
    const elsewhere = { ...form, origin: 'https://evil.example' }
    expect((await ask({ method: 'POST', url, headers: elsewhere })).statusCode).toBe(403)
    const used = await ask({
      method: 'POST',
      url,
      headers: { ...form, origin: `http://${HOST}` },
      payload: '',
    })
    expect([used.statusCode, used.headers.location]).toEqual([303, '/'])
    expect(String(used.headers['set-cookie'])).toMatch(/^quarterhour_session=/)
  })

  test.each([
    'https://evil.example',
    'http://localhost:8416',
    'http://localhost.evil.example',
    'null',
    'garbage',
    'file://',
  ])('a change that comes from %s is refused', async (origin) => {
    for (const url of [
      '/trpc/session.signOut',
      '/upload',
      '/upload/plan',
      '/upload/roster',
      '/control/command',
    ]) {
      const answer = await ask(
        {
          method: 'POST',
          url,
          headers: { origin, host: HOST, 'content-type': 'application/json' },
          payload: '{}',
        },
        'importer',
      )
      expect([answer.statusCode, answer.json()]).toEqual([403, { key: 'access.otherOrigin' }])
    }
  })

  test('a change from the page itself is taken', async () => {
    const answer = await ask({
      method: 'POST',
      url: '/trpc/session.signIn',
      headers: { origin: `http://${HOST}`, host: HOST, 'content-type': 'application/json' },
      payload: JSON.stringify({ userName: 'x', password: 'y' }),
    })
    expect(answer.statusCode).toBe(401)
    expect(answer.json()).toMatchObject({ error: { data: { key: 'signIn.wrong' } } })
  })

  test('a change cannot be asked for by an address alone', async () => {
    const answer = await ask({ url: query('link.run', null) }, 'importer')
    expect(answer.statusCode).toBe(405)
  })

  test('commands need the token of the data directory', async () => {
    const remove = writeControlFile(office.app, 1)
    const payload = { arguments: ['doctor', '--json'], directory: '/' }
    for (const authorization of ['', 'Bearer ', 'Bearer x', `Bearer ${'a'.repeat(43)}`]) {
      const answer = await ask(
        { method: 'POST', url: '/control/command', headers: { authorization }, payload },
        'importer',
      )
      expect([answer.statusCode, answer.json()]).toEqual([404, { key: 'error.NOT_FOUND' }])
    }
    remove()
    expect(existsSync(join(office.directory, 'server.json'))).toBe(false)
  })

  test('map, tiles and files are for who may see them', async () => {
    for (const url of [
      '/map/units.geojson',
      '/tiles/buildings/14/13385/6797.mvt',
      `/upload/${randomUUID()}/rejected.csv`,
    ]) {
      expect((await ask({ url })).statusCode).toBe(401)
    }
    expect((await ask({ url: '/map/units.geojson' }, 'viewer')).json().features).toHaveLength(7)
    expect((await ask({ url: `/upload/${randomUUID()}/rejected.csv` }, 'viewer')).statusCode).toBe(403)
  })

  test('files of a plan are for planners of its area, in a format that there is', async () => {
    const file = (name: string): string => `/plans/${name}?on=2030-01-01&language=en`
    expect((await ask({ url: file('1.gpkg') })).statusCode).toBe(401)
    expect((await ask({ url: file('1.gpkg') }, 'viewer')).statusCode).toBe(403)
    const begun = await ask(
      {
        method: 'POST',
        url: '/trpc/plan.create',
        payload: { name: '乙社区“新”', scope: B, from: 'today' },
      },
      'importer',
    )
    const { id } = begun.json<{ result: { data: { id: string } } }>().result.data
    expect((await ask({ url: file(`${id}.gpkg`) }, 'narrow')).json()).toMatchObject({ key: 'plan.unknown' })
    for (const name of [`${id}.exe`, id, 'x.gpkg', `${id}.`])
      expect((await ask({ url: file(name) }, 'importer')).statusCode).toBe(400)
    expect((await ask({ url: `/plans/${id}.gpkg?on=soon&language=en` }, 'importer')).statusCode).toBe(400)
    const answer = await ask({ url: file(`${id}.gpkg`) }, 'importer')
    expect(answer.statusCode).toBe(200)
    expect(answer.rawPayload.subarray(0, 15).toString()).toBe('SQLite format 3')
    expect(answer.headers['content-disposition']).toBe(
      `attachment; filename="plan.gpkg"; filename*=UTF-8''${encodeURIComponent('乙社区“新”.gpkg')}`,
    )
    expect(answer.headers['cache-control']).toBe('private, no-store')
  })

  test('the walking network is for who is signed in, by a name that never means another', async () => {
    const commands = commandsOf(office.app)
    const lines = collection([
      {
        type: 'Feature',
        properties: { name: '东路' },
        geometry: {
          type: 'LineString',
          coordinates: [
            [114, 30.005],
            [114.04, 30.005],
          ],
        },
      },
    ])
    const { json, stderr } = await commands.run<{ hash: string; nodes: number; edges: number }>(
      'network',
      'import',
      commands.write('streets.geojson', lines),
    )
    expect(stderr).toBe('')
    const url = `/network/${json.hash}.bin`
    const stranger = await ask({ url })
    expect([stranger.statusCode, stranger.json().key]).toEqual([401, 'signIn.needed'])
    expect(stranger.headers['cache-control'] ?? '').not.toContain('immutable')
    for (const wrong of ['0'.repeat(64), 'x', '..%2f..%2fkeys', json.hash.toUpperCase()]) {
      const answer = await ask({ url: `/network/${wrong}.bin` }, 'viewer')
      expect([answer.statusCode, answer.json().key]).toEqual([404, 'network.unknownHash'])
      expect(answer.headers['cache-control'] ?? '').not.toContain('immutable')
    }
    const answer = await ask({ url }, 'viewer')
    expect([answer.statusCode, answer.headers['content-type']]).toEqual([200, 'application/octet-stream'])
    expect(answer.headers['cache-control']).toBe('private, max-age=31536000, immutable')
    const file = new Uint8Array(answer.rawPayload)
    expect(networkHash(file)).toBe(json.hash)
    const network = decodeNetwork(file)
    expect([network.nodeCount, network.edgeCount]).toEqual([json.nodes, json.edges])
    expect(network.names).toContain('东路')
    expect((await ask({ url: query('network.current', null) })).statusCode).toBe(401)
    expect((await ask({ url: query('network.current', null) }, 'viewer')).json()).toMatchObject({
      result: { data: { hash: json.hash, source: 'streets.geojson', nodes: json.nodes } },
    })
  })

  test('tiles show a viewer no small count', async () => {
    const { lonToX, latToY } = { lonToX: Math.floor(((114.025 + 180) / 360) * 2 ** 14), latToY: 6752 }
    for (const who of ['viewer', 'narrow']) {
      const tile = await ask({ url: `/tiles/buildings/14/${lonToX}/${latToY}.mvt` }, who)
      expect([200, 204]).toContain(tile.statusCode)
      // the next person at the same computer gets an answer of their own
      expect(String(tile.headers.vary)).toMatch(/cookie/i)
      expect(tile.rawPayload.includes(Buffer.from('residents'))).toBe(false)
    }
  })

  describe('uploads', () => {
    const csv = Buffer.from('code,name\nX1,x\n')

    test('are for importers of the whole office', async () => {
      expect((await upload(undefined, 'a.csv', csv)).statusCode).toBe(401)
      expect((await upload('viewer', 'a.csv', csv)).statusCode).toBe(403)
      expect((await upload('narrow', 'a.csv', csv)).json()).toMatchObject({ key: 'access.outsideArea' })
      expect((await upload('importer', 'a.csv', csv)).statusCode).toBe(200)
    })

    test('stay in their folder whatever their name', async () => {
      for (const name of [
        '../../escaped.csv',
        '..%2f..%2fescaped.csv',
        '/tmp/escaped.csv',
        '.hidden.csv',
        '..\\escaped.csv',
      ]) {
        const answer = await upload('importer', name, csv)
        expect(answer.statusCode).toBe(200)
        const folder = join(office.directory, 'uploads', answer.json().uploadId)
        expect(readdirSync(folder)).toHaveLength(2)
        expect(
          (await ask({ url: query('import.inspect', { uploadId: answer.json().uploadId }) }, 'importer'))
            .statusCode,
        ).toBe(200)
      }
      expect(readdirSync(office.directory).filter((name) => name.includes('escaped'))).toEqual([])
      expect(existsSync('/tmp/escaped.csv')).toBe(false)
    })

    test('belong to who made them', async () => {
      const { uploadId } = (await upload('importer', 'a.csv', csv)).json()
      expect((await ask({ url: query('import.inspect', { uploadId }) }, 'importer')).statusCode).toBe(200)
      const others = await ask({ url: query('import.inspect', { uploadId }) }, 'other')
      expect(others.json()).toMatchObject({ error: { data: { key: 'upload.unknown', httpStatus: 404 } } })
      expect((await ask({ url: `/upload/${uploadId}/rejected.csv` }, 'other')).json()).toMatchObject({
        key: 'upload.unknown',
      })
    })

    test('for plans are taken from whoever works on plans, and serve no import', async () => {
      const forPlan = (who: string | undefined) => upload(who, 'a.geojson', csv, {}, '/upload/plan')
      expect((await forPlan(undefined)).statusCode).toBe(401)
      expect((await forPlan('viewer')).json()).toMatchObject({ key: 'access.refused' })
      const answer = await forPlan('planner')
      expect(answer.statusCode).toBe(200)
      expect((await upload('planner', 'a.csv', csv)).statusCode).toBe(403)
      const { uploadId } = answer.json()
      const inspected = await ask({ url: query('import.inspect', { uploadId }) }, 'planner')
      expect(inspected.json()).toMatchObject({ error: { data: { key: 'access.refused' } } })
    })

    test('of rosters are taken from whoever keeps one, and serve no other import', async () => {
      const roster = (who: string | undefined) => upload(who, 'a.csv', csv, {}, '/upload/roster')
      expect((await roster(undefined)).statusCode).toBe(401)
      expect((await roster('planner')).json()).toMatchObject({ key: 'access.refused' })
      const answer = await roster('narrow')
      expect(answer.statusCode).toBe(200)
      expect((await upload('narrow', 'a.csv', csv)).json()).toMatchObject({ key: 'access.outsideArea' })
      const { uploadId } = answer.json()
      const inspected = await ask({ url: query('import.inspect', { uploadId }) }, 'narrow')
      expect(inspected.json()).toMatchObject({ error: { data: { key: 'access.outsideArea' } } })
      const started = await ask(
        {
          method: 'POST',
          url: '/trpc/rosterImport.start',
          headers: { 'content-type': 'application/json' },
          payload: JSON.stringify({ uploadId, as: 'facilities', accept: true }),
        },
        'narrow',
      )
      expect(started.json()).toMatchObject({ error: { data: { key: 'access.refused' } } })
    })

    test('for plans are cut off at 200 MB, and leave nothing behind', async () => {
      const kept = readdirSync(join(office.directory, 'uploads')).length
      const piece = Buffer.alloc(1024 ** 2, 32)
      const parts = function* () {
        yield Buffer.from('--x\r\ncontent-disposition: form-data; name="file"; filename="a.geojson"\r\n\r\n')
        for (let n = 0; n <= 200; n++) yield piece
        yield Buffer.from('\r\n--x--\r\n')
      }
      const answer = await ask(
        {
          method: 'POST',
          url: '/upload/plan',
          payload: Readable.from(parts()),
          headers: { 'content-type': 'multipart/form-data; boundary=x' },
        },
        'planner',
      )
      expect(answer.statusCode).toBe(400)
      expect(answer.json()).toEqual({
        key: 'upload.tooLarge',
        facts: { file: 'a.geojson', most: '200 MB' },
      })
      expect(readdirSync(join(office.directory, 'uploads'))).toHaveLength(kept)
    })

    test('are not reached by a path in the place of their id', async () => {
      const folder = mkdtempSync(join(tmpdir(), 'quarterhour-outside-'))
      for (const id of ['..%2fkeys', encodeURIComponent(`../../..${folder}`)])
        expect((await ask({ url: `/upload/${id}/rejected.csv` }, 'importer')).statusCode).toBe(404)
      rmSync(folder, { recursive: true })
    })

    test('without a file are refused', async () => {
      const answer = await ask(
        {
          method: 'POST',
          url: '/upload',
          payload: '--x--\r\n',
          headers: { 'content-type': 'multipart/form-data; boundary=x' },
        },
        'importer',
      )
      expect(answer.statusCode).toBe(400)
      const json = await ask({ method: 'POST', url: '/upload', payload: {} }, 'importer')
      expect(json.statusCode).toBeGreaterThanOrEqual(400)
      expect(json.statusCode).toBeLessThan(500)
    })

    test('that unpack without end are answered clearly', async () => {
      const bomb = zipSync({ 'units.geojson': new Uint8Array(64 * 1024 * 1024) }, { level: 9 })
      expect(bomb.length).toBeLessThan(200_000)
      const { uploadId } = (await upload('importer', 'bomb.zip', bomb)).json()
      const answer = await ask({ url: query('import.inspect', { uploadId }) }, 'importer')
      expect(answer.statusCode).toBeGreaterThanOrEqual(400)
      expect(answer.json().error.data.key).toMatch(/^(archive|file)\./)
      expect(answer.body).not.toContain(office.directory)
    })
  })

  describe('errors', () => {
    test('what is not there is a plain 404', async () => {
      for (const url of [
        '/trpc/no.such',
        '/tiles/none/1/1/1.mvt',
        '/tiles/basemap/99/1/1.mvt',
        '/control/command',
        '/ogc/x',
        '/upload/x',
      ]) {
        const answer = await ask({ url }, 'importer')
        expect(answer.statusCode).toBe(404)
        expect(answer.body).not.toMatch(/\bat .+\.ts|node_modules|"dependencies"/)
      }
    })

    test('no file outside the page is served', async () => {
      for (const url of [
        '/assets/../package.json',
        '/assets/%2e%2e/%2e%2e/package.json',
        '/assets/..%2f..%2fpackage.json',
        '/package.json',
        '/server/main.ts',
        '/.git/config',
      ]) {
        const answer = await ask({ url }, 'importer')
        expect(answer.body).not.toMatch(/"dependencies"|import |repositoryformatversion/)
      }
    })

    test('what breaks inside stays inside', async () => {
      const { pool } = office.app.db
      await pool.query('alter table unit_version rename to elsewhere')
      try {
        for (const url of [
          '/map/units.geojson',
          query('unit.history', null),
          query('unit.tree', { at: '2020-02-02' }),
        ]) {
          const answer = await ask({ url }, 'importer')
          expect(answer.statusCode).toBe(500)
          expect(answer.body).not.toMatch(/unit_version|relation|select|\.ts|node_modules|stack/i)
          expect(answer.body).toContain('error.')
        }
      } finally {
        await pool.query('alter table elsewhere rename to unit_version')
      }
    })

    test('a request that is none is refused without a word of ours', async () => {
      for (const payload of ['{', '"x"', '{"arguments": 1}']) {
        const answer = await ask({
          method: 'POST',
          url: '/trpc/session.signIn',
          headers: { 'content-type': 'application/json' },
          payload,
        })
        expect(answer.statusCode).toBe(400)
        expect(answer.body).not.toMatch(/\.ts|node_modules/)
      }
      const large = await ask({
        method: 'POST',
        url: '/trpc/session.signIn',
        headers: { 'content-type': 'application/json' },
        payload: `"${'x'.repeat(6 * 1024 * 1024)}"`,
      })
      expect(large.statusCode).toBe(413)
    })

    test('a day that is none is refused', async () => {
      expect((await ask({ url: "/map/units.geojson?at=2026-13-01'--" }, 'viewer')).json()).toMatchObject({
        key: 'input.invalid',
      })
      expect((await ask({ url: query('unit.tree', { at: '2026-02-30' }) }, 'viewer')).statusCode).toBe(400)
    })
  })

  test('one-time links cannot be tried without end', async () => {
    const answers = []
    for (let n = 0; n < 31; n++)
      answers.push(await ask({ method: 'POST', url: '/open/guess', remoteAddress: '10.0.0.9' }))
    expect(answers.slice(0, 30).map(({ statusCode }) => statusCode)).toEqual(Array(30).fill(303))
    const refused = answers[30]!
    expect(refused.statusCode).toBe(429)
    expect(refused.headers['retry-after']).toBeDefined()
    expect(refused.headers['content-type']).toBe('text/html; charset=utf-8')
    expect(refused.headers['cache-control']).toBe('no-store')
    expect(String(refused.headers['content-security-policy'])).not.toMatch(/script-src|unsafe|\*|https?:/)
    expect(refused.body).toMatch(/尝试次数过多.*\n.*Too many attempts/)
    expect(refused.body).not.toContain('guess')
  })
})
