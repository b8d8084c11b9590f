/**
 * Question: with 200 pages connected, how long from a step until the last page has heard of it; is one missed or told
 * twice; how long until a real page has painted it; how many steps a second does the office hold at most?
 * Input: the demo town at its default size; accounts of the command centre, of communities and of grids, each with
 * several streams, as the page opens them; reports and steps on them by five officers at a given rate. Time is counted
 * from before the step is asked for (`answered`: from its answer) until the bytes of the event have come to the last
 * stream that it concerns. At the end twenty act as fast as they are answered. There is no peer: the aims are 50 a
 * second and 500 ms (p95).
 * `QUARTERHOUR_LIVE=<seconds>,<steps a second>,<streams>,<pages>` changes the run; `QUARTERHOUR_LIVE_PROCESSES=2` takes
 * so many servers on one database of the PostgreSQL server that the run started (its fsync is off).
 */
import { chromium, type Page } from 'playwright-core'
import { randomBytes, randomUUID } from 'node:crypto'
import { Agent, request } from 'node:http'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { LiveTold } from '../../shared/domain/live.ts'
import { residentBytes, type RunningServer, startServer } from '../fixtures/startServer.ts'
import { createServerDatabase } from '../integration/harness.ts'
import { machine, seededRandom } from './measure.ts'

const [SECONDS, RATE, STREAMS, PAGES = 1] = (process.env.QUARTERHOUR_LIVE ?? '60,50,200,1')
  .split(',')
  .map(Number) as [number, number, number, number?]
const PROCESSES = Number(process.env.QUARTERHOUR_LIVE_PROCESSES ?? 1)
const OFFICERS = 5
/** How many act at once, and how long, where as much as possible is asked. */
const EAGER = 20
const EAGER_SECONDS = 20
const agent = new Agent({ keepAlive: true, maxSockets: 40 })

interface Answer {
  status: number
  text: string
  cookie: string | undefined
}

const ask = (url: string, method: 'GET' | 'POST', cookie: string, body?: string): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const type = body?.startsWith('{') ? 'application/json' : 'application/x-www-form-urlencoded'
    const asked = request(
      url,
      {
        method,
        agent,
        headers: {
          cookie,
          origin: new URL(url).origin,
          ...(body === undefined ? {} : { 'content-type': type }),
        },
      },
      (response) => {
        let text = ''
        response.setEncoding('utf8')
        response.on('data', (chunk: string) => (text += chunk))
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            text,
            cookie: response.headers['set-cookie']?.[0]?.split(';')[0],
          }),
        )
      },
    )
    asked.on('error', reject)
    asked.end(body)
  })

console.log(machine())
const directory = mkdtempSync(join(tmpdir(), 'quarterhour-bench-'))
const database =
  PROCESSES > 1 || process.env.QUARTERHOUR_TEST_DATABASE === 'server'
    ? await createServerDatabase()
    : undefined
const env = {
  QUARTERHOUR_KEY: randomBytes(32).toString('base64'),
  DATABASE_URL: database?.url ?? '',
}
const servers = [await startServer(directory, env)]
for (let n = 1; n < PROCESSES; n++) servers.push(await startServer(join(directory, String(n)), env))
const [server] = servers as [RunningServer]
const { base } = server
const baseOf = (n: number): string => servers[n % servers.length]!.base
console.log(`${servers.length} processes on ${database ? 'PostgreSQL' : 'the embedded database'}`)

async function comeIn(link: string): Promise<string> {
  const { cookie, status } = await ask(link, 'POST', '', '')
  if (!cookie) throw new Error(`the link did not let in: ${status}`)
  return cookie
}

