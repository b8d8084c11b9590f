/** Serves one data directory: demo on the first run, page and procedures; stops all of it cleanly. */
import { firstAccountLink } from './access/accounts.ts'
import { type App, openApp } from './app/app.ts'
import type { Config } from './app/config.ts'
import type { Database } from './db/database.ts'
import { isInitialised, isUntouched, markInitialised } from './db/settings.ts'
import { type DemoRows, demoRows, makeDemoTown } from './demo/demoRows.ts'
import { DEMO } from './demo/defaultTown.ts'
import { isHalfLoaded, loadStreet } from './demo/loadDemo.ts'
import { loadResidents, waitingResidents } from './demo/loadResidents.ts'
import { writeControlFile } from './http/control.ts'
import { buildServer } from './http/server.ts'
import { catchUpLinks } from './services/catchUpLinks.ts'
import { keepHouse } from './services/housekeeping.ts'
import { deliverNotices } from './services/notices/deliverNotices.ts'

export interface ServeOptions {
  config: Config
  /** The database, being opened. */
  opening: Promise<Database>
  /** The demo town, being made; absent when a database lay in the directory or it is to stay empty. */
  town: Promise<DemoRows> | undefined
  startsEmpty: boolean
  say: (line: string) => void
}

export async function serve({ config, opening, town, startsEmpty, say }: ServeOptions): Promise<void> {
  const appOpening = openApp(config, say, opening)
  appOpening.catch(() => undefined)
  const app = await appOpening
  const isFirstStart = !(await isInitialised(app.db.pool))
  let made: DemoRows | undefined
  if (isFirstStart && !startsEmpty && ((await isHalfLoaded(app)) || (await isUntouched(app.db.pool)))) {
    made = (await town) ?? demoRows(makeDemoTown(DEMO), app.vault)
    await loadStreet(app, DEMO, say, made)
  }
  if (isFirstStart) await markInitialised(app.db.pool)
  app.jobs.recallInterrupted()
  await catchUpLinks(app)
  const server = await buildServer(app)
  await server.listen({ port: config.port, host: config.host })
  const address = server.server.address()
  const port = typeof address === 'object' && address ? address.port : config.port
  const removeControlFile = writeControlFile(app, port)
  const stopHousekeeping = keepHouse(app)
  const stopDelivering = deliverNotices(app)

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
    await stopDelivering()
    removeControlFile()
    app.live.stop()
    await server.close()
    await app.close()
    process.exit(0)
  }
  loadWaitingResidents(app, made, say).catch((error: unknown) => {
    if (!isStopping) process.stderr.write(`demo residents, begun again at the next start: ${String(error)}\n`)
  })
  process.on('SIGINT', () => void stop())
  process.on('SIGTERM', () => void stop())
}

/** The people of the demo town, at the first start or where an earlier one was cut off. */
async function loadWaitingResidents(
  app: App,
  made: DemoRows | undefined,
  say: (line: string) => void,
): Promise<void> {
  const options = await waitingResidents(app.db.pool)
  if (!options) return
  say('Loading residents …')
  const { residents } = (made ?? demoRows(makeDemoTown(options), app.vault)).rows
  const count = await loadResidents(app, residents)
  await catchUpLinks(app)
  say(`Demo town loaded: ${count.toLocaleString('en')} synthetic residents.`)
}
