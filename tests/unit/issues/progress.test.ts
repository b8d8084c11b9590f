import { describe, expect, it } from 'vitest'
import {
  type IssueEvent,
  type Progress,
  progressOf,
  standingEvents,
} from '../../../shared/issues/progress.ts'
import type { RuledStep } from '../../../shared/issues/steps.ts'
import { issueWalk, reported, stepped, takenBack } from '../../fixtures/issueWalk.ts'

const WALKS = Array.from({ length: 200 }, (_, seed) => issueWalk(seed, 60))

/** Steps an hour apart, the first an hour after the report at 9:00. */
function life(...steps: (RuledStep | 'undo')[]): IssueEvent[] {
  const events = [reported()]
  for (const step of steps)
    events.push(step === 'undo' ? takenBack(events)! : stepped(events, step, 60, GIVEN[step] ?? {}))
  return events
}
const GIVEN: Partial<Record<RuledStep, IssueEvent['details']>> = {
  dispatch: { target: { department: 'greening' } },
  callIn: { target: { unit: '429901001001001' } },
  hang: { reviewDate: '2026-12-24' },
  askResident: { reviewDate: '2026-12-24' },
  merge: { other: '20261101-0001' },
  extend: { due: '2026-12-01T01:00:00.000Z' },
  evaluate: { answer: { isSolved: false, satisfaction: 2 } },
}
const clock = (text: string | null): string | null =>
  text === null ? null : new Date(Date.parse(text) + 8 * 3_600_000).toISOString().slice(11, 16)
const pausesOf = ({ pauses }: Progress): string[] =>
  pauses.map(({ from, to }) => `${clock(from)}-${clock(to) ?? ''}`)

describe('what the events of an issue add up to', () => {
  it('is where the newest standing event leads to', () => {
    for (const walk of WALKS)
      walk.forEach((_, n) => {
        const events = walk.slice(0, n + 1)
        expect(progressOf(events).state).toBe(events.at(-1)!.to)
        expect(progressOf(events).state).toBe(standingEvents(events).at(-1)!.to)
      })
  })

  it('is the same as before once a step is taken back', () => {
    let taken = 0
    for (const walk of WALKS)
      walk.forEach((_, n) => {
        const events = walk.slice(0, n + 1)
        const last = events.at(-1)!
        if (last.step === 'undo' || last.step === 'report' || last.step === 'import') return
        taken++
        expect(progressOf([...events, takenBack(events)!])).toEqual(progressOf(events.slice(0, -1)))
      })
    expect(taken).toBeGreaterThan(5_000)
  })

  it('is the same for a part made ready and the rest as for the whole', () => {
    for (const walk of WALKS)
      for (const cut of [1, 7, 20, 41, 59]) {
        const ready = standingEvents(walk.slice(0, cut))
        const rest = walk.slice(cut)
        expect(standingEvents([...ready, ...rest])).toEqual(standingEvents(walk))
        expect(progressOf([...ready, ...rest])).toEqual(progressOf(walk))
      }
  })

  it('is told by every step without changing what was given', () => {
    for (const walk of WALKS.slice(0, 20)) {
      const before = structuredClone(walk)
      progressOf(walk)
      expect(walk).toEqual(before)
    }
  })

  it('closes with an outcome and a time, and opens without them', () => {
    for (const walk of WALKS)
      walk.forEach((_, n) => {
        const { state, outcome, closedAt, before } = progressOf(walk.slice(0, n + 1))
        expect([outcome !== null, closedAt !== null]).toEqual([state === 'closed', state === 'closed'])
        if (state === 'hung') expect(['new', 'dispatched', 'inHand']).toContain(before)
      })
  })

  it('cannot be told of no events', () => {
    expect(() => progressOf([])).toThrow('begins with an event')
  })
})

describe('standing events', () => {
  it('leave out what was taken back, and the taking back', () => {
    const names = (events: IssueEvent[]): string[] => standingEvents(events).map(({ step }) => step)
    expect(names(life('accept', 'undo', 'note'))).toEqual(['report', 'note'])
    expect(names(life('accept', 'dispatch', 'undo', 'undo'))).toEqual(['report'])
    expect(names(life('accept', 'undo', 'accept', 'undo', 'accept'))).toEqual(['report', 'accept'])
  })
})

describe('the clock', () => {
  it('stands still exactly while an issue is hung or waits for the resident', () => {
    let stood = 0
    for (const walk of WALKS) {
      const standing = standingEvents(walk)
      const expected: { from: string; to: string | null }[] = []
      let wasStill = false
      standing.forEach(({ at, step }, n) => {
        if (step === 'import') expected.length = 0
        const { state, isWaitingForResident } = progressOf(standing.slice(0, n + 1))
        const isStill = state === 'hung' || isWaitingForResident
        if (isStill && !wasStill) expected.push({ from: at, to: null })
        if (!isStill && wasStill) expected.at(-1)!.to = at
        wasStill = isStill
      })
      expect(progressOf(walk).pauses).toEqual(expected)
      stood += expected.length
    }
    expect(stood).toBeGreaterThan(200)
  })

  it('stands from the hanging to the resuming', () => {
    expect(pausesOf(progressOf(life('hang')))).toEqual(['10:00-'])
    expect(pausesOf(progressOf(life('hang', 'note', 'resume')))).toEqual(['10:00-12:00'])
    expect(pausesOf(progressOf(life('hang', 'undo')))).toEqual([])
    expect(pausesOf(progressOf(life('hang', 'merge')))).toEqual(['10:00-11:00'])
  })

  it('stands on when a hung issue is resumed that waits for the resident', () => {
    const waiting = progressOf(life('askResident', 'hang', 'resume'))
    expect([waiting.isWaitingForResident, pausesOf(waiting)]).toEqual([true, ['10:00-']])
    expect(pausesOf(progressOf(life('askResident', 'hang', 'resume', 'residentAnswered')))).toEqual([
      '10:00-13:00',
    ])
  })

  it('runs on when it is fed back without an answer of the resident', () => {
    const fedBack = progressOf(life('dispatch', 'askResident', 'feedBack'))
    expect([fedBack.isWaitingForResident, pausesOf(fedBack)]).toEqual([false, ['11:00-12:00']])
  })
})

