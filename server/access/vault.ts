/**
 * Encryption of personal fields: AES-256-GCM with a random nonce, the field's name as additional data so that values
 * cannot be swapped between columns, and a keyed hash for exact search. The key comes from QUARTERHOUR_KEY (base64,
 * 32 bytes) or a file outside the database directory, made on the first start, readable by its owner only.
 */
import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  hkdfSync,
  randomBytes,
  randomFillSync,
} from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

const VERSION = 1
const NONCE_BYTES = 12
const TAG_BYTES = 16

/** Nonces are drawn many at a time: asking for twelve bytes a value costs more than the encryption. */
const NONCES_AT_ONCE = 1024
const pool = Buffer.alloc(NONCE_BYTES * NONCES_AT_ONCE)
let poolAt = pool.length

function nextNonce(): Buffer {
  if (poolAt === pool.length) {
    randomFillSync(pool)
    poolAt = 0
  }
  const nonce = Buffer.from(pool.subarray(poolAt, poolAt + NONCE_BYTES))
  poolAt += NONCE_BYTES
  return nonce
}

export interface Vault {
  seal(field: string, value: string): Buffer
  /** @throws Error when the value was altered, belongs to another field or another key */
  open(field: string, sealed: Uint8Array): string
  /** The same value gives the same index; the value cannot be had back from it without the key. */
  blindIndex(field: string, value: string): Buffer
  /** Keyed hash over a row, to tell whether an imported row changed. */
  fingerprint(values: readonly (string | number | boolean | null)[]): string
}

function loadKey(dataDirectory: string): Buffer {
  const given = process.env.QUARTERHOUR_KEY
  if (given) {
    const key = Buffer.from(given, 'base64')
    if (key.length !== 32)
      throw new Error(`QUARTERHOUR_KEY: found ${key.length} bytes, expected 32 in base64`)
    return key
  }
  const file = join(dataDirectory, 'keys', 'personal-fields.key')
  if (!existsSync(file)) {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
    writeFileSync(file, randomBytes(32).toString('base64'), { mode: 0o600, flag: 'wx' })
  }
  return Buffer.from(readFileSync(file, 'utf8'), 'base64')
}

export function openVault(dataDirectory: string): Vault {
  const key = loadKey(dataDirectory)
  const derive = (purpose: string): Buffer =>
    Buffer.from(hkdfSync('sha256', key, '', `quarterhour ${purpose}`, 32))
  const sealKey = derive('seal')
  const indexKey = derive('index')
  const rowKey = derive('row')
  return {
    seal(field, value) {
      const nonce = nextNonce()
      const cipher = createCipheriv('aes-256-gcm', sealKey, nonce)
      cipher.setAAD(Buffer.from(field))
      const body = Buffer.concat([cipher.update(value, 'utf8'), cipher.final()])
      return Buffer.concat([Buffer.from([VERSION]), nonce, cipher.getAuthTag(), body])
    },
    open(field, sealed) {
      const bytes = Buffer.from(sealed)
      if (bytes[0] !== VERSION) throw new Error(`sealed value of version ${bytes[0]}, expected ${VERSION}`)
      const decipher = createDecipheriv('aes-256-gcm', sealKey, bytes.subarray(1, 1 + NONCE_BYTES))
      decipher.setAAD(Buffer.from(field))
      decipher.setAuthTag(bytes.subarray(1 + NONCE_BYTES, 1 + NONCE_BYTES + TAG_BYTES))
      const body = bytes.subarray(1 + NONCE_BYTES + TAG_BYTES)
      return Buffer.concat([decipher.update(body), decipher.final()]).toString('utf8')
    },
    blindIndex: (field, value) => createHmac('sha256', indexKey).update(`${field}\0${value}`).digest(),
    fingerprint: (values) =>
      createHmac('sha256', rowKey).update(JSON.stringify(values)).digest('base64').slice(0, 24),
  }
}
