/** `audit verify`: whether the log's chain is whole. */
import { brokenAuditRows } from '../access/audit.ts'
import type { App } from '../app/app.ts'
import { row, sql } from '../db/sql.ts'
import { UsageError, type Words, allowOnly } from './arguments.ts'
import type { CommandAnswer } from './commands.ts'

export async function auditCommand(app: App, words: Words): Promise<CommandAnswer> {
  allowOnly(words, 1, [], [])
  if (words.names[0] !== 'verify') throw new UsageError('audit has one command: audit verify')
  const broken = await brokenAuditRows(app.db.pool)
  const count = (await row<{ count: number }>(app.db.pool, sql`select count(*) as count from audit`))!.count
  return {
    document: { rows: count, broken },
    lines: [
      broken.length === 0
        ? `${count} rows, the chain is whole`
        : `${count} rows, broken at: ${broken.join(', ')}`,
    ],
    exitCode: broken.length === 0 ? 0 : 1,
  }
}
