/** The file that is being imported, and the way to another one. */
import { Button } from '@mantine/core'
import { IconFile } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useT } from '../i18n/i18n.ts'
import classes from './FileHead.module.css'
import { startOver } from './importState.ts'
import { offeredPointsStore } from './takeFiles.ts'

export function FileHead({ file, detail }: { file: string; detail?: ReactNode }) {
  const t = useT()
  return (
    <div className={classes.head}>
      <IconFile size={22} stroke={1.5} aria-hidden />
      <div className={classes.text}>
        <div className={classes.name} title={file}>
          {file}
        </div>
        <div className={classes.detail}>{detail}</div>
      </div>
      <Button
        size="compact-sm"
        variant="default"
        onClick={() => {
          offeredPointsStore.set(null)
          startOver()
        }}
      >
        {t('imports.again')}
      </Button>
    </div>
  )
}
