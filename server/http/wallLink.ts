/** `/wall/open/<token>`: asked for, a page with a button; the button's POST makes this browser a screen of the wall. */
import type { FastifyInstance } from 'fastify'
import { openWallScreen } from '../access/wallScreens.ts'
import type { App } from '../app/app.ts'
import { answerPage, takeBareForms } from './openLink.ts'
import { openWallPage, wallLinkUsedPage } from './openPage.ts'
import { setWallCookie } from './sessionCookie.ts'

export async function wallLinkRoutes(server: FastifyInstance, app: App): Promise<void> {
  await server.register(async (scope) => {
    takeBareForms(scope)
    scope.get('/wall/open/:token', async (request, reply) => answerPage(request, reply, openWallPage))
    scope.post<{ Params: { token: string } }>(
      '/wall/open/:token',
      { config: { rateLimit: { max: 30, timeWindow: '1 minute' } } },
      async (request, reply) => {
        const token = await openWallScreen(app, request.params.token)
        if (token === null) return answerPage(request, reply.code(410), wallLinkUsedPage)
        setWallCookie(request, reply, token)
        return reply.redirect('/wall', 303)
      },
    )
  })
}
