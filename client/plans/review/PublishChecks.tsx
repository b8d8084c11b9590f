/** In the dialog of publishing: the four checks, and why it is published although some are missing. */
import { Textarea } from '@mantine/core'
import { LONGEST_REASON, missingChecks, type PlanChecks } from '../../../shared/plans/reviewRecord.ts'
import { useT } from '../../i18n/i18n.ts'
import { VerdictMark } from './CheckSection.tsx'
import classes from './Review.module.css'

interface Props {
  checks: PlanChecks
  despite: string
  onDespite: (reason: string) => void
}

export function PublishChecks({ checks: { checks }, despite, onDespite }: Props) {
  const t = useT()
  const missing = missingChecks(checks)
  return (
    <section>
      <h3>{t('planCheck.title')}</h3>
      <ul>
        {checks.map(({ kind, given }) => (
          <li key={kind}>
            <span>
              {t(`planCheck.${kind}`)}
              {given && (
                <small className={classes.checkedBy}>
                  {given.by}：{given.reason}
                </small>
              )}
            </span>
            <VerdictMark given={given} />
          </li>
        ))}
      </ul>
      {missing.length > 0 && (
        <div className={classes.missing}>
          <p>
            {t('planCheck.missing', { missing: missing.map((kind) => t(`planCheck.${kind}`)).join('、') })}
          </p>
          <Textarea
            label={t('planCheck.despiteReason')}
            maxLength={LONGEST_REASON}
            autosize
            required
            value={despite}
            onChange={(event) => onDespite(event.currentTarget.value)}
          />
        </div>
      )}
    </section>
  )
}
