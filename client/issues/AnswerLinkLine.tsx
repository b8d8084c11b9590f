/** The resident's own answer: a private link is made, told once, and ended. */
import { Button, CopyButton, Group, Modal, Stack } from '@mantine/core'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { AnswerLink, IssueFile } from '../../shared/issues/desk.ts'
import { trpc } from '../api/trpc.ts'
import { instant } from '../i18n/format.ts'
import { translate, useT } from '../i18n/i18n.ts'
import { announce } from '../ui/announce.ts'
import { toastFailure } from '../ui/toast.ts'
import classes from './Issues.module.css'

export function AnswerLinkLine({ file }: { file: IssueFile }) {
  const t = useT()
  const queryClient = useQueryClient()
  const [made, setMade] = useState<AnswerLink | null>(null)
  const refresh = () => queryClient.invalidateQueries({ queryKey: trpc.issue.file.pathKey() })
  const make = useMutation(
    trpc.issue.makeAnswerLink.mutationOptions({
      onSuccess: setMade,
      onError: toastFailure,
      onSettled: refresh,
    }),
  )
  const end = useMutation(
    trpc.issue.endAnswerLink.mutationOptions({
      onSuccess: () => announce(translate('issues.answerLink.ended')),
      onError: toastFailure,
      onSettled: refresh,
    }),
  )
  const isBusy = make.isPending || end.isPending
  return (
    <div className={classes.answerLink} role="group" aria-label={t('issues.answerLink')}>
      {file.answerLink && (
        <span className={classes.quiet}>
          {t('issues.answerLink.live', { until: instant(file.answerLink.expiresAt) })}
        </span>
      )}
      <Group gap={8}>
        <Button
          size="compact-sm"
          variant="default"
          loading={make.isPending}
          disabled={isBusy}
          onClick={() => make.mutate({ id: file.id })}
        >
          {t(file.answerLink ? 'issues.answerLink.again' : 'issues.answerLink.make')}
        </Button>
        {file.answerLink && (
          <Button
            size="compact-sm"
            variant="default"
            loading={end.isPending}
            disabled={isBusy}
            onClick={() => end.mutate({ id: file.id })}
          >
            {t('issues.answerLink.end')}
          </Button>
        )}
      </Group>
      <AnswerLinkDialog link={made} onClose={() => setMade(null)} />
    </div>
  )
}

/** The link is shown once: only its hash is kept. */
function AnswerLinkDialog({ link, onClose }: { link: AnswerLink | null; onClose: () => void }) {
  const t = useT()
  const address = link ? (link.url ?? new URL(link.path, location.origin).href) : ''
  return (
    <Modal
      closeButtonProps={{ 'aria-label': t('panel.close') }}
      opened={link !== null}
      onClose={onClose}
      closeOnClickOutside={false}
      title={t('issues.answerLink.title')}
      size={480}
    >
      <Stack gap={14}>
        <div>{t('issues.answerLink.hint', { until: instant(link?.expiresAt ?? null) })}</div>
        <div className={classes.address}>{address}</div>
        {link?.url === null && <div className={classes.quiet}>{t('issues.answerLink.local')}</div>}
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
                {t(copied ? 'issues.answerLink.copied' : 'issues.answerLink.copy')}
              </Button>
            )}
          </CopyButton>
          <Button variant="default" onClick={onClose}>
            {t('issues.answerLink.close')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
