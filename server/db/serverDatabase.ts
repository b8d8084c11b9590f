/** Any PostgreSQL ≥ 15 with PostGIS ≥ 3.3, through `DATABASE_URL`. */
import pg from 'pg'
import { type Database, outliveBrokenConnections } from './database.ts'

const POOL_SIZE = 12

export function connectServerDatabase(url: string): Database {
  const pool = new pg.Pool({ connectionString: url, max: POOL_SIZE, connectionTimeoutMillis: 15_000 })
  outliveBrokenConnections(pool)
  // The planner takes geometry for so costly that it compiles statements of a few rows, at a second each.
  pool.on('connect', (client) => void client.query('set jit = off').catch(() => undefined))
  return { kind: 'server', pool, close: () => pool.end() }
}
