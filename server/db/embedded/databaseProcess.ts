/**
 * The embedded database as a process of its own that speaks the PostgreSQL wire protocol on a private socket.
 * It ends when its parent ends, whatever ended the parent, and closes the database first.
 * Started with: directory, lock file, socket directory (or `tcp`).
 */
import { chmodSync } from 'node:fs'
import { join } from 'node:path'
import { PGLiteSocketServer } from '@electric-sql/pglite-socket'
import { fsyncCounter } from './durableNodeFs.ts'
import { lockDirectory } from './directoryLock.ts'
import { openEmbedded } from './openEmbedded.ts'
import { mendProtocol } from './mendProtocol.ts'
import type { DatabaseMessage, ParentMessage } from './messages.ts'
import { makeSocketDirectory } from './socketDirectory.ts'

const [directory, lockFile, socketDirectory] = process.argv.slice(2) as [string, string, string]
const MAXIMUM_CONNECTIONS = 10

const tell = (message: DatabaseMessage): void => {
  if (process.connected) process.send?.(message)
}

const mayOpen = new Promise<void>((onOpen) => {
  process.on('message', ({ type }: ParentMessage) => {
    if (type === 'open') onOpen()
  })
})

async function main(): Promise<void> {
  const release = await lockDirectory(lockFile)
  // With what a killed process left; only who holds the lock may take it away.
  const removeSocket = socketDirectory === 'tcp' ? () => undefined : makeSocketDirectory(socketDirectory)
  // However this process ends by itself, socket and lock go with it.
  process.on('exit', () => {
    removeSocket()
    release()
  })
  await mayOpen
  const db = await openEmbedded(directory)
  mendProtocol(db, (reason) => {
    // What was acknowledged is on the disk; the parent opens the database again and nobody is told that all went well.
    process.stderr.write(`The embedded database broke off (${reason}); it is opened again.\n`)
    process.exit(1)
  })
  const server = new PGLiteSocketServer({
    db,
    maxConnections: MAXIMUM_CONNECTIONS,
    ...(socketDirectory === 'tcp'
      ? { host: '127.0.0.1', port: 0 }
      : { path: join(socketDirectory, '.s.PGSQL.5432') }),
  })
  await server.start()
  if (socketDirectory !== 'tcp') chmodSync(join(socketDirectory, '.s.PGSQL.5432'), 0o600)

  let isClosing = false
  const close = async (): Promise<void> => {
    if (isClosing) return
    isClosing = true
    await server.stop().catch(() => undefined)
    await db.close().catch(() => undefined)
    process.exit(0)
  }
  process.on('disconnect', () => void close())
  process.on('message', (message: ParentMessage) => {
    if (message.type === 'close') void close()
    if (message.type === 'fsyncs') tell({ type: 'fsyncs', calls: fsyncCounter.calls })
  })
  // The terminal sends Ctrl-C to every process of the group: the parent decides when the database closes.
  process.on('SIGINT', () => undefined)
  process.on('SIGTERM', () => void close())
  if (!process.connected) await close()
  tell({ type: 'ready', address: server.getServerConn() })
}

main().catch((error: unknown) => {
  tell({ type: 'failed', message: error instanceof Error ? error.message : String(error) })
  process.exitCode = 1
  process.disconnect?.()
})
