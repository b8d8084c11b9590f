/** Photos of one event, small; each opens large. */
import { UnstyledButton } from '@mantine/core'
import { type IssuePhoto, photoPath } from '../../../shared/issues/photos.ts'
import { useT } from '../../i18n/i18n.ts'
import classes from './Photos.module.css'

interface Props {
  photos: readonly IssuePhoto[]
  /** What they were given with. */
  of: string
  onOpen: (photo: IssuePhoto) => void
}

export function PhotoStrip({ photos, of, onOpen }: Props) {
  const t = useT()
  if (photos.length === 0) return null
  return (
    <ul className={classes.strip}>
      {photos.map((photo, index) => (
        <li key={photo.hash}>
          <UnstyledButton
            className={classes.open}
            data-touch="own"
            aria-label={t('photo.open', { of, n: index + 1, count: photos.length })}
            onClick={() => onOpen(photo)}
          >
            <img src={photoPath(photo.hash, 'small')} alt="" loading="lazy" />
          </UnstyledButton>
        </li>
      ))}
    </ul>
  )
}
