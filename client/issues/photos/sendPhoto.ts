/** Sends one photo to the server. What is wrong with it can be told before it is sent where its size says so. */
import { PHOTO_LIMIT_BYTES, PhotoTaken } from '../../../shared/issues/photos.ts'
import { type Facts, say, translate } from '../../i18n/i18n.ts'

export class PhotoFailure extends Error {
  /**
   * @param isRefused  the server understood and says no: sent again it says the same
   * @param said  what it said, by key; null without an answer
   */
  constructor(
    message: string,
    readonly isRefused: boolean,
    readonly said: { status: number; key: string; facts: Facts } | null = null,
  ) {
    super(message)
    this.name = 'PhotoFailure'
  }
}

/** Says nothing of the photo. */
const SIGNED_OUT = 401
const TOO_MANY = 429

/** @throws PhotoFailure with the sentence for the person */
export async function sendPhoto(photo: Blob, name: string, signal?: AbortSignal): Promise<PhotoTaken> {
  if (photo.size > PHOTO_LIMIT_BYTES)
    throw new PhotoFailure(
      translate('photo.tooLarge', { file: name, megabytes: PHOTO_LIMIT_BYTES / 1024 ** 2 }),
      true,
      {
        status: 413,
        key: 'photo.tooLarge',
        facts: { file: name, megabytes: PHOTO_LIMIT_BYTES / 1024 ** 2 },
      },
    )
  const form = new FormData()
  form.append('file', photo, name)
  const answer = await fetch('/photos', { method: 'POST', body: form, signal: signal ?? null }).catch(() => {
    throw new PhotoFailure(translate('photo.notSent', { file: name }), false)
  })
  const document: unknown = await answer.json().catch(() => ({}))
  if (answer.ok) {
    const taken = PhotoTaken.safeParse(document)
    if (taken.success) return taken.data
  }
  const { key = '', facts = {} } = Object(document) as { key?: string; facts?: Facts }
  const sentence = say(key, { ...facts, file: name }) ?? translate('photo.notSent', { file: name })
  const isRefused = answer.status >= 400 && answer.status < 500
  throw new PhotoFailure(sentence, isRefused && answer.status !== SIGNED_OUT && answer.status !== TOO_MANY, {
    status: answer.status,
    key,
    facts: { ...facts, file: name },
  })
}
