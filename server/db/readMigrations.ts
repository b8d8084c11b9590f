/** The numbered plain-SQL files that make the tables, in order. */
import { createHash } from 'node:crypto'
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const DIRECTORY = fileURLToPath(new URL('./migrations/', import.meta.url))

export interface Migration {
  name: string
  text: string
  /** SHA-256 of the text, hexadecimal: a file that changed after it ran is refused. */
  hash: string
}

export const CREATE_MIGRATION_TABLE =
  'create table if not exists migration (name text primary key, hash text not null, ran_at timestamptz not null default now())'

export const readMigrations = (): Migration[] =>
  readdirSync(DIRECTORY)
    .filter((name) => /^\d{4}_.+\.sql$/.test(name))
    .sort()
    .map((name) => {
      const text = readFileSync(join(DIRECTORY, name), 'utf8')
      return { name, text, hash: createHash('sha256').update(text).digest('hex') }
    })
