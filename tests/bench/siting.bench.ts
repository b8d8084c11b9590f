/**
 * Question: how fast is a good choice of sites found, and when is it proved?
 * 1. OR-Library p-median, all files that are there: the published optimum, seconds, nodes. Peer for those of up to
 *    SITING_HIGHS_VERTICES vertices (100): HiGHS alone on the full model, for SITING_HIGHS_SECONDS at most (60).
 * 2. A street: 3,000 buildings × 500 candidates, p = 1 to 20; first answer and proof, SITING_SECONDS each at most (60).
 * 3. A district: SITING_DEMANDS × SITING_SITES (100,000 × 5,000), ways up to a limit only: memory, first answer, time to
 *    1 %, to 0.1 % and to the proof, within SITING_DISTRICT_SECONDS (600).
 * Peer of 2 and 3: plain vertex substitution (Teitz and Bart 1968), each exchange reckoned anew, for as long as ours took
 * to the proof.
 * Input of 2 and 3: seeded points in clusters, straight ways in metres; weights 1 to 40. SITING_PARTS=orlib,street,district
 * picks parts.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import highsLoader from 'highs'
import { answerInput } from '../../shared/siting/answerInput.ts'
import { orlibInput } from '../../shared/siting/orlib.ts'
import type { SiteInput } from '../../shared/siting/siteInput.ts'
import type { WayTable } from '../../shared/siting/wayTable.ts'
import { sharedData } from '../fixtures/sharedData.ts'
import { machine, seededRandom } from './measure.ts'

const number = (name: string, otherwise: number): number => Number(process.env[name] ?? otherwise)
const PARTS = (process.env.SITING_PARTS ?? 'orlib,street,district').split(',')
const SECONDS = number('SITING_SECONDS', 60)
const seconds = (milliseconds: number | null): string =>
  milliseconds === null ? '-' : (milliseconds / 1000).toFixed(2)
const megabytes = (): number => Math.round(process.memoryUsage().rss / 2 ** 20)

interface Run {
  objective: number
  bound: number
  nodes: number
  /** Milliseconds; null where it was not reached in time. */
  first: number | null
  within: (share: number) => number | null
  proved: number | null
  most: number
}

const SHARES = [0.01, 0.001]

/** Gaps are of what is known at the time: anyone who stops then can say so. */
function run(input: SiteInput, limit: number): Run {
  const began = performance.now()
  const reached = new Map<number, number>()
  const found: Run = {
    objective: Infinity,
    bound: 0,
    nodes: 0,
    first: null,
    within: (share) => reached.get(share) ?? null,
    proved: null,
    most: megabytes(),
  }
  const search = answerInput(input)
  for (;;) {
    const step = search.next()
    const now = performance.now() - began
    const { objective, bound, nodes } = step.value
    Object.assign(found, { objective, bound, nodes })
    found.first ??= now
    found.most = Math.max(found.most, megabytes())
    const gap = Math.abs(objective - bound) / Math.max(1, objective)
    for (const share of SHARES) if (gap <= share && !reached.has(share)) reached.set(share, now)
    if (step.done) found.proved = now
    if (step.done || now > limit * 1000) return found
  }
}

