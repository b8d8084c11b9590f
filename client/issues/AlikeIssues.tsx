/** Open issues that may be the same matter, with what they have in common: looked at, or merged into with one click. */
import { Button, UnstyledButton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { AlikeIssue, IssueFile } from '../../shared/issues/desk.ts'
import { trpc } from '../api/trpc.ts'
import { useT } from '../i18n/i18n.ts'
import { issueTitle } from '../i18n/vocabulary.ts'
import { openIssue } from '../overview/open.ts'
import { IssueMark } from '../ui/IssueMark.tsx'
import { Section } from '../ui/Section.tsx'
import classes from './Issues.module.css'
import { useIssueSteps } from './useIssueSteps.ts'

/** In days from here on. */
const HOURS_TOLD = 48
/** Fewer letters in common are no reason. */
const WORDS_TOLD = 0.3

export function AlikeIssues({ file }: { file: IssueFile }) {
  const t = useT()
  const { take, isBusy } = useIssueSteps(file)
  const { data } = useQuery(trpc.issue.alike.queryOptions({ id: file.id }))
  if (!data || data.length === 0) return null
  const reasons = ({ meters, hours, isSameSubclass, words }: AlikeIssue): string =>
    [
      t('issues.alikeMeters', { meters: Math.round(meters) }),
      hours < HOURS_TOLD
        ? t('issues.alikeHours', { hours: Math.floor(hours) })
        : t('issues.alikeDays', { days: Math.round(hours / 24) }),
      isSameSubclass && t('issues.alikeSame'),
      words >= WORDS_TOLD && t('issues.alikeWords', { percent: Math.round(words * 100) }),
    ]
      .filter(Boolean)
      .join(' · ')
  return (
    <Section title={t('issues.alike')}>
      <p className={classes.quiet}>{t('issues.alikeHint')}</p>
      <ul className={classes.alike}>
        {data.map((issue) => (
          <li key={issue.id}>
            <UnstyledButton
              className={classes.alikeIssue}
              onClick={() => openIssue(issue.id, issue.location)}
            >
              <IssueMark state={issue.state} />
              <span className={classes.historyText}>
                <span>{issueTitle(issue)}</span>
                <span className={classes.quiet}>{reasons(issue)}</span>
              </span>
            </UnstyledButton>
            <Button
              size="compact-sm"
              variant="default"
              disabled={isBusy}
              aria-label={t('issues.alikeMergeName', { id: issue.id })}
              onClick={() => void take({ step: 'merge', details: { other: issue.id } })}
            >
              {t('issues.alikeMerge')}
            </Button>
          </li>
        ))}
      </ul>
    </Section>
  )
}
