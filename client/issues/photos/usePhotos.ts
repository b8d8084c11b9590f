/** Photos that somebody has picked: each is sent at once, so that a report or a step only names them. */
import { useCallback, useEffect, useRef, useState } from 'react'
import { MOST_PHOTOS, type PhotoTaken } from '../../../shared/issues/photos.ts'
import { newKey } from '../../api/newKey.ts'
import { translate } from '../../i18n/i18n.ts'
import { announce } from '../../ui/announce.ts'
import { PhotoFailure } from './putPhoto.ts'
import { sendPhoto } from './sendPhoto.ts'

export interface PickedPhoto {
  id: string
  name: string
  file: Blob
  /** Of what was picked, to be shown before it is sent. */
  url: string
  state: 'sending' | 'ready' | 'failed'
  taken: PhotoTaken | null
  /** Why it failed, in words. */
  why: string | null
  mayTryAgain: boolean
}

export interface PickedPhotos {
  photos: readonly PickedPhoto[]
  /** What stands in the way of more, in words. */
  note: string | null
  add: (files: Iterable<File>) => void
  remove: (id: string) => void
  tryAgain: (id: string) => void
  clear: () => void
  /** Of those that the server has. */
  hashes: string[]
  /** Whether all of them are there, none on its way or failed. */
  isReady: boolean
}

/** @param onTaken  told of each photo that the server has taken; memoise it */
export function usePhotos(onTaken?: (taken: PhotoTaken) => void): PickedPhotos {
  const [photos, setPhotos] = useState<readonly PickedPhoto[]>([])
  const [note, setNote] = useState<string | null>(null)
  const latest = useRef(photos)
  const sending = useRef(new Map<string, AbortController>())
  const show = useCallback((next: readonly PickedPhoto[]) => {
    latest.current = next
    setPhotos(next)
  }, [])
  const change = useCallback(
    (id: string, to: Partial<PickedPhoto>) =>
      show(latest.current.map((photo) => (photo.id === id ? { ...photo, ...to } : photo))),
    [show],
  )
  const drop = useCallback(
    (id: string) => {
      sending.current.get(id)?.abort()
      sending.current.delete(id)
      const gone = latest.current.find((photo) => photo.id === id)
      if (gone) URL.revokeObjectURL(gone.url)
      show(latest.current.filter((photo) => photo.id !== id))
    },
    [show],
  )
  const send = useCallback(
    async ({ id, file, name }: PickedPhoto) => {
      const stop = new AbortController()
      sending.current.set(id, stop)
      try {
        const taken = await sendPhoto(file, name, stop.signal)
        if (stop.signal.aborted) return
        if (latest.current.some((photo) => photo.taken?.hash === taken.hash)) {
          drop(id)
          setNote(translate('photo.pickedTwice', { file: name }))
          return
        }
        change(id, { state: 'ready', taken })
        onTaken?.(taken)
      } catch (error) {
        if (stop.signal.aborted) return
        const why = error instanceof PhotoFailure ? error.message : translate('photo.notSent', { file: name })
        change(id, {
          state: 'failed',
          why,
          mayTryAgain: !(error instanceof PhotoFailure && error.isRefused),
        })
        announce(why)
      } finally {
        sending.current.delete(id)
      }
    },
    [change, drop, onTaken],
  )
  const add = useCallback(
    (files: Iterable<File>) => {
      const all = [...files]
      const room = MOST_PHOTOS - latest.current.length
      setNote(all.length > room ? translate('photo.most', { most: MOST_PHOTOS }) : null)
      const picked = all.slice(0, room).map((file): PickedPhoto => ({
        id: newKey(),
        name: file.name,
        file,
        url: URL.createObjectURL(file),
        state: 'sending',
        taken: null,
        why: null,
        mayTryAgain: false,
      }))
      show([...latest.current, ...picked])
      for (const photo of picked) void send(photo)
    },
    [send, show],
  )
  const tryAgain = useCallback(
    (id: string) => {
      const photo = latest.current.find((one) => one.id === id)
      if (photo?.state !== 'failed') return
      change(id, { state: 'sending', why: null })
      void send(photo)
    },
    [change, send],
  )
  const remove = useCallback(
    (id: string) => {
      setNote(null)
      drop(id)
    },
    [drop],
  )
  const clear = useCallback(() => {
    for (const { id } of latest.current) drop(id)
    setNote(null)
  }, [drop])
  useEffect(() => {
    const under = sending.current
    return () => {
      for (const stop of under.values()) stop.abort()
      for (const { url } of latest.current) URL.revokeObjectURL(url)
    }
  }, [])
  return {
    photos,
    note,
    add,
    remove,
    tryAgain,
    clear,
    hashes: photos.flatMap(({ taken }) => (taken ? [taken.hash] : [])),
    isReady: photos.every(({ state }) => state === 'ready'),
  }
}
