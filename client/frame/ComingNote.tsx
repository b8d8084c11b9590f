/** Over the map while the people of the demo town are still being loaded: what the figures lack. */
import { Loader } from '@mantine/core'
import { useSystem } from '../api/useSystem.ts'
import { useT } from '../i18n/i18n.ts'
import classes from './ComingNote.module.css'

export function ComingNote() {
  const t = useT()
  const isLoading = useSystem()?.isLoading
  return (
    <div role="status" className={classes.place}>
      {isLoading && (
        <div className={classes.note}>
          <Loader size={16} aria-hidden />
          <span>{t('app.residentsComing')}</span>
        </div>
      )}
    </div>
  )
}