async function call<Result>(cookie: string, procedure: string, input: unknown, to = base): Promise<Result> {
  const { status, text } = await ask(`${to}/trpc/${procedure}`, 'POST', cookie, JSON.stringify(input))
  if (status !== 200) throw new Error(`${procedure}: ${status} ${text.slice(0, 300)}`)
  return (JSON.parse(text) as { result: { data: Result } }).result.data
}
async function query<Result>(cookie: string, procedure: string, input?: unknown): Promise<Result> {
  const asked = input === undefined ? '' : `?input=${encodeURIComponent(JSON.stringify(input))}`
  const { status, text } = await ask(`${base}/trpc/${procedure}${asked}`, 'GET', cookie)
  if (status !== 200) throw new Error(`${procedure}: ${status} ${text.slice(0, 300)}`)
  return (JSON.parse(text) as { result: { data: Result } }).result.data
}

const administrator = await comeIn(server.link!)
interface Unit {
  code: string
  level: string
}
const list = await query<Unit[]>(administrator, 'unit.tree', {})
const communities = list.filter(({ level }) => level === 'community')
const grids = list.filter(({ level }) => level === 'grid')

async function account(userName: string, role: string, area: string): Promise<string> {
  const { linkPath } = await call<{ linkPath: string }>(administrator, 'account.create', {
    userName,
    displayName: userName,
    roles: [role],
    areas: [area],
    validTo: null,
  })
  return comeIn(`${base}${linkPath}`)
}

const officers: string[] = []
for (let n = 0; n < OFFICERS; n++) officers.push(await account(`officer${n}`, 'commandCentre', '*'))
const watchers: { cookie: string; path: string }[] = officers.map((cookie) => ({ cookie, path: '' }))
for (const [n, { code }] of communities.entries())
  watchers.push({ cookie: await account(`community${n}`, 'communityStaff', code), path: code })
for (const [n, { code }] of grids.slice(0, 12).entries())
  watchers.push({ cookie: await account(`worker${n}`, 'gridWorker', code), path: code })

interface Stream {
  path: string
  heard: Map<string, number>
  /** Issue that an event is about, by the id of the event. */
  issueOf: Map<string, string>
  twice: number
}

function listen({ cookie, path }: { cookie: string; path: string }, to: string): Promise<Stream> {
  const stream: Stream = { path, heard: new Map(), issueOf: new Map(), twice: 0 }
  return new Promise((resolve, reject) => {
    const asked = request(
      `${to}/trpc/live.changes`,
      { headers: { cookie, accept: 'text/event-stream' } },
      (response) => {
        if (response.statusCode !== 200) reject(new Error(`no stream: ${response.statusCode}`))
        response.setEncoding('utf8')
        let rest = ''
        response.on('data', (chunk: string) => {
          const now = performance.now()
          const lines = (rest + chunk).split('\n')
          rest = lines.pop()!
          for (const line of lines) {
            if (line.startsWith('event: connected')) resolve(stream)
            if (!line.startsWith('data: {"events"')) continue
            const { events } = JSON.parse(line.slice(6)) as LiveTold
            for (const { id, issue } of events) {
              if (stream.heard.has(id)) stream.twice++
              stream.heard.set(id, now)
              stream.issueOf.set(id, issue?.id ?? '')
            }
          }
        })
        response.on('error', () => undefined)
      },
    )
    asked.on('error', () => undefined)
    asked.end()
  })
}

const streams = await Promise.all(
  Array.from({ length: STREAMS }, (_, n) => listen(watchers[n % watchers.length]!, baseOf(n))),
)
console.log(`${STREAMS} streams of ${watchers.length} accounts; ${RATE} a second for ${SECONDS} s`)

interface Taken {
  issue: string
  asked: number
  answered: number
}
const taken: Taken[] = []
const random = seededRandom(7)
const points = await query<{ lons: number[]; lats: number[] }>(administrator, 'issue.points', {})
const open: { id: string; event: string }[] = []
let refused = 0
const latencies: number[] = []

