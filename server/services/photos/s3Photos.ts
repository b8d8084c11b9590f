/**
 * Photos in an S3-compatible store: `photos/ab/ab….jpg` in a bucket, path-style, so that a name in the closed network
 * is enough. What is sent is signed with its hash; a photo counts as kept when the store has confirmed both sizes.
 */
import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import type { ReadableStream } from 'node:stream/web'
import { AwsClient } from 'aws4fetch'
import type { S3Config } from '../../app/s3Config.ts'
import type { PhotoSize } from './photoFiles.ts'
import type { PhotoStore } from './photoStore.ts'

const SIZES: readonly PhotoSize[] = ['large', 'small']
const TIMEOUT_MILLISECONDS = 10_000
const DAY = 86_400_000
const FOLDERS = 256

/** The store did not answer, or answered an error: as if the disk did. */
export class StoreFault extends Error {
  readonly code = 'EIO'
}

const keyOf = (hash: string, size: PhotoSize): string =>
  `photos/${hash.slice(0, 2)}/${hash}${size === 'small' ? '.small' : ''}.jpg`

/** Keys and their times in an answer to a listing; ours hold no characters that XML would write differently. */
const listed = (xml: string): { key: string; at: number }[] =>
  [...xml.matchAll(/<Contents>[\s\S]*?<\/Contents>/g)].map(([entry]) => ({
    key: /<Key>([^<]*)<\/Key>/.exec(entry)?.[1] ?? '',
    at: Date.parse(/<LastModified>([^<]*)<\/LastModified>/.exec(entry)?.[1] ?? ''),
  }))

export function s3Photos({ endpoint, bucket, region, key, secret }: S3Config): PhotoStore {
  // Tried again by us where it matters: a person who waits is told soon.
  const client = new AwsClient({
    accessKeyId: key,
    secretAccessKey: secret,
    region,
    service: 's3',
    retries: 1,
  })
  const ask = async (
    method: string,
    path: string,
    body: Uint8Array<ArrayBuffer> | null = null,
  ): Promise<Response> => {
    try {
      const answer = await client.fetch(`${endpoint}/${bucket}${path}`, {
        method,
        headers: {
          'x-amz-content-sha256': createHash('sha256')
            .update(body ?? '')
            .digest('hex'),
          ...(body ? { 'content-type': 'image/jpeg' } : {}),
        },
        body,
        redirect: 'error',
        signal: AbortSignal.timeout(TIMEOUT_MILLISECONDS),
      })
      if (answer.ok || answer.status === 404) return answer
      await answer.body?.cancel()
      throw new StoreFault(`the photo store answered ${answer.status} to ${method}`)
    } catch (cause) {
      if (cause instanceof StoreFault) throw cause
      throw new StoreFault(`the photo store did not answer to ${method}`, { cause })
    }
  }
  const isThere = async (hash: string, size: PhotoSize): Promise<boolean> =>
    (await ask('HEAD', `/${keyOf(hash, size)}`)).ok
  const remove = async (hashes: readonly string[]): Promise<void> => {
    await Promise.all(hashes.flatMap((hash) => SIZES.map((size) => ask('DELETE', `/${keyOf(hash, size)}`))))
  }
  return {
    has: async (hash) => (await Promise.all(SIZES.map((size) => isThere(hash, size)))).every(Boolean),
    async read(hash, size) {
      const answer = await ask('GET', `/${keyOf(hash, size)}`)
      return answer.ok && answer.body ? Readable.fromWeb(answer.body as ReadableStream) : undefined
    },
    async write(hash, pictures) {
      try {
        for (const size of SIZES) {
          const answer = await ask('PUT', `/${keyOf(hash, size)}`, new Uint8Array(pictures[size]))
          // A bucket that is not there.
          if (!answer.ok) throw new StoreFault(`the photo store answered ${answer.status} to PUT`)
        }
      } catch (error) {
        // The first fault is the one to tell.
        await remove([hash]).catch(() => undefined)
        throw error
      }
    },
    remove,
    async old(turn) {
      const prefix = `photos/${(turn % FOLDERS).toString(16).padStart(2, '0')}/`
      const old = new Set<string>()
      for (let after = ''; ;) {
        const query = new URLSearchParams({
          'list-type': '2',
          prefix,
          ...(after ? { 'start-after': after } : {}),
        })
        const answer = await ask('GET', `?${query.toString()}`)
        if (!answer.ok) throw new StoreFault(`the photo store answered ${answer.status} to a listing`)
        const xml = await answer.text()
        const page = listed(xml)
        for (const { key: name, at } of page) {
          const hash = /\/([0-9a-f]{64})[^/]*$/.exec(name)?.[1]
          if (hash && Date.now() - at > DAY) old.add(hash)
        }
        if (page.length === 0 || !/<IsTruncated>true</.test(xml)) return [...old]
        after = page.at(-1)!.key
      }
    },
    // A store far away takes its time, and the transaction waits.
    dropAtOnce: 8,
  }
}
