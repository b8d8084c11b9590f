/**
 * Starts and watches the database process, and gives an ordinary `pg` pool on it. When the process dies it is
 * started again (recovery takes a second or two); queries under way fail, the next ones wait.
 */
import { type ChildProcess, fork } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { type Database, outliveBrokenConnections } from '../database.ts'
import type { DatabaseMessage, ParentMessage } from './messages.ts'
import { SEED_DIRECTORY, hasSeed } from './seed.ts'
import { removeStaleSocketDirectories, socketDirectoryFor } from './socketDirectory.ts'

const ROOT = fileURLToPath(new URL('../../../', import.meta.url))
const PROGRAM = fileURLToPath(new URL('./databaseProcess.ts', import.meta.url))
const POOL_SIZE = 6
const CLOSE_PATIENCE_MS = 10_000

export interface EmbeddedDatabase extends Database {
  readonly kind: 'embedded'
  /** Pid of the database process. */
  readonly pid: () => number | undefined
  /** How often the database has asked the disk to make writes durable. */
  fsyncs(): Promise<number>
  /** Ends a database process that no longer answers; it is started again. */
  restart(): void
}

/** First open: copy the prepared empty database, which takes a fraction of a second instead of an initdb. */
function prepareDirectory(directory: string): void {
  if (existsSync(directory) || !hasSeed()) return
  const copying = `${directory}.copying`
  rmSync(copying, { recursive: true, force: true })
  cpSync(SEED_DIRECTORY, copying, { recursive: true })
  renameSync(copying, directory)
}

/**
 * @param dataDirectory  where everything of this installation lives; the database goes into `database/` below it
 * @throws Error when the database process cannot start (`database.inUse …` when another one runs on the directory)
 */
export async function startEmbeddedDatabase(dataDirectory: string): Promise<EmbeddedDatabase> {
  const directory = join(dataDirectory, 'database')
  mkdirSync(dataDirectory, { recursive: true, mode: 0o700 })
  const socketDirectory = socketDirectoryFor(dataDirectory)
  if (socketDirectory !== 'tcp') removeStaleSocketDirectories()
  let isClosing = false
  let isOpened = false
  let child: ChildProcess | undefined
  let connection: pg.PoolConfig = {}
  let ready: Promise<void> = Promise.resolve()

  const launch = (): Promise<void> =>
    new Promise((onReady, onFailed) => {
      const started = fork(PROGRAM, [directory, join(dataDirectory, 'database.lock'), socketDirectory], {
        cwd: ROOT,
        execArgv: ['--import', 'tsx'],
        stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      })
      child = started
      // The process reads its program while the directory is copied.
      prepareDirectory(directory)
      // One that has failed already says so itself.
      started.send({ type: 'open' } satisfies ParentMessage, () => undefined)
      started.on('message', (message: DatabaseMessage) => {
        if (message.type === 'failed') onFailed(new Error(message.message))
        if (message.type !== 'ready') return
        const port = Number(message.address.split(':').at(-1))
        connection = socketDirectory === 'tcp' ? { host: '127.0.0.1', port } : { host: socketDirectory }
        onReady()
      })
      started.on('exit', (code) => {
        onFailed(new Error(`the database process ended with code ${code}`))
        // One that never opened would fail again; one that ran is opened anew.
        if (isClosing || !isOpened || child !== started) return
        ready = launch()
        ready.catch((error: unknown) => process.stderr.write(`${String(error)}\n`))
      })
    })

  ready = launch()
  await ready
  isOpened = true
  const pool = new pg.Pool({
    max: POOL_SIZE,
    user: 'postgres',
    database: 'postgres',
    ...connection,
    connectionTimeoutMillis: 30_000,
    idleTimeoutMillis: 0,
  })
  outliveBrokenConnections(pool)
  const connect = pool.connect.bind(pool)
  const waitUntilReady = async (): Promise<pg.PoolClient> => {
    await ready
    Object.assign(pool.options, connection)
    return connect()
  }
  pool.connect = ((callback?: (...args: unknown[]) => void) => {
    const opened = waitUntilReady()
    if (!callback) return opened
    opened.then(
      (client) => callback(undefined, client, client.release.bind(client)),
      (error: unknown) => callback(error, undefined, () => undefined),
    )
    return undefined
  }) as typeof pool.connect

  const send = (message: ParentMessage): void => void child?.send(message)

  return {
    kind: 'embedded',
    pool,
    pid: () => child?.pid,
    restart: () => void child?.kill('SIGKILL'),
    fsyncs: () =>
      new Promise((onCalls) => {
        const listen = (message: DatabaseMessage): void => {
          if (message.type !== 'fsyncs') return
          child?.off('message', listen)
          onCalls(message.calls)
        }
        child?.on('message', listen)
        send({ type: 'fsyncs' })
      }),
    close: async () => {
      isClosing = true
      await pool.end().catch(() => undefined)
      const closing = child
      if (!closing || closing.exitCode !== null) return
      const ended = new Promise<void>((onEnd) => closing.once('exit', () => onEnd()))
      send({ type: 'close' })
      const timer = setTimeout(() => closing.kill('SIGKILL'), CLOSE_PATIENCE_MS)
      await ended
      clearTimeout(timer)
    },
  }
}
