/**
 * Question: how good are 90 grids from 2,000 blocks, after how long?
 * Input: 50 × 40 square blocks of 100 m with seeded weights of 1 to 40 households, divided from nothing. All begin from
 * the same division (`startDivision`), except greedy growth, which makes its own; same seeds.
 * Peers, written here as published and no further: ReCom (DeFord, Duchin and Solomon 2021: two neighbouring districts,
 * picked by a random border, are joined and cut along a random edge of a uniform spanning tree (Wilson 1996) that leaves
 * both within a share of the mean; every step is taken, the most even state seen is kept), and greedy growth (the
 * lightest district that can takes its nearest free neighbour). Figures of every answer are reckoned by one function;
 * seconds are of the processor.
 */
import {
  brokenDistricts,
  type Division,
  type ZoningFigures,
  zoningFigures,
  type ZoningProblem,
} from '../../shared/zoning/problem.ts'
import { seeded } from '../../shared/zoning/random.ts'
import { searchDivisions } from '../../shared/zoning/searchDivisions.ts'
import { startDivision } from '../../shared/zoning/startDivision.ts'
import { chequered, withWeights } from '../fixtures/chequered.ts'
import { machine } from './measure.ts'

const DISTRICTS = 90
const SEEDS = [1, 2, 3]
const SECONDS = [1, 2, 5]
const RECOM_SHARE = 0.3

/** Of the processor: the machine may have other work. */
const now = (): number => process.cpuUsage().user / 1e6

type Answer = { seconds: number; figures: ZoningFigures }

const fresh = (seed: number): ZoningProblem => {
  const problem = withWeights(chequered(50, 40, DISTRICTS), seed)
  return { ...problem, today: new Int32Array(2000).fill(-1) }
}
const figuresOf = (problem: ZoningProblem, division: Division): ZoningFigures => {
  const broken = brokenDistricts(problem, division)
  if (broken.length > 0) throw new Error(`${broken.length} districts are broken`)
  return zoningFigures(problem, division, new Int32Array(DISTRICTS).fill(-1))
}

/** Our search for one aim, with as many steps as fit. */
function ours(problem: ZoningProblem, seed: number, seconds: number, round: number): Answer {
  const start = startDivision(problem, seed)
  const run = (steps: number): Answer => {
    const began = now()
    const { division } = searchDivisions(problem, start, {
      aims: { balance: 10, stay: 0, short: 0.1, round, street: 0, tolerance: 0 },
      seed,
      steps,
    })
    return { seconds: now() - began, figures: figuresOf(problem, division) }
  }
  const trial = run(50_000)
  return run(Math.max(20_000, Math.round((50_000 * seconds) / trial.seconds)))
}

/** Plain ReCom; the most even state at each of the times. */
function recom(problem: ZoningProblem, seed: number, times: readonly number[]): Answer[] {
  const random = seeded(seed)
  const { weight, start, neighbour } = problem
  const division = Int32Array.from(startDivision(problem, seed))
  const weights = new Float64Array(DISTRICTS)
  division.forEach((district, block) => (weights[district]! += weight[block]!))
  const mean = weights.reduce((a, b) => a + b, 0) / DISTRICTS
  const off = (): number => weights.reduce((most, one) => Math.max(most, Math.abs(one / mean - 1)), 0)
  let best = Int32Array.from(division)
  let bestOff = off()
  const answers: Answer[] = []
  const began = now()
  for (;;) {
    const seconds = now() - began
    while (answers.length < times.length && seconds >= times[answers.length]!)
      answers.push({ seconds, figures: figuresOf(problem, best) })
    if (answers.length === times.length) return answers
    const block = Math.floor(random() * 2000)
    const other = neighbour[start[block]! + Math.floor(random() * (start[block + 1]! - start[block]!))]!
    const [a, b] = [division[block]!, division[other]!]
    if (a === b) continue
    const members = [...division.keys()].filter((one) => division[one] === a || division[one] === b)
    const side = cutOfTree(problem, members, mean, random)
    if (!side) continue
    weights[a] = weights[b] = 0
    for (const one of members) {
      division[one] = side.has(one) ? a : b
      weights[division[one]!]! += weight[one]!
    }
    const nowOff = off()
    if (nowOff >= bestOff) continue
    bestOff = nowOff
    best = Int32Array.from(division)
  }
}

