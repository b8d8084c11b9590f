/** One process at a time opens a database directory; what a killed one left is taken over. */
import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { lockDirectory } from '../../server/db/embedded/directoryLock.ts'
import { isServerDatabase } from './harness.ts'

describe.skipIf(isServerDatabase)('the lock of a directory', () => {
  let folder: string
  let file: string
  const children: ChildProcess[] = []
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'quarterhour-lock-'))
    file = join(folder, 'database.lock')
  })
  afterEach(() => {
    children.splice(0).forEach((child) => child.kill('SIGKILL'))
    rmSync(folder, { recursive: true })
  })
  /** A process that lives, with this word in its command line. */
  const living = (word: string): number => {
    const child = spawn(process.execPath, ['-e', 'setInterval(() => undefined, 1000)', word])
    children.push(child)
    return child.pid!
  }

  test('is taken, held and given back, and leaves nothing else there', async () => {
    const release = await lockDirectory(file)
    expect(readFileSync(file, 'utf8')).toBe(String(process.pid))
    expect(existsSync(`${file}.${process.pid}`)).toBe(false)
    release()
    expect(existsSync(file)).toBe(false)
  })

  test('of a database process that lives is refused, and stays', async () => {
    const pid = living('databaseProcess')
    writeFileSync(file, String(pid))
    await expect(lockDirectory(file, 300)).rejects.toThrow(`database.inUse ${pid}`)
    expect(readFileSync(file, 'utf8')).toBe(String(pid))
  })

  test('of a process that is gone is taken over', async () => {
    const child = spawn(process.execPath, ['-e', ''])
    await new Promise((resolve) => child.once('exit', resolve))
    writeFileSync(file, String(child.pid))
    const release = await lockDirectory(file, 1_000)
    release()
  })

  test('of a pid that another program bears by now is taken over', async () => {
    writeFileSync(file, String(living('something else')))
    const release = await lockDirectory(file, 1_000)
    release()
  })

  test.each(['', 'not a pid', '-1', '0'])('that says "%s" is taken over', async (content) => {
    writeFileSync(file, content)
    const release = await lockDirectory(file, 1_000)
    release()
  })

  test('given back while one waits is taken by who waits', async () => {
    writeFileSync(file, String(living('databaseProcess')))
    const waiting = lockDirectory(file, 3_000)
    setTimeout(() => rmSync(file), 300)
    const release = await waiting
    expect(readFileSync(file, 'utf8')).toBe(String(process.pid))
    release()
  })
})
