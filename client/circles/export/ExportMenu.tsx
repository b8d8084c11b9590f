/** What can be taken along; each entry makes its file when it is chosen. */
import { ActionIcon, Menu, Tooltip } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useState } from 'react'
import { useT } from '../../i18n/i18n.ts'
import { toastFailure } from '../../ui/toast.ts'
import { fileName, saveFile } from '../../ui/saveFile.ts'

export interface ExportEntry {
  label: string
  /** Of the file, without its ending. */
  name: string
  ending: string
  make: () => Promise<Blob> | Blob
}

export function ExportMenu({ entries }: { entries: readonly ExportEntry[] }) {
  const t = useT()
  const [isBusy, setIsBusy] = useState(false)
  const save = async ({ name, ending, make }: ExportEntry) => {
    setIsBusy(true)
    try {
      saveFile(fileName(name, ending), await make())
    } catch (error) {
      toastFailure(error)
    } finally {
      setIsBusy(false)
    }
  }
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <Tooltip label={t('export.menu')}>
          <ActionIcon
            variant="subtle"
            color="gray"
            c="var(--qh-ink-soft)"
            size={36}
            loading={isBusy}
            aria-label={t('export.menu')}
          >
            <IconDownload size={18} aria-hidden />
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown>
        {entries.map((entry) => (
          <Menu.Item key={entry.label} onClick={() => void save(entry)}>
            {entry.label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