/** Vertex substitution as it is told: every exchange of an open for a closed site, reckoned from the table. */
function plainSubstitution(
  { table, weights, count, existing }: SiteInput,
  limit: number,
): { objective: number; time: number; isSettled: boolean } {
  const { demandCount, siteCount, start, site, way } = table
  const began = performance.now()
  const isOpen = new Uint8Array(siteCount)
  for (let j = 0; j < count!; j++) isOpen[Math.floor((j * siteCount) / count!)] = 1
  const total = (): number => {
    let sum = 0
    for (let i = 0; i < demandCount; i++) {
      let at = start[i]!
      while (at < start[i + 1]! && isOpen[site[at]!] === 0) at++
      const own = at === start[i + 1]! ? Infinity : way[at]!
      sum += weights[i]! * Math.min(own, existing?.[i] ?? Infinity)
    }
    return sum
  }
  let objective = total()
  for (let isBetter = true; isBetter;) {
    isBetter = false
    for (let out = 0; out < siteCount; out++) {
      if (isOpen[out] === 0) continue
      for (let into = 0; into < siteCount; into++) {
        if (isOpen[into] === 1) continue
        if (performance.now() - began > limit)
          return { objective, time: performance.now() - began, isSettled: false }
        isOpen[out] = 0
        isOpen[into] = 1
        const other = total()
        if (other < objective) {
          objective = other
          isBetter = true
          break
        }
        isOpen[out] = 1
        isOpen[into] = 0
      }
    }
  }
  return { objective, time: performance.now() - began, isSettled: true }
}

/** The full model, as any book has it: who is served by whom, each by an open site. */
async function highsAlone({ table, weights, count }: SiteInput, limit: number): Promise<string> {
  const highs = await highsLoader()
  const { demandCount, siteCount, start, site, way } = table
  const costs: string[] = []
  const rows: string[] = []
  for (let i = 0; i < demandCount; i++) {
    const own: string[] = []
    for (let at = start[i]!; at < start[i + 1]!; at++) {
      const x = `x_${i}_${site[at]!}`
      own.push(x)
      if (way[at]! > 0) costs.push(`${weights[i]! * way[at]!} ${x}`)
      rows.push(`${x} - y_${site[at]!} <= 0`)
    }
    rows.push(`${own.join(' + ')} = 1`)
  }
  const sites = Array.from({ length: siteCount }, (_, j) => `y_${j}`)
  rows.push(`${sites.join(' + ')} = ${count}`)
  const model = `Minimize\n ${costs.join('\n + ')}\nSubject To\n ${rows.join('\n ')}\nBinary\n ${sites.join('\n ')}\nEnd\n`
  const began = performance.now()
  try {
    const { Status, ObjectiveValue } = highs.solve(model, { time_limit: limit })
    return `${Status}, ${Math.round(ObjectiveValue)}, ${seconds(performance.now() - began)} s`
  } catch (error) {
    return `gave up after ${seconds(performance.now() - began)} s (${(error as Error).message.slice(0, 60)})`
  }
}

/** Points around so many centres; ways in metres up to a limit. */
function clustered(
  demandCount: number,
  siteCount: number,
  size: number,
  limit: number,
  seed: number,
): SiteInput {
  const random = seededRandom(seed)
  const centers = Array.from({ length: 40 }, () => [random() * size, random() * size] as const)
  const place = (): readonly [number, number] => {
    const [x, y] = centers[Math.floor(random() * centers.length)]!
    const [far, turn] = [(random() * random() * size) / 4, random() * 2 * Math.PI]
    return [x + far * Math.cos(turn), y + far * Math.sin(turn)]
  }
  const sites = Array.from({ length: siteCount }, place)
  const demands = Array.from({ length: demandCount }, place)
  // two walks over the pairs: one to count, one to fill, so that memory is that of the table
  const start = new Int32Array(demandCount + 1)
  const nearOf = ([x, y]: readonly [number, number]): { j: number; way: number }[] =>
    sites
      .map(([a, b], j) => ({ j, way: Math.ceil(Math.hypot(x - a, y - b)) }))
      .filter(({ way }) => way <= limit)
  demands.forEach((demand, i) => (start[i + 1] = start[i]! + nearOf(demand).length))
  const [site, way] = [new Int32Array(start[demandCount]!), new Float64Array(start[demandCount]!)]
  demands.forEach((demand, i) => {
    const near = nearOf(demand).sort((a, b) => a.way - b.way || a.j - b.j)
    near.forEach((one, k) => {
      site[start[i]! + k] = one.j
      way[start[i]! + k] = one.way
    })
  })
  const table: WayTable = { demandCount, siteCount, start, site, way }
  return {
    model: 'pmedian',
    count: 1,
    reach: null,
    table,
    weights: Float64Array.from(demands, () => 1 + Math.floor(random() * 40)),
    // beyond the limit everybody counts as so far: with few points not all are within it
    existing: new Float64Array(demandCount).fill(limit),
    unit: 'meters',
    wayParts: 1,
    weightParts: 1,
    demands: demands.map(() => ''),
    sites: sites.map(() => ''),
  }
}

