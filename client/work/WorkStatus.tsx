/** Whether the page is live, how old it is if not, and what still waits to be sent or decided. Always there. */
import { UnstyledButton } from '@mantine/core'
import { IconAlertTriangle, IconChevronRight, IconCloudOff, IconCloudUp } from '@tabler/icons-react'
import { liveStateStore } from '../api/liveChannel.ts'
import { duration, instant } from '../i18n/format.ts'
import { useT } from '../i18n/i18n.ts'
import { isKeptStore } from '../offline/person.ts'
import { useNow } from '../overview/useNow.ts'
import { countsOf } from '../outbox/queue.ts'
import { outboxStore } from '../outbox/outboxStore.ts'
import { useStore } from '../state/store.ts'
import { openWorkView } from './openWork.ts'
import classes from './Work.module.css'

/** @param at  of what is shown, ISO 8601 @param isOutbox  what waits is told below */
export function WorkStatus({ at, isOutbox = false }: { at: string | undefined; isOutbox?: boolean }) {
  const t = useT()
  const now = useNow()
  const { state } = useStore(liveStateStore)
  const isKept = useStore(isKeptStore)
  const { queue, ofOthers, isVolatile } = useStore(outboxStore)
  const { waiting, stuck } = countsOf(queue)
  const isLive = state === 'connected' && !isKept
  const age = at === undefined ? null : Math.max(0, now - Date.parse(at))
  return (
    <>
      <p className={classes.live} role="status" data-live={isLive || undefined}>
        {isLive ? <span className={classes.dot} aria-hidden /> : <IconCloudOff size={16} aria-hidden />}
        {isLive
          ? t('live.connected')
          : age === null
            ? t('work.offline')
            : t('work.offlineSince', { time: instant(at!), age: duration(age) })}
      </p>
      {!isOutbox && waiting + stuck > 0 && (
        <UnstyledButton
          className={classes.waiting}
          data-stuck={stuck > 0 || undefined}
          onClick={() => openWorkView('outbox')}
        >
          {stuck > 0 ? <IconAlertTriangle size={18} aria-hidden /> : <IconCloudUp size={18} aria-hidden />}
          <span>
            {[
              stuck > 0 && t('work.stuck', { count: stuck }),
              waiting > 0 && t('work.waiting', { count: waiting }),
            ]
              .filter(Boolean)
              .join(' · ')}
          </span>
          <IconChevronRight size={16} aria-hidden />
        </UnstyledButton>
      )}
      {isVolatile && <p className={classes.note}>{t('work.volatile')}</p>}
      {ofOthers > 0 && <p className={classes.note}>{t('work.ofOthers', { count: ofOthers })}</p>}
    </>
  )
}
