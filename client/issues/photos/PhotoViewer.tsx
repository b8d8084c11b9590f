/** One photo of an issue large, over everything: arrow keys to the others, Escape back. */
import { ActionIcon, Modal } from '@mantine/core'
import { IconChevronLeft, IconChevronRight, IconX } from '@tabler/icons-react'
import { useState } from 'react'
import { straightLineMeters } from '../../../shared/geo/straightLine.ts'
import { type IssuePhoto, photoPath } from '../../../shared/issues/photos.ts'
import type { IssueEvent } from '../../../shared/issues/progress.ts'
import { distance, instant } from '../../i18n/format.ts'
import { useT, wordFor } from '../../i18n/i18n.ts'
import classes from './Photos.module.css'

interface Props {
  /** All of the issue, in the order in which they came. */
  photos: readonly IssuePhoto[]
  events: readonly IssueEvent[]
  /** Of the issue. */
  location: readonly [lon: number, lat: number] | null
  /** The one that is open; null while none is. */
  open: IssuePhoto | null
  onOpen: (photo: IssuePhoto | null) => void
}

export function PhotoViewer({ photos, events, location, open, onOpen }: Props) {
  const t = useT()
  const [brokenHash, setBrokenHash] = useState<string | null>(null)
  const at = open ? photos.findIndex(({ hash, event }) => hash === open.hash && event === open.event) : -1
  const photo = photos[at]
  const turn = (by: 1 | -1) => {
    const next = photos[at + by]
    if (next) onOpen(next)
  }
  const event = events.find(({ id }) => id === photo?.event)
  const title = photo
    ? t('photo.title', { step: wordFor('issueStep', event?.step ?? ''), n: at + 1, count: photos.length })
    : ''
  return (
    <Modal.Root
      opened={photo !== undefined}
      onClose={() => onOpen(null)}
      lockScroll={false}
      fullScreen
      padding={0}
    >
      <Modal.Content aria-label={title}>
        {photo && (
          // Keys of the page below are not meant here.
          <div
            className={classes.viewer}
            onKeyDown={(pressed) => {
              if (pressed.key === 'ArrowRight') turn(1)
              if (pressed.key === 'ArrowLeft') turn(-1)
              pressed.stopPropagation()
            }}
          >
            <div className={classes.viewerHead}>
              <h2 className={classes.viewerTitle} aria-live="polite">
                {title}
              </h2>
              <ActionIcon
                data-autofocus
                className={classes.close}
                variant="subtle"
                size={40}
                aria-label={t('photo.close')}
                onClick={() => onOpen(null)}
              >
                <IconX size={20} aria-hidden />
              </ActionIcon>
            </div>
            <div className={classes.stage}>
              <ActionIcon
                className={classes.turn}
                variant="subtle"
                size={44}
                aria-label={t('photo.before')}
                disabled={at === 0}
                onClick={() => turn(-1)}
              >
                <IconChevronLeft size={24} aria-hidden />
              </ActionIcon>
              {brokenHash === photo.hash ? (
                <p className={classes.noPicture}>{t('photo.notShown')}</p>
              ) : (
                <img
                  key={photo.hash}
                  src={photoPath(photo.hash)}
                  width={photo.width}
                  height={photo.height}
                  alt={title}
                  onError={() => setBrokenHash(photo.hash)}
                />
              )}
              <ActionIcon
                className={classes.turn}
                variant="subtle"
                size={44}
                aria-label={t('photo.next')}
                disabled={at === photos.length - 1}
                onClick={() => turn(1)}
              >
                <IconChevronRight size={24} aria-hidden />
              </ActionIcon>
            </div>
            <div className={classes.viewerFoot}>
              {event && (
                <span>
                  {instant(event.at)} · {event.userName}
                </span>
              )}
              <span>
                {photo.takenAt ? t('photo.takenAt', { at: instant(photo.takenAt) }) : t('photo.noTime')}
              </span>
              <span>
                {photo.place && location
                  ? t('photo.away', {
                      distance: distance(straightLineMeters(...location, ...photo.place)),
                    })
                  : t('photo.noPlace')}
              </span>
            </div>
          </div>
        )}
      </Modal.Content>
    </Modal.Root>
  )
}
