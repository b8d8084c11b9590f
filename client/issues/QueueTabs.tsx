/** What waits, by queue: a number each, the late ones first. */
import { UnstyledButton } from '@mantine/core'
import { IconClockExclamation, IconFlag3Filled } from '@tabler/icons-react'
import { QUEUES, SOON_HOURS, type Queue } from '../../shared/issues/desk.ts'
import { count } from '../i18n/format.ts'
import { useT } from '../i18n/i18n.ts'
import { IssueMark } from '../ui/IssueMark.tsx'
import classes from './Issues.module.css'

const ORDER: readonly Queue[] = [
  'late',
  'soon',
  ...QUEUES.filter((queue) => queue !== 'late' && queue !== 'soon'),
]

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
          title={one === 'soon' ? t('issues.soonHint', { hours: SOON_HOURS }) : undefined}
          onClick={() => onPick(one)}
        >
          <span className={classes.queueCount}>{count(counts?.[one])}</span>
          <span className={classes.queueName}>
            {one === 'late' ? (
              <IconFlag3Filled size={12} aria-hidden />
            ) : one === 'soon' ? (
              <IconClockExclamation size={13} aria-hidden />
            ) : (
              <IssueMark state={one} />
            )}
            {t(`issues.queue.${one}`)}
          </span>
        </UnstyledButton>
      ))}
    </div>
  )
}
