/** The session cookie: not readable by scripts, not sent by other sites, secure where the connection is. */
import type { FastifyReply, FastifyRequest } from 'fastify'

export const SESSION_COOKIE = 'quarterhour_session'

export function setSession(request: FastifyRequest, reply: FastifyReply, token: string): void {
  void reply.setCookie(SESSION_COOKIE, token, {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: request.protocol === 'https',
  })
}

export const clearSession = (reply: FastifyReply): void =>
  void reply.clearCookie(SESSION_COOKIE, { path: '/' })
