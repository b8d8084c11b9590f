/** Whether browsers may be told through their makers' push services: off until an administrator says otherwise. */
import { Button, Switch, Text, TextInput } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import type { PushOffice } from '../../../shared/issues/notices.ts'
import { failureText } from '../../api/failure.ts'
import { trpc } from '../../api/trpc.ts'
import { count } from '../../i18n/format.ts'
import { useT } from '../../i18n/i18n.ts'
import { Failed } from '../../ui/Failed.tsx'
import { Section } from '../../ui/Section.tsx'
import { SkeletonLines } from '../../ui/SkeletonLines.tsx'
import { toastDone } from '../../ui/toast.ts'
import classes from './Notices.module.css'
import { refreshNotices } from './refreshNotices.ts'

export function PushAdmin() {
  const t = useT()
  const push = useQuery(trpc.notice.pushOffice.queryOptions())
  return (
    <Section title={t('push.admin')}>
      <p className={classes.quiet}>{t('push.adminHint')}</p>
      {push.error && !push.data ? (
        <Failed error={push.error} onRetry={() => void push.refetch()} />
      ) : !push.data ? (
        <SkeletonLines rows={2} />
      ) : (
        <PushForm key={`${push.data.isAllowed} ${push.data.contact}`} push={push.data} />
      )}
    </Section>
  )
}

function PushForm({ push }: { push: PushOffice }) {
  const t = useT()
  const [isAllowed, setIsAllowed] = useState(push.isAllowed)
  const [contact, setContact] = useState(push.contact)
  const save = useMutation(
    trpc.notice.setPush.mutationOptions({
      onSuccess: () => toastDone(t('notices.saved')),
      onSettled: () => void refreshNotices(),
    }),
  )
  const isChanged = isAllowed !== push.isAllowed || contact.trim() !== push.contact
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save.mutate({ isAllowed, contact })
  }
  return (
    <form className={classes.form} onSubmit={submit} aria-label={t('push.admin')}>
      <Switch
        label={t('push.allow')}
        checked={isAllowed}
        onChange={(event) => setIsAllowed(event.currentTarget.checked)}
      />
      <TextInput
        label={t('push.contact')}
        description={t('push.contactHint')}
        required={isAllowed}
        maxLength={200}
        autoComplete="off"
        value={contact}
        onChange={(event) => setContact(event.currentTarget.value)}
      />
      {push.isAllowed && (
        <Text size="xs" c="var(--qh-ink-soft)">
          {t('push.counts', { people: count(push.people), browsers: count(push.browsers) })}
          {push.failing > 0 && (
            <span className={classes.alarm}>{t('push.failing', { count: count(push.failing) })}</span>
          )}
        </Text>
      )}
      {save.error && (
        <Text role="alert" c="var(--qh-late)">
          {failureText(save.error)}
        </Text>
      )}
      <div>
        <Button type="submit" variant="default" disabled={!isChanged} loading={save.isPending}>
          {t('notices.save')}
        </Button>
      </div>
    </form>
  )
}
