/** Who did what, when and why: newest first, as far back as one scrolls. */
import { useMediaQuery } from '@mantine/hooks'
import { useInfiniteQuery } from '@tanstack/react-query'
import type { AuditRow } from '../../shared/domain/access.ts'
import { trpc } from '../api/trpc.ts'
import { PHONE_QUERY } from '../frame/layout.ts'
import { instant } from '../i18n/format.ts'
import { say, translate, useT, wordFor } from '../i18n/i18n.ts'
import { PAGE_ROWS, usePagedList } from '../overview/lists/usePagedList.ts'
import { Failed } from '../ui/Failed.tsx'
import { SkeletonLines } from '../ui/SkeletonLines.tsx'
import { StateMessage } from '../ui/StateMessage.tsx'
import { VirtualRows } from '../ui/VirtualRows.tsx'
import classes from './Admin.module.css'

/** Fields are names of personal values, roles, kinds: each in its own words where there are any. */
const fieldText = (fields: readonly string[]): string =>
  fields
    .map((field) => say(`residentField.${field}`) ?? say(`role.${field}`) ?? field)
    .filter((field) => field !== '*')
    .join('、')

/** Checks that were missing when a plan was published all the same. */
const missingText = (fields: readonly string[]): string =>
  fields.length === 0
    ? ''
    : translate('audit.unchecked', { missing: fields.map((kind) => wordFor('planCheck', kind)).join('、') })

function Line({ row }: { row: AuditRow }) {
  const subject = [
    wordFor('auditSubject', row.subjectKind),
    row.subjectId,
    row.action === 'reveal'
      ? fieldText(row.fields)
      : row.action === 'planPublished'
        ? missingText(row.fields)
        : '',
  ].filter(Boolean)
  return (
    <div className={classes.audit}>
      <time dateTime={row.at}>{instant(row.at)}</time>
      <span className={classes.strong}>{row.userName}</span>
      <span data-alarm={row.action === 'signInFailed' || undefined}>
        {wordFor('auditAction', row.action)}
      </span>
      <span className={classes.cut} title={subject.join(' · ')}>
        {subject.join(' · ')}
        {row.purpose && ` — ${wordFor('purpose', row.purpose)}`}
      </span>
    </div>
  )
}

export function AuditLog() {
  const t = useT()
  const isPhone = useMediaQuery(PHONE_QUERY, matchMedia(PHONE_QUERY).matches)
  const list = usePagedList(
    useInfiniteQuery(
      trpc.audit.list.infiniteQueryOptions(
        { limit: PAGE_ROWS },
        { getNextPageParam: (page) => page.nextCursor, staleTime: 0 },
      ),
    ),
  )
  if (list.error && list.total === null) return <Failed error={list.error} onRetry={list.retry} />
  if (list.total === null) return <SkeletonLines rows={12} />
  if (list.rows.length === 0)
    return <StateMessage tone="empty" title={t('audit.none')} hint={t('audit.noneHint')} />
  return (
    <>
      <p className={classes.note}>{t('audit.kept')}</p>
      <div className={classes.auditHead} aria-hidden>
        <span>{t('audit.at')}</span>
        <span>{t('audit.who')}</span>
        <span>{t('audit.what')}</span>
        <span>{t('audit.subject')}</span>
      </div>
      <VirtualRows
        label={t('admin.audit')}
        rows={list.rows}
        total={list.total}
        rowPixels={isPhone ? 56 : 36}
        keyOf={(row) => row.id}
        hasMore={list.hasMore}
        onNeedMore={list.loadMore}
      >
        {(row) => <Line row={row} />}
      </VirtualRows>
    </>
  )
}
