/** Over the map while the day shown is not today. */
import { Button } from '@mantine/core'
import { IconHistory } from '@tabler/icons-react'
import { useT } from '../i18n/i18n.ts'
import { navigate, useAddress } from '../state/addressStore.ts'
import classes from './AsOfBanner.module.css'

export function AsOfBanner() {
  const t = useT()
  const at = useAddress((entry) => entry.at)
  return (
    <div role="status" className={classes.place}>
      {at !== null && (
        <div className={classes.banner}>
          <IconHistory size={18} aria-hidden />
          <span>{t('at.banner', { day: at })}</span>
          <Button size="compact-sm" variant="white" c="#5c3700" onClick={() => navigate({ at: null })}>
            {t('at.backToToday')}
          </Button>
        </div>
      )}
    </div>
  )
}
