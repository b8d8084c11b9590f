/**
 * Question: with 200 pages connected, how long from a step until the last page has heard of it; is one missed or told
 * twice; how many steps a second does the office hold?
 * Input: the demo town at its default size; accounts of the command centre, of communities and of grids, each with
 * several streams, as the page opens them; reports and steps on them by five officers at a given rate. Time is counted
 * from before the step is asked for (`answered`: from its answer) until the bytes of the event have come to the last
 * stream that it concerns. There is no peer: the aims are 50 a second and 500 ms (p95).
 * `QUARTERHOUR_LIVE=<seconds>,<steps a second>,<streams>` changes the run; DATABASE_URL takes another database.
 */
import { randomUUID } from 'node:crypto'
import { Agent, request } from 'node:http'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { residentBytes, startServer } from '../fixtures/startServer.ts'
import { machine, seededRandom } from './measure.ts'

const [SECONDS, RATE, STREAMS] = (process.env.QUARTERHOUR_LIVE ?? '60,50,200').split(',').map(Number) as [
  number,
  number,
  number,
]
const OFFICERS = 5
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
const server = await startServer(directory)
const { base } = server

async function comeIn(link: string): Promise<string> {
  const { cookie, status } = await ask(link, 'POST', '', '')
  if (!cookie) throw new Error(`the link did not let in: ${status}`)
  return cookie
}

async function call<Result>(cookie: string, procedure: string, input: unknown): Promise<Result> {
  const { status, text } = await ask(`${base}/trpc/${procedure}`, 'POST', cookie, JSON.stringify(input))
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
  twice: number
}

function listen({ cookie, path }: { cookie: string; path: string }): Promise<Stream> {
  const stream: Stream = { path, heard: new Map(), twice: 0 }
  return new Promise((resolve, reject) => {
    const asked = request(
      `${base}/trpc/live.changes`,
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
            if (!line.startsWith('id: ')) continue
            const id = line.slice(4).trim()
            if (stream.heard.has(id)) stream.twice++
            stream.heard.set(id, now)
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
  Array.from({ length: STREAMS }, (_, n) => listen(watchers[n % watchers.length]!)),
)
console.log(`${STREAMS} streams of ${watchers.length} accounts; ${RATE} a second for ${SECONDS} s`)

interface Taken {
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
  const asked = performance.now()
  const known = n % 2 === 1 ? open.shift() : undefined
  try {
    if (known) {
      await call(cookie, 'issue.step', { id: known.id, step: 'accept', seen: known.event, key: randomUUID() })
    } else {
      const at = Math.floor(random() * points.lons.length)
      const done = await call<{ id: string; event: string }>(cookie, 'issue.report', {
        class: 'cityAppearance',
        subclass: 'exposedRubbish',
        description: `第 ${n} 件`,
        location: [points.lons[at], points.lats[at]],
        key: randomUUID(),
      })
      open.push(done)
    }
    const answered = performance.now()
    taken.push({ asked, answered })
    latencies.push(answered - asked)
  } catch (error) {
    refused++
    if (refused < 4) console.log(String(error))
  }
}

const started = performance.now()
const acts: Promise<void>[] = []
let behind = 0
for (let n = 0; n < SECONDS * RATE; n++) {
  const due = started + (n * 1000) / RATE
  if (due > performance.now()) await wait(due - performance.now())
  acts.push(act(n))
  behind = Math.max(behind, n - taken.length)
}
await Promise.all(acts)
const busy = (performance.now() - started) / 1000
await wait(2_000)

const order = [...streams[0]!.heard.entries()]
const reference = streams.filter(({ path }) => path === '')
const ids = new Set(reference.flatMap(({ heard }) => [...heard.keys()]))
const lastHeard = [...ids].map((id) => Math.max(...streams.flatMap(({ heard }) => heard.get(id) ?? [])))
const missing = reference.reduce((sum, { heard }) => sum + (taken.length - heard.size), 0)
const twice = streams.reduce((sum, stream) => sum + stream.twice, 0)
// Events are told in the order of their commits, and so are the answers but for a few milliseconds.
const sortedAnswers = taken.map(({ answered }) => answered).sort((a, b) => a - b)
const sortedAsked = taken.map(({ asked }) => asked).sort((a, b) => a - b)
const sortedHeard = lastHeard.sort((a, b) => a - b)
const delays = sortedHeard.map((heard, n) => heard - sortedAnswers[n]!)
const whole = sortedHeard.map((heard, n) => heard - sortedAsked[n]!)
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
console.log(`events ${order.length}; missing ${missing}, told twice ${twice}`)
console.log(
  `memory of server and database: ${Math.round((residentBytes(server.process.pid!) ?? 0) / 1e6)} MB`,
)
await server.stop()
rmSync(directory, { recursive: true, force: true })
process.exit(0)
