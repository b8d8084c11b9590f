/** `access --kind KIND --minutes 15 [--profile …]`: who reaches the nearest facility of a kind on foot, by grid. */
import { systemViewer } from '../access/viewer.ts'
import type { App } from '../app/app.ts'
import { walkedAccess } from '../services/walkedCircle.ts'
import { UsageError, type Words, allowOnly, optionOf } from './arguments.ts'
import type { CommandAnswer } from './commands.ts'
import { limitsFrom, walkerFrom } from './walkOptions.ts'

const MOST_MINUTES = 600
const LINES_IN_WORDS = 10

export async function accessCommand(app: App, words: Words): Promise<CommandAnswer> {
  allowOnly(words, 0, ['kind', 'minutes', 'profile'], [])
  const kind = optionOf(words, 'kind')
  if (kind === undefined) throw new UsageError('access needs --kind KIND')
  const limits = limitsFrom(optionOf(words, 'minutes') ?? '15', 'minutes', MOST_MINUTES)
  if (limits.length !== 1) throw new UsageError('--minutes: expected one number')
  const answer = await walkedAccess(app, systemViewer, { kind, walker: walkerFrom(words), limit: limits[0]! })
  const all = answer.covered + answer.outside
  const share = all === 0 ? 'nobody lives here' : `${((100 * answer.covered) / all).toFixed(1)}%`
  return {
    document: answer,
    lines: [
      `${kind}: ${answer.facilities} facilities; ${answer.covered.toLocaleString('en')} of ${all.toLocaleString('en')} residents within ${limits[0]} min (${share}); outside ${answer.outside.toLocaleString('en')}, of them over 64: ${answer.over64Outside.toLocaleString('en')}, at no street: ${answer.notConnected.toLocaleString('en')}`,
      ...answer.byGrid
        .filter(({ outside }) => outside > 0)
        .slice(0, LINES_IN_WORDS)
        .map(({ name, code, outside, total }) => `  ${name} ${code}: ${outside} of ${total} outside`),
    ],
  }
}
