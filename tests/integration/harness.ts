/**
 * A real application on a real database for one test file: the embedded one in a fresh directory, or a fresh database
 * of the PostgreSQL server that the test run started. Nothing is mocked and nothing is shared between files.
 */
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { type Role, ALL_AREAS, permissionsOf } from '../../shared/domain/access.ts'
import { type Viewer } from '../../server/access/viewer.ts'
import { type App, openApp } from '../../server/app/app.ts'
import { makeSeed } from '../../server/db/embedded/seed.ts'
import { pathsOfUnits } from '../../server/db/units.ts'
import { appRouter } from '../../server/routers/appRouter.ts'

export const isServerDatabase = process.env.QUARTERHOUR_TEST_DATABASE === 'server'

/** Whether the database of this project is to be had; a test file without it is skipped and says so. */
export const hasDatabase = !isServerDatabase || Boolean(process.env.QUARTERHOUR_TEST_POSTGRES)

export interface TestApp {
  app: App
  directory: string
  databaseUrl: string | undefined
  close(): Promise<void>
}

/** A fresh database of the server, and how to be rid of it. */
export async function createServerDatabase(): Promise<{ url: string; drop: () => Promise<void> }> {
  const admin = process.env.QUARTERHOUR_TEST_POSTGRES!
  const name = `quarterhour_${randomUUID().replaceAll('-', '')}`
  const client = new pg.Client(admin)
  await client.connect()
  await client.query(`create database ${name}`)
  await client.end()
  const url = new URL(admin)
  url.pathname = `/${name}`
  return {
    url: url.href,
    drop: async () => {
      const dropper = new pg.Client(admin)
      await dropper.connect()
      await dropper.query(`drop database if exists ${name} with (force)`)
      await dropper.end()
    },
  }
}

export async function openTestApp(): Promise<TestApp> {
  const directory = mkdtempSync(join(tmpdir(), 'quarterhour-test-'))
  const database = isServerDatabase ? await createServerDatabase() : undefined
  if (!database) await makeSeed()
  const app = await openApp({
    port: 0,
    host: '127.0.0.1',
    databaseUrl: database?.url,
    dataDirectory: directory,
    trustProxy: false,
  })
  return {
    app,
    directory,
    databaseUrl: database?.url,
    close: async () => {
      await app.close()
      await database?.drop()
      rmSync(directory, { recursive: true, force: true })
    },
  }
}

/** Somebody with these roles and areas, as a request would run on their behalf. */
export async function viewerWith(app: App, roles: Role[], areas: string[] = [ALL_AREAS]): Promise<Viewer> {
  return {
    accountId: '0',
    userName: roles.join('+'),
    displayName: roles.join('+'),
    roles,
    areas,
    areaPaths: await pathsOfUnits(
      app.db.pool,
      areas.filter((area) => area !== ALL_AREAS),
    ),
    permissions: permissionsOf(roles),
    mustSetPassword: false,
  }
}

/** The procedures as somebody calls them who is signed in with a role: for the whole office, or for these areas. */
export const callerAs = async (app: App, role: Role, accountId: string, ...areas: string[]) =>
  appRouter.createCaller({
    app,
    viewer: {
      ...(await viewerWith(app, [role], areas.length > 0 ? areas : undefined)),
      accountId,
      userName: `${role}${accountId}`,
    },
    sessionToken: undefined,
    setSession: () => undefined,
  })

/** The key of the refusal that was answered, or `answered`. */
export async function refusalOf(asked: Promise<unknown>): Promise<string> {
  try {
    await asked
    return 'answered'
  } catch (error) {
    return String((error as { key?: string }).key ?? (error as { code?: string }).code)
  }
}
