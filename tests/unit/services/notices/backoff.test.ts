import { expect, it } from 'vitest'
import { MOST_ATTEMPTS } from '../../../../shared/issues/notices.ts'
import { waitSeconds } from '../../../../server/services/notices/backoff.ts'

it('waits twice as long each time, up to an hour, half of it at random', () => {
  expect([1, 2, 3, 4].map((attempts) => waitSeconds(attempts, 1))).toEqual([5, 10, 20, 40])
  expect([1, 2, 3, 4].map((attempts) => waitSeconds(attempts, 0))).toEqual([2.5, 5, 10, 20])
  expect(waitSeconds(40, 1)).toBe(3600)
})

it('waits as long as the receiver asks, but no longer than an hour', () => {
  expect(waitSeconds(1, 1, 120)).toBe(120)
  expect(waitSeconds(5, 1, 3)).toBe(80)
  expect(waitSeconds(1, 0, 1e9)).toBe(3600)
})

it('gives up after one to three hours', () => {
  const waits = Array.from({ length: MOST_ATTEMPTS - 1 }, (_, n) => n + 1)
  const hours = (random: number): number =>
    waits.reduce((sum, attempts) => sum + waitSeconds(attempts, random), 0) / 3600
  expect(hours(0)).toBeGreaterThan(1)
  expect(hours(1)).toBeLessThan(3)
})
