/** `POST /photos`: one photo of somebody who works on issues. `GET /photos/<hash>`: for those who may see it. */
import type { FastifyInstance } from 'fastify'
import { PHOTO_LIMIT_BYTES } from '../../shared/issues/photos.ts'
import type { App } from '../app/app.ts'
import { Refusal } from '../app/refusal.ts'
import { shownPhoto, takePhoto, tooLarge } from '../services/photos/photos.ts'
import { answerRefusal, requireViewer } from './signedIn.ts'

/** What a form has around its file. */
const FORM_BYTES = 16 * 1024
const KEPT_SECONDS = 30 * 86_400

/** The disk says no: nothing was kept, and it can be sent again. */
const DISK_FAULTS = ['ENOSPC', 'EDQUOT', 'EROFS', 'EACCES', 'EPERM', 'EIO', 'EMFILE', 'ENOTDIR', 'EEXIST']

export function photoRoutes(server: FastifyInstance, app: App): void {
  server.post('/photos', async (request, reply) => {
    try {
      const viewer = await requireViewer(app, request, 'issues.work')
      // Said before it is sent, where the sender says how much it will be.
      if (Number(request.headers['content-length'] ?? 0) > PHOTO_LIMIT_BYTES + FORM_BYTES) throw tooLarge('')
      const part = await request.file({
        limits: { fileSize: PHOTO_LIMIT_BYTES, files: 1 },
        throwFileSizeLimit: false,
      })
      if (!part) throw new Refusal('BAD_REQUEST', 'photo.empty')
      return await takePhoto(app, viewer, part)
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException
      if (code !== undefined && DISK_FAULTS.includes(code)) {
        request.log.error({ err: error }, 'a photo could not be kept')
        return reply.code(507).send({ key: 'photo.notKept', facts: {} })
      }
      return answerRefusal(reply, error)
    }
  })
  server.get<{ Params: { hash: string }; Querystring: { size?: string } }>(
    '/photos/:hash',
    async (request, reply) => {
      try {
        const viewer = await requireViewer(app, request, 'issues.view')
        const size = request.query.size === 'small' ? 'small' : 'large'
        const picture = await shownPhoto(app, viewer, request.params.hash, size)
        return await reply
          .header('cache-control', `private, max-age=${String(KEPT_SECONDS)}, immutable`)
          // What one person may see, the next one at the same computer may not.
          .header('vary', 'cookie')
          .header('content-disposition', 'inline')
          .type('image/jpeg')
          .send(picture)
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'EIO') {
          request.log.error({ err: error }, 'a photo could not be read')
          return reply.code(503).send({ key: 'photo.notReached', facts: {} })
        }
        return answerRefusal(reply, error)
      }
    },
  )
}
