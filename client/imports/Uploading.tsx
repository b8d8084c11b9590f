/** The file is on its way: how far, and the way to stop it. */
import { Button, Progress } from '@mantine/core'
import { share as shareText } from '../i18n/format.ts'
import { useT } from '../i18n/i18n.ts'
import { PlaceHead } from '../ui/PlaceHead.tsx'
import classes from './Imports.module.css'

interface Props {
  file: string
  share: number
  cancel: () => void
}

export function Uploading({ file, share, cancel }: Props) {
  const t = useT()
  return (
    <>
      <PlaceHead title={t('imports.title')} />
      <div className={classes.progress} role="status">
        <p>{t('imports.uploading', { file })}</p>
        <Progress value={share * 100} aria-label={t('imports.uploading', { file })} />
        <p className={classes.soft}>{shareText(share)}</p>
        <div>
          <Button variant="default" onClick={cancel}>
            {t('imports.cancel')}
          </Button>
        </div>
      </div>
    </>
  )
}
