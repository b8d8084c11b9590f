/**
 * Question: do circles follow a pointer: search, shapes, counts and paint within a frame (16.7 ms) for the demo town,
 * within 50 ms on the largest real network?
 * Input: the whole answer as the page's worker gives it, for the demo town with its people, the demo district, and
 * Porto (where the real data is at hand) with 50,000 homes on its streets; then the real page in headless Chromium,
 * its point dragged. WebGL is software here: frames of the browser are slower than on an office PC. With a canvas of few
 * pixels what is left is the work of the page and of the commands for the graphics card.
 */
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright-core'
import { Walker } from '../../client/circles/walk/walker.ts'
import type { WalkGround, WalkQuestion } from '../../client/circles/walk/protocol.ts'
import { generateTown } from '../../geodata/town/generateTown.ts'
import type { Town } from '../../geodata/town/types.ts'
import { readNetworkWays } from '../../server/ingest/osm/networkWays.ts'
import type { DemandColumns } from '../../shared/circles/circleInput.ts'
import { STEPS_PER_DEGREE } from '../../shared/geo/quantise.ts'
import { buildNetwork } from '../../shared/network/buildNetwork.ts'
import { encodeNetwork } from '../../shared/network/networkFile.ts'
import { placeOnEdge } from '../../shared/network/placeOnEdge.ts'
import type { WalkNetwork } from '../../shared/network/walkNetwork.ts'
import { FACILITY_KINDS } from '../../shared/standards/facilityKinds.ts'
import { comeIn } from '../fixtures/comeIn.ts'
import { machine, seededRandom } from './measure.ts'
import { startServer } from '../fixtures/startServer.ts'

const WAYS = 8
const STEPS = 60
const HOMES = 50_000
const UNITS = 80
const FACILITIES = 2_000

const KINDS = FACILITY_KINDS.map(({ kind }) => kind)

type Place = readonly [lon: number, lat: number]

const quantile = (sorted: readonly number[], share: number): string =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!.toFixed(1)

function say(what: string, times: readonly number[]): void {
  const sorted = [...times].sort((a, b) => a - b)
  console.log(
    `  ${what}: median ${quantile(sorted, 0.5)} ms, p95 ${quantile(sorted, 0.95)} ms, largest ${quantile(sorted, 1)} ms`,
  )
}

function demandAt(places: readonly Place[], peopleAt: (place: number) => number): DemandColumns {
  const residents = places.map((_, i) => peopleAt(i))
  const share = (part: number): number[] => residents.map((count) => Math.round(count * part))
  return {
    lonLat: places.flat(),
    people: {
      residents,
      households: share(0.4),
      under15: share(0.15),
      over64: share(0.18),
      dwellings: share(0.45),
    },
    unit: places.map((_, i) => i % UNITS),
    isBuilding: places.map(() => 1 as const),
    units: Array.from({ length: UNITS }, (_, i) => ({ code: String(i), name: `${i}` })),
    isEstimate: false,
    isExact: true,
  }
}

function facilitiesAt(places: readonly Place[]): WalkGround['facilities'] {
  return {
    ids: places.map((_, i) => String(i)),
    names: places.map((_, i) => `${i}`),
    kinds: places.map((_, i) => KINDS[i % KINDS.length]!),
    lons: places.map(([lon]) => lon),
    lats: places.map(([, lat]) => lat),
    capacities: places.map(() => null),
  }
}

function groundOfTown(town: Town): WalkGround {
  const living = new Map<string, number>()
  for (const { building, validTo } of town.residents())
    if (validTo === null) living.set(building, (living.get(building) ?? 0) + 1)
  return {
    hash: '',
    demand: demandAt(
      town.buildings.map(({ entrance }) => entrance as unknown as Place),
      (place) => living.get(town.buildings[place]!.code) ?? 0,
    ),
    facilities: facilitiesAt(town.facilities.map(({ location }) => location as unknown as Place)),
  }
}

