import type { ReactNode } from 'react'
import classes from './PlaceHead.module.css'

/** Top of a place's own panel: its name, and what can be done with all of it. */
export function PlaceHead({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <header className={classes.head}>
      <h2 className={classes.title}>{title}</h2>
      {children}
    </header>
  )
}
