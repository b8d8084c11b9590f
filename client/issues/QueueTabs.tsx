/** What waits, by queue: a number each, the late ones first. */
import { UnstyledButton } from '@mantine/core'
import {
  IconClockExclamation,
  IconFlag3Filled,
  IconMessageQuestion,
  IconPhoneCall,
  type Icon,
} from '@tabler/icons-react'
import type { IssueState } from '../../shared/domain/place.ts'
import { CALL_BACK_DAYS, QUEUES, SOON_HOURS, type Queue } from '../../shared/issues/desk.ts'
import { count } from '../i18n/format.ts'
import { useT } from '../i18n/i18n.ts'
import { IssueMark } from '../ui/IssueMark.tsx'
import classes from './Issues.module.css'

const ORDER: readonly Queue[] = [
  'late',
  'soon',
  ...QUEUES.filter((queue) => queue !== 'late' && queue !== 'soon'),
]

/** Queues that are no state of an issue. */
const SIGNS: Partial<Record<Queue, Icon>> = {
  late: IconFlag3Filled,
  soon: IconClockExclamation,
  waiting: IconMessageQuestion,
  toCall: IconPhoneCall,
}

interface Props {
  counts: Partial<Record<Queue, number>> | undefined
  queue: Queue
  onPick: (queue: Queue) => void
}

export function QueueTabs({ counts, queue, onPick }: Props) {
  const t = useT()
  return (
    <div className={classes.queues} role="group" aria-label={t('issues.queue')}>
      {ORDER.map((one) => (
        <UnstyledButton
          key={one}
          className={classes.queue}
          aria-pressed={one === queue}
          data-late={(one === 'late' && (counts?.late ?? 0) > 0) || undefined}
          title={
            one === 'soon'
              ? t('issues.soonHint', { hours: SOON_HOURS })
              : one === 'toCall'
                ? t('issues.toCallHint', { days: CALL_BACK_DAYS })
                : undefined
          }
          onClick={() => onPick(one)}
        >
          <span className={classes.queueCount}>{count(counts?.[one])}</span>
          <span className={classes.queueName}>
            <QueueSign queue={one} />
            {t(`issues.queue.${one}`)}
          </span>
        </UnstyledButton>
      ))}
    </div>
  )
}

function QueueSign({ queue }: { queue: Queue }) {
  const Sign = SIGNS[queue]
  if (Sign) return <Sign size={13} aria-hidden />
  return (
    <span className={classes.queueMark}>
      <IssueMark state={queue as IssueState} />
    </span>
  )
}
