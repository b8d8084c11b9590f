/** Settings from the environment, with the product's defaults. */
import { resolve } from 'node:path'
import { readTrustProxy } from './trustProxy.ts'

export interface Config {
  port: number
  host: string
  databaseUrl: string | undefined
  dataDirectory: string
  /** Proxies whose word on the client's address is believed. */
  trustProxy: string[] | false
}

export const DEFAULT_PORT = 8415

/** @throws Error when a setting is not what it should be */
export function readConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const port = env.PORT === undefined || env.PORT === '' ? DEFAULT_PORT : Number(env.PORT)
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new Error(`PORT: found "${env.PORT}", expected 0 to 65535`)
  return {
    port,
    host: env.HOST || '127.0.0.1',
    databaseUrl: env.DATABASE_URL || undefined,
    dataDirectory: resolve(env.QUARTERHOUR_DATA || 'data'),
    trustProxy: readTrustProxy(env.QUARTERHOUR_TRUST_PROXY),
  }
}
