/** The checks of a plan are read anew after an edit of that plan, every few seconds at most, and by no event. */
import { QueryClient } from '@tanstack/react-query'
import { describe, expect, it } from 'vitest'
import { touchedBy } from '../../../client/api/touchedBy.ts'
import { trpc } from '../../../client/api/trpc.ts'
import { CHECK_EVERY_MILLISECONDS, checksWait } from '../../../client/plans/review/checksWait.ts'

describe('the checks of a plan', () => {
  it('stay as they are after an event of plans; comments and the list are asked for again', () => {
    const client = new QueryClient()
    const checks = trpc.review.checks.queryKey({ id: '1', on: '2026-12-01' })
    const comments = trpc.review.comments.queryKey({ id: '1' })
    const list = trpc.plan.list.queryKey()
    for (const queryKey of [checks, comments, list]) client.setQueryData(queryKey, [])
    const touched = touchedBy('plans').flatMap((filter) =>
      client
        .getQueryCache()
        .findAll(filter)
        .map(({ queryKey }) => queryKey),
    )
    expect(touched).toEqual([list, comments])
    client.clear()
  })

  it('wait for a newer version, and until some seconds have passed since the last reading', () => {
    const at = 1_000_000
    const wait = (read: number | undefined, newest: number | undefined, now: number) =>
      checksWait({ read, readAt: at, newest }, now)
    expect(wait(3, 3, at + 60_000)).toBeNull()
    expect(wait(4, 3, at + 60_000)).toBeNull()
    expect(wait(undefined, 3, at)).toBeNull()
    expect(wait(3, undefined, at)).toBeNull()
    expect(wait(3, 4, at + 1_000)).toBe(CHECK_EVERY_MILLISECONDS - 1_000)
    expect(wait(3, 9, at + 60_000)).toBe(0)
  })
})
