/** What waits, by queue: a number each, the late ones first. */
import { UnstyledButton } from '@mantine/core'
import {
  IconClockExclamation,
  IconEye,
  IconFlag3Filled,
  IconMessageQuestion,
  IconPhoneCall,
  type Icon,
} from '@tabler/icons-react'
import type { IssueState } from '../../shared/domain/place.ts'
import { CALL_BACK_DAYS, QUEUES, SOON_HOURS, type Queue } from '../../shared/issues/desk.ts'
import { SIGN_DAYS } from '../../shared/issues/signs.ts'
import { count } from '../i18n/format.ts'
import { type Translate, useT } from '../i18n/i18n.ts'
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
  signs: IconEye,
}

const hintOf = (t: Translate, queue: Queue): string | undefined => {
  if (queue === 'soon') return t('issues.soonHint', { hours: SOON_HOURS })
  if (queue === 'toCall') return t('issues.toCallHint', { days: CALL_BACK_DAYS })
  return queue === 'signs' ? t('issues.signsHint', { days: SIGN_DAYS }) : undefined
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
      {/* Nothing to look at twice takes no room. */}
      {ORDER.filter((one) => one !== 'signs' || one === queue || (counts?.signs ?? 0) > 0).map((one) => (
        <UnstyledButton
          key={one}
          className={classes.queue}
          aria-pressed={one === queue}
          data-late={(one === 'late' && (counts?.late ?? 0) > 0) || undefined}
          data-wide={one === 'signs' || undefined}
          title={hintOf(t, one)}
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
