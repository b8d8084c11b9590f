/** Whether changes arrive by themselves; never a colour alone. */
import { Tooltip, UnstyledButton } from '@mantine/core'
import { liveStateStore } from '../api/liveChannel.ts'
import { duration, instant } from '../i18n/format.ts'
import { useT } from '../i18n/i18n.ts'
import { useNow } from '../overview/useNow.ts'
import { useStore } from '../state/store.ts'
import classes from './LiveBadge.module.css'

export function LiveBadge({ isPhone }: { isPhone: boolean }) {
  const t = useT()
  const { state, lastChange, lostAt } = useStore(liveStateStore)
  const now = useNow()
  const age = state === 'lost' && lostAt !== null ? duration(Math.max(0, now - lostAt)) : null
  const hint =
    state === 'connected'
      ? lastChange
        ? t('live.connectedHint', { time: instant(lastChange) })
        : t('live.connectedNone')
      : age !== null
        ? t('live.lostSince', { time: instant(new Date(lostAt!).toISOString()) })
        : t('live.lostHint')
  return (
    <Tooltip label={hint} multiline maw={280} events={{ hover: true, focus: true, touch: true }}>
      <UnstyledButton
        className={classes.badge}
        data-state={state}
        aria-label={`${t(`live.${state}`)}。${hint}`}
      >
        <span className={classes.dot} aria-hidden />
        {!isPhone && (
          <span role="status">{age === null ? t(`live.${state}`) : t('live.lostAge', { age })}</span>
        )}
      </UnstyledButton>
    </Tooltip>
  )
}
