/** Puts one photo on the server, from the page or from the service worker: what is wrong with it comes back by key, without words. */
import type { PhotoTaken } from '../../../shared/issues/photos.ts'

/** What the server said, by key. */
export interface PhotoSaid {
  status: number
  key: string
  facts: Record<string, string | number>
}

export class PhotoFailure extends Error {
  /**
   * @param isRefused  the server understood and says no: sent again it says the same
   * @param said  what it said; null without an answer
   */
  constructor(
    message: string,
    readonly isRefused: boolean,
    readonly said: PhotoSaid | null = null,
  ) {
    super(message)
    this.name = 'PhotoFailure'
  }
}

/** Says nothing of the photo. */
const SIGNED_OUT = 401
const TOO_MANY = 429

const isTaken = (document: unknown): document is PhotoTaken =>
  typeof (document as { hash?: unknown } | null)?.hash === 'string'

/** @throws PhotoFailure */
export async function putPhoto(photo: Blob, name: string, signal?: AbortSignal): Promise<PhotoTaken> {
  const form = new FormData()
  form.append('file', photo, name)
  const answer = await fetch('/photos', { method: 'POST', body: form, signal: signal ?? null }).catch(() => {
    throw new PhotoFailure(`no answer to ${name}`, false)
  })
  const document: unknown = await answer.json().catch(() => ({}))
  if (answer.ok && isTaken(document)) return document
  const { key = '', facts = {} } = Object(document) as Partial<PhotoSaid>
  const isRefused = answer.status >= 400 && answer.status < 500
  throw new PhotoFailure(key, isRefused && answer.status !== SIGNED_OUT && answer.status !== TOO_MANY, {
    status: answer.status,
    key,
    facts: { ...facts, file: name },
  })
}
