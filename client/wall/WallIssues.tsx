/** A few issues: what, which grid, how late or how long ago. Never who, never behind which door. */
import { JUST_COME, type WallIssue } from '../../shared/issues/wall.ts'
import { duration } from '../i18n/format.ts'
import { useT } from '../i18n/i18n.ts'
import { issueTitle } from '../i18n/vocabulary.ts'
import classes from './Wall.module.css'

interface Props {
  title: string
  none: string
  issues: readonly WallIssue[]
  /** What stands at the end of a row. */
  says: 'late' | 'age'
  now: number
}

export function WallIssues({ title, none, issues, says, now }: Props) {
  const t = useT()
  const ago = (iso: string): string => duration(Math.max(0, now - Date.parse(iso)))
  return (
    <section className={classes.issues} aria-label={title}>
      <h2 className={classes.listTitle}>{title}</h2>
      {issues.length === 0 && <p className={classes.none}>{none}</p>}
      <ol className={classes.rows}>
        {issues.map((issue) => {
          const isNew = says === 'age' && now - Date.parse(issue.reportedAt) < JUST_COME
          return (
            <li key={issue.id} className={classes.row} data-new={isNew || undefined}>
              <span className={classes.mark} data-late={issue.isLate || undefined} aria-hidden>
                <span className={classes.dot} style={{ background: `var(--qh-state-${issue.state})` }} />
              </span>
              <span className={classes.what}>
                {issueTitle(issue)}
                <span className="qh-hidden"> {t(`issueState.${issue.state}`)}</span>
              </span>
              <span className={classes.unit}>{issue.unitName ?? t('issue.noUnit')}</span>
              <span className={classes.age} data-late={says === 'late' || undefined}>
                {says === 'late' && issue.dueAt
                  ? t('issue.lateBy', { time: ago(issue.dueAt) })
                  : isNew
                    ? t('wall.justCome')
                    : t('time.ago', { time: ago(issue.reportedAt) })}
              </span>
            </li>
          )
        })}
      </ol>
    </section>
  )
}