/** One side of a uniform spanning tree, cut at a random edge of those that leave both sides even enough; null: none does. */
function cutOfTree(
  { weight, start, neighbour }: ZoningProblem,
  members: readonly number[],
  mean: number,
  random: () => number,
): Set<number> | null {
  const inside = new Set(members)
  const beside = (block: number): number[] =>
    [...neighbour.subarray(start[block], start[block + 1])].filter((one) => inside.has(one))
  const root = members[Math.floor(random() * members.length)]!
  const parent = new Map<number, number>([[root, -1]])
  for (const from of members) {
    // A walk whose loops are forgotten.
    const way = new Map<number, number>()
    let at = from
    while (!parent.has(at)) {
      const next = beside(at)
      way.set(at, next[Math.floor(random() * next.length)]!)
      at = way.get(at)!
    }
    for (at = from; !parent.has(at); at = way.get(at)!) parent.set(at, way.get(at)!)
  }
  const children = new Map<number, number[]>()
  for (const [block, above] of parent) children.set(above, [...(children.get(above) ?? []), block])
  const order = [root]
  for (let i = 0; i < order.length; i++) order.push(...(children.get(order[i]!) ?? []))
  const below = new Map(members.map((block) => [block, weight[block]!]))
  for (const block of order.toReversed())
    if (block !== root) below.set(parent.get(block)!, below.get(parent.get(block)!)! + below.get(block)!)
  const total = below.get(root)!
  const isEven = (one: number): boolean => Math.abs(one / mean - 1) <= RECOM_SHARE
  const cuts = order.filter(
    (block) => block !== root && isEven(below.get(block)!) && isEven(total - below.get(block)!),
  )
  if (cuts.length === 0) return null
  const side = [cuts[Math.floor(random() * cuts.length)]!]
  for (let i = 0; i < side.length; i++) side.push(...(children.get(side[i]!) ?? []))
  return new Set(side)
}

function greedy(problem: ZoningProblem, seed: number): Answer {
  const random = seeded(seed)
  const { weight, start, neighbour, x, y } = problem
  const began = now()
  const division = new Int32Array(2000).fill(-1)
  const weights = new Float64Array(DISTRICTS)
  const seedAt: number[] = []
  while (seedAt.length < DISTRICTS) {
    const block = Math.floor(random() * 2000)
    if (division[block] !== -1) continue
    division[block] = seedAt.length
    weights[seedAt.length] = weight[block]!
    seedAt.push(block)
  }
  for (let left = 2000 - DISTRICTS; left > 0;) {
    for (const district of [...weights.keys()].sort((a, b) => weights[a]! - weights[b]!)) {
      let [nearest, least] = [-1, Infinity]
      for (let block = 0; block < 2000; block++) {
        if (division[block] !== district) continue
        for (let i = start[block]!; i < start[block + 1]!; i++) {
          const free = neighbour[i]!
          if (division[free] !== -1) continue
          const far = Math.hypot(x[free]! - x[seedAt[district]!]!, y[free]! - y[seedAt[district]!]!)
          if (far < least) [nearest, least] = [free, far]
        }
      }
      if (nearest === -1) continue
      division[nearest] = district
      weights[district]! += weight[nearest]!
      left--
      break
    }
  }
  return { seconds: now() - began, figures: figuresOf(problem, division) }
}

const mean = (values: number[]): number => values.reduce((sum, one) => sum + one, 0) / values.length
function say(name: string, answers: Answer[]): void {
  const of = (pick: (figures: ZoningFigures) => number): number =>
    mean(answers.map(({ figures }) => pick(figures)))
  console.log(
    `  ${name.padEnd(36)} ${mean(answers.map(({ seconds }) => seconds))
      .toFixed(1)
      .padStart(6)} s  farthest from the mean ${(of(({ imbalance }) => imbalance) * 100)
      .toFixed(2)
      .padStart(7)}%  compactness ${of(({ compactness }) => compactness).toFixed(3)}  border ${(
      of(({ borderMeters }) => borderMeters) / 1000
    ).toFixed(1)} km`,
  )
}

console.log(machine())
console.log(`\n${DISTRICTS} grids from 2,000 blocks, means of ${SEEDS.length} seeds`)
const problems = SEEDS.map((seed) => fresh(seed))
say(
  'greedy growth',
  SEEDS.map((seed, i) => greedy(problems[i]!, seed)),
)
say(
  'the division that the others begin from',
  SEEDS.map((seed, i) => ({
    seconds: 0,
    figures: figuresOf(problems[i]!, startDivision(problems[i]!, seed)),
  })),
)
const chains = SEEDS.map((seed, i) => recom(problems[i]!, seed, SECONDS))
for (const [at, seconds] of SECONDS.entries()) {
  say(
    `plain ReCom, ${seconds} s`,
    chains.map((answers) => answers[at]!),
  )
  say(
    `ours for balance, ${seconds} s`,
    SEEDS.map((seed, i) => ours(problems[i]!, seed, seconds, 0)),
  )
  say(
    `ours for balance and compactness, ${seconds} s`,
    SEEDS.map((seed, i) => ours(problems[i]!, seed, seconds, 1)),
  )
}
