/** Removing an address takes its messages with it, which cannot be undone: the numbers are told first. */
import { Button, Group, Text } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { Webhook } from '../../../shared/issues/notices.ts'
import { trpc } from '../../api/trpc.ts'
import { count } from '../../i18n/format.ts'
import { useT } from '../../i18n/i18n.ts'
import { toastDone, toastFailure } from '../../ui/toast.ts'
import { refreshNotices } from './refreshNotices.ts'

export function RemoveWebhook({ webhook, onRemoved }: { webhook: Webhook; onRemoved: () => void }) {
  const t = useT()
  const [isAsked, setIsAsked] = useState(false)
  const remove = useMutation(
    trpc.notice.removeWebhook.mutationOptions({
      onSuccess: () => {
        toastDone(t('notices.removed'))
        onRemoved()
      },
      onError: toastFailure,
      onSettled: () => void refreshNotices(),
    }),
  )
  if (!isAsked)
    return (
      <Group>
        <Button variant="default" size="compact-sm" onClick={() => setIsAsked(true)}>
          {t('notices.remove')}
        </Button>
      </Group>
    )
  return (
    <Group gap={8} role="group" aria-label={t('notices.remove')}>
      <Text size="sm">
        {t('notices.removeEffect', { waiting: count(webhook.waiting), dead: count(webhook.dead) })}
      </Text>
      <Button
        color="red"
        size="compact-sm"
        loading={remove.isPending}
        onClick={() => remove.mutate({ id: webhook.id })}
      >
        {t('notices.removeSure')}
      </Button>
    </Group>
  )
}
