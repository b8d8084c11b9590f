/** What was written here: what needs a decision, what waits, and what was sent since yesterday. */
import { useT } from '../i18n/i18n.ts'
import { sendsWhenClosedStore } from '../outbox/backgroundSync.ts'
import { outboxStore } from '../outbox/outboxStore.ts'
import { useStore } from '../state/store.ts'
import { PanelBody } from '../ui/PanelBody.tsx'
import { Section } from '../ui/Section.tsx'
import { StateMessage } from '../ui/StateMessage.tsx'
import { QueuedLine } from './QueuedLine.tsx'
import { useFieldWork } from './useFieldWork.ts'
import classes from './Work.module.css'
import { WorkHead } from './WorkHead.tsx'
import { WorkStatus } from './WorkStatus.tsx'

const STATES = ['stuck', 'waiting', 'sent'] as const

export function OutboxPage() {
  const t = useT()
  const work = useFieldWork()
  const { queue } = useStore(outboxStore)
  const sendsWhenClosed = useStore(sendsWhenClosedStore)
  return (
    <>
      <WorkHead title={t('work.outbox')} />
      <WorkStatus at={work.data?.at} isOutbox />
      <PanelBody>
        {queue.length === 0 && (
          <StateMessage tone="empty" title={t('work.outboxEmpty')} hint={t('work.outboxEmptyHint')} />
        )}
        {STATES.map((state) => {
          const items = queue.filter((item) => item.state === state)
          if (items.length === 0) return null
          return (
            <Section key={state} title={t(`work.outbox.${state}`)}>
              {state === 'waiting' && (
                <p className={classes.quiet}>
                  {t(sendsWhenClosed ? 'work.sentWhenClosed' : 'work.sentWhenOpen')}
                </p>
              )}
              {(state === 'sent' ? items.toReversed() : items).map((item) => (
                <QueuedLine key={item.clientId} item={item} />
              ))}
            </Section>
          )
        })}
      </PanelBody>
    </>
  )
}
