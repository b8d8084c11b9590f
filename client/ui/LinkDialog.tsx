/** A link that is shown once, because only its hash is kept: to be copied, or taken along with a camera. */
import { Button, CopyButton, Group, Modal, Stack } from '@mantine/core'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import { useT } from '../i18n/i18n.ts'
import classes from './LinkDialog.module.css'
import { QrCode } from './QrCode.tsx'

interface Props {
  /** Null while there is none to show. */
  address: string | null
  title: string
  hint: string
  /** What else has to be known of it. */
  note?: string | undefined
  closeLabel: string
  onClose: () => void
}

export function LinkDialog({ address, title, hint, note, closeLabel, onClose }: Props) {
  const t = useT()
  return (
    <Modal
      closeButtonProps={{ 'aria-label': t('panel.close') }}
      opened={address !== null}
      onClose={onClose}
      closeOnClickOutside={false}
      title={title}
      size={480}
    >
      <Stack gap={14}>
        <div>{hint}</div>
        <div className={classes.ways}>
          {address !== null && <QrCode text={address} label={t('link.code')} />}
          <div className={classes.beside}>
            <div className={classes.link}>{address}</div>
            <div className={classes.note}>{t('link.codeHint')}</div>
          </div>
        </div>
        {note && <div className={classes.note}>{note}</div>}
        <Group gap={8}>
          <CopyButton value={address ?? ''} timeout={4000}>
            {({ copied, copy }) => (
              <Button
                data-autofocus
                onClick={copy}
                leftSection={
                  copied ? <IconCheck size={16} aria-hidden /> : <IconCopy size={16} aria-hidden />
                }
              >
                {t(copied ? 'account.linkCopied' : 'account.linkCopy')}
              </Button>
            )}
          </CopyButton>
          <Button variant="default" onClick={onClose}>
            {closeLabel}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
