/**
 * Starts the server. The database takes longest to open and is a process of its own, and the demo town is made in a
 * thread of its own, so both are started before the rest of the program is even read.
 */
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { readConfig } from './app/config.ts'
import { openDatabase } from './db/openDatabase.ts'
import { DEMO } from './demo/defaultTown.ts'
import { townAhead } from './demo/townAhead.ts'

const say = (line: string): void => void process.stdout.write(`${line}\n`)

/** A taken port is told at once, not after the database has opened. @throws the error of listening */
async function requireFreePort(port: number, host: string): Promise<void> {
  const probe = createServer().listen(port, host)
  await once(probe, 'listening')
  probe.close()
  await once(probe, 'close')
}

async function main(): Promise<void> {
  const config = readConfig()
  await requireFreePort(config.port, config.host)
  const startsEmpty = process.env.QUARTERHOUR_EMPTY === '1'
  const wantsTown = !config.databaseUrl && !existsSync(join(config.dataDirectory, 'database')) && !startsEmpty
  const opening = openDatabase(config, say)
  opening.catch(() => undefined)
  const town = wantsTown ? townAhead(DEMO, config.dataDirectory) : undefined
  const { serve } = await import('./serve.ts')
  await serve({ config, opening, town, startsEmpty, say })
}

main().catch((error: unknown) => {
  process.stderr.write(`${explain(error)}\n`)
  process.exit(1)
})

/** What went wrong and what to do, for the usual reasons. */
function explain(error: unknown): string {
  const { code, message, port } = error as NodeJS.ErrnoException & { port?: number }
  if (code === 'EADDRINUSE') return `Port ${port} is in use. Choose another one: PORT=8416 npm start`
  if (message?.startsWith('database.inUse')) {
    return `Another Quarterhour (process ${message.split(' ')[1]}) runs on this data directory. Stop it, or choose another one with QUARTERHOUR_DATA.`
  }
  if (code === 'ECONNREFUSED') return `The database at DATABASE_URL does not answer: ${message}`
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
