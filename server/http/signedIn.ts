/** For plain routes: the viewer behind the request, or an answer that says why not. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Permission } from '../../shared/domain/access.ts'
import { viewerOf } from '../access/sessions.ts'
import type { Viewer } from '../access/viewer.ts'
import { screenReach } from '../access/wallScreens.ts'
import type { App } from '../app/app.ts'
import { Refusal } from '../app/refusal.ts'
import { SESSION_COOKIE, WALL_COOKIE } from './sessionCookie.ts'

const STATUS: Readonly<Record<string, number>> = {
  BAD_REQUEST: 400,
  UNAUTHORIZED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  CONFLICT: 409,
  PAYLOAD_TOO_LARGE: 413,
  TOO_MANY_REQUESTS: 429,
}

/** @throws Refusal when nobody is signed in or the role lacks the permission */
export async function requireViewer(
  app: App,
  request: FastifyRequest,
  permission: Permission,
): Promise<Viewer> {
  const viewer = await viewerOf(app, request.cookies[SESSION_COOKIE])
  if (!viewer) throw new Refusal('UNAUTHORIZED', 'signIn.needed')
  if (!viewer.permissions.has(permission)) throw new Refusal('FORBIDDEN', 'access.refused', { permission })
  return viewer
}

/** For what the wall's map stands on as well. @returns null for a screen of the wall @throws Refusal for anybody else */
export async function requireViewerOrWall(
  app: App,
  request: FastifyRequest,
  permission: Permission,
): Promise<Viewer | null> {
  if (await screenReach(app, request.cookies[WALL_COOKIE])) return null
  return requireViewer(app, request, permission)
}

/** Answers a refusal with its key and facts; anything else is the error handler's. */
export async function answerRefusal(reply: FastifyReply, error: unknown): Promise<FastifyReply> {
  if (!(error instanceof Refusal)) throw error
  return reply.code(STATUS[error.code] ?? 400).send({ key: error.key, facts: error.facts })
}
