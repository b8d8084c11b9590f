/** The file of a walking network, by the hash of its content: it never changes, so it is kept for good. */
import type { FastifyInstance } from 'fastify'
import type { App } from '../app/app.ts'
import { Refusal } from '../app/refusal.ts'
import { networkFile } from '../db/networks.ts'
import { answerRefusal, requireViewer } from './signedIn.ts'

export function networkRoutes(server: FastifyInstance, app: App): void {
  server.get<{ Params: { hash: string } }>('/network/:hash.bin', async (request, reply) => {
    try {
      await requireViewer(app, request, 'map.view')
      const file = await networkFile(app.db.pool, request.params.hash)
      if (!file) throw new Refusal('NOT_FOUND', 'network.unknownHash')
      return await reply
        .header('cache-control', 'private, max-age=31536000, immutable')
        .type('application/octet-stream')
        .send(file)
    } catch (error) {
      return answerRefusal(reply, error)
    }
  })
}
