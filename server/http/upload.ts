/** `POST /upload`: the files of one import, streamed to disk. */
import type { FastifyInstance } from 'fastify'
import { seesEverything } from '../access/viewer.ts'
import type { App } from '../app/app.ts'
import { Refusal } from '../app/refusal.ts'
import { storeUpload } from '../services/uploads.ts'
import { answerRefusal, requireViewer } from './signedIn.ts'

export function uploadRoute(server: FastifyInstance, app: App): void {
  server.post('/upload', async (request, reply) => {
    try {
      const viewer = await requireViewer(app, request, 'data.import')
      if (!seesEverything(viewer)) throw new Refusal('FORBIDDEN', 'access.outsideArea')
      return { uploadId: await storeUpload(app, viewer, request.files()) }
    } catch (error) {
      return answerRefusal(reply, error)
    }
  })
  // A file that a plan begins from: whoever works on plans may bring one, and nobody else can use it.
  server.post('/upload/plan', async (request, reply) => {
    try {
      const viewer = await requireViewer(app, request, 'plan.work')
      return { uploadId: await storeUpload(app, viewer, request.files()) }
    } catch (error) {
      return answerRefusal(reply, error)
    }
  })
}
