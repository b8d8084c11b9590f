/**
 * Question: how long until the page shows something useful, and until it can be used, cold and warm; how large is it?
 * Input: the demo town (about 60,000 residents, 3,000 buildings, its open issues) in headless Chromium. WebGL is
 * software here, so frame rates say nothing about an office PC; paint and network times do.
 */
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { chromium } from 'playwright-core'
import { comeIn } from '../fixtures/comeIn.ts'
import { machine } from './measure.ts'
import { startServer } from '../fixtures/startServer.ts'

const CLIENT = fileURLToPath(new URL('../../dist/client/', import.meta.url))
const PANEL_CALLS = 15

const kilobytes = (bytes: number): string => `${(bytes / 1000).toFixed(0)} kB`
const gzipBytes = (path: string): number => gzipSync(readFileSync(path)).length

/** What the page loads before anything else: the scripts that index.html names. */
function bundleSizes(): void {
  const index = readFileSync(join(CLIENT, 'index.html'), 'utf8')
  const named = [...index.matchAll(/(?:src|href)="\/(assets\/[^"]+\.js)"/g)].map((match) => match[1]!)
  const initial = named.reduce((sum, file) => sum + gzipBytes(join(CLIENT, file)), 0)
  const assets = readdirSync(join(CLIENT, 'assets')).filter((name) => name.endsWith('.js'))
  const all = assets
    .map((name) => ({ name, bytes: gzipBytes(join(CLIENT, 'assets', name)) }))
    .sort((a, b) => b.bytes - a.bytes)
  console.log(
    `initial JavaScript (gzip): ${kilobytes(initial)} in ${named.length} files; all chunks: ${kilobytes(all.reduce((sum, { bytes }) => sum + bytes, 0))}`,
  )
  for (const { name, bytes } of all.slice(0, 6)) console.log(`  ${name.padEnd(36)} ${kilobytes(bytes)}`)
}

console.log(machine())
bundleSizes()
const directory = mkdtempSync(join(tmpdir(), 'quarterhour-bench-'))
const server = await startServer(directory)
const browser = await chromium.launch({
  executablePath: process.env.QUARTERHOUR_CHROMIUM || undefined,
  args: [
    '--no-sandbox',
    '--use-angle=swiftshader',
    '--enable-unsafe-swiftshader',
    '--ignore-gpu-blocklist',
    '--disable-background-networking',
  ],
})
const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
const page = await context.newPage()
await comeIn(page, server.link!)

for (const kind of ['warm 1', 'warm 2', 'cold'] as const) {
  if (kind === 'cold') {
    const session = await context.newCDPSession(page)
    await session.send('Network.clearBrowserCache')
  }
  const started = performance.now()
  await page.goto(`${server.base}/`, { waitUntil: 'commit' })
  await page
    .getByText('60,')
    .first()
    .waitFor({ timeout: 60_000 })
    .catch(() => undefined)
  const figures = performance.now() - started
  await page.locator('.maplibregl-canvas, canvas').first().waitFor({ timeout: 60_000 })
  const map = performance.now() - started
  const paint = await page.evaluate(
    () => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? null,
  )
  console.log(
    `${kind}: first contentful paint ${paint?.toFixed(0)} ms, figures shown ${figures.toFixed(0)} ms, map there and answering ${map.toFixed(0)} ms`,
  )
}

const cookies = (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join('; ')
const times: number[] = []
for (let call = 0; call < PANEL_CALLS; call++) {
  const started = performance.now()
  const response = await fetch(
    `${server.base}/trpc/unit.panel?input=${encodeURIComponent(JSON.stringify({ code: '429101001' }))}`,
    { headers: { cookie: cookies } },
  )
  await response.text()
  times.push(performance.now() - started)
}
times.sort((a, b) => a - b)
console.log(
  `a unit's panel, one round trip: median ${times[times.length >> 1]!.toFixed(1)} ms, largest ${times.at(-1)!.toFixed(1)} ms`,
)
await browser.close()
await server.stop()
rmSync(directory, { recursive: true, force: true })
