/**
 * The built page, from its directory as it is now: a build under a running server is served at once. Hashed files are
 * kept for ever by the browser, the page itself never; its nonce is new each time, and it knows its own version.
 */
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'
import { CLIENT_DIRECTORY, contentOf, versionOfPage } from '../app/builtPage.ts'

const NOT_BUILT = 'The page is not built. Run: npm run build'
const API = /^\/(trpc|tiles|map|upload|open|answer|control|healthz|readyz|metrics|ogc|open311)(\/|$)/

/** Files beside the page that are served as they are. */
const TYPES: Readonly<Record<string, string>> = {
  svg: 'image/svg+xml',
  png: 'image/png',
  js: 'text/javascript; charset=utf-8',
  webmanifest: 'application/manifest+json',
  txt: 'text/plain; charset=utf-8',
}
const PUBLIC_FILE = /^\/(\w[\w-]*(?:\.[\w-]+)*\.(svg|png|js|webmanifest|txt))$/

export async function pageRoutes(server: FastifyInstance, directory = CLIENT_DIRECTORY): Promise<void> {
  await server.register(fastifyStatic, {
    root: join(directory, 'assets'),
    prefix: '/assets/',
    immutable: true,
    maxAge: '365d',
  })

  server.setNotFoundHandler(async (request, reply) => {
    const path = request.url.split('?')[0]!
    if (
      (request.method !== 'GET' && request.method !== 'HEAD') ||
      API.test(path) ||
      path.startsWith('/assets/')
    ) {
      // The next build may bring what is missing now.
      return reply.code(404).header('cache-control', 'no-store').send({ key: 'error.NOT_FOUND' })
    }
    reply.header('cache-control', 'no-cache')
    const [, name, extension] = PUBLIC_FILE.exec(path) ?? []
    const file = name === undefined ? undefined : await contentOf(join(directory, name))
    if (file) return reply.type(TYPES[extension!]!).send(file)
    const index = await contentOf(join(directory, 'index.html'))
    if (index === undefined) return reply.code(503).type('text/plain').send(NOT_BUILT)
    return reply
      .type('text/html; charset=utf-8')
      .send(
        index
          .toString('utf8')
          .replaceAll('__CSP_NONCE__', request.nonce)
          .replaceAll('__PAGE_VERSION__', versionOfPage(index)),
      )
  })
}
