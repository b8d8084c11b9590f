/**
 * What goes on behind the page of somebody in the field, wherever in it they are: what they wrote is sent, what the page
 * needs is kept, and it is asked again who they are when that is in doubt.
 */
import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { liveStateStore } from '../api/liveChannel.ts'
import { trpc } from '../api/trpc.ts'
import { useMe } from '../api/useMe.ts'
import { translate, useT } from '../i18n/i18n.ts'
import { keepAnswers } from '../offline/answers.ts'
import { isKeptStore } from '../offline/person.ts'
import { readKeptPhotos } from '../offline/taskPhotos.ts'
import { newVersionStore, startService, takeNewVersion, wasRenewed } from '../offline/service.ts'
import { outboxStore } from '../outbox/outboxStore.ts'
import { startSending } from '../outbox/sending.ts'
import { useStore } from '../state/store.ts'
import { toastDone } from '../ui/toast.ts'

export default function FieldService() {
  const { me } = useMe()
  const queryClient = useQueryClient()
  const accountId = me?.accountId
  const { state } = useStore(liveStateStore)
  const isKept = useStore(isKeptStore)
  const { queue } = useStore(outboxStore)
  const hasEnded = queue.some(({ failure }) => failure?.kind === 'signedOut')
  useEffect(() => {
    if (accountId === undefined) return
    const refresh = () => {
      void queryClient.invalidateQueries({ queryKey: trpc.work.pathKey() })
      void queryClient.invalidateQueries({ queryKey: trpc.issue.pathKey() })
    }
    const stops = [startSending(accountId, refresh), keepAnswers()]
    return () => {
      for (const stop of stops) stop()
    }
  }, [accountId, queryClient])
  useEffect(() => {
    void startService()
    void readKeptPhotos().catch(() => undefined)
    if (wasRenewed()) toastDone(translate('work.renewed'))
  }, [])
  // The server is there again, after the page had to do without: everything is asked anew.
  const isBack = isKept && state === 'connected'
  useEffect(() => {
    if (isBack) void queryClient.invalidateQueries()
  }, [isBack, queryClient])
  useEffect(() => {
    if (hasEnded) void queryClient.invalidateQueries({ queryKey: trpc.session.pathKey() })
  }, [hasEnded, queryClient])
  return <NewVersion />
}

function NewVersion() {
  const t = useT()
  const worker = useStore(newVersionStore)
  useEffect(() => {
    if (!worker) return
    notifications.show({
      id: 'newVersion',
      message: (
        <>
          {t('work.newVersion')}{' '}
          <Button size="compact-sm" variant="default" onClick={takeNewVersion}>
            {t('work.newVersionNow')}
          </Button>
        </>
      ),
      autoClose: false,
      withBorder: true,
    })
    return () => void notifications.hide('newVersion')
  }, [worker, t])
  return null
}
