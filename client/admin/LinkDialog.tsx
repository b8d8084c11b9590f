/** A one-time link is shown once: it is not kept anywhere in clear. */
import { Button, CopyButton, Group, Modal, Stack } from '@mantine/core'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import { useT } from '../i18n/i18n.ts'
import classes from './Admin.module.css'

export interface HandedLink {
  name: string
  path: string
}

export function LinkDialog({ link, onClose }: { link: HandedLink | null; onClose: () => void }) {
  const t = useT()
  const address = link ? new URL(link.path, location.origin).href : ''
  return (
    <Modal
      closeButtonProps={{ 'aria-label': t('panel.close') }}
      opened={link !== null}
      onClose={onClose}
      closeOnClickOutside={false}
      title={t('account.link', { name: link?.name ?? '' })}
      size={480}
    >
      <Stack gap={14}>
        <div>{t('account.linkHint')}</div>
        <div className={classes.link}>{address}</div>
        <Group gap={8}>
          <CopyButton value={address} timeout={4000}>
            {({ copied, copy }) => (
              <Button
                data-autofocus
                onClick={copy}
                leftSection={
                  copied ? <IconCheck size={16} aria-hidden /> : <IconCopy size={16} aria-hidden />
                }
              >
                {copied ? t('account.linkCopied') : t('account.linkCopy')}
              </Button>
            )}
          </CopyButton>
          <Button variant="default" onClick={onClose}>
            {t('account.linkClose')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
