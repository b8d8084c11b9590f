/** The session cookie: not readable by scripts, not sent by other sites, secure where the connection is. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { SCREEN_DAYS } from '../../shared/issues/wall.ts'

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

/** The cookie of a screen of the wall: it outlives the browser, so that a screen comes back after a power cut. */
export const WALL_COOKIE = 'quarterhour_wall'

export function setWallCookie(request: FastifyRequest, reply: FastifyReply, token: string): void {
  void reply.setCookie(WALL_COOKIE, token, {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: request.protocol === 'https',
    maxAge: SCREEN_DAYS * 86_400,
  })
}