async function act(n: number): Promise<void> {
  const cookie = officers[n % OFFICERS]!
  // Not the one that the issue was reported to: every other pair goes to the next.
  const to = baseOf(n + (n >> 1))
  const asked = performance.now()
  const known = n % 2 === 1 ? open.shift() : undefined
  try {
    let issue = known?.id ?? ''
    if (known) {
      await call(
        cookie,
        'issue.step',
        { id: known.id, step: 'accept', seen: known.event, key: randomUUID() },
        to,
      )
    } else {
      const at = Math.floor(random() * points.lons.length)
      const done = await call<{ id: string; event: string }>(
        cookie,
        'issue.report',
        {
          class: 'cityAppearance',
          subclass: 'exposedRubbish',
          description: `第 ${n} 件`,
          location: [points.lons[at], points.lats[at]],
          key: randomUUID(),
        },
        to,
      )
      open.push(done)
      issue = done.id
    }
    const answered = performance.now()
    taken.push({ issue, asked, answered })
    latencies.push(answered - asked)
  } catch (error) {
    refused++
    if (refused < 4) console.log(String(error))
  }
}

/** A page with a narrowed queue open, which notes when its rows have changed and a frame has been painted since. */
async function openPage(): Promise<Page> {
  const browser = await chromium.launch({
    executablePath: process.env.QUARTERHOUR_CHROMIUM || '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--use-angle=swiftshader',
      '--enable-unsafe-swiftshader',
      '--disable-gpu-compositing',
    ],
  })
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    timezoneId: 'Asia/Shanghai',
  })
  const [name, value] = officers[OFFICERS - 1]!.split('=') as [string, string]
  const url = baseOf(servers.length - 1)
  await context.addCookies([{ name, value, url }])
  // As text: what compiles this file would put its own helpers into a function.
  await context.addInitScript(`{
    const painted = (window.painted = [])
    let rows = 0
    const look = () => {
      const now = document.querySelectorAll('[aria-setsize]').length
      if (now === rows) return
      rows = now
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel()
        port1.onmessage = () => painted.push({ rows: now, at: performance.timeOrigin + performance.now() })
        port2.postMessage(0)
      })
    }
    new MutationObserver(look).observe(document, { childList: true, subtree: true })
  }`)
  const page = await context.newPage()
  page.setDefaultTimeout(60_000)
  const from = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 19)
  await page.goto(
    `${url}/?place=issues&issues.queue=new&issues.class=greening&issues.from=${encodeURIComponent(from)}`,
  )
  await page.waitForFunction(() => Boolean(Reflect.get(window, 'quarterhourMap')))
  await wait(5_000)
  return page
}

const pages = await Promise.all(Array.from({ length: PAGES }, openPage))
const paints: number[] = []
let unpainted = 0
let isProbing = PAGES > 0

/** Until every page has painted as many rows; milliseconds since the answer. */
async function paintedAfter(answered: number, rows: number): Promise<void> {
  await Promise.all(
    pages.map(async (page) => {
      for (let tries = 0; tries < 100; tries++) {
        const painted = await page.evaluate(
          () => Reflect.get(window, 'painted') as { rows: number; at: number }[],
        )
        const seen = painted.find((one) => one.rows === rows && one.at >= answered)
        if (seen) return void paints.push(seen.at - answered)
        await wait(100)
      }
      unpainted++
    }),
  )
}

/** A step for the pages to paint. */
async function shown<Result>(procedure: string, input: object, rows: number): Promise<Result> {
  const now = (): number => performance.timeOrigin + performance.now()
  const asked = performance.now()
  const done = await call<Result>(officers[0]!, procedure, { ...input, key: randomUUID() })
  taken.push({ issue: (done as { id: string }).id, asked, answered: performance.now() })
  probes++
  await paintedAfter(now(), rows)
  return done
}

async function probe(): Promise<void> {
  while (isProbing) {
    const location = [points.lons[0], points.lats[0]]
    const report = { class: 'greening', subclass: 'lawn', description: '黄土裸露', location }
    const { id, event } = await shown<{ id: string; event: string }>('issue.report', report, 1)
    await shown('issue.step', { id, step: 'refuse', seen: event, reason: '重复' }, 0)
    await wait(1_000)
  }
}
let probes = 0
const probing = probe()