console.log(machine())

const folder = sharedData('benchmarks/orlib-pmed')
if (PARTS.includes('orlib') && folder !== undefined && existsSync(folder)) {
  const optima = new Map(
    readFileSync(`${folder}/optima.csv`, 'utf8')
      .trim()
      .split(/\r?\n/)
      .map((line) => line.split(',') as [string, string]),
  )
  const names = readdirSync(folder)
    .filter((name) => /^pmed\d+\.txt$/.test(name))
    .map((name) => name.replace('.txt', ''))
    .sort((a, b) => Number(a.slice(4)) - Number(b.slice(4)))
    .slice(0, number('SITING_FILES', 40))
  console.log('\nOR-Library   n    p   found  published  proved s    nodes   HiGHS alone')
  for (const name of names) {
    const input = orlibInput(readFileSync(`${folder}/${name}.txt`, 'utf8'))
    const n = input.demands.length
    const { objective, nodes, proved } = run(input, SECONDS * 10)
    const peer =
      n <= number('SITING_HIGHS_VERTICES', 100)
        ? await highsAlone(input, number('SITING_HIGHS_SECONDS', 60))
        : ''
    const cells = [
      name.padEnd(8),
      String(n).padStart(6),
      String(input.count).padStart(4),
      String(objective).padStart(7),
      String(optima.get(name)).padStart(10),
      seconds(proved).padStart(9),
      String(nodes).padStart(8),
    ]
    console.log(`${cells.join(' ')}   ${peer}`)
  }
}

const title =
  '  p    first s    1 % s  0.1 % s  proved s   gap left    nodes   MiB   plain substitution: worse by, s, settled'
function line(input: SiteInput, limit: number): string {
  const ours = run(input, limit)
  const plain = plainSubstitution(input, Math.max(1000, ours.proved ?? limit * 1000))
  return [
    String(input.count).padStart(3),
    seconds(ours.first).padStart(10),
    ...SHARES.map((share) => seconds(ours.within(share)).padStart(8)),
    seconds(ours.proved).padStart(9),
    `${((100 * (ours.objective - ours.bound)) / ours.objective).toFixed(3)} %`.padStart(10),
    String(ours.nodes).padStart(8),
    String(ours.most).padStart(5),
    `  ${((100 * (plain.objective - ours.objective)) / ours.objective).toFixed(2)} %, ${seconds(plain.time)}, ${plain.isSettled ? 'yes' : 'no'}`,
  ].join(' ')
}

if (PARTS.includes('street')) {
  const input = clustered(3000, 500, 3000, 4500, 5)
  console.log(`\n3,000 buildings × 500 candidates, ${input.table.way.length} ways\n${title}`)
  for (let count = 1; count <= number('SITING_MOST', 20); count++)
    console.log(line({ ...input, count }, SECONDS))
}

if (PARTS.includes('district')) {
  const [demands, sites] = [number('SITING_DEMANDS', 100_000), number('SITING_SITES', 5000)]
  const before = megabytes()
  const input = clustered(demands, sites, 12_000, 900, 6)
  console.log(
    `\n${demands} demands × ${sites} candidates, ${input.table.way.length} ways up to 900 m (${megabytes() - before} MiB)\n${title}`,
  )
  for (const count of [10, 50, 200].filter((one) => one < sites))
    console.log(line({ ...input, count }, number('SITING_DISTRICT_SECONDS', 600)))
}