function groundOnStreets(network: WalkNetwork): WalkGround {
  const random = seededRandom(3)
  const somewhere = (): Place => {
    const edge = Math.floor(random() * network.edgeCount)
    const [x, y] = placeOnEdge(network, edge, Math.floor(random() * network.edgeLength[edge]!))
    return [x / STEPS_PER_DEGREE, y / STEPS_PER_DEGREE]
  }
  const homes = Array.from({ length: HOMES }, somewhere)
  return {
    hash: '',
    demand: demandAt(homes, (place) => 1 + (place % 40)),
    facilities: facilitiesAt(Array.from({ length: FACILITIES }, somewhere)),
  }
}

/** The worker's whole answer, and the copy of it that goes to the page. */
function drag(title: string, network: WalkNetwork, ground: WalkGround): void {
  const walker = new Walker(encodeNetwork(network), ground)
  const { lonLat, people } = walker.demand
  const random = seededRandom(1)
  const [answers, copies, briefs]: [number[], number[], number[]] = [[], [], []]
  for (let way = 0; way < WAYS; way++) {
    let home = Math.floor(random() * walker.demand.count)
    while (people.residents[home] === 0) home = (home + 1) % walker.demand.count
    for (let step = 0; step < STEPS; step++) {
      const point = { lon: lonLat[2 * home]! + step * 3e-5, lat: lonLat[2 * home + 1]! + step * 2e-5 }
      const began = performance.now()
      const question: WalkQuestion = {
        points: [point],
        walker: 'standard',
        minutes: [5, 10, 15],
        radiusMeters: null,
        wantsReach: true,
        isTowards: false,
      }
      const answer = walker.answer(question)
      const answered = performance.now()
      structuredClone(answer)
      // the first one of all makes what the rest share
      if (way === 0 && step === 0) continue
      answers.push(answered - began)
      copies.push(performance.now() - answered)
      briefs.push(walker.answer({ ...question, isBrief: true }).milliseconds)
    }
  }
  console.log(`\n${title}: ${walker.demand.count} homes, ${ground.facilities.ids.length} facilities`)
  say('snap, search, shapes, counts, reach', answers)
  say('copy to the page', copies)
  say('while the point moves: snap, search, coarse shapes, counts', briefs)
}

interface Step {
  worker: number
  answered: number
  painted: number
}

/** Runs in the page before anything else: notes when a circle is asked for, answered and painted. */
function watchWorkers(): void {
  const steps: Step[] = []
  Reflect.set(window, 'dragSteps', steps)
  // Answers of the page's own thread are painted before the pointer's move has been dealt with.
  let moved: number | null = null
  addEventListener('mousemove', () => (moved = performance.now()), { capture: true })
  addEventListener('mousemove', () => (moved = null))
  const clear = CanvasRenderingContext2D.prototype.clearRect
  CanvasRenderingContext2D.prototype.clearRect = function (...box) {
    const began = moved
    moved = null
    clear.apply(this, box)
    if (began === null) return
    const answered = performance.now() - began
    requestAnimationFrame(() =>
      setTimeout(() => {
        steps.push({ worker: 0, answered, painted: performance.now() - began })
      }),
    )
  }
  const asked = new Map<number, number>()
  const post = Worker.prototype.postMessage as (...args: unknown[]) => void
  const watched = new WeakSet<Worker>()
  Worker.prototype.postMessage = function (this: Worker, ...args: unknown[]) {
    const message = args[0] as { type?: string; id?: number }
    if (message?.type === 'ask') {
      asked.set(message.id!, performance.now())
      if (!watched.has(this)) {
        watched.add(this)
        this.addEventListener('message', ({ data }) => {
          const began = asked.get(data.id)
          if (data.type !== 'answer' || began === undefined) return
          const answered = performance.now() - began
          // the frame that shows it, then whatever comes after that frame
          requestAnimationFrame(() =>
            setTimeout(() => {
              steps.push({
                worker: data.answer.milliseconds,
                answered,
                painted: performance.now() - began,
              })
            }),
          )
        })
      }
    }
    post.apply(this, args)
  }
}

