/** The addresses that are told: how each fares, a trial, a change. */
import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Webhook } from '../../../shared/issues/notices.ts'
import { trpc } from '../../api/trpc.ts'
import { useT } from '../../i18n/i18n.ts'
import { Failed } from '../../ui/Failed.tsx'
import { Section } from '../../ui/Section.tsx'
import { SkeletonLines } from '../../ui/SkeletonLines.tsx'
import classes from './Notices.module.css'
import { LOOK_AGAIN } from './refreshNotices.ts'
import { WebhookForm } from './WebhookForm.tsx'
import { WebhookItem } from './WebhookItem.tsx'

export function WebhookList() {
  const t = useT()
  const webhooks = useQuery(trpc.notice.webhooks.queryOptions(undefined, { refetchInterval: LOOK_AGAIN }))
  const [editing, setEditing] = useState<Webhook | 'new' | null>(null)
  const { data } = webhooks
  return (
    <Section
      title={t('notices.webhooks')}
      aside={
        <Button
          variant={data?.length === 0 ? 'filled' : 'default'}
          leftSection={<IconPlus size={16} aria-hidden />}
          onClick={() => setEditing('new')}
        >
          {t('notices.new')}
        </Button>
      }
    >
      {webhooks.error && !data ? (
        <Failed error={webhooks.error} onRetry={() => void webhooks.refetch()} />
      ) : !data ? (
        <SkeletonLines rows={3} />
      ) : data.length === 0 ? (
        <>
          <p>{t('notices.none')}</p>
          <p className={classes.quiet}>{t('notices.noneHint')}</p>
        </>
      ) : (
        <ul className={classes.list} aria-label={t('notices.webhooks')}>
          {data.map((webhook) => (
            <WebhookItem key={webhook.id} webhook={webhook} onEdit={() => setEditing(webhook)} />
          ))}
        </ul>
      )}
      {editing && (
        <WebhookForm webhook={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />
      )}
    </Section>
  )
}
