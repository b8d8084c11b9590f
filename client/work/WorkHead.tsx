/** Top of a page within one's work: the way back, what it is, and what can be done. */
import { ActionIcon } from '@mantine/core'
import { IconArrowLeft } from '@tabler/icons-react'
import { type ReactNode, useEffect, useRef } from 'react'
import { useT } from '../i18n/i18n.ts'
import { openTasks } from './openWork.ts'
import classes from './Work.module.css'

export function WorkHead({ title, children }: { title: string; children?: ReactNode }) {
  const t = useT()
  const heading = useRef<HTMLHeadingElement>(null)
  // What was pressed is gone with its page.
  useEffect(() => heading.current?.focus({ preventScroll: true }), [])
  return (
    <header className={classes.head}>
      <ActionIcon
        variant="subtle"
        color="gray"
        c="var(--qh-ink)"
        size={44}
        aria-label={t('work.back')}
        onClick={openTasks}
      >
        <IconArrowLeft size={22} aria-hidden />
      </ActionIcon>
      <h2 ref={heading} className={classes.headTitle} tabIndex={-1}>
        {title}
      </h2>
      {children}
    </header>
  )
}
