/** Files out: the rows that an import did not take. */
import { createReadStream, existsSync } from 'node:fs'
import type { FastifyInstance } from 'fastify'
import type { App } from '../app/app.ts'
import { Refusal } from '../app/refusal.ts'
import { uploadPath } from '../services/uploads.ts'
import { answerRefusal, requireViewer } from './signedIn.ts'

export function exportRoutes(server: FastifyInstance, app: App): void {
  server.get<{ Params: { uploadId: string } }>('/upload/:uploadId/rejected.csv', async (request, reply) => {
    try {
      // Whoever may import may keep a roster as well; what they sent is theirs alone.
      const viewer = await requireViewer(app, request, 'duty.manage')
      const { rejectedFile } = uploadPath(app, viewer, request.params.uploadId)
      if (!existsSync(rejectedFile)) throw new Refusal('NOT_FOUND', 'upload.noRejected')
      return reply
        .header('content-type', 'text/csv; charset=utf-8')
        .header('content-disposition', 'attachment; filename="rejected.csv"')
        .send(createReadStream(rejectedFile))
    } catch (error) {
      return answerRefusal(reply, error)
    }
  })
}
