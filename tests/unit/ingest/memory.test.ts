/** The short form of `tests/bench/ingestMemory.bench.ts`: what is read does not stay in memory. */
import { createWriteStream } from 'node:fs'
import { once } from 'node:events'
import { expect, it } from 'vitest'
import { openSource } from '../../../server/ingest/readers/openSource.ts'
import { useFolder } from '../../fixtures/ingest/makeFiles.ts'

const folder = useFolder()
const MEGABYTES = 48

async function writeLarge(
  name: string,
  head: string,
  line: (i: number) => string,
  tail: string,
): Promise<string> {
  const out = createWriteStream(folder.path(name))
  out.write(head)
  let [i, written] = [0, 0]
  while (written < MEGABYTES * 1e6) {
    let block = ''
    for (let n = 0; n < 500; n++, i++) block += line(i)
    written += block.length
    if (!out.write(block)) await once(out, 'drain')
  }
  out.end(tail)
  await once(out, 'finish')
  return folder.path(name)
}

const NOTE = 'x'.repeat(900)

it.each([
  [
    'large.geojson',
    '{"type":"FeatureCollection","features":[',
    (i: number) =>
      `${i ? ',' : ''}{"type":"Feature","properties":{"id":${i},"note":"${NOTE}"},"geometry":{"type":"Point","coordinates":[114.3,30.5]}}`,
    ']}',
  ],
  ['large.csv', 'id,lon,lat,note\n', (i: number) => `${i},114.3,30.5,${NOTE}\n`, ''],
])(
  'holds far less than the file while it reads %s',
  async (name, head, line, tail) => {
    const path = await writeLarge(name, head, line, tail)
    const source = await openSource(path, name)
    const start = process.memoryUsage()
    let [rows, highest] = [0, 0]
    for await (const item of source.layers[0]!.rows()) {
      if ('fault' in item) throw new Error('no fault was expected')
      if (rows++ % 500 === 0) {
        const now = process.memoryUsage()
        highest = Math.max(highest, now.heapUsed + now.external - start.heapUsed - start.external)
      }
    }
    await source.close()
    expect(rows).toBeGreaterThan(45_000)
    // read whole it would take the file's size twice over; waste of the young generation is what is left
    expect(highest / 1e6).toBeLessThan(MEGABYTES * 1.5)
  },
  60_000,
)
