/**
 * How a command of the same machine goes through the running server: with a token that only the owner of the data
 * directory can read. Two processes never open one embedded database.
 */
import { timingSafeEqual } from 'node:crypto'
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { newToken } from '../access/sessions.ts'
import type { App } from '../app/app.ts'
import { runCommand } from '../cli/commands.ts'

const Command = z.object({ arguments: z.array(z.string()), directory: z.string() })

export interface ControlFile {
  port: number
  host: string
  token: string
  pid: number
}

export const controlFileOf = (dataDirectory: string): string => join(dataDirectory, 'server.json')

const tokens = new WeakMap<App, string>()

/** Tells commands where the server is; taken away when it stops. */
export function writeControlFile(app: App, port: number): () => void {
  const token = tokens.get(app)!
  const file = controlFileOf(app.config.dataDirectory)
  const content: ControlFile = {
    port,
    host: app.config.host === '0.0.0.0' ? '127.0.0.1' : app.config.host,
    token,
    pid: process.pid,
  }
  writeFileSync(file, JSON.stringify(content), { mode: 0o600 })
  return () => rmSync(file, { force: true })
}

export function controlRoutes(server: FastifyInstance, app: App): void {
  const token = newToken()
  tokens.set(app, token)
  const expected = Buffer.from(`Bearer ${token}`)
  server.post('/control/command', async (request, reply) => {
    const given = Buffer.from(request.headers.authorization ?? '')
    if (given.length !== expected.length || !timingSafeEqual(given, expected))
      return reply.code(404).send({ key: 'error.NOT_FOUND' })
    const parsed = Command.safeParse(request.body)
    if (!parsed.success) return reply.code(400).send({ key: 'input.invalid' })
    const command = parsed.data
    const messages: string[] = []
    const result = await runCommand(app, command.arguments, {
      directory: command.directory,
      say: (line) => void messages.push(line),
    })
    return { ...result, messages }
  })
}
