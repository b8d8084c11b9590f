/** An issue: what and where, its state, its times, whose grid it is. */
import { useHotkeys } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { trpc } from '../api/trpc.ts'
import { instant } from '../i18n/format.ts'
import { useT } from '../i18n/i18n.ts'
import { issueClassName, issueTitle } from '../i18n/vocabulary.ts'
import { useSelectedPoint } from '../map/selectedPoint.ts'
import { useAt } from '../state/addressStore.ts'
import type { SubjectProps } from '../subjects.ts'
import { Failed } from '../ui/Failed.tsx'
import { IssueMark } from '../ui/IssueMark.tsx'
import { LateText } from '../ui/LateText.tsx'
import { PanelBody } from '../ui/PanelBody.tsx'
import { PanelHead } from '../ui/PanelHead.tsx'
import { Section } from '../ui/Section.tsx'
import { SkeletonLines } from '../ui/SkeletonLines.tsx'
import { IssueWork } from '../issues/IssueWork.tsx'
import { neighbourOf } from '../issues/listed.ts'
import { Others } from '../issues/presence/Others.tsx'
import { useBeingHere } from '../issues/presence/useBeingHere.ts'
import { CardFacts } from './CardFacts.tsx'
import classes from './IssueSubject.module.css'
import { openIssue } from './open.ts'
import { UnitLink } from './UnitLink.tsx'
import { useNow } from './useNow.ts'

export default function IssueSubject({ subject }: SubjectProps) {
  const t = useT()
  const at = useAt()
  const now = useNow()
  const query = useQuery(
    trpc.issue.show.queryOptions({ id: subject.id, at }, { placeholderData: keepPreviousData }),
  )
  const issue = query.data?.id === subject.id ? query.data : undefined
  useSelectedPoint(issue?.location)
  useBeingHere(subject.id, at === undefined && issue !== undefined)
  const step = (by: 1 | -1) => {
    // What is being written stays.
    if (document.querySelector('[data-step-form]')) return
    const next = neighbourOf(subject.id, by)
    if (next) openIssue(next.id, next.location)
  }
  useHotkeys([
    ['j', () => step(1)],
    ['k', () => step(-1)],
  ])
  return (
    <>
      <PanelHead
        kicker={issue ? issueClassName(issue.class) : t('issue.card')}
        title={issue ? issueTitle(issue) : subject.id}
        detail={
          issue && (
            <span className={classes.state}>
              <IssueMark state={issue.state} isLate={issue.isLate} />
              {t(`issueState.${issue.state}`)}
              {issue.state !== 'closed' && <LateText dueAt={issue.dueAt} isLate={issue.isLate} now={now} />}
            </span>
          )
        }
      />
      {query.error && !issue ? (
        <Failed error={query.error} onRetry={() => void query.refetch()} />
      ) : !issue ? (
        <SkeletonLines rows={6} />
      ) : (
        <PanelBody>
          {at === undefined && <Others id={issue.id} />}
          {issue.description && <p className={classes.description}>{issue.description}</p>}
          {at === undefined && <IssueWork id={issue.id} location={issue.location} />}
          <Section title={t('issue.card')}>
            <CardFacts
              facts={[
                [t('building.unit'), issue.unit ? <UnitLink unit={issue.unit} /> : t('issue.noUnit')],
                [t('issue.address'), issue.address],
                [t('issue.reportedAt'), instant(issue.reportedAt)],
                [t('issue.dueAt'), at === undefined ? null : issue.dueAt && instant(issue.dueAt)],
                [t('issue.closedAt'), issue.closedAt && instant(issue.closedAt)],
                [t('issue.number'), issue.id],
                [t('issue.stated'), issue.statedUnit],
              ]}
            />
            {issue.linkState !== 'linked' && (
              <p className={classes.doubt}>{t(`linkState.${issue.linkState}`)}</p>
            )}
          </Section>
        </PanelBody>
      )}
    </>
  )
}
