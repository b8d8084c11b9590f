/** `npm run -s qh -- <command>`: through the running server when there is one on the data directory, else by itself. */
import { existsSync, readFileSync } from 'node:fs'
import { openApp } from '../app/app.ts'
import { readConfig } from '../app/config.ts'
import { catchUpLinks } from '../services/catchUpLinks.ts'
import { type ControlFile, controlFileOf } from '../http/control.ts'
import { COMMAND_NAMES, type CommandResult, runCommand } from './commands.ts'

const HELP = `usage: npm run -s qh -- <command> [--json]
commands: ${COMMAND_NAMES.join(', ')}
  init [--demo [--size town|district]] [--empty]
  import FILE --as units|buildings|residents|facilities|issues|roster|basemap [--level street|community|grid]
         [--crs auto|EPSG:n|gcj02|bd09] [--axis auto|lonlat|latlon] [--field target=column …] [--date DAY] [--dry-run] [--skip-faulty] [--rejected FILE]
         [--end-missing | --end-missing-top]
  link
  unit CODE [--at DATE]
  network import FILE [--join] | network show
  circle --at LON,LAT [--minutes 5,10,15 | --meters 1000] [--profile standard|brisk|older|pram] [--shape]
  matrix --from FILE --to FILE [--max-meters n]
  access --kind KIND [--minutes 15] [--profile …] [--measure nearest|choices|twoStep|enhancedTwoStep]
  access --score convenience|completeCommunity|residentialArea [--profile …]
  barriers [--kind KIND | --at LON,LAT] [--minutes 5,10,15] [--profile …] [--time HH:MM] [--who residents|over64|under15] [--top n]
  scenario list | scenario show ID | scenario effect ID --kind KIND|--at LON,LAT [--minutes …] [--profile …] [--who …]
  issue list [--state open|new|dispatched|inHand|toVerify|hung|closed|all] [--late] [--signs] [--unit CODE] [--limit n]
  issue show ID | issue rebuild
  calendar due --class CLASS [--subclass SUBCLASS] --from "YYYY-MM-DD HH:MM"
  site --model pmedian|mclp|lscp|pcenter --kind KIND [--p n] [--minutes 15] [--profile …] [--for residents|over64|under15] [--every m]
  site --model … --matrix FILE --demand FILE [--p n] [--reach n] [--symmetric]
  site --orlib FILE [--p n]      each with [--seconds n] [--out FILE]
  site verify FILE
  audit verify
  doctor
`

/** @returns null when no server answers on the directory */
async function throughServer(
  file: string,
  words: string[],
): Promise<(CommandResult & { messages: string[] }) | null> {
  if (!existsSync(file)) return null
  const control = JSON.parse(readFileSync(file, 'utf8')) as ControlFile
  let response: Response
  try {
    response = await fetch(`http://${control.host}:${control.port}/control/command`, {
      method: 'POST',
      headers: { authorization: `Bearer ${control.token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ arguments: words, directory: process.cwd() }),
    })
  } catch (error) {
    const { code } = ((error as Error).cause ?? {}) as { code?: string }
    // A server that has gone leaves its file behind; one that takes long is still there.
    if (code === 'UND_ERR_HEADERS_TIMEOUT')
      throw new Error('the server is still working on the command; it ends there', { cause: error })
    return null
  }
  if (!response.ok) return null
  return (await response.json()) as CommandResult & { messages: string[] }
}

async function main(): Promise<number> {
  const words = process.argv.slice(2)
  if (words.length === 0 || words[0] === 'help' || words[0] === '--help') {
    process.stdout.write(HELP)
    return words.length === 0 ? 2 : 0
  }
  if (!COMMAND_NAMES.includes(words[0]!)) {
    process.stderr.write(`qh: unknown command "${words[0]}"; there are: ${COMMAND_NAMES.join(', ')}\n`)
    return 2
  }
  const config = readConfig()
  const say = (line: string): void => void process.stderr.write(`${line}\n`)
  const remote = config.databaseUrl ? null : await throughServer(controlFileOf(config.dataDirectory), words)
  if (remote) {
    remote.messages.forEach(say)
    process.stderr.write(remote.stderr)
    process.stdout.write(remote.stdout)
    return remote.exitCode
  }
  const app = await openApp(config)
  try {
    // On an embedded database nobody else is at work.
    if (!config.databaseUrl) await catchUpLinks(app)
    const result = await runCommand(app, words, { directory: process.cwd(), say })
    process.stderr.write(result.stderr)
    process.stdout.write(result.stdout)
    return result.exitCode
  } finally {
    await app.close()
  }
}

main().then(
  (code) => {
    process.exitCode = code
  },
  (error: unknown) => {
    process.stderr.write(`qh: ${error instanceof Error ? error.message : String(error)}\n`)
    process.exitCode = 1
  },
)
