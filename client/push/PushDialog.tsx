/** Notifications of this browser, for the person who is signed in: off until they are switched on here. */
import { Alert, Button, Checkbox, Group, Modal, Stack, Text } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { OCCURRENCES, type Occurrence, type TriedAnswer } from '../../shared/issues/notices.ts'
import { failureText } from '../api/failure.ts'
import { api, trpc } from '../api/trpc.ts'
import { instant } from '../i18n/format.ts'
import { type MessageId, useT, wordFor } from '../i18n/i18n.ts'
import { useAddress } from '../state/addressStore.ts'
import { Failed } from '../ui/Failed.tsx'
import { SkeletonLines } from '../ui/SkeletonLines.tsx'
import { toastDone } from '../ui/toast.ts'
import { NoPushService, ownEndpointHash, pushAbility, subscribe, unsubscribe } from './browserPush.ts'

/** What concerns somebody who is not at the desk. */
const USUAL: Occurrence[] = ['dispatched', 'sentBack', 'escalated', 'dueSoon', 'late']

export default function PushDialog({ onClose }: { onClose: () => void }) {
  const t = useT()
  const offer = useQuery(trpc.notice.pushOffer.queryOptions(undefined, { staleTime: 0 }))
  const ability = pushAbility()
  const obstacle: MessageId | null =
    ability !== 'able' ? `push.${ability}` : offer.data && !offer.data.isAllowed ? 'push.notAllowed' : null
  return (
    <Modal
      closeButtonProps={{ 'aria-label': t('panel.close') }}
      opened
      onClose={onClose}
      title={t('push.title')}
      size={460}
    >
      <Stack gap={14}>
        <Text size="sm">{t('push.hint')}</Text>
        {obstacle ? (
          <Alert color="yellow" variant="light" role="status">
            <Text size="sm" c="var(--qh-ink)">
              {t(obstacle)}
            </Text>
          </Alert>
        ) : offer.error ? (
          <Failed error={offer.error} onRetry={() => void offer.refetch()} />
        ) : offer.data ? (
          <Switching publicKey={offer.data.publicKey!} />
        ) : (
          <SkeletonLines rows={4} />
        )}
      </Stack>
    </Modal>
  )
}

function Switching({ publicKey }: { publicKey: string }) {
  const t = useT()
  const language = useAddress((entry) => entry.language)
  const queryClient = useQueryClient()
  const key = ['push', 'own']
  const own = useQuery({
    queryKey: key,
    staleTime: 0,
    queryFn: async () => {
      const endpointHash = await ownEndpointHash()
      return endpointHash === null ? null : api.notice.pushOwn.query({ endpointHash })
    },
  })
  const [picked, setPicked] = useState<Occurrence[] | null>(null)
  const occurrences = picked ?? own.data?.occurrences ?? USUAL
  const refresh = () => queryClient.invalidateQueries({ queryKey: key })
  const on = useMutation({
    mutationFn: async () => {
      const subscribed = await subscribe(publicKey)
      if (!subscribed) return false
      await api.notice.pushOn.mutate({ ...subscribed, occurrences, language })
      return true
    },
    onSuccess: (isOn) => isOn && toastDone(t('push.isOn')),
    onSettled: refresh,
  })
  const off = useMutation({
    mutationFn: async () => {
      const endpointHash = await ownEndpointHash()
      if (endpointHash !== null) await api.notice.pushOff.mutate({ endpointHash })
      await unsubscribe()
    },
    onSuccess: () => toastDone(t('push.isOff')),
    onSettled: refresh,
  })
  const trial = useMutation<TriedAnswer>({
    mutationFn: async () => api.notice.tryPush.mutate({ endpointHash: (await ownEndpointHash()) ?? '' }),
    onSettled: refresh,
  })
  if (own.error) return <Failed error={own.error} onRetry={() => void own.refetch()} />
  if (own.isPending) return <SkeletonLines rows={4} />
  const isOn = own.data !== null
  const isBusy = on.isPending || off.isPending || trial.isPending
  const error = on.error ?? off.error ?? trial.error
  return (
    <>
      <Checkbox.Group
        label={t('push.occurrences')}
        value={occurrences}
        onChange={(value) => setPicked(OCCURRENCES.filter((one) => value.includes(one)))}
        error={occurrences.length === 0 ? t('notices.needsOccurrence') : undefined}
      >
        <Stack gap={8} mt={6}>
          {OCCURRENCES.map((one) => (
            <Checkbox key={one} value={one} label={t(`occurrence.${one}`)} />
          ))}
        </Stack>
      </Checkbox.Group>
      <div role="status">
        {on.data === false && (
          <Text size="sm" c="var(--qh-warn)">
            {t('push.refused')}
          </Text>
        )}
        {trial.data && (
          <Text size="sm" c={trial.data.isDelivered ? 'var(--qh-ok)' : 'var(--qh-late)'}>
            {trial.data.isDelivered
              ? t('push.trialTaken')
              : t('notices.trialRefused', {
                  reason: [wordFor('noticeReason', trial.data.reason ?? ''), trial.data.status ?? '']
                    .filter(Boolean)
                    .join(' '),
                })}
          </Text>
        )}
        {isOn && !trial.data && own.data?.lastReason && (
          <Text size="sm" c="var(--qh-late)">
            {t('push.lastFailed', { reason: wordFor('noticeReason', own.data.lastReason) })}
          </Text>
        )}
        {isOn && own.data?.lastDeliveredAt && (
          <Text size="xs" c="var(--qh-ink-soft)">
            {t('notices.delivered', { at: instant(own.data.lastDeliveredAt) })}
          </Text>
        )}
      </div>
      {error && (
        <Text role="alert" size="sm" c="var(--qh-late)">
          {error instanceof NoPushService ? t('push.noService') : failureText(error)}
        </Text>
      )}
      <Group gap={8}>
        <Button
          disabled={(isBusy && !on.isPending) || occurrences.length === 0 || (isOn && picked === null)}
          loading={on.isPending}
          onClick={() => on.mutate()}
        >
          {t(isOn ? 'notices.save' : 'push.on')}
        </Button>
        {isOn && (
          <>
            <Button
              variant="default"
              disabled={isBusy}
              loading={trial.isPending}
              onClick={() => trial.mutate()}
            >
              {t('notices.try')}
            </Button>
            <Button variant="default" disabled={isBusy} loading={off.isPending} onClick={() => off.mutate()}>
              {t('push.off')}
            </Button>
          </>
        )}
      </Group>
    </>
  )
}
