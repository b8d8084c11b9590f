/** The resident's own answer: a private link is made, told once, and ended. */
import { Button, Group } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { AnswerLink, IssueFile } from '../../shared/issues/desk.ts'
import { trpc } from '../api/trpc.ts'
import { instant } from '../i18n/format.ts'
import { translate, useT } from '../i18n/i18n.ts'
import { announce } from '../ui/announce.ts'
import { LinkDialog } from '../ui/LinkDialog.tsx'
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
      <LinkDialog
        address={made && (made.url ?? new URL(made.path, location.origin).href)}
        title={t('issues.answerLink.title')}
        hint={t('issues.answerLink.hint', { until: instant(made?.expiresAt ?? null) })}
        note={made?.url === null ? t('issues.answerLink.local') : undefined}
        closeLabel={t('issues.answerLink.close')}
        onClose={() => setMade(null)}
      />
    </div>
  )
}
