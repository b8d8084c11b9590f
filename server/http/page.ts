/** The built page: hashed files are kept for ever by the browser, the page itself never; its nonce is new each time. */
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'

export const CLIENT_DIRECTORY = fileURLToPath(new URL('../../dist/client/', import.meta.url))
const NOT_BUILT = 'The page is not built. Run: npm run build'
const API = /^\/(trpc|tiles|map|upload|open|control|healthz|readyz|metrics|ogc|open311)(\/|$)/

/** Files beside the page that are served as they are. */
const TYPES: Readonly<Record<string, string>> = {
  svg: 'image/svg+xml',
  png: 'image/png',
  js: 'text/javascript; charset=utf-8',
  webmanifest: 'application/manifest+json',
  txt: 'text/plain; charset=utf-8',
}
const extensionOf = (path: string): string => path.split('.').at(-1)!

export async function pageRoutes(server: FastifyInstance): Promise<void> {
  if (existsSync(join(CLIENT_DIRECTORY, 'assets'))) {
    await server.register(fastifyStatic, {
      root: join(CLIENT_DIRECTORY, 'assets'),
      prefix: '/assets/',
      immutable: true,
      maxAge: '365d',
    })
  }
  const indexFile = join(CLIENT_DIRECTORY, 'index.html')
  const index = existsSync(indexFile) ? readFileSync(indexFile, 'utf8') : undefined
  const publicFiles = new Map(
    (existsSync(CLIENT_DIRECTORY) ? readdirSync(CLIENT_DIRECTORY, { withFileTypes: true }) : [])
      .filter((entry) => entry.isFile() && TYPES[extensionOf(entry.name)] !== undefined)
      .map(({ name }) => [`/${name}`, readFileSync(join(CLIENT_DIRECTORY, name))]),
  )

  server.setNotFoundHandler(async (request, reply) => {
    const path = request.url.split('?')[0]!
    if (
      (request.method !== 'GET' && request.method !== 'HEAD') ||
      API.test(path) ||
      path.startsWith('/assets/')
    ) {
      return reply.code(404).send({ key: 'error.NOT_FOUND' })
    }
    const file = publicFiles.get(path)
    if (file) return reply.type(TYPES[extensionOf(path)]!).send(file)
    if (index === undefined) return reply.code(503).type('text/plain').send(NOT_BUILT)
    return reply
      .type('text/html; charset=utf-8')
      .header('cache-control', 'no-store')
      .send(index.replaceAll('__CSP_NONCE__', request.nonce))
  })
}
