/**
 * The commands, the same whether they run in a process of their own or through the running server. For people by
 * default; with `--json` one JSON document. A bad word on the line or bad input is one clear line and exit code 1 or 2.
 */
import type { App } from '../app/app.ts'
import { Refusal } from '../app/refusal.ts'
import { UnreadableFile } from '../ingest/readers/types.ts'
import { UsageError, parseArguments } from './arguments.ts'
import { accessCommand } from './accessCommand.ts'
import { auditCommand } from './auditCommand.ts'
import { barriersCommand } from './barriersCommand.ts'
import { calendarCommand } from './calendarCommand.ts'
import { circleCommand } from './circleCommand.ts'
import { coverageCommand } from './coverageCommand.ts'
import { doctorCommand } from './doctorCommand.ts'
import { importCommand } from './importCommand.ts'
import { initCommand } from './initCommand.ts'
import { issueCommand } from './issueCommand.ts'
import { linkCommand } from './linkCommand.ts'
import { matrixCommand } from './matrixCommand.ts'
import { networkCommand } from './networkCommand.ts'
import { planCommand } from './planCommand.ts'
import { scenarioCommand } from './scenarioCommand.ts'
import { siteCommand } from './siteCommand.ts'
import { sentenceOf } from './sentences.ts'
import { unitCommand } from './unitCommand.ts'

export interface CommandContext {
  /** Where file names are relative to. */
  directory: string
  /** Messages on the way; on stderr. */
  say(line: string): void
}

/** What a command answers with: a document for `--json`, lines for people. */
export interface CommandAnswer {
  document: unknown
  lines: string[]
  /** Non-zero when the input was not accepted. */
  exitCode?: number
}

export interface CommandResult {
  exitCode: number
  stdout: string
  stderr: string
}

type Command = (
  app: App,
  words: ReturnType<typeof parseArguments>,
  context: CommandContext,
) => Promise<CommandAnswer>

const COMMANDS: Readonly<Record<string, Command>> = {
  init: initCommand,
  import: importCommand,
  link: linkCommand,
  unit: unitCommand,
  doctor: doctorCommand,
  audit: auditCommand,
  network: networkCommand,
  circle: circleCommand,
  matrix: matrixCommand,
  access: accessCommand,
  barriers: barriersCommand,
  scenario: scenarioCommand,
  plan: planCommand,
  coverage: coverageCommand,
  issue: issueCommand,
  calendar: calendarCommand,
  site: siteCommand,
}

export const COMMAND_NAMES = Object.keys(COMMANDS)

/** Never throws for what a person did; a bug is one line too, with its stack on stderr. */
export async function runCommand(
  app: App,
  words: readonly string[],
  context: CommandContext,
): Promise<CommandResult> {
  const [name, ...rest] = words
  const isJson = rest.includes('--json')
  try {
    const command = name !== undefined && Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined
    if (!command)
      throw new UsageError(`unknown command "${name ?? ''}"; there are: ${COMMAND_NAMES.join(', ')}`)
    const answer = await command(app, parseArguments(rest), context)
    const stdout = isJson
      ? `${JSON.stringify(answer.document)}\n`
      : answer.lines.map((line) => `${line}\n`).join('')
    return { exitCode: answer.exitCode ?? 0, stdout, stderr: '' }
  } catch (error) {
    if (error instanceof UsageError) return { exitCode: 2, stdout: '', stderr: `qh: ${error.message}\n` }
    if (error instanceof UnreadableFile) {
      return { exitCode: 1, stdout: '', stderr: `qh: ${error.file}: ${sentenceOf(error.key, error.facts)}\n` }
    }
    if (error instanceof Refusal)
      return { exitCode: 1, stdout: '', stderr: `qh: ${sentenceOf(error.key, error.facts)}\n` }
    const stack = error instanceof Error ? (error.stack ?? error.message) : String(error)
    return { exitCode: 1, stdout: '', stderr: `qh: unexpected error: ${stack}\n` }
  }
}
