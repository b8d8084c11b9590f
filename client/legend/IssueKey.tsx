/** What the points of open issues mean: colour and word for the state, a ring for lateness. */
import { ISSUE_STATES } from '../../shared/domain/place.ts'
import { useMay } from '../api/useMe.ts'
import { useT } from '../i18n/i18n.ts'
import { IssueMark } from '../ui/IssueMark.tsx'
import classes from './Legend.module.css'

export function IssueKey() {
  const t = useT()
  const mayView = useMay('issues.view')
  if (!mayView) return null
  return (
    <div className={classes.issues}>
      <h3 className={classes.subtitle}>{t('legend.issues')}</h3>
      <ul className={classes.marks}>
        {ISSUE_STATES.filter((state) => state !== 'closed').map((state) => (
          <li key={state}>
            <IssueMark state={state} /> {t(`issueState.${state}`)}
          </li>
        ))}
        <li>
          <IssueMark state={null} isLate /> {t('issue.late')}
        </li>
      </ul>
    </div>
  )
}
