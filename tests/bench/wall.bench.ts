/**
 * Question: does the memory of the wall grow over a week, and over 50,000 events, and over a hundred lost lines?
 * Input: the demo town on a real server, the built page in headless Chromium at 1920 x 1080 (`WALL_WIDTH=3840`: 3840 x 2160). An office of 400 steps a day
 * takes 2,800 in a week; between them the wall looks every half minute, 20,160 times. Here every one of the 2,800 steps is
 * a real one (an issue reported, or an earlier one refused) and leads to a look of its own; then 50,000 events are written,
 * ten to a transaction (`WALL_TOGETHER`), each transaction followed by a look; then the line is cut again and again. The
 * page's waits of 1 s to 30 s are made shorter, nothing else of it is changed. Memory is what is left after two forced
 * collections; there is no peer. The events alone, at 0, 10,000 … 50,000 of them, within an hour (`WALL_MINUTES`; what is
 * not done by then is said): `WALL_STEPS=0 WALL_CUTS=0 npm run bench -- wall`.
 */
import { randomUUID } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type CDPSession, chromium } from 'playwright-core'
import { makeWallScreen } from '../../server/access/wallScreens.ts'
import { systemViewer } from '../../server/access/viewer.ts'
import { openApp } from '../../server/app/app.ts'
import { transaction } from '../../server/db/database.ts'
import { rows, run, sql } from '../../server/db/sql.ts'
import { loadDemo } from '../../server/demo/loadDemo.ts'
import { buildServer } from '../../server/http/server.ts'
import { announce } from '../../server/live/events.ts'
import { reportIssue } from '../../server/services/desk/reportIssue.ts'
import { takeStep } from '../../server/services/desk/issueSteps.ts'
import { machine } from './measure.ts'

const WEEK = Number(process.env.WALL_STEPS ?? 2_800)
const MANY = Number(process.env.WALL_EVENTS ?? 50_000)
const CUTS = Number(process.env.WALL_CUTS ?? 100)
/** Events of one transaction, told together. */
const TOGETHER = Number(process.env.WALL_TOGETHER ?? 10)
/** For the events, at most. */
const MINUTES = Number(process.env.WALL_MINUTES ?? 60)
/** Pixels: 1920 or 3840. */
const WIDTH = Number(process.env.WALL_WIDTH ?? 1_920)
/** How much shorter the page waits. */
const FASTER = 50
const PARTS = 10
/** Events between two measurements. */
const EVERY = Math.max(TOGETHER, MANY / 5)

console.log(machine())
const directory = mkdtempSync(join(tmpdir(), 'quarterhour-bench-'))
const app = await openApp({
  port: 0,
  host: '127.0.0.1',
  databaseUrl: undefined,
  dataDirectory: directory,
  trustProxy: false,
})
await loadDemo(app, { size: 'town', seed: 8415 }, () => undefined)
const server = await buildServer(app)
let looks = 0
server.addHook('onResponse', async (request) => {
  if (request.url.startsWith('/trpc/wall.board')) looks++
})
const base = await server.listen({ port: 0, host: '127.0.0.1' })
const browser = await chromium.launch({
  executablePath: process.env.QUARTERHOUR_CHROMIUM || '/usr/bin/chromium',
  args: ['--no-sandbox', '--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--js-flags=--expose-gc'],
})

