/** The roster from a table: a template with examples to fill in, and the way to the import. */
import { Button } from '@mantine/core'
import { IconDownload, IconUpload } from '@tabler/icons-react'
import { useState } from 'react'
import type { UnitRoster } from '../../../shared/duty/roster.ts'
import { xlsxOf } from '../../circles/export/tables.ts'
import { useT } from '../../i18n/i18n.ts'
import { openPlace } from '../../state/addressStore.ts'
import { fileName, saveFile } from '../../ui/saveFile.ts'
import { toastFailure } from '../../ui/toast.ts'
import { Section } from '../../ui/Section.tsx'
import classes from './Duty.module.css'
import { templateTable } from './rosterTemplate.ts'

export function RosterFile({ roster: { unit } }: { roster: UnitRoster }) {
  const t = useT()
  const [isBusy, setIsBusy] = useState(false)
  const save = async () => {
    setIsBusy(true)
    try {
      saveFile(fileName(t('duty.template.name'), 'xlsx'), await xlsxOf([templateTable(t, unit)]))
    } catch (error) {
      toastFailure(error)
    } finally {
      setIsBusy(false)
    }
  }
  return (
    <Section title={t('duty.file')}>
      <p className={classes.quiet}>{t('duty.file.hint')}</p>
      <div className={classes.file}>
        <Button
          size="compact-sm"
          variant="default"
          loading={isBusy}
          leftSection={<IconDownload size={14} aria-hidden />}
          onClick={() => void save()}
        >
          {t('duty.template')}
        </Button>
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconUpload size={14} aria-hidden />}
          onClick={() => openPlace('imports')}
        >
          {t('duty.file.import')}
        </Button>
      </div>
    </Section>
  )
}
