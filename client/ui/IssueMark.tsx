/** An issue's mark, the same everywhere: a dot in the colour of its state, a ring when it is late. Never alone:
 * the word stands beside it. */
import type { IssueState } from '../../shared/domain/place.ts'
import classes from './IssueMark.module.css'

export function IssueMark({ state, isLate = false }: { state: IssueState | null; isLate?: boolean }) {
  return (
    <span className={classes.mark} data-late={isLate || undefined} aria-hidden>
      <span className={classes.dot} style={state ? { background: `var(--qh-state-${state})` } : undefined} />
    </span>
  )
}
