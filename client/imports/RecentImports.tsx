/** What was imported before, by whom and when. */
import { useQuery } from '@tanstack/react-query'
import { trpc } from '../api/trpc.ts'
import { count, instant } from '../i18n/format.ts'
import { useT, wordFor } from '../i18n/i18n.ts'
import { Failed } from '../ui/Failed.tsx'
import { Section } from '../ui/Section.tsx'
import { SkeletonLines } from '../ui/SkeletonLines.tsx'
import classes from './Imports.module.css'

export function RecentImports() {
  const t = useT()
  const recent = useQuery(trpc.import.recent.queryOptions(undefined, { staleTime: 0 }))
  return (
    <Section title={t('imports.recent')}>
      {recent.isPending ? (
        <SkeletonLines rows={3} />
      ) : recent.error && !recent.data ? (
        <Failed error={recent.error} onRetry={() => void recent.refetch()} />
      ) : recent.data.length === 0 ? (
        <p className={classes.soft}>{t('imports.recentNone')}</p>
      ) : (
        <ul className={classes.rows}>
          {recent.data.map((one) => (
            <li key={one.id}>
              <div className={classes.line}>
                <span className={classes.name} title={one.file}>
                  {one.file}
                </span>
                <time dateTime={one.importedAt} className={classes.soft}>
                  {instant(one.importedAt)}
                </time>
              </div>
              <div className={classes.soft}>
                {t('imports.recentLine', {
                  kind: wordFor('imports.kind', one.kind),
                  accepted: count(one.accepted),
                })}
                {one.faulty > 0 && t('imports.recentFaulty', { faulty: count(one.faulty) })} ·{' '}
                {one.importedBy}
              </div>
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}
