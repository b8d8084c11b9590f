/** `POST /upload`: the files of one import, streamed to disk. */
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { seesEverything } from '../access/viewer.ts'
import type { App } from '../app/app.ts'
import { Refusal } from '../app/refusal.ts'
import {
  PLAN_UPLOAD_LIMIT_BYTES,
  ROSTER_UPLOAD_LIMIT_BYTES,
  UPLOAD_LIMIT_BYTES,
  storeUpload,
} from '../services/uploads.ts'
import { answerRefusal, requireViewer } from './signedIn.ts'

/** Cut off where they are larger; whoever stores them says so. */
const filesOf = (request: FastifyRequest, fileSize: number) =>
  request.files({ limits: { fileSize }, throwFileSizeLimit: false })

export function uploadRoute(server: FastifyInstance, app: App): void {
  server.post('/upload', async (request, reply) => {
    try {
      const viewer = await requireViewer(app, request, 'data.import')
      if (!seesEverything(viewer)) throw new Refusal('FORBIDDEN', 'access.outsideArea')
      return { uploadId: await storeUpload(app, viewer, filesOf(request, UPLOAD_LIMIT_BYTES)) }
    } catch (error) {
      return answerRefusal(reply, error)
    }
  })
  // A file that a plan begins from: whoever works on plans may bring one, and nobody else can use it.
  server.post('/upload/plan', async (request, reply) => {
    try {
      const viewer = await requireViewer(app, request, 'plan.work')
      const files = filesOf(request, PLAN_UPLOAD_LIMIT_BYTES)
      return { uploadId: await storeUpload(app, viewer, files, PLAN_UPLOAD_LIMIT_BYTES) }
    } catch (error) {
      return answerRefusal(reply, error)
    }
  })
  // A roster: whoever keeps the one of an area may bring it, and it is taken for nothing else.
  server.post('/upload/roster', async (request, reply) => {
    try {
      const viewer = await requireViewer(app, request, 'duty.manage')
      const files = filesOf(request, ROSTER_UPLOAD_LIMIT_BYTES)
      return { uploadId: await storeUpload(app, viewer, files, ROSTER_UPLOAD_LIMIT_BYTES) }
    } catch (error) {
      return answerRefusal(reply, error)
    }
  })
}