/** Resident memory of the process that draws the page, and of the one that stands in for the graphics card. */
async function residentOf(browserSession: CDPSession, type: string): Promise<number> {
  const { processInfo } = await browserSession.send('SystemInfo.getProcessInfo')
  const sizes = processInfo
    .filter((one) => one.type === type)
    .map(({ id }) => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${id}/status`, 'utf8'))?.[1] ?? 0))
  return Math.max(0, ...sizes) / 1024
}

try {
  const context = await browser.newContext({ viewport: { width: WIDTH, height: (WIDTH * 9) / 16 } })
  // As text: what compiles this file would put its own helpers into a function.
  await context.addInitScript(`{
    const { setTimeout: later, setInterval: every } = window
    const shorter = (wait) => (wait >= 1000 && wait <= 30000 ? wait / ${FASTER} : wait)
    window.setTimeout = (work, wait, ...rest) => later(work, shorter(wait), ...rest)
    window.setInterval = (work, wait, ...rest) => every(work, shorter(wait), ...rest)
  }`)
  const page = await context.newPage()
  page.setDefaultTimeout(120_000)
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(error.message))
  await page.goto(
    `${base}/wall/open/${await makeWallScreen(app, systemViewer, { name: 'bench', area: '*' })}`,
  )
  await page.getByRole('button', { name: /打开大屏/ }).click()
  await page.locator('[data-tile="late"]').waitFor()
  await page.waitForFunction(() => Boolean(Reflect.get(window, 'quarterhourMap')))
  const session = await context.newCDPSession(page)
  const browserSession = await browser.newBrowserCDPSession()
  await session.send('Performance.enable')

  const measure = async (what: string): Promise<number> => {
    // What is on its way comes to rest first.
    await page.waitForTimeout(2_000)
    for (const worker of page.workers()) await worker.evaluate('globalThis.gc()')
    await session.send('HeapProfiler.collectGarbage')
    await session.send('HeapProfiler.collectGarbage')
    const { metrics } = await session.send('Performance.getMetrics')
    const of = (name: string): number => metrics.find((metric) => metric.name === name)?.value ?? 0
    const heap = of('JSHeapUsedSize') / 2 ** 20
    // What the map holds, by the map itself.
    const map = await page.evaluate<{ sources: number; layers: number }>(`{
      const { sources, layers } = window.quarterhourMap.getStyle()
      ;({ sources: Object.keys(sources).length, layers: layers.length })
    }`)
    const [drawing, graphics] = [
      await residentOf(browserSession, 'renderer'),
      await residentOf(browserSession, 'GPU'),
    ]
    console.log(
      `  ${what.padEnd(28)} looks ${String(looks).padStart(6)}  heap ${heap.toFixed(2).padStart(6)} MiB  nodes ${String(of('Nodes')).padStart(5)}  listeners ${String(of('JSEventListeners')).padStart(4)}  sources ${map.sources}  layers ${map.layers}  page ${drawing.toFixed(0).padStart(4)} MiB  graphics ${graphics.toFixed(0).padStart(4)} MiB`,
    )
    return heap
  }
  /** Until the page has looked again. */
  const seen = async (before: number): Promise<void> => {
    const until = performance.now() + 5_000
    while (looks <= before && performance.now() < until) await new Promise((done) => setTimeout(done, 2))
  }

  await page.waitForTimeout(5_000)
  if (WEEK > 0) console.log(`\na week: ${WEEK.toLocaleString('en')} steps, each seen by the wall`)
  const began = await measure('start')
  const taken: { id: string; event: string }[] = []
  for (let step = 1; step <= WEEK; step++) {
    const before = looks
    const oldest = step % 2 === 0 ? taken.shift() : undefined
    if (oldest)
      await takeStep(app, systemViewer, {
        id: oldest.id,
        step: 'refuse',
        seen: oldest.event,
        reason: 'bench',
        details: {},
        photos: [],
        key: randomUUID(),
      })
    else
      taken.push(
        await reportIssue(app, systemViewer, {
          class: 'streetOrder',
          subclass: 'carParking',
          description: 'bench',
          address: '',
          photos: [],
          location: [113.89 + (step % 40) / 2_000, 30.395 + (step % 23) / 2_000],
          key: randomUUID(),
        }),
      )
    await seen(before)
    if (step % Math.ceil(WEEK / PARTS) === 0) await measure(`${step.toLocaleString('en')} steps`)
  }
  const afterWeek = WEEK > 0 ? await measure('end of the week') : began

  console.log(`\n${MANY.toLocaleString('en')} events, ${TOGETHER} to a transaction, each seen by the wall`)
  const open = await rows<{ id: string }>(
    app.db.pool,
    sql`select id from issue where closed_at is null order by id limit 90`,
  )
  const started = performance.now()
  const isTime = (): boolean => performance.now() - started < MINUTES * 60_000
  await measure('0 events')
  let written = 0
  let unseen = 0
  while (written < MANY && isTime()) {
    const before = looks
    const events = Array.from({ length: Math.min(TOGETHER, MANY - written) }, (_, n) => written + n + 1)
    await transaction(app.db, async (tx) => {
      for (const event of events) {
        // Another issue each time becomes late, or is in time again: numbers, lists and map change.
        const { id } = open[event % open.length]!
        const minutes = (event % 2 === 0 ? 600 : -600) + (event % 500)
        await run(
          tx,
          sql`update issue set due_at = now() + make_interval(mins => ${minutes}::int) where id = ${id}`,
        )
        await announce(tx, 'issues', 1, id)
      }
    })
    void app.live.look()
    await seen(before)
    if (looks === before) unseen++
    const part = Math.floor(written / EVERY)
    written += events.length
    if (Math.floor(written / EVERY) > part) await measure(`${written.toLocaleString('en')} events`)
  }
  const seconds = (performance.now() - started) / 1000
  console.log(
    `  ${written.toLocaleString('en')} of ${MANY.toLocaleString('en')} events in ${(seconds / 60).toFixed(1)} min, ${(written / seconds).toFixed(0)} a second; ${unseen} transactions without a look within 5 s`,
  )

  if (CUTS > 0) console.log(`\n${CUTS} times the line is cut and comes back`)
  for (let cut = 1; cut <= CUTS; cut++) {
    await context.setOffline(true)
    await page.waitForTimeout(150)
    await context.setOffline(false)
    const before = looks
    await seen(before)
    if (cut % Math.ceil(CUTS / 4) === 0) await measure(`${cut} cuts`)
  }
  const ended = await measure('end')
  console.log(
    `\ngrown by ${WEEK > 0 ? `${(afterWeek - began).toFixed(2)} MiB in the week, ` : ''}${(ended - began).toFixed(2)} MiB in all; ${looks.toLocaleString('en')} looks; errors on the page: ${faults.length}`,
  )
} finally {
  await browser.close()
  await server.close()
  await app.close()
  rmSync(directory, { recursive: true, force: true })
}
