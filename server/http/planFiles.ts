/** Files of plans: `/plans/ID.gpkg?on=DATE&language=zh-CN`, and the other formats. */
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { Day } from '../../shared/domain/dates.ts'
import { LetterLanguage } from '../../shared/plans/letter.ts'
import { PlanFileFormat } from '../../shared/plans/planFile.ts'
import { PlanId } from '../../shared/plans/planRecord.ts'
import type { App } from '../app/app.ts'
import { Refusal } from '../app/refusal.ts'
import { planFile } from '../services/plans/planFiles.ts'
import { answerRefusal, requireViewer } from './signedIn.ts'

const Wish = z.object({ id: PlanId, format: PlanFileFormat, on: Day, language: LetterLanguage })

/** RFC 8187 takes fewer signs than an address does. */
const encoded = (text: string): string =>
  encodeURIComponent(text).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)

export function planFileRoutes(server: FastifyInstance, app: App): void {
  server.get<{ Params: { file: string }; Querystring: Record<string, string> }>(
    '/plans/:file',
    async (request, reply) => {
      try {
        const viewer = await requireViewer(app, request, 'plan.work')
        const [id, format] = request.params.file.split('.')
        const wish = Wish.safeParse({ ...request.query, id, format })
        if (!wish.success) throw new Refusal('BAD_REQUEST', 'input.invalid')
        const { name, ending, type, content } = await planFile(app, viewer, wish.data)
        const fileName = encoded(`${name}.${ending}`)
        return await reply
          .header('content-type', type)
          .header(
            'content-disposition',
            `attachment; filename="plan.${ending}"; filename*=UTF-8''${fileName}`,
          )
          .header('cache-control', 'private, no-store')
          .send(content)
      } catch (error) {
        return answerRefusal(reply, error)
      }
    },
  )
}
