/** `npm run bench [-- linking startup …]`: runs benchmarks one after another, with a PostgreSQL server for the peers. */
import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildWhatIsOld, installWhatIsMissing, requireNode } from '../../server/start.mjs'
import { findBrowser, startPostgres } from '../peers.mjs'

const HERE = dirname(fileURLToPath(import.meta.url))
requireNode()
installWhatIsMissing()
buildWhatIsOld()
const wanted = process.argv.slice(2)
const files = readdirSync(HERE).filter(
  (name) =>
    name.endsWith('.bench.ts') && (wanted.length === 0 || wanted.includes(name.replace('.bench.ts', ''))),
)
const postgres = await startPostgres()
const env = {
  ...process.env,
  QUARTERHOUR_TEST_POSTGRES: postgres?.url ?? '',
  QUARTERHOUR_CHROMIUM: findBrowser() ?? '',
}
let failed = 0
for (const file of files) {
  process.stdout.write(`\n== ${file}\n`)
  const result = spawnSync(process.execPath, ['--expose-gc', '--import', 'tsx', join(HERE, file)], {
    cwd: join(HERE, '..', '..'),
    env,
    stdio: 'inherit',
  })
  if (result.status !== 0) failed++
}
postgres?.stop()
process.exit(failed === 0 ? 0 : 1)
