/**
 * Question: how long from the command to a usable map, the first time (with the demo town) and later; how much memory?
 * Input: the demo town at its default size. There is no peer: the aims are 15 s, 6 s and 1.5 GB.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { makeSeed } from '../../server/db/embedded/seed.ts'
import { machine } from './measure.ts'
import { residentBytes, startServer } from '../fixtures/startServer.ts'

const LATER_STARTS = 3
const seconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(1)} s`
const memory = (pid: number): string => {
  const bytes = residentBytes(pid)
  return bytes === null ? 'memory not known' : `${Math.round(bytes / 1e6)} MB resident in all`
}

console.log(machine())
// What an installation has made before its first start.
await makeSeed()
const directory = mkdtempSync(join(tmpdir(), 'quarterhour-bench-'))
const first = await startServer(directory)
console.log(
  `first start: usable after ${seconds(first.readyMilliseconds)}, residents in after ${seconds(first.loadedMilliseconds)}, ${memory(first.process.pid!)}`,
)
await first.stop()
for (let n = 1; n <= LATER_STARTS; n++) {
  const later = await startServer(directory)
  console.log(`later start ${n}: ${seconds(later.readyMilliseconds)}, ${memory(later.process.pid!)}`)
  await later.stop()
}
rmSync(directory, { recursive: true, force: true })
