/**
 * `npm start`: installs what is missing, builds what is out of date, starts the server. Plain JavaScript without
 * dependencies, because it runs before anything is installed.
 */
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..')
const LEAST_NODE = [20, 19]

export function requireNode() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major > LEAST_NODE[0] || (major === LEAST_NODE[0] && minor >= LEAST_NODE[1])) return
  process.stderr.write(
    `Node ${process.versions.node} is too old; Quarterhour needs ${LEAST_NODE.join('.')} or newer.\n`,
  )
  process.exit(1)
}

const hashOf = (texts) => createHash('sha256').update(texts.join('\0')).digest('hex')

function run(command, args) {
  const result = spawnSync(command, args, {
    cwd: ROOT,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  })
  if (result.status !== 0) process.exit(result.status ?? 1)
}

/** Whether every package of the lock file is there in its version (npm notes what it installed). */
function isInstalled() {
  const noted = join(ROOT, 'node_modules', '.package-lock.json')
  if (!existsSync(noted)) return false
  const packagesOf = (path) => JSON.parse(readFileSync(path, 'utf8')).packages
  const installed = packagesOf(noted)
  return Object.entries(packagesOf(join(ROOT, 'package-lock.json'))).every(
    ([path, { version, optional, devOptional }]) =>
      path === '' || installed[path]?.version === version || ((optional || devOptional) && !installed[path]),
  )
}

export function installWhatIsMissing() {
  if (isInstalled()) return
  process.stdout.write('Installing packages (once) …\n')
  run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'])
}

function* filesBelow(directory) {
  for (const entry of readdirSync(directory, { withFileTypes: true }).sort((a, b) =>
    a.name < b.name ? -1 : 1,
  )) {
    const path = join(directory, entry.name)
    if (entry.isDirectory()) yield* filesBelow(path)
    else yield path
  }
}

/** Builds the page when its sources changed since the last build, and prepares the embedded database once. */
export function buildWhatIsOld() {
  const sources = [
    ...filesBelow(join(ROOT, 'client')),
    ...filesBelow(join(ROOT, 'shared')),
    join(ROOT, 'vite.config.ts'),
    join(ROOT, 'package-lock.json'),
  ]
  const wanted = hashOf(sources.map((path) => `${path.slice(ROOT.length)}\0${readFileSync(path, 'utf8')}`))
  const stamp = join(ROOT, 'dist', '.quarterhour-built')
  const isFresh = existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted
  if (!isFresh) {
    process.stdout.write('Building the page …\n')
    run(process.execPath, [
      join(ROOT, 'node_modules', 'vite', 'bin', 'vite.js'),
      'build',
      '--logLevel',
      'warn',
    ])
    mkdirSync(dirname(stamp), { recursive: true })
    writeFileSync(stamp, wanted)
  }
  run(process.execPath, ['--import', 'tsx', join(ROOT, 'server', 'db', 'embedded', 'makeSeed.ts')])
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  requireNode()
  installWhatIsMissing()
  buildWhatIsOld()
  const server = spawn(process.execPath, ['--import', 'tsx', join(ROOT, 'server', 'main.ts')], {
    cwd: ROOT,
    stdio: 'inherit',
  })
  // Ctrl-C reaches the server by the terminal; it closes everything, then this process ends with it.
  process.on('SIGINT', () => undefined)
  process.on('SIGTERM', () => server.kill('SIGTERM'))
  server.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)))
}
