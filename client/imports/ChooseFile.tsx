/** No file yet: the ways to bring one, and what was imported before. */
import { Button, FileButton } from '@mantine/core'
import { IconAlertTriangle, IconUpload } from '@tabler/icons-react'
import { say, useT } from '../i18n/i18n.ts'
import { PanelBody } from '../ui/PanelBody.tsx'
import { PlaceHead } from '../ui/PlaceHead.tsx'
import classes from './Imports.module.css'
import { useImportReach } from './importReach.ts'
import { RecentImports } from './RecentImports.tsx'
import { takeFiles } from './takeFiles.ts'

interface Props {
  failed: { file: string; key: string; facts?: Record<string, string | number> } | null
}

export function ChooseFile({ failed }: Props) {
  const t = useT()
  const reach = useImportReach()
  return (
    <>
      <PlaceHead title={t('imports.title')} />
      <PanelBody>
        <div className={classes.drop}>
          {failed && (
            <div className={classes.notice} role="alert">
              <IconAlertTriangle size={18} aria-hidden />
              <span>
                <strong>{failed.file}</strong> {say(failed.key, failed.facts) ?? t('imports.failed')}{' '}
                {t('imports.safe')}
              </span>
            </div>
          )}
          <p>
            <FileButton multiple onChange={(files) => void takeFiles(files, reach)}>
              {(props) => (
                <Button {...props} leftSection={<IconUpload size={16} aria-hidden />}>
                  {t('imports.choose')}
                </Button>
              )}
            </FileButton>
          </p>
          <p>{t(reach === 'all' ? 'imports.chooseHint' : 'imports.chooseRoster')}</p>
          <p className={classes.soft}>{t(reach === 'all' ? 'imports.formats' : 'imports.formatsRoster')}</p>
        </div>
        {reach === 'all' && <RecentImports />}
      </PanelBody>
    </>
  )
}
