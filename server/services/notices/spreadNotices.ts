/**
 * Notices become deliveries: one for each address or browser that wants the occurrence and whose areas hold the issue. In one
 * transaction, so that a notice is spread wholly or not at all, to whichever process holds it.
 */
import {
  type NoticeContent,
  type NoticeLanguage,
  type Occurrence,
  type Told,
} from '../../../shared/issues/notices.ts'
import { ALL_AREAS, permissionsOf } from '../../../shared/domain/access.ts'
import { areaSetting, type Reach } from '../../access/viewer.ts'
import { type Database, transaction } from '../../db/database.ts'
import { subscriptionsTold } from '../../db/push.ts'
import {
  type Channel,
  insertDeliveries,
  issuesToTell,
  markSpread,
  type NewDelivery,
  type NoticeRow,
  noticesToSpread,
  type ToldIssue,
  unitNames,
} from '../../db/notices.ts'
import type { Queryable } from '../../db/sql.ts'
import { pathsOfUnits } from '../../db/units.ts'
import { webhooksOn } from '../../db/webhooks.ts'
import { departmentName } from './noticeWords.ts'

/** Where a link to an issue leads. */
export const linkTo = (pageUrl: string, issueId: string): string =>
  `${pageUrl.replace(/\/+$/, '')}/?place=issues&sel=${encodeURIComponent(`issue:${encodeURIComponent(issueId)}`)}`

/** The occurrence that decides who is told: of what was taken back, the one it was. */
const decidingOf = ({ occurrence, about }: NoticeRow): string => about ?? occurrence

function contentOf(
  notice: NoticeRow,
  issue: ToldIssue,
  names: ReadonlyMap<string, string>,
  pageUrl: string,
  language: NoticeLanguage,
): NoticeContent {
  const { targetUnit, targetDepartment } = notice
  return {
    sequence: notice.id,
    occurrence: notice.occurrence as Told,
    ...(notice.about ? { of: notice.about as Occurrence } : {}),
    at: notice.at,
    issue: {
      number: issue.id,
      class: issue.class,
      subclass: issue.subclass,
      state: notice.state,
      unit: issue.unitCode ? { code: issue.unitCode, name: issue.unitName ?? issue.unitCode } : null,
      target: targetUnit
        ? { unit: targetUnit, name: names.get(targetUnit) ?? targetUnit }
        : targetDepartment
          ? { department: targetDepartment, name: departmentName(language, targetDepartment) }
          : null,
      reportedAt: issue.reportedAt,
      dueAt: issue.dueAt,
    },
    link: linkTo(pageUrl, issue.id),
  }
}

export async function reachOfAreas(on: Queryable, areas: readonly string[]): Promise<Reach> {
  return areas.includes(ALL_AREAS)
    ? { areas: [ALL_AREAS], areaPaths: [] }
    : { areas, areaPaths: await pathsOfUnits(on, [...areas]) }
}

/** Who is told, of what, how far they see, and in which words. */
interface Listener {
  channel: Channel
  occurrences: readonly string[]
  areas: readonly string[]
  since: string
  language: NoticeLanguage
  /** Where links begin; '' for a page of our own. */
  pageUrl: string
  /** Nobody is told of what they did themselves. */
  accountId: string | null
}

async function listeners(tx: Queryable): Promise<Listener[]> {
  const webhooks = (await webhooksOn(tx)).map(
    ({ id, occurrences, areas, onSince, language, pageUrl }): Listener => ({
      channel: { kind: 'webhook', id },
      occurrences,
      areas,
      since: onSince,
      language,
      pageUrl,
      accountId: null,
    }),
  )
  const browsers = (await subscriptionsTold(tx))
    .filter(({ roles }) => permissionsOf(roles).has('issues.view'))
    .map(({ id, occurrences, areas, onSince, language, accountId }): Listener => ({
      channel: { kind: 'push', id },
      occurrences,
      areas,
      since: onSince,
      language,
      pageUrl: '',
      accountId,
    }))
  return [...webhooks, ...browsers]
}

/** @returns how many notices were spread */
export const spreadNotices = (db: Database): Promise<number> =>
  transaction(db, async (tx) => {
    const notices = await noticesToSpread(tx)
    if (notices.length === 0) return 0
    const names = await unitNames(
      tx,
      notices.flatMap(({ targetUnit }) => targetUnit ?? []),
    )
    const ids = notices.map(({ issueId }) => issueId)
    // Those who see the same are asked for once.
    const seenBy = new Map<string, ReadonlyMap<string, ToldIssue>>()
    const deliveries: NewDelivery[] = []
    for (const listener of await listeners(tx)) {
      const reach = await reachOfAreas(tx, listener.areas)
      const key = areaSetting(reach)
      const issues =
        seenBy.get(key) ?? new Map((await issuesToTell(tx, reach, ids)).map((issue) => [issue.id, issue]))
      seenBy.set(key, issues)
      for (const notice of notices) {
        const issue = issues.get(notice.issueId)
        const isWanted = listener.occurrences.includes(decidingOf(notice))
        const isOwn = listener.accountId !== null && listener.accountId === notice.accountId
        if (!issue || !isWanted || isOwn || notice.at < listener.since) continue
        deliveries.push({
          noticeId: notice.id,
          channel: listener.channel,
          issueId: notice.issueId,
          content: contentOf(notice, issue, names, listener.pageUrl, listener.language),
        })
      }
    }
    await insertDeliveries(tx, deliveries)
    await markSpread(
      tx,
      notices.map(({ id }) => id),
    )
    return notices.length
  })
