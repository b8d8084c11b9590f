/** The first thing an officer looks for: which issue is latest, in which grid, in whose hands. */
import { Skeleton, UnstyledButton } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { trpc } from '../api/trpc.ts'
import { useT } from '../i18n/i18n.ts'
import { count } from '../i18n/format.ts'
import { useAt } from '../state/addressStore.ts'
import { Failed } from '../ui/Failed.tsx'
import { Section } from '../ui/Section.tsx'
import { IssueLine } from './IssueLine.tsx'
import { openIssues } from './open.ts'
import classes from './Rows.module.css'
import { useNow } from './useNow.ts'

const SHOWN = 5

export function UrgentIssues({ unit }: { unit?: string }) {
  const t = useT()
  const at = useAt()
  const now = useNow()
  const query = useQuery(
    trpc.issue.list.queryOptions(
      { unit, at, state: 'open', order: 'late', limit: SHOWN },
      { placeholderData: keepPreviousData },
    ),
  )
  return (
    <Section
      title={t('overview.lateFirst')}
      aside={
        unit === undefined &&
        query.data && (
          <UnstyledButton className={classes.all} onClick={() => openIssues({ state: 'open' })}>
            {t('overview.lateFirstAll', { count: count(query.data.total) })}
          </UnstyledButton>
        )
      }
    >
      {query.error && !query.data ? (
        <Failed error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <ul className={classes.list}>
          {query.isPending
            ? Array.from({ length: SHOWN }, (_, row) => (
                <li key={row} className={classes.row}>
                  <Skeleton height={14} width={`${70 - row * 6}%`} radius={4} />
                </li>
              ))
            : query.data?.rows.map((issue) => (
                <li key={issue.id}>
                  <IssueLine issue={issue} now={now} />
                </li>
              ))}
          {query.data?.rows.length === 0 && <li className={classes.sub}>{t('overview.lateFirstNone')}</li>}
        </ul>
      )}
    </Section>
  )
}
