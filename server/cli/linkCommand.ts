/** `link`: links everything again and says what stands where. */
import { linkEverything } from '../services/linking.ts'
import type { App } from '../app/app.ts'
import { type Words, allowOnly } from './arguments.ts'
import type { CommandAnswer } from './commands.ts'

export async function linkCommand(app: App, words: Words): Promise<CommandAnswer> {
  allowOnly(words, 0, [], [])
  const counts = await linkEverything(app)
  const { changed, ...kinds } = counts
  // What disagrees is linked by its place and stands on the list besides.
  const document = Object.fromEntries(
    Object.entries(kinds).map(([kind, { linked, unlinked, disagrees }]) => [
      kind,
      { linked: linked + disagrees, unlinked, disagrees },
    ]),
  )
  return {
    document: { ...document, changed },
    lines: [
      ...Object.entries(document).map(
        ([kind, { linked, unlinked, disagrees }]) =>
          `${kind.padEnd(11)} linked ${linked.toLocaleString('en')}, not linked ${unlinked.toLocaleString('en')}, disagreeing ${disagrees.toLocaleString('en')}`,
      ),
      `${changed.toLocaleString('en')} links changed`,
    ],
  }
}
