import type { ReactNode } from 'react'
import classes from './Panel.module.css'

interface Props {
  /** Of a body with nothing in it to step to: it takes the focus itself, to be scrolled by keyboard. */
  label?: string
  children: ReactNode
}

/** The part of a panel that scrolls. */
export function PanelBody({ label, children }: Props) {
  return label === undefined ? (
    <div className={classes.body} tabIndex={-1}>
      {children}
    </div>
  ) : (
    <div className={classes.body} tabIndex={0} role="region" aria-label={label}>
      {children}
    </div>
  )
}
