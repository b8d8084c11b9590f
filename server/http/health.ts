/** `healthz`: the process lives. `readyz`: the database answers and is up to date (migrations ran before listening). */
import type { FastifyInstance } from 'fastify'
import type { App } from '../app/app.ts'
import { row, sql } from '../db/sql.ts'

export function healthRoutes(server: FastifyInstance, app: App): void {
  server.get('/healthz', async () => ({ ok: true }))
  server.get('/readyz', async (_request, reply) => {
    try {
      await row(app.db.pool, sql`select 1 from migration limit 1`)
      return { ok: true, database: app.db.kind }
    } catch {
      return reply.code(503).send({ ok: false, database: app.db.kind })
    }
  })
}
