/** Starts the server: database, demo on the first run, page and procedures; stops all of it cleanly. */
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { firstAccountLink } from './access/accounts.ts'
import { openApp } from './app/app.ts'
import { readConfig } from './app/config.ts'
import { row, sql } from './db/sql.ts'
import { isHalfLoaded, loadDemo, makeDemoTown } from './demo/loadDemo.ts'
import { writeControlFile } from './http/control.ts'
import { buildServer } from './http/server.ts'
import { catchUpLinks } from './services/catchUpLinks.ts'
import { keepHouse } from './services/housekeeping.ts'

const DEMO = { size: 'town', seed: 8415 } as const
const startsEmpty = process.env.QUARTERHOUR_EMPTY === '1'
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
  const isFresh = !config.databaseUrl && !existsSync(join(config.dataDirectory, 'database')) && !startsEmpty
  const opening = openApp(config, say)
  // The database opens in its own process; meanwhile this one makes the town.
  const town = isFresh ? makeDemoTown(DEMO) : undefined
  const app = await opening
  const isFirstRun = !(await row(app.db.pool, sql`select 1 from setting where key = 'initialised'`))
  const hasUnits = await row(app.db.pool, sql`select 1 from unit_version limit 1`)
  if (isFirstRun && !startsEmpty && (!hasUnits || (await isHalfLoaded(app)))) {
    const counts = await loadDemo(app, DEMO, say, town)
    say(
      `Demo town loaded: ${counts.residents.toLocaleString('en')} synthetic residents in ${counts.units.toLocaleString('en')} units.`,
    )
  }
  if (isFirstRun) {
    await app.db.pool.query(
      `insert into setting (key, value) values ('initialised', 'true') on conflict do nothing`,
    )
  }
  await catchUpLinks(app)
  const server = await buildServer(app)
  await server.listen({ port: config.port, host: config.host })
  const address = server.server.address()
  const port = typeof address === 'object' && address ? address.port : config.port
  const removeControlFile = writeControlFile(app, port)
  const stopHousekeeping = keepHouse(app)

  const base = `http://${config.host === '0.0.0.0' ? '127.0.0.1' : config.host}:${port}`
  const token = await firstAccountLink(app)
  say(`Quarterhour is ready at ${base}/`)
  if (token)
    say(`Open this link to come in as administrator (once, within 24 hours):\n  ${base}/open/${token}`)

  let isStopping = false
  const stop = async (): Promise<void> => {
    if (isStopping) return
    isStopping = true
    say('Stopping …')
    stopHousekeeping()
    removeControlFile()
    app.live.stop()
    await server.close()
    await app.close()
    process.exit(0)
  }
  process.on('SIGINT', () => void stop())
  process.on('SIGTERM', () => void stop())
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
