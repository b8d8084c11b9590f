/** Starts the real server on a data directory of its own, and stops it: for benchmarks and browser tests. */
import { type ChildProcess, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))

export interface RunningServer {
  base: string
  /** The one-time link, where one was printed. */
  link: string | undefined
  readyMilliseconds: number
  process: ChildProcess
  stop(): Promise<void>
}

/** @throws Error with what the server printed when it does not get ready */
export function startServer(dataDirectory: string, env: Record<string, string> = {}): Promise<RunningServer> {
  const started = performance.now()
  const child = spawn(process.execPath, ['--import', 'tsx', join(ROOT, 'server', 'main.ts')], {
    cwd: ROOT,
    env: { ...process.env, QUARTERHOUR_DATA: dataDirectory, PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let printed = ''
  return new Promise((resolve, reject) => {
    const listen = (chunk: Buffer): void => {
      printed += chunk.toString()
      const base = /ready at (http:\/\/[^/\s]+)\//.exec(printed)?.[1]
      if (!base) return
      const readyMilliseconds = performance.now() - started
      child.stdout.off('data', listen)
      // The link is printed right after.
      setTimeout(() => {
        resolve({
          base,
          readyMilliseconds,
          link: /http\S+\/open\/\S+/.exec(printed)?.[0],
          process: child,
          stop: () =>
            new Promise((onStop) => {
              child.once('exit', () => onStop())
              child.kill('SIGINT')
            }),
        })
      }, 300)
    }
    child.stdout.on('data', listen)
    child.stdout.on('data', (chunk: Buffer) => (printed += chunk.toString()))
    child.stderr.on('data', (chunk: Buffer) => (printed += chunk.toString()))
    child.once('exit', (code) => reject(new Error(`the server ended with code ${code}:\n${printed}`)))
  })
}

/** Resident memory of a process and the processes it started, bytes, from /proc; null elsewhere. */
export function residentBytes(pid: number): number | null {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8')
    const own = Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) * 1024
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
      .trim()
      .split(/\s+/)
      .filter(Boolean)
    return own + children.reduce((sum, child) => sum + (residentBytes(Number(child)) ?? 0), 0)
  } catch {
    return null
  }
}
