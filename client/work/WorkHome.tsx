/** My work: on a phone the whole page. The tasks, one of them, a report, or what waits to be sent. */
import { useMediaQuery } from '@mantine/hooks'
import { useEffect } from 'react'
import { useMay, useMe } from '../api/useMe.ts'
import { PHONE_QUERY, setSheet } from '../frame/layout.ts'
import { useT } from '../i18n/i18n.ts'
import { useAddress } from '../state/addressStore.ts'
import { PanelHead } from '../ui/PanelHead.tsx'
import { StateMessage } from '../ui/StateMessage.tsx'
import { OutboxPage } from './OutboxPage.tsx'
import { QuickReport } from './QuickReport.tsx'
import { TaskList } from './TaskList.tsx'
import { TaskPage } from './TaskPage.tsx'
import { usePosition } from './usePosition.ts'

export default function WorkHome() {
  const t = useT()
  const { me } = useMe()
  const mayWork = useMay('field.work')
  const isPhone = useMediaQuery(PHONE_QUERY, matchMedia(PHONE_QUERY).matches)
  const view = useAddress((entry) => entry.own['work.view'])
  const task = useAddress((entry) => entry.own['work.task'])
  usePosition()
  useEffect(() => {
    if (!isPhone) return
    setSheet('full')
    return () => setSheet('half')
  }, [isPhone, view, task])
  if (!mayWork || !me)
    return (
      <>
        <PanelHead title={t('work.title')} />
        <StateMessage tone="empty" title={t('work.notYours')} hint={t('work.notYoursHint')} />
      </>
    )
  if (view === 'report') return <QuickReport me={me} />
  if (view === 'outbox') return <OutboxPage />
  if (task !== undefined) return <TaskPage key={task} id={task} me={me} />
  return <TaskList me={me} />
}
