/** What a change of the calendar would move, in words, before it is made. */
import { useDebouncedValue } from '@mantine/hooks'
import { skipToken, useQuery } from '@tanstack/react-query'
import type { CalendarChange } from '../../shared/calendar/officeDays.ts'
import { failureText } from '../api/failure.ts'
import { trpc } from '../api/trpc.ts'
import { count } from '../i18n/format.ts'
import { useT } from '../i18n/i18n.ts'

const TYPING_MILLISECONDS = 300

/** @returns null while there is nothing to say */
export function useMovedAhead(change: CalendarChange | null): string | null {
  const t = useT()
  const wanted = change === null ? null : JSON.stringify(change)
  const [asked] = useDebouncedValue(wanted, TYPING_MILLISECONDS)
  const query = useQuery(
    trpc.calendar.preview.queryOptions(asked === null ? skipToken : (JSON.parse(asked) as CalendarChange), {
      retry: false,
    }),
  )
  if (wanted === null) return null
  if (asked !== wanted) return t('calendar.counting')
  if (query.error) return failureText(query.error)
  if (!query.data) return t('calendar.counting')
  const { moved } = query.data
  return moved === 0 ? t('calendar.wouldMoveNone') : t('calendar.wouldMove', { count: count(moved) })
}
