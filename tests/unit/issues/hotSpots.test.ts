import { describe, expect, it } from 'vitest'
import { ISSUE_STATES } from '../../../shared/domain/place.ts'
import {
  isInHours,
  type Replay,
  replayAt,
  replayPart,
  type ReplayPart,
} from '../../../shared/issues/hotSpots.ts'
import { type LoadRow, matchOf, meanLoad, perWorker } from '../../../shared/issues/load.ts'

const [NEW, DISPATCHED, IN_HAND, , , CLOSED] = ISSUE_STATES.map((_, index) => index) as [
  number,
  number,
  number,
  number,
  number,
  number,
]

describe('a day that is played again', () => {
  const day: Replay = {
    day: '2026-11-25',
    until: 1440,
    ids: ['old', 'fresh', 'quiet'],
    lons: [1, 2, 3],
    lats: [1, 2, 3],
    states: [DISPATCHED, -1, IN_HAND],
    lateFrom: [600, -1, 0],
    changes: [
      [1, 540, NEW],
      [0, 545, IN_HAND],
      [1, 700, DISPATCHED],
      [0, 900, CLOSED],
    ],
  }
  const statesAt = (minute: number): number[] => [...replayAt(day, minute).states]

  it('has at each minute the states that the changes until then led to', () => {
    expect(statesAt(0)).toEqual([DISPATCHED, -1, IN_HAND])
    expect(statesAt(539)).toEqual([DISPATCHED, -1, IN_HAND])
    expect(statesAt(540)).toEqual([DISPATCHED, NEW, IN_HAND])
    expect(statesAt(800)).toEqual([IN_HAND, DISPATCHED, IN_HAND])
    expect(statesAt(1440)).toEqual([CLOSED, DISPATCHED, IN_HAND])
  })

  it('can be looked at in any order', () => {
    const before = structuredClone(day)
    statesAt(1440)
    expect(statesAt(0)).toEqual([DISPATCHED, -1, IN_HAND])
    expect(day).toEqual(before)
  })

  it('gives the issues behind each number, as many as the number says', () => {
    const behind = (minute: number, part: ReplayPart): number[] =>
      replayPart(day, replayAt(day, minute), minute, part)
    expect(['open', 'late', 'came', 'closed'].map((part) => behind(539, part as ReplayPart))).toEqual([
      [0, 2],
      [2],
      [],
      [],
    ])
    expect(behind(800, 'open')).toEqual([0, 1, 2])
    expect(behind(800, 'late')).toEqual([0, 2])
    expect(behind(800, 'came')).toEqual([1])
    expect(behind(800, 'inHand')).toEqual([0, 2])
    // What is closed is not late any more.
    expect([behind(1000, 'closed'), behind(1000, 'open'), behind(1000, 'late')]).toEqual([[0], [1, 2], [2]])
  })

  it('lists them in the order of their report, whichever was closed first', () => {
    const both = {
      ...day,
      changes: [...day.changes.slice(0, 3), [2, 800, CLOSED], [0, 900, CLOSED]],
    } as Replay
    expect(replayPart(both, replayAt(both, 1440), 1440, 'closed')).toEqual([0, 2])
  })

  it('counts once what was closed twice', () => {
    const twice = { ...day, changes: [...day.changes, [0, 910, IN_HAND], [0, 920, CLOSED]] } as Replay
    expect(replayPart(twice, replayAt(twice, 1440), 1440, 'closed')).toEqual([0])
    expect(replayPart(twice, replayAt(twice, 915), 915, 'closed')).toEqual([0])
    expect(replayPart(twice, replayAt(twice, 915), 915, 'open')).toContain(0)
  })

  it('says what is late from when', () => {
    expect([...replayAt(day, 599).isLate]).toEqual([0, 0, 1])
    expect([...replayAt(day, 600).isLate]).toEqual([1, 0, 1])
  })
})

describe('hours of the day', () => {
  it('begin with the first minute and end before the last hour', () => {
    const hours = { from: 9, to: 12 }
    expect([539, 540, 719, 720].map((minute) => isInHours(minute, hours))).toEqual([false, true, true, false])
    expect(isInHours(1439, { from: 0, to: 24 })).toBe(true)
  })
})

describe('load against people', () => {
  const row = (workers: number, open: number, year = 0): LoadRow => ({
    unit: 'x',
    workers,
    open,
    late: 0,
    year,
  })

  it('is work by worker, and no number where nobody is on duty', () => {
    expect(perWorker(row(2, 5), 'open')).toBe(2.5)
    expect(perWorker(row(0, 5), 'open')).toBeNull()
  })

  it('is compared with all grids together, work without workers included', () => {
    expect(meanLoad([row(1, 4), row(2, 2), row(0, 3)], 'open')).toBe(3)
    expect(meanLoad([row(0, 3)], 'open')).toBeNull()
  })

  it('does not match from half as much again, below two thirds, and where nobody is', () => {
    expect(matchOf(row(1, 15), 'open', 10)).toBe('over')
    expect(matchOf(row(1, 14), 'open', 10)).toBe('fits')
    expect(matchOf(row(1, 7), 'open', 10)).toBe('fits')
    expect(matchOf(row(1, 6), 'open', 10)).toBe('under')
    expect(matchOf(row(0, 1), 'open', 10)).toBe('nobody')
    expect(matchOf(row(0, 0), 'open', 10)).toBe('fits')
    expect(matchOf(row(1, 0), 'open', 0)).toBe('fits')
  })
})
