/** The page from its directory as it is: what a build brings is there at once, and kept as long as it is true. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fastify, { type FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { pageRoutes } from '../../../server/http/page.ts'

let directory: string
let server: FastifyInstance

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'quarterhour-page-'))
  server = fastify()
  server.decorateRequest('nonce', '')
  server.addHook('onRequest', async (request) => {
    request.nonce = request.id
  })
  await pageRoutes(server, join(directory, 'client'))
  await server.ready()
})

afterAll(async () => {
  await server.close()
  rmSync(directory, { recursive: true, force: true })
})

const get = async (url: string) => {
  const { statusCode, headers, body } = await server.inject({ url })
  return { statusCode, body, cache: headers['cache-control'], type: headers['content-type'] }
}
const build = (hash: string): void => {
  const client = join(directory, 'client')
  rmSync(client, { recursive: true, force: true })
  mkdirSync(join(client, 'assets'), { recursive: true })
  writeFileSync(
    join(client, 'index.html'),
    `<script nonce="__CSP_NONCE__" src="/assets/${hash}.js"></script>`,
  )
  writeFileSync(join(client, 'assets', `${hash}.js`), `// ${hash}`)
  writeFileSync(join(client, 'icon.svg'), `<svg><!-- ${hash} --></svg>`)
}

describe('the built page', () => {
  it('says that it is not built, and is there once it is', async () => {
    expect(await get('/')).toMatchObject({ statusCode: 503 })
    build('aaaa')
    expect(await get('/')).toMatchObject({
      statusCode: 200,
      body: expect.stringContaining('/assets/aaaa.js'),
    })
    expect(await get('/assets/aaaa.js')).toMatchObject({
      statusCode: 200,
      cache: 'public, max-age=31536000, immutable',
    })
  })

  it('is the newest one, with the files it names', async () => {
    build('aaaa')
    await get('/')
    build('bbbb')
    const page = await get('/unit/somewhere')
    expect(page).toMatchObject({ statusCode: 200, cache: 'no-cache', type: 'text/html; charset=utf-8' })
    expect(page.body).toContain('/assets/bbbb.js')
    expect(page.body).not.toContain('__CSP_NONCE__')
    expect((await get('/assets/bbbb.js')).body).toBe('// bbbb')
    expect(await get('/icon.svg')).toMatchObject({ cache: 'no-cache', body: expect.stringContaining('bbbb') })
  })

  it('never has a missing file kept', async () => {
    build('cccc')
    expect(await get('/assets/bbbb.js')).toMatchObject({ statusCode: 404, cache: 'no-store' })
  })

  it('gives no file from elsewhere', async () => {
    build('dddd')
    writeFileSync(join(directory, 'secret.txt'), 'secret')
    for (const path of [
      '/../secret.txt',
      '/%2e%2e/secret.txt',
      '/..%2fsecret.txt',
      '/assets/../../secret.txt',
    ])
      expect((await get(path)).body).not.toContain('secret')
  })
})
