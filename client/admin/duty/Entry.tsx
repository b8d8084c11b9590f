/** One entry of the roster, with the button that takes it away. */
import { ActionIcon } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { RosterChange } from '../../../shared/duty/roster.ts'
import { useT } from '../../i18n/i18n.ts'
import classes from './Duty.module.css'
import type { Changing } from './useRoster.ts'

interface Props {
  /** In words, for who hears the button. */
  what: string
  removal: RosterChange
  changing: Changing
  children: ReactNode
}

export function Entry({ what, removal, changing: { change, isBusy }, children }: Props) {
  const t = useT()
  return (
    <li>
      <span className={classes.what}>{children}</span>
      <ActionIcon
        variant="subtle"
        color="gray"
        c="var(--qh-ink-soft)"
        size={32}
        disabled={isBusy}
        aria-label={t('duty.removeOf', { what })}
        onClick={() => void change(removal)}
      >
        <IconTrash size={16} aria-hidden />
      </ActionIcon>
    </li>
  )
}
