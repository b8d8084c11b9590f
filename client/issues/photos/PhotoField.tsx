/** Photos picked for a report or a step: from the camera or from files, seen before they go, each taken out again. */
import { ActionIcon, Button, Loader } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { IconCamera, IconPhoto, IconPhotoPlus, IconRefresh, IconX } from '@tabler/icons-react'
import { useId, useRef, useState } from 'react'
import { MOST_PHOTOS, photoPath } from '../../../shared/issues/photos.ts'
import { TOUCH_QUERY } from '../../frame/layout.ts'
import { useT } from '../../i18n/i18n.ts'
import classes from './Photos.module.css'
import type { PickedPhoto, PickedPhotos } from './usePhotos.ts'

/** Named ones beside all images: some systems do not count HEIC as an image. */
const ACCEPTED = 'image/*,.heic,.heif'

interface Props {
  picked: Pick<PickedPhotos, 'photos' | 'note' | 'add' | 'remove' | 'tryAgain'>
  label: string
  hint?: string | undefined
  isRequired?: boolean
}

export function PhotoField({ picked, label, hint, isRequired = false }: Props) {
  const t = useT()
  const id = useId()
  const isTouch = useMediaQuery(TOUCH_QUERY, matchMedia(TOUCH_QUERY).matches)
  const files = useRef<HTMLInputElement>(null)
  const camera = useRef<HTMLInputElement>(null)
  const { photos, note, add } = picked
  const isFull = photos.length >= MOST_PHOTOS
  const take = (input: HTMLInputElement) => {
    add([...(input.files ?? [])])
    // The same file may be picked again after it was taken out.
    input.value = ''
  }
  return (
    // What was picked stays, as what is being written does.
    <div
      className={classes.field}
      role="group"
      aria-labelledby={id}
      data-step-form={photos.length > 0 || undefined}
    >
      <div className={classes.head}>
        <span id={id} className={classes.label}>
          {label}
          {isRequired && <span className={classes.required}>{t('photo.required')}</span>}
        </span>
        {photos.length > 0 && (
          <span className={classes.quiet}>
            {t('photo.count', { count: photos.length, most: MOST_PHOTOS })}
          </span>
        )}
      </div>
      {photos.length > 0 && (
        <ul className={classes.picked}>
          {photos.map((photo) => (
            <Picked key={photo.id} photo={photo} {...picked} />
          ))}
        </ul>
      )}
      <div className={classes.buttons}>
        {isTouch && (
          <Button
            variant="default"
            size="compact-md"
            leftSection={<IconCamera size={16} aria-hidden />}
            disabled={isFull}
            onClick={() => camera.current?.click()}
          >
            {t('photo.camera')}
          </Button>
        )}
        <Button
          variant="default"
          size={isTouch ? 'compact-md' : 'compact-sm'}
          leftSection={<IconPhotoPlus size={16} aria-hidden />}
          disabled={isFull}
          onClick={() => files.current?.click()}
        >
          {t('photo.add')}
        </Button>
        {hint && photos.length === 0 && <span className={classes.quiet}>{hint}</span>}
      </div>
      <input
        ref={files}
        type="file"
        accept={ACCEPTED}
        multiple
        hidden
        tabIndex={-1}
        aria-label={t('photo.add')}
        onChange={(event) => take(event.currentTarget)}
      />
      <input
        ref={camera}
        type="file"
        accept="image/*"
        capture="environment"
        hidden
        tabIndex={-1}
        aria-label={t('photo.camera')}
        onChange={(event) => take(event.currentTarget)}
      />
      {note && (
        <p className={classes.note} role="status">
          {note}
        </p>
      )}
      {photos.map(
        ({ id: key, why }) =>
          why && (
            <p key={key} className={classes.failed} role="alert">
              {why}
            </p>
          ),
      )}
    </div>
  )
}

function Picked({
  photo: { id, name, url, state, taken, mayTryAgain },
  remove,
  tryAgain,
}: { photo: PickedPhoto } & Pick<PickedPhotos, 'remove' | 'tryAgain'>) {
  const t = useT()
  // What the browser cannot show itself (HEIC) is shown as the server has made it.
  const [isUnshown, setIsUnshown] = useState(false)
  const shown = !isUnshown ? url : taken ? photoPath(taken.hash, 'small') : null
  return (
    <li className={classes.thumb} data-failed={state === 'failed' || undefined}>
      {shown ? (
        <img src={shown} alt={name} onError={() => setIsUnshown(true)} />
      ) : (
        <IconPhoto size={24} stroke={1.5} aria-label={name} />
      )}
      {state === 'sending' && (
        <span className={classes.over}>
          <Loader
            size={18}
            color="white"
            role="progressbar"
            aria-label={t('photo.sending', { file: name })}
          />
        </span>
      )}
      {state === 'failed' && mayTryAgain && (
        <ActionIcon
          className={classes.again}
          variant="transparent"
          size={32}
          aria-label={t('photo.tryAgain', { file: name })}
          onClick={() => tryAgain(id)}
        >
          <span className={classes.mark}>
            <IconRefresh size={14} aria-hidden />
          </span>
        </ActionIcon>
      )}
      <ActionIcon
        className={classes.remove}
        variant="transparent"
        size={32}
        aria-label={t('photo.remove', { file: name })}
        onClick={() => remove(id)}
      >
        <span className={classes.mark}>
          <IconX size={14} aria-hidden />
        </span>
      </ActionIcon>
    </li>
  )
}
