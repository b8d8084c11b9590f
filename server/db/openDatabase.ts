/** Opens the database that the settings name. Imports little, so that the start can begin with it. */
import { mkdirSync } from 'node:fs'
import type { Config } from '../app/config.ts'
import type { Database } from './database.ts'
import { startEmbeddedDatabase } from './embedded/embeddedDatabase.ts'
import { connectServerDatabase } from './serverDatabase.ts'

/** @throws Error when the embedded database cannot start; a server that does not answer is met by the first query */
export async function openDatabase(config: Config, say: (line: string) => void): Promise<Database> {
  mkdirSync(config.dataDirectory, { recursive: true, mode: 0o700 })
  say(config.databaseUrl ? 'Connecting to the database …' : 'Starting the embedded database …')
  return config.databaseUrl
    ? connectServerDatabase(config.databaseUrl)
    : startEmbeddedDatabase(config.dataDirectory)
}
