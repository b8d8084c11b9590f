/**
 * Does memory stay flat while large files are read? Run by hand: `npx tsx --expose-gc tests/bench/ingestMemory.bench.ts [MB]`.
 * Writes a GeoJSON and a CSV of the given size (default 320 MB) from a counter, reads both with every row looked at,
 * and prints rows, seconds, MB/s and the highest resident memory above the start. Peer: stream-json on the same GeoJSON.
 */
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { once } from 'node:events'
import { openSource } from '../../server/ingest/readers/openSource.ts'

const megabytes = Number(process.argv[2] ?? 320)

async function write(path: string, head: string, line: (i: number) => string, tail: string): Promise<void> {
  const out = createWriteStream(path)
  out.write(head)
  let written = 0
  for (let i = 0; written < megabytes * 1e6;) {
    let block = ''
    for (let n = 0; n < 2_000; n++, i++) block += line(i)
    written += Buffer.byteLength(block)
    if (!out.write(block)) await once(out, 'drain')
  }
  out.end(tail)
  await once(out, 'finish')
}

const lon = (i: number): string => (114 + (i % 9973) / 20_000).toFixed(7)
const lat = (i: number): string => (30 + (i % 7919) / 20_000).toFixed(7)

/** Highest resident memory while the work goes on. */
async function watched<T>(work: () => Promise<T>): Promise<{ result: T; seconds: number; grownMb: number }> {
  globalThis.gc?.()
  const start = process.memoryUsage().rss
  let highest = start
  const timer = setInterval(() => (highest = Math.max(highest, process.memoryUsage().rss)), 50)
  const began = performance.now()
  const result = await work()
  const seconds = (performance.now() - began) / 1000
  clearInterval(timer)
  return { result, seconds, grownMb: (highest - start) / 1e6 }
}

async function readAll(path: string, name: string): Promise<number> {
  const source = await openSource(path, name)
  let rows = 0
  for await (const item of source.layers[0]!.rows()) if (!('fault' in item)) rows++
  await source.close()
  return rows
}

async function readWithStreamJson(path: string): Promise<number> {
  const [{ pick }, { streamArray }] = await Promise.all([
    import('stream-json/filters/pick.js'),
    import('stream-json/streamers/stream-array.js'),
  ])
  const stream = createReadStream(path)
    .pipe(pick.withParserAsStream({ filter: 'features' }))
    .pipe(streamArray.asStream())
  let rows = 0
  for await (const item of stream) {
    void item
    rows++
  }
  return rows
}

const folder = await mkdtemp(join(tmpdir(), 'quarterhour-bench-'))
try {
  const geojson = join(folder, 'large.geojson')
  const csv = join(folder, 'large.csv')
  await write(
    geojson,
    '{"type":"FeatureCollection","features":[\n',
    (i) =>
      `${i ? ',\n' : ''}{"type":"Feature","properties":{"id":"${i}","name":"第${i}号楼","note":"花园路${i % 999}号"},` +
      `"geometry":{"type":"Point","coordinates":[${lon(i)},${lat(i)}]}}`,
    '\n]}\n',
  )
  await write(
    csv,
    '编号,名称,地址,经度,纬度\n',
    (i) => `${i},第${i}号楼,"花园路${i % 999}号, ${i % 7}单元",${lon(i)},${lat(i)}\n`,
    '',
  )
  console.log(`node ${process.version}, ${cpus()[0]?.model ?? '?'} × ${cpus().length}`)
  for (const [name, path, read] of [
    ['GeoJSON, openSource', geojson, (p: string) => readAll(p, 'large.geojson')],
    ['GeoJSON, stream-json', geojson, readWithStreamJson],
    ['CSV, openSource', csv, (p: string) => readAll(p, 'large.csv')],
  ] as const) {
    const size = (await stat(path)).size / 1e6
    const { result, seconds, grownMb } = await watched(() => read(path))
    console.log(
      `${name}: ${size.toFixed(0)} MB, ${result} rows, ${seconds.toFixed(1)} s, ` +
        `${(size / seconds).toFixed(0)} MB/s, resident +${grownMb.toFixed(0)} MB`,
    )
  }
} finally {
  await rm(folder, { recursive: true, force: true })
}
