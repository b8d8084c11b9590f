/** Tells of new issues wherever one is in the page: a line that leads to them, and the sound that was chosen. */
import { notifications } from '@mantine/notifications'
import { useQuery } from '@tanstack/react-query'
import { type RefObject, useEffect, useRef } from 'react'
import type { IssueRow } from '../../../shared/domain/place.ts'
import { trpc } from '../../api/trpc.ts'
import { count } from '../../i18n/format.ts'
import { translate } from '../../i18n/i18n.ts'
import { issueTitle } from '../../i18n/vocabulary.ts'
import { openIssue } from '../../overview/open.ts'
import { addressStore, navigate } from '../../state/addressStore.ts'
import { wasReportedHere } from '../reportedHere.ts'
import { arrivedSince, newestOf, type Newest } from './arrived.ts'
import { play, soundStore } from './sounds.ts'

const LOOKED_AT = 20
const SHOWN_MILLISECONDS = 12_000
const OWN_ANSWER_MILLISECONDS = 1_000

export default function Arrivals() {
  const { data } = useQuery(trpc.issue.list.queryOptions({ state: 'new', order: 'newest', limit: LOOKED_AT }))
  const known = useRef<Newest | null>(null)
  const told = useRef<Told>({ id: '', rows: [] })
  useEffect(() => {
    if (!data) return
    const { rows } = data
    const before = known.current
    known.current = newestOf(rows, before ?? undefined)
    if (before === null) return
    const arrived = arrivedSince(rows, before)
    if (arrived.length === 0) return
    // Word of one's own report may come before its answer.
    setTimeout(() => {
      const opened = addressStore.get().subject
      const others = arrived.filter(
        ({ id }) => !wasReportedHere(id) && !(opened?.kind === 'issue' && opened.id === id),
      )
      if (others.length === 0) return
      void play(soundStore.get()).catch(() => undefined)
      tell(told, others)
    }, OWN_ANSWER_MILLISECONDS)
  }, [data])
  return null
}

/** The line that is shown, and the issues it is about: more that arrive meanwhile join them. */
interface Told {
  id: string
  rows: readonly IssueRow[]
}

function tell(told: RefObject<Told>, arrived: readonly IssueRow[]): void {
  const { id: before, rows: earlier } = told.current
  const id = `arrived ${arrived[0]!.id}`
  const rows = [...arrived, ...earlier.filter((row) => !arrived.some((one) => one.id === row.id))]
  told.current = { id, rows }
  if (before !== '') notifications.hide(before)
  const [first] = rows as [IssueRow]
  const isOne = rows.length === 1
  notifications.show({
    id,
    title: isOne
      ? translate('issues.arrived')
      : translate('issues.arrivedMany', {
          count: `${count(rows.length)}${arrived.length === LOOKED_AT ? '+' : ''}`,
        }),
    message: `${issueTitle(first)} · ${first.unit?.name ?? translate('issue.noUnit')}`,
    autoClose: SHOWN_MILLISECONDS,
    withBorder: true,
    style: { cursor: 'pointer' },
    onClose: () => {
      if (told.current.id === id) told.current = { id: '', rows: [] }
    },
    onClick: () => {
      notifications.hide(id)
      if (isOne) openIssue(first.id, first.location)
      else
        navigate({
          place: 'issues',
          subject: null,
          trail: [],
          own: { ...addressStore.get().own, 'issues.queue': 'new' },
        })
    },
  })
}
