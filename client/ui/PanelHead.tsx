/** Top of a subject: the way back along the trail, what kind of thing it is, its name; close. */
import { ActionIcon } from '@mantine/core'
import { IconArrowLeft, IconX } from '@tabler/icons-react'
import { useEffect, useRef, type ReactNode } from 'react'
import { useT } from '../i18n/i18n.ts'
import { closeSubject, stepBack } from '../state/addressStore.ts'
import classes from './Panel.module.css'

interface Props {
  /** The kind of thing, and where it belongs: small, above the name. */
  kicker?: ReactNode
  title: string
  /** Beside the name: code, marks. */
  detail?: ReactNode
}

export function PanelHead({ kicker, title, detail }: Props) {
  const t = useT()
  const heading = useRef<HTMLHeadingElement>(null)
  // What was picked from a list is gone with the list: the focus goes to what came in its place, never to nowhere.
  useEffect(() => {
    if (document.activeElement === null || document.activeElement === document.body) {
      heading.current?.focus({ preventScroll: true })
    }
  }, [])
  return (
    <header className={classes.head}>
      <ActionIcon
        variant="subtle"
        color="gray"
        c="var(--qh-ink-soft)"
        className={classes.headButton}
        aria-label={t('panel.back')}
        onClick={stepBack}
      >
        <IconArrowLeft size={18} aria-hidden />
      </ActionIcon>
      <div className={classes.headText}>
        {kicker && <div className={classes.kicker}>{kicker}</div>}
        <h2 ref={heading} className={classes.title} tabIndex={-1}>
          {title}
        </h2>
        {detail && <div className={classes.detail}>{detail}</div>}
      </div>
      <ActionIcon
        variant="subtle"
        color="gray"
        c="var(--qh-ink-soft)"
        className={classes.headButton}
        aria-label={t('panel.close')}
        onClick={closeSubject}
      >
        <IconX size={18} aria-hidden />
      </ActionIcon>
    </header>
  )
}
