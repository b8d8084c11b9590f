/** Settings from the environment, with the product's defaults. */
import { resolve } from 'node:path'
import { readS3Config, type S3Config } from './s3Config.ts'
import { readTrustProxy } from './trustProxy.ts'

export interface Config {
  port: number
  host: string
  databaseUrl: string | undefined
  dataDirectory: string
  /** Proxies whose word on the client's address is believed. */
  trustProxy: string[] | false
  /** Where people outside the office reach this installation, without a slash at the end. */
  publicUrl?: string
  /** Whether messages may go to receivers on this machine itself. */
  allowsLoopbackTargets?: boolean
  /** How often a message is tried before it lies in the dead-letter list. */
  noticeAttempts?: number
  /** Where photos are kept instead of the data directory. */
  s3?: S3Config
}

export const DEFAULT_PORT = 8415

/** @throws Error when it is no address of a page */
function readPublicUrl(text: string | undefined): string | undefined {
  if (!text) return undefined
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (!url || !/^https?:$/.test(url.protocol) || url.search !== '' || url.hash !== '')
    throw new Error(
      `QUARTERHOUR_PUBLIC_URL: found "${text}", expected an address such as https://answers.example.org`,
    )
  return url.href.replace(/\/+$/, '')
}

/** @throws Error when it is no number of tries */
function readAttempts(text: string | undefined): number | undefined {
  if (!text) return undefined
  const attempts = Number(text)
  if (!Number.isInteger(attempts) || attempts < 1 || attempts > 100)
    throw new Error(`QUARTERHOUR_NOTICE_ATTEMPTS: found "${text}", expected 1 to 100`)
  return attempts
}

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
    publicUrl: readPublicUrl(env.QUARTERHOUR_PUBLIC_URL),
    s3: readS3Config(env),
    noticeAttempts: readAttempts(env.QUARTERHOUR_NOTICE_ATTEMPTS),
    allowsLoopbackTargets: env.QUARTERHOUR_LOOPBACK_TARGETS === '1',
  }
}
