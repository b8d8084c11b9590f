/** Whether the page opens without signal on this device, and the quiet way to have it among the apps. */
import { Button } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useT } from '../i18n/i18n.ts'
import { install, installStore } from '../offline/install.ts'
import { serviceStore } from '../offline/service.ts'
import { useStore } from '../state/store.ts'
import classes from './Work.module.css'

export function InstallLine() {
  const t = useT()
  const service = useStore(serviceStore)
  const installer = useStore(installStore)
  return (
    <div className={classes.install}>
      <p>{t(`work.service.${service}`)}</p>
      {installer && (
        <Button
          variant="default"
          leftSection={<IconDownload size={16} aria-hidden />}
          onClick={() => void install()}
        >
          {t('work.install')}
        </Button>
      )}
    </div>
  )
}
