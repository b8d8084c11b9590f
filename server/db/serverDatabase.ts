/** Any PostgreSQL ≥ 15 with PostGIS ≥ 3.3, through `DATABASE_URL`. */
import pg from 'pg'
import type { Database } from './database.ts'

const POOL_SIZE = 12

export function connectServerDatabase(url: string): Database {
  const pool = new pg.Pool({ connectionString: url, max: POOL_SIZE, connectionTimeoutMillis: 15_000 })
  pool.on('error', () => undefined)
  return { kind: 'server', pool, close: () => pool.end() }
}
