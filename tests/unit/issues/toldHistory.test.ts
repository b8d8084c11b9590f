/** What a file tells of an issue becomes events: reckoned by hand for every way in which files leave something out. */
import { describe, expect, test } from 'vitest'
import { progressOf } from '../../../shared/issues/progress.ts'
import { allowedPairs } from '../../../shared/issues/steps.ts'
import type { IssueState } from '../../../shared/domain/place.ts'
import { toldHistory, type ToldTimes } from '../../../shared/issues/toldHistory.ts'

const NOTHING: ToldTimes = {
  reportedAt: '2026-03-02T01:00:00.000Z',
  acceptedAt: null,
  dispatchedAt: null,
  handledAt: null,
  closedAt: null,
  reopenedAt: null,
}
const hour = (n: number): string => `2026-03-02T${String(n).padStart(2, '0')}:00:00.000Z`
const told = (times: Partial<ToldTimes>, state: IssueState): string[] =>
  toldHistory({ ...NOTHING, ...times }, state).map(({ step, to, at }) => `${at.slice(11, 13)} ${step} ${to}`)
const progress = (times: Partial<ToldTimes>, state: IssueState) =>
  progressOf(
    toldHistory({ ...NOTHING, ...times }, state).map((event, index) => ({
      ...event,
      id: String(index + 1),
      accountId: null,
      userName: 'import',
      reason: '',
      undoes: null,
    })),
  )

describe('the history that a file tells', () => {
  test('has the report, and the closing at its own time', () => {
    expect(told({}, 'new')).toEqual(['01 report new'])
    expect(told({ closedAt: hour(5) }, 'closed')).toEqual(['01 report new', '05 import closed'])
    expect(progress({ closedAt: hour(5) }, 'closed')).toMatchObject({
      state: 'closed',
      closedAt: hour(5),
      outcome: 'solved',
      isFollowed: false,
      verifiedAt: null,
    })
  })

  test('has every step whose time is given, in the order of the times', () => {
    const times = { dispatchedAt: hour(3), acceptedAt: hour(2), handledAt: hour(6), closedAt: hour(8) }
    expect(told(times, 'closed')).toEqual([
      '01 report new',
      '02 accept new',
      '03 dispatch dispatched',
      '06 feedBack toVerify',
      '08 import closed',
    ])
    expect(progress(times, 'closed')).toMatchObject({
      acceptedAt: hour(2),
      takenUpAt: hour(2),
      isFollowed: true,
      closedAt: hour(8),
    })
  })

  test('makes no step up where one is not told', () => {
    expect(told({ handledAt: hour(6), closedAt: hour(8) }, 'closed')).toEqual([
      '01 report new',
      '06 import toVerify',
      '08 import closed',
    ])
    expect(progress({ handledAt: hour(6), closedAt: hour(8) }, 'closed').takenUpAt).toBeNull()
    expect(told({}, 'inHand')).toEqual(['01 report new', '01 import inHand'])
    expect(told({ dispatchedAt: hour(3) }, 'inHand').at(-1)).toBe('03 import inHand')
  })

  test('goes round again where it was opened again after a closing that is told', () => {
    const times = { closedAt: hour(4), reopenedAt: hour(6) }
    expect(told(times, 'new')).toEqual(['01 report new', '04 import closed', '06 reopen new'])
    expect(progress(times, 'new')).toMatchObject({ state: 'new', closedAt: null, isReworked: true })
    expect(told({ ...times, dispatchedAt: hour(7) }, 'dispatched').at(-1)).toBe('07 dispatch dispatched')
    // The closing before it is not known.
    expect(told({ closedAt: hour(8), reopenedAt: hour(6) }, 'closed')).toEqual([
      '01 report new',
      '08 import closed',
    ])
  })

  test('is not told of what was closed nobody knows when', () => {
    expect(told({}, 'closed')).toEqual([])
    expect(told({ dispatchedAt: hour(3) }, 'closed')).toEqual([])
  })

  test('stands still since the last thing known where it is hung', () => {
    expect(progress({ dispatchedAt: hour(3) }, 'hung').pauses).toEqual([{ from: hour(3), to: null }])
  })

  test('takes only steps that the table allows, whatever a file gives', () => {
    const allowed = new Set(allowedPairs().map(({ step, from, to }) => `${step} ${from} ${to}`))
    const choices = [null, hour(2), hour(3), hour(4)]
    for (const acceptedAt of choices)
      for (const dispatchedAt of choices)
        for (const handledAt of choices)
          for (const closedAt of choices)
            for (const reopenedAt of choices)
              for (const state of ['new', 'dispatched', 'inHand', 'toVerify', 'hung', 'closed'] as const) {
                const events = toldHistory(
                  { ...NOTHING, acceptedAt, dispatchedAt, handledAt, closedAt, reopenedAt },
                  state,
                )
                let now: string | null = null
                let since = ''
                for (const { step, from, to, at } of events) {
                  expect(from).toBe(now)
                  expect(at >= since).toBe(true)
                  if (step !== 'report' && step !== 'import')
                    expect(allowed).toContain(`${step} ${from} ${to}`)
                  ;[now, since] = [to, at]
                }
                if (events.length > 0) expect(now).toBe(state)
              }
  })
})
