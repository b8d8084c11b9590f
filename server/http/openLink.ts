/** `/open/<token>`: asked for, a page with a button; the button's POST signs the holder in and uses the link up. */
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { useOneTimeLink } from '../access/sessions.ts'
import type { App } from '../app/app.ts'
import { openLaterPage, openPage } from './openPage.ts'
import { plainPagePolicy } from './plainPage.ts'
import { setSession } from './sessionCookie.ts'

const FORM_LIMIT_BYTES = 1024

/** One of the pages that a link opens, before anybody is known. */
export const answerPage = (
  request: FastifyRequest,
  reply: FastifyReply,
  page: (nonce: string) => string,
): FastifyReply =>
  reply
    .header('content-security-policy', plainPagePolicy(request.nonce))
    .header('cache-control', 'no-store')
    .type('text/html; charset=utf-8')
    .send(page(request.nonce))

/** Forms of one button, without fields; too many of them are answered in words: a person's browser waits. */
export function takeBareForms(scope: FastifyInstance): void {
  scope.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string', bodyLimit: FORM_LIMIT_BYTES },
    (_request, _body, done) => done(null),
  )
  scope.setErrorHandler(async (error: FastifyError, request, reply) => {
    if (error.statusCode !== 429) throw error
    return answerPage(request, reply.code(429), openLaterPage)
  })
}

export async function openLinkRoutes(server: FastifyInstance, app: App): Promise<void> {
  await server.register(async (scope) => {
    takeBareForms(scope)
    scope.get('/open/:token', async (request, reply) => answerPage(request, reply, openPage))
    scope.post<{ Params: { token: string } }>(
      '/open/:token',
      { config: { rateLimit: { max: 30, timeWindow: '1 minute' } } },
      async (request, reply) => {
        const session = await useOneTimeLink(app, request.params.token)
        if (session === null) return reply.redirect('/?linkUsed=1', 303)
        setSession(request, reply, session)
        return reply.redirect('/', 303)
      },
    )
  })
}
