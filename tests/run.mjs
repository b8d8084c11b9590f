/**
 * `npm test`: installs what is missing (packages, a browser), builds, starts a PostgreSQL server of its own for the
 * tests that run on both databases, runs everything, and ends with one line: N passed, N failed.
 * `npm test -- unit` runs one project: unit, embedded, postgres or browser.
 */
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildWhatIsOld, installWhatIsMissing, requireNode } from '../server/start.mjs'
import { findBrowser, startPostgres } from './peers.mjs'

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..')
const say = (line) => process.stdout.write(`${line}\n`)

requireNode()
installWhatIsMissing()
buildWhatIsOld()

const wanted = process.argv.slice(2).filter((word) => !word.startsWith('-'))
const wants = (project) => wanted.length === 0 || wanted.includes(project)
const env = { ...process.env, TZ: 'Asia/Shanghai' }
if (wants('browser')) {
  const browser = findBrowser()
  if (browser) env.QUARTERHOUR_CHROMIUM = browser
}
const postgres = wants('postgres') ? await startPostgres() : undefined
if (postgres) env.QUARTERHOUR_TEST_POSTGRES = postgres.url
else if (wants('postgres'))
  say('Not tested on a PostgreSQL server: none is installed (postgresql-15 and PostGIS).')
if (!existsSync(join(ROOT, '..', 'shared', 'data')))
  say('Not tested on real data: ../shared/data is not there.')

/**
 * Reckoning tests want both cores. Databases and pages wait for themselves half of the time: of these, two parts (a
 * project, or some of its files) run side by side, the next beginning when one has ended.
 */
const ALONE = ['unit']
const partsOf = (project, parts) => Array.from({ length: parts }, (_, at) => `${project} ${at + 1}/${parts}`)
/** Small parts end together. Pages come last: a browser takes what it can get, and databases beside it come to nothing. */
const SIDE_BY_SIDE = [...partsOf('embedded', 4), ...partsOf('postgres', 4), ...partsOf('browser', 2)]
const LANES = 2
const total = { passed: 0, skipped: 0 }
/** What failed, said again at the end: a long run scrolls the first telling away. */
const failures = []

/** Runs one of a round; what it prints is shown when it has ended unless it runs alone. */
function runPart(part, isAlone) {
  const [project, shard] = part.split(' ')
  const report = join(mkdtempSync(join(tmpdir(), 'quarterhour-report-')), 'report.json')
  const args = [
    'run',
    '--project',
    project,
    ...(shard ? [`--shard=${shard}`] : []),
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
  ]
  const child = spawn(process.execPath, [join(ROOT, 'node_modules', 'vitest', 'vitest.mjs'), ...args], {
    cwd: ROOT,
    env,
    stdio: isAlone ? 'inherit' : ['ignore', 'pipe', 'pipe'],
  })
  const printed = []
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => printed.push(chunk))
  return new Promise((resolve) => {
    child.on('close', (status) => {
      if (!isAlone) say(`\n== ${part}`)
      process.stdout.write(Buffer.concat(printed))
      resolve({ status, counts: existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : undefined })
    })
  })
}

const LINES_SHOWN = 12
const firstLines = (text) => (text ?? '').split('\n').slice(0, LINES_SHOWN).join('\n    ')

/** A file that fails as a whole has no failed test of its own. */
function failuresIn({ name, status, message, assertionResults }) {
  const file = relative(ROOT, name)
  const wrong = assertionResults.filter((test) => test.status === 'failed')
  if (wrong.length === 0) return status === 'failed' ? [`${file}\n    ${firstLines(message)}`] : []
  return wrong.map(
    ({ fullName, failureMessages }) => `${file} > ${fullName}\n    ${firstLines(failureMessages.join('\n'))}`,
  )
}

function count(part, { status, counts }) {
  const found = (counts?.testResults ?? []).flatMap(failuresIn)
  if (found.length === 0 && status !== 0) found.push(`${part} as a whole, exit code ${status}`)
  failures.push(...found)
  total.passed += counts?.numPassedTests ?? 0
  total.skipped += (counts?.numPendingTests ?? 0) + (counts?.numTodoTests ?? 0)
}

const isWanted = (part) => wants(part.split(' ')[0])
for (const part of ALONE.filter(isWanted)) {
  say(`\n== ${part}`)
  count(part, await runPart(part, true))
}
const waiting = SIDE_BY_SIDE.filter(isWanted)
async function runLane() {
  for (let part = waiting.shift(); part !== undefined; part = waiting.shift()) {
    say(`\n== ${part} begins`)
    count(part, await runPart(part, false))
  }
}
await Promise.all(Array.from({ length: LANES }, runLane))
postgres?.stop()

for (const failure of failures) say(`\nFAILED ${failure}`)
say(
  `${total.passed} passed, ${failures.length} failed${total.skipped > 0 ? `, ${total.skipped} skipped` : ''}`,
)
process.exit(failures.length === 0 ? 0 : 1)