const started = performance.now()
const acts: Promise<void>[] = []
let behind = 0
for (let n = 0; n < SECONDS * RATE; n++) {
  const due = started + (n * 1000) / RATE
  if (due > performance.now()) await wait(due - performance.now())
  acts.push(act(n))
  behind = Math.max(behind, n + probes - taken.length)
}
await Promise.all(acts)
const busy = (performance.now() - started) / 1000
isProbing = false
await probing
await wait(2_000)

const order = [...streams[0]!.heard.entries()]
const reference = streams.filter(({ path }) => path === '')
const ids = new Set(reference.flatMap(({ heard }) => [...heard.keys()]))
/** When the last stream has heard of an event. */
const lastHeard = (id: string): number => Math.max(...streams.flatMap(({ heard }) => heard.get(id) ?? []))
const missing = reference.reduce((sum, { heard }) => sum + (taken.length - heard.size), 0)
const twice = streams.reduce((sum, stream) => sum + stream.twice, 0)
// The events of an issue come in the order of its steps.
const eventsOf = new Map<string, string[]>()
for (const id of [...ids].sort((a, b) => Number(a) - Number(b))) {
  const issue = streams[0]!.issueOf.get(id) ?? ''
  eventsOf.set(issue, [...(eventsOf.get(issue) ?? []), id])
}
const matched = [...taken]
  .sort((a, b) => a.answered - b.answered)
  .flatMap((step) => {
    const id = eventsOf.get(step.issue)?.shift()
    return id === undefined ? [] : [{ ...step, heard: lastHeard(id) }]
  })
const delays = matched.map(({ heard, answered }) => heard - answered)
const whole = matched.map(({ heard, asked }) => heard - asked)
const at = (values: number[], share: number): string =>
  `${Math.round([...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? NaN)} ms`
console.log(
  `steps taken ${taken.length} in ${busy.toFixed(1)} s (${(taken.length / busy).toFixed(1)} a second), refused ${refused}, at most ${behind} under way`,
)
console.log(`a step, from asked to answered: median ${at(latencies, 0.5)}, p95 ${at(latencies, 0.95)}`)
console.log(
  `answered → last stream: median ${at(delays, 0.5)}, p95 ${at(delays, 0.95)}, most ${at(delays, 1)}`,
)
console.log(`asked → last stream: median ${at(whole, 0.5)}, p95 ${at(whole, 0.95)}, most ${at(whole, 1)}`)
console.log(
  `events ${order.length}, ${matched.length} of them of a known step; missing ${missing}, told twice ${twice}`,
)
if (PAGES > 0)
  console.log(
    `answered → painted by ${PAGES} pages: median ${at(paints, 0.5)}, p95 ${at(paints, 0.95)}, most ${at(paints, 1)} of ${paints.length}; not painted within 10 s ${unpainted}`,
  )
const memory = servers.reduce((sum, { process: one }) => sum + (residentBytes(one.pid!) ?? 0), 0)
console.log(`memory of ${database ? 'the servers' : 'server and database'}: ${Math.round(memory / 1e6)} MB`)
await Promise.all(pages.map((page) => page.context().browser()!.close()))

// As much as there can be.
const before = { taken: taken.length, refused }
const eagerLatencies = latencies.length
const eagerUntil = performance.now() + EAGER_SECONDS * 1000
let turn = SECONDS * RATE
await Promise.all(
  Array.from({ length: EAGER }, async () => {
    while (performance.now() < eagerUntil) await act(turn++)
  }),
)
await wait(2_000)
const most = taken.length - before.taken
const eager = latencies.slice(eagerLatencies)
const lost = reference.reduce((sum, { heard }) => sum + (taken.length - heard.size), 0)
console.log(
  `${EAGER} at once: ${(most / EAGER_SECONDS).toFixed(0)} steps a second, refused ${refused - before.refused}; a step median ${at(eager, 0.5)}, p95 ${at(eager, 0.95)}; missing ${lost}`,
)
await Promise.all(servers.map((one) => one.stop()))
await database?.drop()
rmSync(directory, { recursive: true, force: true })
process.exit(0)
