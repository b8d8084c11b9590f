/**
 * Known names, phones and identity numbers are looked for, byte by byte, in everything that an installation leaves on
 * the disk after imports, faulty ones and interrupted ones included.
 */
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { rows, sql } from '../../server/db/sql.ts'
import { type Commands, PEOPLE, RESIDENTS, commandsOf, loadTinyTown } from '../fixtures/tinyTown.ts'
import { type TestApp, hasDatabase, isServerDatabase, openTestApp } from '../integration/harness.ts'

const VALUES = PEOPLE.flatMap(({ name, identityNumber, phone }) => [name, identityNumber, phone])

function* filesBelow(directory: string): Generator<string> {
  for (const entry of readdirSync(directory, { withFileTypes: true })) {
    const path = join(directory, entry.name)
    if (entry.isDirectory()) yield* filesBelow(path)
    else if (entry.isFile()) yield path
  }
}

/** Which of the values stand in which file, as UTF-8 or as UTF-16. */
function leaksIn(directory: string, values: readonly string[]): string[] {
  const leaks: string[] = []
  for (const path of filesBelow(directory)) {
    const content = readFileSync(path)
    for (const value of values)
      for (const encoding of ['utf8', 'utf16le'] as const)
        if (content.includes(Buffer.from(value, encoding))) leaks.push(`${value} in ${path}`)
  }
  return leaks
}

describe.skipIf(!hasDatabase)('personal values at rest', () => {
  let office: TestApp
  let commands: Commands
  beforeAll(async () => {
    office = await openTestApp()
    commands = commandsOf(office.app)
    await loadTinyTown(commands)
  })
  afterAll(() => office?.close())
  const documents: unknown[] = []
  const importing = async (name: string, content: string, ...words: string[]): Promise<void> => {
    commands.write(name, content)
    const result = await commands.run('import', name, '--as', 'residents', ...words)
    documents.push(result.json, result.stderr)
  }

  test('faults of personal fields tell no whole value', async () => {
    const lines = RESIDENTS.split('\n')
    // A wrong check digit, a doubled row, a row that is one cell short, one with a cell too many.
    const last = lines[1]!.split(',')[2]!
    const wrongDigit = last.slice(0, 17) + (last[17] === '0' ? '1' : '0')
    await importing('digit.csv', [lines[0], lines[1]!.replace(last, wrongDigit)].join('\n'))
    await importing('twice.csv', [lines[0], lines[1], lines[1]].join('\n'), '--skip-faulty')
    await importing('short.csv', [lines[0], lines[2]!.split(',').slice(1).join(',')].join('\n'))
    await importing('long.csv', [lines[0], `${lines[3]},${lines[3]}`].join('\n'))
    // Columns that changed places, so that one personal value stands where another kind of value is expected.
    await importing(
      'moved.csv',
      lines.join('\n'),
      '--field',
      'birthDate=name',
      '--field',
      'sex=phone',
      '--field',
      'name=id',
    )
    await importing('dates.csv', lines.join('\n'), '--field', 'birthDate=identityNumber')
    const told = JSON.stringify(documents)
    expect(told).toContain('fault.expected.identity.checkDigit')
    expect((documents as { faulty?: number }[]).filter((document) => document?.faulty)).toHaveLength(6)
    expect([...VALUES, wrongDigit].filter((value) => told.includes(value))).toEqual([])
  })

  test('an identity number that serves as the id is not stored as one', async () => {
    await importing(
      'numbered.csv',
      RESIDENTS,
      '--field',
      'id=identityNumber',
      '--field',
      'household=identityNumber',
    )
    await importing(
      'twiceNumbered.csv',
      `${RESIDENTS}${RESIDENTS.split('\n')[1]}\n`,
      '--field',
      'id=identityNumber',
    )
    const ids = await rows<{ id: string }>(office.app.db.pool, sql`select id from resident`)
    expect(ids.filter(({ id }) => VALUES.includes(id))).toEqual([])
  })

  test('no row of the database holds one, import reports and staging included', async () => {
    const tables = await rows<{ name: string }>(
      office.app.db.pool,
      sql`select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`,
    )
    expect(tables.length).toBeGreaterThan(20)
    for (const { name } of tables) {
      const [found] = await rows<{ text: string | null }>(
        office.app.db.pool,
        sql`select string_agg(t::text, ' ') as text from ${sql.raw(`"${name}"`)} t`,
      )
      const leaks = VALUES.filter((value) => (found!.text ?? '').includes(value))
      expect(`${name}: ${leaks.join()}`).toBe(`${name}: `)
    }
  })

  test.skipIf(isServerDatabase)(
    'no file of the database holds one, the write-ahead log included',
    async () => {
      await office.app.db.pool.query('checkpoint')
      const database = join(office.directory, 'database')
      expect(leaksIn(database, VALUES)).toEqual([])
      // The search itself works: what is stored in clear is found.
      expect(leaksIn(database, ['东路3号'])).not.toEqual([])
    },
  )
})
