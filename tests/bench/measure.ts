/** Takes turns between ways of doing one thing in one process, and prints sizes, minimum, median, spread and ratios. */
import { cpus, totalmem } from 'node:os'

export interface Contender {
  name: string
  run: () => unknown | Promise<unknown>
}

export interface Timing {
  name: string
  minimum: number
  median: number
  maximum: number
}

export const machine = (): string =>
  `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}`

/** Runs each contender once to warm up, then all of them in turn, `rounds` times. Milliseconds. */
export async function takeTurns(contenders: readonly Contender[], rounds: number): Promise<Timing[]> {
  const times = new Map<string, number[]>(contenders.map(({ name }) => [name, []]))
  for (let round = -1; round < rounds; round++) {
    for (const { name, run } of contenders) {
      const start = performance.now()
      await run()
      if (round >= 0) times.get(name)!.push(performance.now() - start)
    }
  }
  return contenders.map(({ name }) => {
    const sorted = times.get(name)!.sort((a, b) => a - b)
    return { name, minimum: sorted[0]!, median: sorted[sorted.length >> 1]!, maximum: sorted.at(-1)! }
  })
}

/** Prints the table; ratios are to the first contender. */
export function report(title: string, timings: readonly Timing[]): void {
  console.log(`\n${title}`)
  const base = timings[0]!.median
  for (const { name, minimum, median, maximum } of timings) {
    const ratio = median === base ? '' : `   ${(median / base).toFixed(1)} × ours`
    console.log(
      `  ${name.padEnd(44)} min ${minimum.toFixed(1).padStart(8)}  median ${median.toFixed(1).padStart(8)}  max ${maximum.toFixed(1).padStart(8)} ms${ratio}`,
    )
  }
}

/** Asks again and again, after once to warm up, and prints the median and the 95th percentile. */
export async function timeAnswer(name: string, rounds: number, ask: () => Promise<unknown>): Promise<void> {
  await ask()
  const times: number[] = []
  for (let round = 0; round < rounds; round++) {
    const start = performance.now()
    await ask()
    times.push(performance.now() - start)
  }
  times.sort((a, b) => a - b)
  const [median, p95] = [times[rounds >> 1]!, times[Math.ceil(rounds * 0.95) - 1]!]
  console.log(
    `  ${name.padEnd(52)} median ${median.toFixed(0).padStart(5)}  p95 ${p95.toFixed(0).padStart(5)} ms`,
  )
}

/** Small seeded generator (mulberry32), so that every run measures the same input. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}
