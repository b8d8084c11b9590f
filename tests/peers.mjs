/** What tests and benchmarks need besides packages: a browser, and a PostgreSQL server of their own. */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..')
const say = (line) => process.stdout.write(`${line}\n`)

/** The full path of the first of these programs that is there. */
function which(names) {
  for (const name of names) {
    if (name.includes('/')) {
      if (existsSync(name)) return name
      continue
    }
    const found = spawnSync('which', [name], { encoding: 'utf8' })
    if (found.status === 0) return found.stdout.trim()
  }
  return undefined
}

const isRoot = process.getuid?.() === 0
const isDebian = existsSync('/usr/bin/apt-get')

function aptInstall(packages) {
  if (!isDebian || !isRoot) return false
  say(`Installing ${packages.join(', ')} …`)
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  if (spawnSync('apt-get', ['update', '-qq'], { stdio: 'inherit', env }).status !== 0) return false
  const args = ['install', '-y', '-qq', '--no-install-recommends', ...packages]
  return spawnSync('apt-get', args, { stdio: ['ignore', 'ignore', 'inherit'], env }).status === 0
}

const BROWSERS = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

/** A browser that is there, else one installed by the system's packages, else Playwright's own. */
export function findBrowser() {
  const known = process.env.QUARTERHOUR_CHROMIUM ?? which(BROWSERS)
  if (known) return known
  if (aptInstall(['chromium', 'fonts-noto-cjk'])) return which(BROWSERS)
  say('Installing a browser for the tests …')
  spawnSync(
    process.execPath,
    [join(ROOT, 'node_modules', 'playwright-core', 'cli.js'), 'install', 'chromium'],
    { stdio: 'inherit' },
  )
  return undefined
}

/** pgRouting only checks our searches; the rest is needed. */
const POSTGRES_PACKAGES = ['postgresql-15', 'postgresql-15-postgis-3', 'postgresql-15-pgrouting']

const postgresDirectory = () => {
  const base = '/usr/lib/postgresql'
  if (!existsSync(base)) return undefined
  const versions = readdirSync(base).filter((version) => Number(version) >= 15)
  const found = versions.sort((a, b) => Number(b) - Number(a)).map((version) => join(base, version, 'bin'))
  return found.find((bin) => existsSync(join(bin, 'initdb')))
}

const freePort = () =>
  new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address()
      probe.close(() => resolve(port))
    })
  })

/** A throw-away cluster on a free port; PostgreSQL refuses to run as root, so root runs it as `postgres`. */
export async function startPostgres() {
  if (process.env.QUARTERHOUR_TEST_POSTGRES)
    return { url: process.env.QUARTERHOUR_TEST_POSTGRES, stop: () => undefined }
  let bin = postgresDirectory()
  if (!bin && aptInstall(POSTGRES_PACKAGES)) bin = postgresDirectory()
  if (!bin) return undefined
  const directory = mkdtempSync(join(tmpdir(), 'quarterhour-pg-'))
  const asUser = (command, args) =>
    isRoot
      ? spawnSync('runuser', ['-u', 'postgres', '--', command, ...args], { encoding: 'utf8' })
      : spawnSync(command, args, { encoding: 'utf8' })
  if (isRoot) spawnSync('chown', ['postgres', directory])
  const data = join(directory, 'data')
  const port = await freePort()
  const made = asUser(join(bin, 'initdb'), [
    '-D',
    data,
    '-U',
    'quarterhour',
    '-A',
    'trust',
    '-E',
    'UTF8',
    '--no-sync',
  ])
  const options = `-p ${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories=${directory} -c fsync=off -c max_connections=60`
  const started = asUser(join(bin, 'pg_ctl'), [
    '-D',
    data,
    '-w',
    '-l',
    join(directory, 'log'),
    '-o',
    options,
    'start',
  ])
  if (made.status !== 0 || started.status !== 0) {
    say(`PostgreSQL did not start: ${made.stderr}${started.stderr}`)
    process.exit(1)
  }
  return {
    url: `postgres://quarterhour@127.0.0.1:${port}/postgres`,
    stop: () => {
      asUser(join(bin, 'pg_ctl'), ['-D', data, '-m', 'immediate', 'stop'])
      rmSync(directory, { recursive: true, force: true })
    },
  }
}