describe('an issue that is opened again', () => {
  it('begins anew, but keeps when it was accepted, that it was escalated, and what stood still', () => {
    const again = progressOf(
      life(
        'dispatch',
        'callIn',
        'escalate',
        'extend',
        'hang',
        'resume',
        'feedBack',
        'verify',
        'evaluate',
        'reopen',
      ),
    )
    expect(again).toMatchObject({
      state: 'new',
      isEscalated: true,
      outcome: null,
      closedAt: null,
      target: null,
      calledIn: [],
      answer: null,
      dueBy: null,
      fedBackBy: null,
    })
    expect([clock(again.acceptedAt), pausesOf(again)]).toEqual(['10:00', ['14:00-15:00']])
  })
})

describe('the call-back', () => {
  it('counts the calls that nobody answered, until it is answered, ended or opened again', () => {
    const closed = ['dispatch', 'feedBack', 'verify'] as const
    const called = progressOf(life(...closed, 'notReached', 'notReached', 'undo', 'notReached'))
    expect(called).toMatchObject({ callsMissed: 2, isCallEnded: false, answer: null })
    expect(progressOf(life(...closed, 'notReached', 'endCallBack'))).toMatchObject({ isCallEnded: true })
    expect(progressOf(life(...closed, 'notReached', 'endCallBack', 'reopen'))).toMatchObject({
      callsMissed: 0,
      isCallEnded: false,
    })
  })
})

describe('waiting for the resident', () => {
  it('has a day to look again, which ends with the waiting', () => {
    const until = (...steps: Parameters<typeof life>): string | null => progressOf(life(...steps)).waitsUntil
    expect(until('askResident')).toBe('2026-12-24')
    expect(until('askResident', 'residentAnswered')).toBeNull()
    expect(until('dispatch', 'askResident', 'feedBack')).toBeNull()
    expect(until('askResident', 'merge')).toBeNull()
    expect(until('askResident', 'undo')).toBeNull()
  })
})

describe('an imported issue', () => {
  it('is closed as solved when it came closed, and knows nothing else', () => {
    expect(progressOf([reported('import', 'closed')])).toMatchObject({
      state: 'closed',
      outcome: 'solved',
      target: null,
    })
    expect(progressOf([reported('import', 'inHand')])).toMatchObject({
      state: 'inHand',
      outcome: null,
      closedAt: null,
    })
  })
})

describe('what the figures count', () => {
  const hours = (text: string | null): string | null => clock(text)

  it('is the first step by which somebody takes it up, of whatever round', () => {
    expect(progressOf(life('note', 'escalate')).takenUpAt).toBeNull()
    expect(hours(progressOf(life('note', 'dispatch', 'take')).takenUpAt)).toBe('11:00')
    expect(hours(progressOf(life('accept', 'undo', 'note', 'dispatch')).takenUpAt)).not.toBe('10:00')
    expect(hours(progressOf(life('dispatch', 'return', 'accept')).takenUpAt)).toBe('10:00')
    expect(hours(progressOf(life('refuse', 'reopen', 'accept')).takenUpAt)).toBe('10:00')
  })

  it('is not known of what a file brought in the middle of its life', () => {
    const events = [reported('import', 'inHand')]
    events.push(stepped(events, 'feedBack', 60))
    expect(progressOf(events)).toMatchObject({ isFollowed: false, takenUpAt: null })
    expect(progressOf([reported('import', 'new')]).isFollowed).toBe(true)
  })

  it('is whether it was sent back or opened again, and when the closing that stands was verified', () => {
    const straight = progressOf(life('dispatch', 'feedBack', 'verify'))
    expect([straight.isReworked, hours(straight.verifiedAt)]).toEqual([false, '12:00'])
    const back = progressOf(life('dispatch', 'feedBack', 'sendBack', 'feedBack', 'verify'))
    expect([back.isReworked, hours(back.verifiedAt)]).toEqual([true, '14:00'])
    const again = progressOf(life('dispatch', 'feedBack', 'verify', 'reopen'))
    expect([again.isReworked, again.verifiedAt]).toEqual([true, null])
    expect(progressOf(life('merge')).verifiedAt).toBeNull()
    expect(progressOf(life('dispatch', 'feedBack', 'sendBack', 'undo')).isReworked).toBe(false)
  })

  it('is what the resident answered first, also when it is opened again and asked about once more', () => {
    const answered = progressOf(life('refuse', 'evaluate', 'reopen'))
    expect(answered.answer).toBeNull()
    expect(answered.firstAnswer).toMatchObject({ isSolved: false, satisfaction: 2 })
    expect(hours(answered.firstAnswer!.at)).toBe('11:00')
    const again = progressOf(life('refuse', 'evaluate', 'reopen', 'refuse', 'evaluate'))
    expect(hours(again.firstAnswer!.at)).toBe('11:00')
  })
})
