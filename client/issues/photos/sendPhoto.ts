/** Sends one photo to the server. What is wrong with it can be told before it is sent where its size says so. */
import { PHOTO_LIMIT_BYTES, type PhotoTaken } from '../../../shared/issues/photos.ts'
import { say, translate } from '../../i18n/i18n.ts'
import { PhotoFailure, putPhoto } from './putPhoto.ts'

/** @throws PhotoFailure with the sentence for the person */
export async function sendPhoto(photo: Blob, name: string, signal?: AbortSignal): Promise<PhotoTaken> {
  const megabytes = PHOTO_LIMIT_BYTES / 1024 ** 2
  if (photo.size > PHOTO_LIMIT_BYTES)
    throw new PhotoFailure(translate('photo.tooLarge', { file: name, megabytes }), true)
  try {
    return await putPhoto(photo, name, signal)
  } catch (error) {
    if (!(error instanceof PhotoFailure)) throw error
    const { isRefused, said } = error
    const sentence = said && say(said.key, said.facts)
    throw new PhotoFailure(sentence ?? translate('photo.notSent', { file: name }), isRefused, said)
  }
}
