/** Photos that were picked and wait on this device: they are sent by the outbox, with what they belong to. */
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { MOST_PHOTOS, PHOTO_LIMIT_BYTES } from '../../shared/issues/photos.ts'
import { newKey } from '../api/newKey.ts'
import { translate } from '../i18n/i18n.ts'
import type { PickedPhoto, PickedPhotos } from '../issues/photos/usePhotos.ts'
import type { Photo } from '../outbox/photo.ts'

interface Kept extends Pick<PickedPhotos, 'photos' | 'note' | 'add' | 'remove' | 'tryAgain'> {
  clear: () => void
  /** As they go into the outbox. */
  queued: Photo[]
}

const keptPhoto = (name: string, file: Blob): PickedPhoto => ({
  id: newKey(),
  name,
  file,
  url: URL.createObjectURL(file),
  state: 'ready',
  taken: null,
  why: null,
  mayTryAgain: false,
})

/** @param initial  those that were picked before, where a draft is taken up again */
export function useKeptPhotos(initial: readonly Photo[] = []): Kept {
  const [photos, setPhotos] = useState<readonly PickedPhoto[]>(() =>
    initial.map(({ name, bytes }) => keptPhoto(name, bytes)),
  )
  const [note, setNote] = useState<string | null>(null)
  const latest = useRef(photos)
  useEffect(() => {
    latest.current = photos
  }, [photos])
  useEffect(
    () => () => {
      for (const { url } of latest.current) URL.revokeObjectURL(url)
    },
    [],
  )
  const add = useCallback(
    (files: Iterable<File>) => {
      const all = [...files]
      const fitting = all.filter(({ size }) => size <= PHOTO_LIMIT_BYTES)
      const large = all.find(({ size }) => size > PHOTO_LIMIT_BYTES)
      const room = MOST_PHOTOS - photos.length
      setNote(
        large
          ? translate('photo.tooLarge', { file: large.name, megabytes: PHOTO_LIMIT_BYTES / 1024 ** 2 })
          : fitting.length > room
            ? translate('photo.most', { most: MOST_PHOTOS })
            : null,
      )
      setPhotos([...photos, ...fitting.slice(0, room).map((file) => keptPhoto(file.name, file))])
    },
    [photos],
  )
  const remove = useCallback(
    (id: string) => {
      setNote(null)
      setPhotos(photos.filter((photo) => photo.id !== id))
    },
    [photos],
  )
  const queued = useMemo(
    () => photos.map(({ name, file }): Photo => ({ name, bytes: file, hash: null })),
    [photos],
  )
  return { photos, note, add, remove, tryAgain: () => undefined, clear: () => setPhotos([]), queued }
}
