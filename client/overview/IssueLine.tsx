/** An issue as a row: what, where, who has it now, how late. */
import { UnstyledButton } from '@mantine/core'
import { dayAt } from '../../shared/domain/dates.ts'
import type { IssueRow } from '../../shared/domain/place.ts'
import { useT } from '../i18n/i18n.ts'
import { issueTitle } from '../i18n/vocabulary.ts'
import { OthersMark } from '../issues/presence/Others.tsx'
import { IssueMark } from '../ui/IssueMark.tsx'
import { LateText } from '../ui/LateText.tsx'
import classes from './Rows.module.css'
import { openIssue } from './open.ts'

interface Props {
  issue: IssueRow
  now: number
}

export function IssueLine({ issue, now }: Props) {
  return (
    <UnstyledButton className={classes.row} onClick={() => openIssue(issue.id, issue.location)}>
      <IssueWords issue={issue} now={now} />
    </UnstyledButton>
  )
}

export function IssueWords({ issue, now }: Props) {
  const t = useT()
  const isOpen = issue.state !== 'closed'
  return (
    <>
      <IssueMark state={issue.state} isLate={issue.isLate} />
      <span className={classes.main}>
        <span className={classes.title}>
          {issueTitle(issue)}
          <OthersMark id={issue.id} />
        </span>
        <span className={classes.sub}>
          {issue.unit?.name ?? t('issue.noUnit')} · {t(`issueState.${issue.state}`)}
          {issue.signs?.map((kind) => ` · ${t(`sign.kind.${kind}`)}`)}
        </span>
      </span>
      <span className={classes.end}>
        {/* The clock of what is hung stands still. */}
        {isOpen && issue.state !== 'hung' && <LateText dueAt={issue.dueAt} isLate={issue.isLate} now={now} />}
        {isOpen && issue.reviewDate && (
          <span className={classes.review} data-over={issue.reviewDate <= dayAt(new Date(now)) || undefined}>
            {t('issue.review', { day: issue.reviewDate })}
          </span>
        )}
        {issue.closedAt && (
          <span className={classes.sub}>{t('issue.closedOn', { day: dayAt(new Date(issue.closedAt)) })}</span>
        )}
        {issue.closedAt && issue.callsMissed > 0 && (
          <span className={classes.sub}> · {t('issues.callsMissed', { count: issue.callsMissed })}</span>
        )}
      </span>
    </>
  )
}
