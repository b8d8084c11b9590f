/**
 * Question: what does a 1 GB OpenStreetMap file do to a machine with little memory, and to one with enough?
 * Input: a PBF written from a counter (1 GB; or so many MB: `npm run bench -- largeNetwork` with
 * QUARTERHOUR_BENCH_MEGABYTES), read as `qh network import` reads it, with budgets of 256 MB, 1 GB and half of the
 * machine. There is no peer: what is asked is a clear answer within the budget.
 */
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { halfOfMemory } from '../../server/ingest/osm/memoryBudget.ts'
import { readInProcess } from '../../server/services/readNetworkApart.ts'
import { machine } from './measure.ts'
import { residentBytes } from '../fixtures/startServer.ts'
import { writePbf } from '../fixtures/ingest/writePbf.ts'

const megabytes = Number(process.env.QUARTERHOUR_BENCH_MEGABYTES ?? 1_000)
const file = 'large.osm.pbf'

console.log(machine())
const directory = mkdtempSync(join(tmpdir(), 'quarterhour-bench-'))
const path = join(directory, file)
try {
  const nodes = await writePbf(path, megabytes * 1e6)
  console.log(`${(statSync(path).size / 1e6).toFixed(0)} MB, ${nodes.toLocaleString('en')} nodes`)
  for (const budget of [256, 1_024, halfOfMemory()]) {
    const before = residentBytes(process.pid) ?? 0
    let most = 0
    const timer = setInterval(() => {
      most = Math.max(most, (residentBytes(process.pid) ?? 0) - before)
    }, 100)
    const began = performance.now()
    const answer = await readInProcess({
      path,
      file,
      joinNearMisses: false,
      homes: [],
      facilities: [],
      megabytes: budget,
    }).then(
      ({ read, box }) => `read: ${read} ways, ${JSON.stringify(box)}`,
      (error: unknown) => `refused: ${String(error)}`,
    )
    clearInterval(timer)
    console.log(
      `budget ${budget} MB: ${answer}; ${((performance.now() - began) / 1000).toFixed(1)} s, at most ${(most / 1e6).toFixed(0)} MB resident`,
    )
  }
} finally {
  rmSync(directory, { recursive: true, force: true })
}
