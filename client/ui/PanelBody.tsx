import type { ReactNode } from 'react'
import classes from './Panel.module.css'

/** The part of a panel that scrolls. */
export function PanelBody({ children }: { children: ReactNode }) {
  return (
    <div className={classes.body} tabIndex={-1}>
      {children}
    </div>
  )
}
