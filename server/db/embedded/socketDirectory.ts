/**
 * The private directory of the database's socket, in the system's temporary directory: a data directory's own path may
 * be too long for a socket. It is made by the process that holds the lock, bears its pid, and goes when that process
 * ends; what killed ones left is removed by the next start.
 */
import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { isDatabaseAlive } from './directoryLock.ts'

const PID_FILE = 'pid'
const prefix = (): string => `quarterhour-${process.getuid?.() ?? 0}-`
const NAME_ENDS = /^[0-9a-f]{16}$/

/** Where the socket of this data directory is, or `tcp` where there are none. */
export function socketDirectoryFor(dataDirectory: string): string {
  if (process.platform === 'win32') return 'tcp'
  const name = createHash('sha256').update(resolve(dataDirectory)).digest('hex').slice(0, 16)
  return join(tmpdir(), prefix() + name)
}

/** For who holds the lock of the data directory. @returns removes it again */
export function makeSocketDirectory(directory: string): () => void {
  const remove = (): void => rmSync(directory, { recursive: true, force: true })
  remove()
  mkdirSync(directory, { mode: 0o700 })
  writeFileSync(join(directory, PID_FILE), String(process.pid))
  return remove
}

/** Those of this user whose process is gone. One without a pid is just being made, or is not ours to judge. */
export function removeStaleSocketDirectories(): void {
  for (const name of readdirSync(tmpdir())) {
    if (!name.startsWith(prefix()) || !NAME_ENDS.test(name.slice(prefix().length))) continue
    const directory = join(tmpdir(), name)
    try {
      if (!isDatabaseAlive(Number(readFileSync(join(directory, PID_FILE), 'utf8'))))
        rmSync(directory, { recursive: true, force: true })
    } catch {
      // Somebody else's, or gone just now.
    }
  }
}
