/** A screen of the wall: opened once by a link, good for the wall and nothing else, ended at once, blind to what is personal. */
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Role } from '../../shared/domain/access.ts'
import type { WallBoard } from '../../shared/issues/wall.ts'
import {
  endWallScreen,
  listWallScreens,
  makeWallScreen,
  openWallScreen,
} from '../../server/access/wallScreens.ts'
import { systemViewer } from '../../server/access/viewer.ts'
import { asWall } from '../../server/db/database.ts'
import { rows, run, sql } from '../../server/db/sql.ts'
import { buildServer } from '../../server/http/server.ts'
import { appRouter } from '../../server/routers/appRouter.ts'
import { A, B, commandsOf, loadTinyTown } from '../fixtures/tinyTown.ts'
import { type TestApp, hasDatabase, openTestApp, viewerWith } from '../integration/harness.ts'

const WALL = ['wall.board', 'wall.ground', 'wall.changes']
/** Signing in and out, for anybody who comes to the page. */
const FOR_ANYBODY = ['session.me', 'session.signIn', 'session.signOut']

describe.skipIf(!hasDatabase)('screens of the wall', () => {
  let office: TestApp
  let server: FastifyInstance
  const opened = async (area: string, name = area): Promise<string> =>
    (await openWallScreen(office.app, await makeWallScreen(office.app, systemViewer, { name, area })))!
  const callerOf = (wallToken: string) =>
    appRouter.createCaller({
      app: office.app,
      viewer: null,
      sessionToken: undefined,
      wallToken,
      setSession: () => undefined,
    })
  const idOf = async (name: string): Promise<string> =>
    (await listWallScreens(office.app, systemViewer)).find((screen) => screen.name === name)!.id
  const refusal = async (asked: Promise<unknown>): Promise<string> => {
    try {
      await asked
      return 'answered'
    } catch (error) {
      return String((error as { key?: string }).key ?? error)
    }
  }

  beforeAll(async () => {
    office = await openTestApp()
    await loadTinyTown(commandsOf(office.app))
    server = await buildServer(office.app)
    await server.ready()
  })
  afterAll(async () => {
    await server?.close()
    await office?.close()
  })

  test('a link opens one screen, once', async () => {
    const link = await makeWallScreen(office.app, systemViewer, { name: '大厅', area: '*' })
    const looked = await server.inject({ url: `/wall/open/${link}` })
    expect(looked.statusCode).toBe(200)
    expect(looked.body).not.toContain(link)
    const first = await server.inject({
      method: 'POST',
      url: `/wall/open/${link}`,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    })
    expect([first.statusCode, first.headers.location]).toEqual([303, '/wall'])
    expect(String(first.headers['set-cookie'])).toMatch(
      /^quarterhour_wall=.*Max-Age=\d+.*HttpOnly; SameSite=Lax/,
    )
    const again = await server.inject({
      method: 'POST',
      url: `/wall/open/${link}`,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    })
    expect(again.statusCode).toBe(410)
    expect(again.headers['set-cookie']).toBeUndefined()
  })

  test('a link that waited too long opens nothing', async () => {
    const link = await makeWallScreen(office.app, systemViewer, { name: '太晚', area: '*' })
    await run(office.app.db.pool, sql`update wall_screen set link_expires_at = now() where name = '太晚'`)
    expect(await openWallScreen(office.app, link)).toBeNull()
  })

  test('a screen can call the procedures of the wall and no others', async () => {
    const caller: unknown = callerOf(await opened('*', '全部'))
    const answered: string[] = []
    for (const path of Object.keys(appRouter._def.procedures)) {
      const procedure = path
        .split('.')
        .reduce((at, name) => (at as Record<string, unknown>)[name], caller) as (
        input: unknown,
      ) => Promise<unknown>
      if ((await refusal(procedure(undefined))) !== 'signIn.needed') answered.push(path)
    }
    expect(answered.sort()).toEqual([...WALL, ...FOR_ANYBODY].sort())
  })

  test('over HTTP it gets the ground of its map, and nothing about buildings', async () => {
    const cookies = { quarterhour_wall: await opened('*', '地图') }
    const status = async (url: string): Promise<number> => (await server.inject({ url, cookies })).statusCode
    expect(await status('/map/units.geojson')).toBe(200)
    expect([200, 204]).toContain(await status('/tiles/basemap/14/13400/6700.mvt'))
    expect(await status('/tiles/buildings/14/13400/6700.mvt')).toBe(401)
    expect(await status('/map/network.bin')).not.toBe(200)
    expect(await status('/trpc/issue.queues')).toBe(401)
    expect(await status('/trpc/wall.board')).toBe(200)
    expect((await server.inject({ url: '/map/units.geojson' })).statusCode).toBe(401)
    expect((await server.inject({ url: '/trpc/wall.board' })).statusCode).toBe(401)
  })

  test('it shows one area and nothing of the others', async () => {
    const board = await callerOf(await opened(A)).wall.board()
    const all = await callerOf(await opened('*', '街道')).wall.board()
    expect(board.counts.open).toBe(2)
    expect(all.counts.open).toBe(4)
    expect(board.latest.map(({ unitName }) => unitName)).toEqual(
      expect.arrayContaining(['甲一网格', '甲二网格']),
    )
    expect(board.points.lons.every((lon) => lon < 114.02)).toBe(true)
  })

  test('nothing of it names a person, an address or words of a resident', async () => {
    const board: WallBoard = await callerOf(await opened('*', '文字')).wall.board()
    const told = new Set(board.latest.flatMap((issue) => Object.keys(issue)))
    expect([...told].sort()).toEqual(
      ['class', 'dueAt', 'id', 'isLate', 'reportedAt', 'state', 'subclass', 'unitName'].sort(),
    )
    const personal = await rows<{ description: string; address: string }>(
      office.app.db.pool,
      sql`select description, address from issue where description <> ''`,
    )
    expect(personal.length).toBeGreaterThan(0)
    for (const { description, address } of personal) {
      expect(JSON.stringify(board)).not.toContain(description)
      if (address !== '') expect(JSON.stringify(board)).not.toContain(address)
    }
  })

  test('the database itself keeps the rest from the wall', async () => {
    const code = async (statement: ReturnType<typeof sql>): Promise<string> => {
      try {
        await asWall(office.app.db, { areas: ['*'], areaPaths: [] }, (tx) => rows(tx, statement))
        return 'answered'
      } catch (error) {
        return String((error as { code?: string }).code)
      }
    }
    expect(await code(sql`select id from issue`)).toBe('answered')
    for (const statement of [
      sql`select description from issue`,
      sql`select address from issue`,
      sql`select * from issue`,
      sql`select reason from issue_event`,
      sql`select * from resident`,
      sql`select * from building`,
      sql`select * from assignment`,
      sql`select * from account`,
      sql`select * from wall_screen`,
      sql`update issue set class = 'x'`,
    ])
      expect(await code(statement)).toBe('42501')
    const seen = await asWall(office.app.db, { areas: [A], areaPaths: [] }, (tx) =>
      rows(tx, sql`select id from issue`),
    )
    expect(seen).toEqual([])
  })

  test('ended, or expired, it shows nothing from that moment on', async () => {
    const token = await opened('*', '停用')
    expect(await refusal(callerOf(token).wall.board())).toBe('answered')
    await endWallScreen(office.app, systemViewer, await idOf('停用'))
    expect(await refusal(callerOf(token).wall.board())).toBe('signIn.needed')
    const other = await opened('*', '到期')
    await run(office.app.db.pool, sql`update wall_screen set expires_at = now() where name = '到期'`)
    expect(await refusal(callerOf(other).wall.board())).toBe('signIn.needed')
  })

  test('the stream of changes of a screen that is ended ends', async () => {
    const token = await opened('*', '流')
    const stream = (await callerOf(token).wall.changes()) as AsyncIterable<unknown>
    const reading = (async () => {
      for await (const _change of stream);
    })()
    await new Promise((resolve) => setTimeout(resolve, 50))
    await endWallScreen(office.app, systemViewer, await idOf('流'))
    expect(await refusal(reading)).toBe('signIn.needed')
  })

  test('administrators make, see and end screens within their own area only', async () => {
    const ofA = await viewerWith(office.app, ['administrator'], [A])
    expect(await refusal(makeWallScreen(office.app, ofA, { name: 'x', area: B }))).toBe('access.outsideArea')
    expect(await refusal(makeWallScreen(office.app, ofA, { name: 'x', area: '*' }))).toBe(
      'access.outsideArea',
    )
    await opened(B, '乙屏')
    await makeWallScreen(office.app, ofA, { name: '甲屏', area: A })
    const names = (await listWallScreens(office.app, ofA)).map(({ name }) => name)
    expect(names).toContain('甲屏')
    expect(names).not.toContain('乙屏')
    expect(await refusal(endWallScreen(office.app, ofA, await idOf('乙屏')))).toBe('screen.unknown')
  })

  test('somebody without the permission sees no wall, screen or none', async () => {
    for (const role of ['viewer', 'auditor', 'sitingStaff'] satisfies Role[]) {
      const caller = appRouter.createCaller({
        app: office.app,
        viewer: await viewerWith(office.app, [role]),
        sessionToken: undefined,
        wallToken: 'made-up',
        setSession: () => undefined,
      })
      expect(await refusal(caller.wall.board())).toBe('access.refused')
    }
  })
})
