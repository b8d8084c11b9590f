/**
 * Two processes that open one database directory ruin it. The database process holds this lock file with its pid;
 * a lock whose process is gone is taken over.
 */
import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'

const PROGRAM = 'databaseProcess'

/** Whether the process with this pid is a database process: in a container the next start may bear the same pid. */
function isDatabaseProcess(pid: number): boolean {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(PROGRAM)
  } catch (error) {
    // Gone just now, or a system without /proc, where being alive has to do.
    return (error as NodeJS.ErrnoException).code === 'ENOENT' && process.platform !== 'linux'
  }
}

/** Whether a database process with this pid is running. */
export function isDatabaseAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false
  try {
    process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
  return isDatabaseProcess(pid)
}

/** The pid in the lock file; undefined when the file has just been taken away. */
function holderOf(file: string): number | undefined {
  try {
    return Number(readFileSync(file, 'utf8'))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

function tryLock(file: string): boolean {
  // The lock appears with its content: nobody ever reads a lock without a pid and takes it for an abandoned one.
  const own = `${file}.${process.pid}`
  writeFileSync(own, String(process.pid), { mode: 0o600 })
  try {
    linkSync(own, file)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    rmSync(own, { force: true })
  }
  const holder = holderOf(file)
  if (holder === undefined) return false
  if (holder === process.pid || !isDatabaseAlive(holder)) rmSync(file, { force: true })
  return false
}

/**
 * Takes the lock, waiting for a process that is just closing.
 * @returns release, to be called when the database is closed
 * @throws Error `database.inUse` when another process still holds it after `patienceMs`
 */
export async function lockDirectory(file: string, patienceMs = 15_000): Promise<() => void> {
  const deadline = Date.now() + patienceMs
  while (!tryLock(file)) {
    if (Date.now() > deadline) throw new Error(`database.inUse ${holderOf(file) ?? ''}`.trim())
    await wait(100)
  }
  return () => rmSync(file, { force: true })
}
