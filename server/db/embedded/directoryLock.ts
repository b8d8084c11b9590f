/**
 * Two processes that open one database directory ruin it. The database process holds this lock file with its pid;
 * a lock whose process is gone is taken over.
 */
import { closeSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

function tryLock(file: string): boolean {
  try {
    const handle = openSync(file, 'wx', 0o600)
    writeSync(handle, String(process.pid))
    closeSync(handle)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
  const holder = Number(readFileSync(file, 'utf8'))
  if (!Number.isInteger(holder) || holder <= 0 || holder === process.pid || !isAlive(holder))
    rmSync(file, { force: true })
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
    if (Date.now() > deadline) throw new Error(`database.inUse ${readFileSync(file, 'utf8')}`)
    await wait(100)
  }
  return () => rmSync(file, { force: true })
}
