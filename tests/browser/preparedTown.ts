/**
 * The demo town loaded once for all files of browser tests: each has a copy of the data directory to itself, which takes
 * a second where loading takes a dozen.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { startServer } from '../fixtures/startServer.ts'

declare module 'vitest' {
  interface ProvidedContext {
    preparedTown: string
  }
}

export default async function prepareTown(project: TestProject): Promise<() => void> {
  const directory = mkdtempSync(join(tmpdir(), 'quarterhour-town-'))
  const server = await startServer(directory)
  await server.stop()
  project.provide('preparedTown', directory)
  return () => rmSync(directory, { recursive: true, force: true })
}
