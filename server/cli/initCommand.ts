/** `init [--demo [--size town|district]] [--empty]`: prepares the data directory. */
import type { App } from '../app/app.ts'
import { markInitialised } from '../db/settings.ts'
import { loadDemo } from '../demo/loadDemo.ts'
import { UsageError, type Words, allowOnly, optionOf } from './arguments.ts'
import type { CommandAnswer, CommandContext } from './commands.ts'

export async function initCommand(app: App, words: Words, context: CommandContext): Promise<CommandAnswer> {
  allowOnly(words, 0, ['size', 'seed', 'date'], ['demo', 'empty'])
  if (words.flags.has('demo') && words.flags.has('empty')) throw new UsageError('either --demo or --empty')
  if (words.flags.has('empty') || !words.flags.has('demo')) {
    await markInitialised(app.db.pool)
    return {
      document: { created: true, demo: false },
      lines: ['An empty installation is ready. Import your own data.'],
    }
  }
  const size = optionOf(words, 'size') ?? 'town'
  if (size !== 'town' && size !== 'district')
    throw new UsageError(`--size: found "${size}", expected town or district`)
  const seed = Number(optionOf(words, 'seed') ?? '8415')
  if (!Number.isInteger(seed)) throw new UsageError('--seed: expected a whole number')
  const created = await loadDemo(app, { size, seed, today: optionOf(words, 'date') }, context.say)
  return {
    document: { created: true, demo: true, size, ...created },
    lines: [
      `The demo ${size} is ready: ${Object.entries(created)
        .map(([kind, count]) => `${count.toLocaleString('en')} ${kind}`)
        .join(', ')}.`,
    ],
  }
}
