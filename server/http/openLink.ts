/** `/open/<token>`: a one-time link signs its holder in and leads to the page. */
import type { FastifyInstance } from 'fastify'
import { useOneTimeLink } from '../access/sessions.ts'
import type { App } from '../app/app.ts'
import { setSession } from './sessionCookie.ts'

export function openLinkRoute(server: FastifyInstance, app: App): void {
  server.get<{ Params: { token: string } }>(
    '/open/:token',
    { config: { rateLimit: { max: 30, timeWindow: '1 minute' } } },
    async (request, reply) => {
      const session = await useOneTimeLink(app, request.params.token)
      if (session === null) return reply.redirect('/?linkUsed=1')
      setSession(request, reply, session)
      return reply.redirect('/')
    },
  )
}