/** @param scale  pixels of the canvas for one of the page, to a side */
async function dragThePage(scale: number): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), 'quarterhour-bench-'))
  const server = await startServer(directory)
  const browser = await chromium.launch({
    executablePath: process.env.QUARTERHOUR_CHROMIUM || undefined,
    args: [
      '--no-sandbox',
      '--use-angle=swiftshader',
      '--enable-unsafe-swiftshader',
      '--ignore-gpu-blocklist',
      // As where there is no graphics card to speak of: the frame is put together by the processor.
      '--disable-gpu-compositing',
    ],
  })
  try {
    const page = await browser.newPage({
      viewport: { width: 1440, height: 900 },
      deviceScaleFactor: scale,
    })
    await page.addInitScript(watchWorkers)
    await comeIn(page, server.link!)
    await page.goto(`${server.base}/?place=circles&circles.place=113.901511,30.400425&lang=zh-CN`)
    await page.getByText(/位居民不在 15 分钟圈内/).waitFor({ timeout: 60_000 })
    // The page finds out whether it answers by itself.
    await page.waitForTimeout(3000)
    const box = (await page.getByRole('button', { name: /生活圈的中心/ }).boundingBox())!
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
    await page.mouse.move(x, y)
    await page.mouse.down()
    const drawn = async (): Promise<Step[]> => page.evaluate(() => Reflect.get(window, 'dragSteps') as Step[])
    const session = await page.context().newCDPSession(page)
    await session.send('Performance.enable')
    /** Milliseconds that the page's own thread has worked so far. */
    const worked = async (): Promise<Record<string, number>> => {
      const { metrics } = await session.send('Performance.getMetrics')
      return Object.fromEntries(metrics.map(({ name, value }) => [name, value * 1000]))
    }
    const before = (await drawn()).length
    const workedBefore = await worked()
    const began = performance.now()
    for (let step = 1; step <= 2 * STEPS; step++) {
      const turn = (step / STEPS) * Math.PI
      await page.mouse.move(x + 160 * (Math.cos(turn) - 1), y + 120 * Math.sin(turn))
      await new Promise((resolve) => setTimeout(resolve, 16))
    }
    await page.mouse.up()
    const seconds = (performance.now() - began) / 1000
    const workedAfter = await worked()
    const steps = (await drawn()).slice(before)
    console.log(
      `\nThe page, 1440 × 900, software WebGL of ${Math.round(1440 * scale)} × ${Math.round(900 * scale)}: ${steps.length} circles painted in ${seconds.toFixed(1)} s of dragging`,
    )
    const each = (name: string): string =>
      ((workedAfter[name]! - workedBefore[name]!) / steps.length).toFixed(1)
    console.log(
      `  the page's own thread, a circle: script ${each('ScriptDuration')} ms, style and layout ${(Number(each('RecalcStyleDuration')) + Number(each('LayoutDuration'))).toFixed(1)} ms, all tasks ${each('TaskDuration')} ms`,
    )
    say(
      'worker',
      steps.map(({ worker }) => worker),
    )
    say(
      'asked to answered',
      steps.map(({ answered }) => answered),
    )
    say(
      'answered to painted',
      steps.map(({ answered, painted }) => painted - answered),
    )
    say(
      'asked to painted',
      steps.map(({ painted }) => painted),
    )
  } finally {
    await browser.close()
    await server.stop()
    rmSync(directory, { recursive: true, force: true })
  }
}

console.log(machine())
for (const size of ['town', 'district'] as const) {
  const town = generateTown({ seed: 8415, size, today: '2026-11-24' })
  drag(`Demo ${size}`, buildNetwork(town.network).network, groundOfTown(town))
}
const file = fileURLToPath(new URL('../../../shared/data/networks/porto.osm.pbf', import.meta.url))
if (existsSync(file)) {
  const { network } = buildNetwork(await readNetworkWays(file, 'porto.osm.pbf'))
  drag('Porto', network, groundOnStreets(network))
} else console.log('Porto is not measured: no ../shared/data here.')
for (const scale of [1, 0.1]) await dragThePage(scale)
