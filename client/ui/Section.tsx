import { useId, type ReactNode } from 'react'
import classes from './Panel.module.css'

interface Props {
  title: string
  /** At the right of the title: a total, or a way to the whole list. */
  aside?: ReactNode
  children: ReactNode
}

/** One matter of a panel, under its title. */
export function Section({ title, aside, children }: Props) {
  const id = useId()
  return (
    <section className={classes.section} aria-labelledby={id}>
      <div className={classes.sectionHead}>
        <h3 id={id} className={classes.sectionTitle}>
          {title}
        </h3>
        {aside}
      </div>
      {children}
    </section>
  )
}
