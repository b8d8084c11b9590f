import type { ReactNode, RefObject } from 'react'
import classes from './Panel.module.css'

/** The part of a panel that scrolls, for those who need the element: tables that draw only what is in sight. */
export function ScrollBody({
  ref,
  children,
}: {
  ref: RefObject<HTMLDivElement | null>
  children: ReactNode
}) {
  return (
    <div ref={ref} className={classes.body} tabIndex={-1}>
      <div>{children}</div>
    </div>
  )
}
