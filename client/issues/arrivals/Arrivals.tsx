/** Tells of new issues wherever one is in the page: a line that leads to them, and the sound that was chosen. */
import { notifications } from '@mantine/notifications'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { trpc } from '../../api/trpc.ts'
import { count } from '../../i18n/format.ts'
import { translate } from '../../i18n/i18n.ts'
import { issueTitle } from '../../i18n/vocabulary.ts'
import { openIssue } from '../../overview/open.ts'
import { addressStore, navigate } from '../../state/addressStore.ts'
import { arrivedSince, newestOf, type Newest } from './arrived.ts'
import { play, soundStore } from './sounds.ts'

const LOOKED_AT = 20
const SHOWN_MILLISECONDS = 12_000

export default function Arrivals() {
  const { data } = useQuery(trpc.issue.list.queryOptions({ state: 'new', order: 'newest', limit: LOOKED_AT }))
  const known = useRef<Newest | null>(null)
  useEffect(() => {
    if (!data) return
    const { rows } = data
    const before = known.current
    known.current = newestOf(rows, before ?? undefined)
    if (before === null) return
    // Whoever reports an issue has it open.
    const opened = addressStore.get().subject
    const arrived = arrivedSince(rows, before).filter(
      ({ id }) => opened?.kind !== 'issue' || opened.id !== id,
    )
    const [first] = arrived
    if (!first) return
    void play(soundStore.get()).catch(() => undefined)
    const isOne = arrived.length === 1
    notifications.show({
      id: 'arrivals',
      title: isOne
        ? translate('issues.arrived')
        : translate('issues.arrivedMany', {
            count: `${count(arrived.length)}${arrived.length === LOOKED_AT ? '+' : ''}`,
          }),
      message: `${issueTitle(first)} · ${first.unit?.name ?? translate('issue.noUnit')}`,
      autoClose: SHOWN_MILLISECONDS,
      withBorder: true,
      style: { cursor: 'pointer' },
      onClick: () => {
        notifications.hide('arrivals')
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
  }, [data])
  return null
}
