/** How late an issue is, or how long is left: a flag and words, never a colour alone; the exact time on hover. */
import { IconFlag3Filled } from '@tabler/icons-react'
import { duration, instant } from '../i18n/format.ts'
import { useT } from '../i18n/i18n.ts'
import classes from './LateText.module.css'

interface Props {
  dueAt: string | null
  isLate: boolean
  /** The moment it is seen from. */
  now: number
}

export function LateText({ dueAt, isLate, now }: Props) {
  const t = useT()
  if (dueAt === null) return null
  const left = Date.parse(dueAt) - now
  return (
    <time
      dateTime={dueAt}
      title={`${t('issue.dueAt')} ${instant(dueAt)}`}
      className={classes.text}
      data-late={isLate || undefined}
    >
      {isLate && <IconFlag3Filled size={12} aria-hidden />}
      {isLate
        ? t('issue.lateBy', { time: duration(Math.max(0, -left)) })
        : t('issue.dueIn', { time: duration(Math.max(0, left)) })}
    </time>
  )
}
