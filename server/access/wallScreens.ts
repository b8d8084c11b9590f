/**
 * Screens of the wall: made by an administrator as a link, opened once, listed, ended. A screen holds a token of its own,
 * in a cookie of its own, that is good for the wall's procedures and nothing else; nobody is signed in by it.
 */
import { createHash } from 'node:crypto'
import { ALL_AREAS } from '../../shared/domain/access.ts'
import {
  SCREEN_DAYS,
  SCREEN_LINK_HOURS,
  type WallScreen,
  type WallScreenInput,
} from '../../shared/issues/wall.ts'
import type { App } from '../app/app.ts'
import { Refusal } from '../app/refusal.ts'
import { transaction } from '../db/database.ts'
import { type Queryable, row, rows, run, sql } from '../db/sql.ts'
import { pathsOfUnits } from '../db/units.ts'
import { announce } from '../live/events.ts'
import { refuseAreas } from './accounts.ts'
import { appendAudit } from './audit.ts'
import { newToken } from './sessions.ts'
import { type Reach, seesEverything, seesPath, type Viewer } from './viewer.ts'

/** How often a screen is noted as seen. */
const SEEN_SECONDS = 60

const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest()

const isLive = sql`s.ended_at is null and s.expires_at > now()`

const areaPathsOf = async (on: Queryable, area: string): Promise<string[]> =>
  area === ALL_AREAS ? [] : pathsOfUnits(on, [area])

/** Whether all of an area lies within what the viewer sees. */
async function isWithin(on: Queryable, viewer: Viewer, area: string): Promise<boolean> {
  if (seesEverything(viewer)) return true
  const paths = await areaPathsOf(on, area)
  return paths.length > 0 && paths.every((path) => seesPath(viewer, path))
}

/** Screens that are open or wait to be opened, within one's own area. */
export async function listWallScreens(app: App, viewer: Viewer): Promise<WallScreen[]> {
  const found = await rows<WallScreen>(
    app.db.pool,
    sql`select s.id::text as id, s.name, s.area, s.made_at as "madeAt", s.link_expires_at as "linkExpiresAt",
        s.opened_at as "openedAt", s.expires_at as "expiresAt", s.last_seen_at as "lastSeenAt"
      from wall_screen s
      where s.ended_at is null and coalesce(s.expires_at, s.link_expires_at) > now() order by s.name, s.id`,
  )
  const own = await Promise.all(found.map(({ area }) => isWithin(app.db.pool, viewer, area)))
  return found.filter((_screen, index) => own[index])
}

/** @returns the token of the link that opens the screen, once @throws Refusal for an area beyond one's own */
export async function makeWallScreen(app: App, viewer: Viewer, input: WallScreenInput): Promise<string> {
  const token = newToken()
  await transaction(app.db, async (tx) => {
    await refuseAreas(tx, viewer, [input.area])
    await run(
      tx,
      sql`insert into wall_screen (name, area, link_hash, link_expires_at, made_by)
        values (${input.name}, ${input.area}, ${hashOf(token)}, now() + make_interval(hours => ${SCREEN_LINK_HOURS}),
          ${viewer.accountId}::bigint)`,
    )
    await appendAudit(tx, viewer, {
      action: 'screenMade',
      subjectKind: 'screen',
      subjectId: input.name,
      fields: [input.area],
    })
    await announce(tx, 'accounts', 1)
  })
  void app.live.look()
  return token
}

/** Ends a screen, or the link that waits for one: what it shows goes at once. */
export async function endWallScreen(app: App, viewer: Viewer, id: string): Promise<void> {
  await transaction(app.db, async (tx) => {
    const screen = await row<{ name: string; area: string }>(
      tx,
      sql`select name, area from wall_screen where id = ${id}::bigint and ended_at is null for update`,
    )
    if (!screen || !(await isWithin(tx, viewer, screen.area)))
      throw new Refusal('NOT_FOUND', 'screen.unknown')
    await run(tx, sql`update wall_screen set ended_at = now(), link_hash = null where id = ${id}::bigint`)
    await appendAudit(tx, viewer, {
      action: 'screenEnded',
      subjectKind: 'screen',
      subjectId: screen.name,
      fields: [screen.area],
    })
    await announce(tx, 'accounts', 1)
  })
  void app.live.look()
}

/** Uses a link up. @returns the screen's own token, or null when the link was used, has expired or was ended */
export async function openWallScreen(app: App, linkToken: string): Promise<string | null> {
  const token = newToken()
  const isOpened = await transaction(app.db, async (tx) => {
    const screen = await row<{ name: string; area: string }>(
      tx,
      sql`update wall_screen s set link_hash = null, token_hash = ${hashOf(token)}, opened_at = now(),
          last_seen_at = now(), expires_at = now() + make_interval(days => ${SCREEN_DAYS})
        where s.link_hash = ${hashOf(linkToken)} and s.ended_at is null and s.link_expires_at > now()
        returning s.name, s.area`,
    )
    if (!screen) return false
    await appendAudit(
      tx,
      { accountId: null, userName: 'wall' },
      { action: 'screenOpened', subjectKind: 'screen', subjectId: screen.name, fields: [screen.area] },
    )
    await announce(tx, 'accounts', 1)
    return true
  })
  if (!isOpened) return null
  void app.live.look()
  return token
}

/** What the screen behind a token reaches; null when it was ended, has expired or never was. */
export async function screenReach(app: App, token: string | undefined): Promise<Reach | null> {
  if (!token) return null
  const hash = hashOf(token)
  const screen = await row<{ area: string; isSeen: boolean }>(
    app.db.pool,
    sql`select s.area, s.last_seen_at > now() - make_interval(secs => ${SEEN_SECONDS}) as "isSeen"
      from wall_screen s where s.token_hash = ${hash} and ${isLive}`,
  )
  if (!screen) return null
  if (!screen.isSeen)
    await run(app.db.pool, sql`update wall_screen set last_seen_at = now() where token_hash = ${hash}`)
  return { areas: [screen.area], areaPaths: await areaPathsOf(app.db.pool, screen.area) }
}
