/** A figure with its label; a button where a list stands behind it. */
import { UnstyledButton } from '@mantine/core'
import type { ReactNode } from 'react'
import classes from './Stat.module.css'

interface Props {
  label: string
  value: string
  /** Under the value: share, vacancy, lateness. */
  note?: ReactNode
  onOpen?: () => void
}

export function Stat({ label, value, note, onOpen }: Props) {
  const inside = (
    <>
      <span className={classes.label}>{label}</span>
      <span className={classes.value}>{value}</span>
      {note && <span className={classes.note}>{note}</span>}
    </>
  )
  return onOpen ? (
    <UnstyledButton className={classes.stat} data-opens onClick={onOpen}>
      {inside}
    </UnstyledButton>
  ) : (
    <div className={classes.stat}>{inside}</div>
  )
}

export function StatGrid({ children }: { children: ReactNode }) {
  return <div className={classes.grid}>{children}</div>
}
