/**
 * The HTTP server: security headers on everything, the page, the procedures, files in and out, tiles, health.
 * Nothing is fetched from anywhere else, and the Content-Security-Policy makes the browser hold to it.
 */
import { randomBytes } from 'node:crypto'
import fastifyCookie from '@fastify/cookie'
import fastifyCompress from '@fastify/compress'
import fastifyHelmet from '@fastify/helmet'
import fastifyMultipart from '@fastify/multipart'
import fastifyRateLimit from '@fastify/rate-limit'
import { fastifyTRPCPlugin, type FastifyTRPCPluginOptions } from '@trpc/server/adapters/fastify'
import fastify, { type FastifyError, type FastifyInstance } from 'fastify'
import { viewerOf } from '../access/sessions.ts'
import type { App } from '../app/app.ts'
import { type AppRouter, appRouter } from '../routers/appRouter.ts'
import type { Context } from '../routers/trpc.ts'
import { UPLOAD_LIMIT_BYTES } from '../services/uploads.ts'
import { answerRoutes } from './answer.ts'
import { controlRoutes } from './control.ts'
import { exportRoutes } from './exports.ts'
import { healthRoutes } from './health.ts'
import { mapRoutes } from './map.ts'
import { networkRoutes } from './network.ts'
import { loggedRequest } from './loggedRequest.ts'
import { opinionRoutes } from './opinion.ts'
import { openLinkRoutes } from './openLink.ts'
import { pageRoutes } from './page.ts'
import { photoRoutes } from './photos.ts'
import { planFileRoutes } from './planFiles.ts'
import { SESSION_COOKIE, WALL_COOKIE, clearSession, setSession } from './sessionCookie.ts'
import { uploadRoute } from './upload.ts'
import { wallLinkRoutes } from './wallLink.ts'

const BODY_LIMIT_BYTES = 5 * 1024 * 1024
const REQUESTS_A_MINUTE = 6_000

declare module 'fastify' {
  interface FastifyRequest {
    nonce: string
  }
}

/** `null` is what a browser sends for a page without an origin of its own: another one in any case. */
const hostOf = (origin: string): string | undefined =>
  URL.canParse(origin) ? new URL(origin).host : undefined

export async function buildServer(app: App): Promise<FastifyInstance> {
  const server = fastify({
    bodyLimit: BODY_LIMIT_BYTES,
    routerOptions: { maxParamLength: 5_000 },
    logger: { level: 'warn', serializers: { req: loggedRequest } },
    forceCloseConnections: true,
    trustProxy: app.config.trustProxy,
  })
  server.decorateRequest('nonce', '')
  // Helmet asks for the nonce with the raw request.
  const nonces = new WeakMap<object, string>()
  server.addHook('onRequest', async (request) => {
    request.nonce = randomBytes(16).toString('base64')
    nonces.set(request.raw, request.nonce)
  })
  await server.register(fastifyHelmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'", (raw) => `'nonce-${nonces.get(raw)}'`],
        imgSrc: ["'self'", 'data:', 'blob:'],
        fontSrc: ["'self'"],
        connectSrc: ["'self'"],
        workerSrc: ["'self'"],
        manifestSrc: ["'self'"],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
      },
    },
    strictTransportSecurity: false,
    crossOriginEmbedderPolicy: false,
    referrerPolicy: { policy: 'same-origin' },
  })
  await server.register(fastifyRateLimit, { max: REQUESTS_A_MINUTE, timeWindow: '1 minute' })
  await server.register(fastifyCookie)
  await server.register(fastifyCompress, { global: true, encodings: ['br', 'gzip'], threshold: 1024 })
  await server.register(fastifyMultipart, { limits: { fileSize: UPLOAD_LIMIT_BYTES, files: 12, fields: 0 } })

  // A page of another site must not act with this person's cookie.
  server.addHook('preHandler', async (request, reply) => {
    if (request.method === 'GET' || request.method === 'HEAD') return
    const { origin } = request.headers
    if (origin !== undefined && hostOf(origin) !== request.host)
      await reply.code(403).send({ key: 'access.otherOrigin' })
  })
  // What went wrong inside is for the log; the answer has a key and nothing else.
  server.setErrorHandler(async (error: FastifyError, request, reply) => {
    const status = error.statusCode ?? 500
    if (status >= 500) request.log.error({ err: error }, 'request failed')
    const key = status >= 500 ? 'error.unexpected' : status === 429 ? 'signIn.wait' : 'input.invalid'
    return reply.code(status).send({ key })
  })

  await server.register(fastifyTRPCPlugin, {
    prefix: '/trpc',
    trpcOptions: {
      router: appRouter,
      // A question with 20,000 points does not fit into an address: it may come by POST.
      allowMethodOverride: true,
      createContext: async ({ req, res }): Promise<Context> => {
        const sessionToken = req.cookies[SESSION_COOKIE]
        return {
          app,
          viewer: await viewerOf(app, sessionToken),
          sessionToken,
          wallToken: req.cookies[WALL_COOKIE],
          address: req.ip,
          setSession: (token) => (token === null ? clearSession(res) : setSession(req, res, token)),
        }
      },
      onError: ({ error, path }) => {
        if (error.code === 'INTERNAL_SERVER_ERROR')
          server.log.error({ path, err: error.cause ?? error }, 'procedure failed')
      },
    } satisfies FastifyTRPCPluginOptions<AppRouter>['trpcOptions'],
  })
  healthRoutes(server, app)
  await openLinkRoutes(server, app)
  await wallLinkRoutes(server, app)
  await answerRoutes(server, app)
  await opinionRoutes(server, app)
  uploadRoute(server, app)
  photoRoutes(server, app)
  exportRoutes(server, app)
  mapRoutes(server, app)
  planFileRoutes(server, app)
  networkRoutes(server, app)
  controlRoutes(server, app)
  await pageRoutes(server)
  return server
}
