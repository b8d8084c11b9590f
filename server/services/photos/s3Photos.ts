/**
 * Photos in an S3-compatible store: `<installation>/photos/ab/ab….jpg` in a bucket, path-style, so that a name in the
 * closed network is enough. Several installations may share a bucket: none drops what another has written. What is sent
 * is signed with its hash; a photo counts as kept when the store has confirmed both sizes.
 */
import { createHash, randomUUID } from 'node:crypto'
import { Readable } from 'node:stream'
import { AwsClient } from 'aws4fetch'
import type { S3Config } from '../../app/s3Config.ts'
import type { PhotoSize } from './photoFiles.ts'
import type { PhotoStore } from './photoStore.ts'

const SIZES: readonly PhotoSize[] = ['large', 'small']
/** Without a byte from the store. Milliseconds. */
const SILENCE = 10_000
/** What is sent takes its time: as slow as this a line may be. Bytes a millisecond. */
const SLOWEST_UPLOAD = 16
const DAY = 86_400_000
const FOLDERS = 256

/** The store did not answer, or answered an error: as if the disk did. */
export class StoreFault extends Error {
  readonly code = 'EIO'
}

/** Where they lay before installations had a folder of their own: still read, never dropped. */
const keyOf = (hash: string, size: PhotoSize): string =>
  `photos/${hash.slice(0, 2)}/${hash}${size === 'small' ? '.small' : ''}.jpg`

/** Keys and their times in an answer to a listing; ours hold no characters that XML would write differently. */
const listed = (xml: string): { key: string; at: number }[] =>
  [...xml.matchAll(/<Contents>[\s\S]*?<\/Contents>/g)].map(([entry]) => ({
    key: /<Key>([^<]*)<\/Key>/.exec(entry)?.[1] ?? '',
    at: Date.parse(/<LastModified>([^<]*)<\/LastModified>/.exec(entry)?.[1] ?? ''),
  }))

/** An answer as far as it is needed here. */
interface Answer {
  ok: boolean
  status: number
  body: Buffer
}

/** @param silence  without a byte from the store, milliseconds */
export function s3Photos(
  { endpoint, bucket, region, key, secret }: S3Config,
  installation: () => Promise<string>,
  silence = SILENCE,
): PhotoStore {
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
  ): Promise<Answer> => {
    const ending = new AbortController()
    let timer: NodeJS.Timeout | undefined
    const hears = (more = 0): void => {
      clearTimeout(timer)
      timer = setTimeout(() => ending.abort(), silence + more)
    }
    try {
      hears((body?.length ?? 0) / SLOWEST_UPLOAD)
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
        signal: ending.signal,
      })
      if (!answer.ok && answer.status !== 404) {
        await answer.body?.cancel()
        throw new StoreFault(`the photo store answered ${answer.status} to ${method}`)
      }
      // Read to the end at once: whoever looks at it over a slow line holds no connection to the store.
      const chunks: Uint8Array[] = []
      for await (const chunk of answer.body ?? []) {
        hears()
        chunks.push(chunk as Uint8Array)
      }
      return { ok: answer.ok, status: answer.status, body: Buffer.concat(chunks) }
    } catch (cause) {
      if (cause instanceof StoreFault) throw cause
      throw new StoreFault(`the photo store did not answer to ${method}`, { cause })
    } finally {
      clearTimeout(timer)
    }
  }
  let folder: Promise<string> | undefined
  const own = async (name: string): Promise<string> => {
    folder ??= installation()
    folder.catch(() => (folder = undefined))
    return `/${await folder}/${name}`
  }
  const isThere = async (hash: string, size: PhotoSize): Promise<boolean> =>
    (await ask('HEAD', await own(keyOf(hash, size)))).ok || (await ask('HEAD', `/${keyOf(hash, size)}`)).ok
  const remove = async (hashes: readonly string[]): Promise<void> => {
    await Promise.all(
      hashes.flatMap((hash) => SIZES.map(async (size) => ask('DELETE', await own(keyOf(hash, size))))),
    )
  }
  const put = async (name: string, bytes: Uint8Array<ArrayBuffer>): Promise<void> => {
    const answer = await ask('PUT', await own(name), bytes)
    // A bucket that is not there.
    if (!answer.ok) throw new StoreFault(`the photo store answered ${answer.status} to PUT`)
  }
  return {
    has: async (hash) => (await Promise.all(SIZES.map((size) => isThere(hash, size)))).every(Boolean),
    async read(hash, size) {
      const kept = await ask('GET', await own(keyOf(hash, size)))
      const answer = kept.ok ? kept : await ask('GET', `/${keyOf(hash, size)}`)
      return answer.ok ? Readable.from([answer.body]) : undefined
    },
    async write(hash, pictures) {
      try {
        for (const size of SIZES) await put(keyOf(hash, size), new Uint8Array(pictures[size]))
      } catch (error) {
        // The first fault is the one to tell.
        await remove([hash]).catch(() => undefined)
        throw error
      }
    },
    async check() {
      const name = `photos/check-${randomUUID()}`
      const bytes = new TextEncoder().encode(name)
      await put(name, bytes)
      const { body } = await ask('GET', await own(name))
      await ask('DELETE', await own(name))
      if (!body.equals(bytes)) throw new StoreFault('the photo store gave back something else')
    },
    remove,
    async old(turn) {
      const prefix = (await own(`photos/${(turn % FOLDERS).toString(16).padStart(2, '0')}/`)).slice(1)
      const old = new Set<string>()
      for (let after = ''; ;) {
        const query = new URLSearchParams({
          'list-type': '2',
          prefix,
          ...(after ? { 'start-after': after } : {}),
        })
        const answer = await ask('GET', `?${query.toString()}`)
        if (!answer.ok) throw new StoreFault(`the photo store answered ${answer.status} to a listing`)
        const xml = answer.body.toString('utf8')
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
