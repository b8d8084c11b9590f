import { describe, expect, it } from 'vitest'
import { arrivedSince, newestOf } from '../../../client/issues/arrivals/arrived.ts'

const at = (id: string, minute: number) => ({
  id,
  reportedAt: new Date(Date.UTC(2026, 8, 24, 1, minute)).toISOString(),
})
const ids = (rows: readonly { id: string }[]): string => rows.map(({ id }) => id).join('')

describe('what has arrived', () => {
  const known = newestOf([at('c', 9), at('b', 9), at('a', 3)])

  it('was reported later than all that was known, or in the same minute as the last of it', () => {
    expect(ids(arrivedSince([at('e', 12), at('d', 9), at('c', 9), at('b', 9)], known))).toBe('ed')
  })

  it('is not what comes back to the queue, nor what stays when others have gone', () => {
    expect(ids(arrivedSince([at('c', 9), at('old', 1), at('a', 3)], known))).toBe('')
    expect(ids(arrivedSince([at('a', 3)], known))).toBe('')
  })

  it('is not the newest that left the queue and came back', () => {
    const left = newestOf([at('a', 3)], known)
    expect(ids(arrivedSince([at('c', 9), at('a', 3)], left))).toBe('')
    expect(ids(arrivedSince([at('d', 10), at('c', 9)], left))).toBe('d')
  })

  it('is everything after an empty queue', () => {
    expect(ids(arrivedSince([at('a', 3)], newestOf([])))).toBe('a')
  })
})
