/** Tasks on a phone: as they stand with what was written here on top, how far they are, and what is kept of their words. */
import { describe, expect, it } from 'vitest'
import type { Me } from '../../../shared/domain/access.ts'
import { type FieldTask, FieldWork } from '../../../shared/issues/fieldWork.ts'
import type { IssueEvent } from '../../../shared/issues/progress.ts'
import type { RuledStep } from '../../../shared/issues/steps.ts'
import { maskNumbers, withoutNumbers } from '../../../client/offline/withoutNumbers.ts'
import { enqueue, type Queue, type Queued, seenBy } from '../../../client/outbox/queue.ts'
import { nearestFirst } from '../../../client/work/nearest.ts'
import { isLateAt, isWaiting, seenTask } from '../../../client/work/seenTask.ts'
import { usualKinds } from '../../../client/work/usualClasses.ts'

const ME = { accountId: '12', userName: 'worker', roles: ['gridWorker'] } as unknown as Me
const NOW = Date.parse('2026-11-30T02:00:00Z')

const event = (id: string, step: IssueEvent['step'], to: string, accountId = '11'): IssueEvent => ({
  id,
  step,
  from: null,
  to,
  at: '2026-11-30T01:00:00.000Z',
  accountId,
  userName: accountId,
  reason: '',
  details: {},
  undoes: null,
})

const task = (id: string, more: Partial<FieldTask['issue']> = {}, events: IssueEvent[] = []): FieldTask => ({
  part: 'handle',
  issue: {
    id,
    class: 'streetOrder',
    subclass: 'carParking',
    subject: 'event',
    description: '',
    address: '',
    reportedAt: '2026-11-30T00:00:00.000Z',
    dueAt: '2026-11-30T08:00:00.000Z',
    closedAt: null,
    state: 'dispatched',
    isLate: false,
    location: [114.005, 30.005],
    unit: null,
    statedUnit: null,
    linkState: 'linked',
    reviewDate: null,
    callsMissed: 0,
    ...more,
  },
  lastEvent: events.at(-1)?.id ?? '0',
  events,
  photos: [],
  due: { source: 'none', dueAt: null, limit: null, from: '', isStill: false, isProvisional: false, days: [] },
})

const write = (queue: Queue, clientId: string, id: string, step: RuledStep): Queue =>
  enqueue(
    queue,
    {
      clientId,
      accountId: '12',
      what: {
        kind: 'step',
        id,
        step,
        seen: seenBy(queue, id, '0'),
        reason: 'x',
        details: {},
        title: { class: 'streetOrder', subclass: 'carParking' },
      },
    },
    NOW,
  )
const may = (seen: ReturnType<typeof seenTask>): RuledStep[] => seen.steps.map(({ step }) => step)

describe('a task on the phone', () => {
  it('goes on with what was written here: taken, then fed back, without any signal', () => {
    const before = seenTask(task('1'), [], ME)
    expect(may(before)).toEqual(expect.arrayContaining(['take', 'feedBack', 'return', 'note']))
    const taken = write([], 'a', '1', 'take')
    const after = seenTask(task('1'), taken, ME)
    expect(after.issue.state).toBe('inHand')
    expect(may(after)).not.toContain('take')
    const done = seenTask(task('1'), write(taken, 'b', '1', 'feedBack'), ME)
    expect(done.issue.state).toBe('toVerify')
    // Who has fed back does not verify: it is nobody's task here any more.
    expect(may(done)).not.toContain('verify')
    expect(isWaiting(done)).toBe(false)
    expect(done.queued.map(({ clientId }) => clientId)).toEqual(['a', 'b'])
  })

  it('stands as the server said where what was written was refused', () => {
    const queue = write(write([], 'a', '1', 'take'), 'b', '1', 'feedBack')
    const stuck = queue.map((item) => (item.clientId === 'a' ? { ...item, state: 'stuck' as const } : item))
    const seen = seenTask(task('1'), stuck, ME)
    expect(seen.issue.state).toBe('dispatched')
    expect(seen.queued).toHaveLength(2)
  })

  it('counts what was sent once, before and after the list has been asked again', () => {
    const sent = write([], 'a', '1', 'take').map((item): Queued => ({
      ...item,
      state: 'sent',
      sent: { id: '1', event: '9', state: 'inHand', at: NOW },
    }))
    const old = seenTask(task('1', {}, [event('8', 'import', 'dispatched')]), sent, ME)
    expect([old.issue.state, old.lastEvent]).toEqual(['inHand', '9'])
    // Event 10 came after ours: it is newer, though its text sorts before.
    const events = [
      event('8', 'import', 'dispatched'),
      event('9', 'take', 'inHand', '12'),
      event('10', 'return', 'new'),
    ]
    const fresh = seenTask(task('1', { state: 'new' }, events), sent, ME)
    expect([fresh.issue.state, fresh.lastEvent]).toEqual(['new', '10'])
  })

  it('is for whoever did not feed it back to verify', () => {
    const events = (by: string) => [event('1', 'import', 'inHand'), event('2', 'feedBack', 'toVerify', by)]
    expect(isWaiting(seenTask(task('1', { state: 'toVerify' }, events('11')), [], ME))).toBe(true)
    expect(isWaiting(seenTask(task('1', { state: 'toVerify' }, events('12')), [], ME))).toBe(false)
  })

  it('asks for a photo where its class requires one, until one waits with a step here', () => {
    const danger = task('1', { class: 'publicUtilities', subclass: 'manholeCover', state: 'inHand' })
    const needs = (queue: Queue, step: RuledStep) =>
      seenTask(danger, queue, ME).steps.find((one) => one.step === step)?.needs
    expect(needs([], 'feedBack')).toEqual(['reason', 'photo'])
    expect(needs(write([], 'a', '1', 'note'), 'feedBack')).toEqual(['reason', 'photo'])
    const shown = write([], 'a', '1', 'note').map((item) => ({ ...item, photoCount: 1 }))
    expect(needs(shown, 'feedBack')).toEqual(['reason'])
  })

  it('becomes late by itself, but not while it waits for the resident', () => {
    const due = Date.parse('2026-11-30T08:00:00Z')
    const seen = seenTask(task('1'), [], ME)
    expect([isLateAt(seen, due), isLateAt(seen, due + 1)]).toEqual([false, true])
    expect(isLateAt(seenTask(task('1'), write([], 'a', '1', 'askResident'), ME), due + 1)).toBe(false)
  })
})

describe('the order of tasks', () => {
  const at = (id: string, lon: number | null, dueAt: string | null = null): FieldTask =>
    task(id, { location: lon === null ? null : [lon, 30], dueAt })

  it('is by distance, then by due time, those without a place last', () => {
    const sorted = nearestFirst(
      [
        at('none', null),
        at('far', 114.02),
        at('later', 114.01, '2026-12-02T00:00:00Z'),
        at('near', 114.01, '2026-12-01T00:00:00Z'),
      ],
      [114, 30],
    )
    expect(sorted.map(({ task: { issue } }) => issue.id)).toEqual(['near', 'later', 'far', 'none'])
    // A hundredth of a degree at 30° north: 6,371,008.8 m × cos 30° × 0.01 × π / 180.
    expect(sorted[0]!.meters).toBeCloseTo(963, 0)
    expect(sorted[3]!.meters).toBeNull()
  })

  it('is by due time where nothing is known of where one is', () => {
    const sorted = nearestFirst(
      [at('b', 114.01, '2026-12-02T00:00:00Z'), at('a', 114.02, '2026-12-01T00:00:00Z')],
      null,
    )
    expect(sorted.map(({ task: { issue } }) => issue.id)).toEqual(['a', 'b'])
  })
})

describe('what is kept on the phone', () => {
  it.each([
    ['联系人电话13800138000，请尽快', '联系人电话138****00，请尽快'],
    ['座机 027-8765 4321', '座机 027****21'],
    ['身份证 99999919900303011X', '身份证 999****1X'],
    ['3栋2单元501，2026-11-30 前', '3栋2单元501，2026-11-30 前'],
    ['两辆车 12 号、14 号', '两辆车 12 号、14 号'],
  ])('%s', (text, masked) => {
    expect(maskNumbers(text)).toBe(masked)
  })

  it('holds no long number in any text of a task', () => {
    const number = '13800138000'
    const work = FieldWork.parse({
      at: '2026-11-30T02:00:00.000Z',
      accountId: '12',
      units: [],
      tasks: [
        task('1', { description: number, address: number }, [
          { ...event('1', 'note', 'dispatched'), reason: number },
        ]),
      ],
      hasMore: false,
    })
    expect(JSON.stringify(work)).toContain(number)
    expect(JSON.stringify(withoutNumbers(work))).not.toContain(number)
  })
})

it('a report offers what is met on any street, then what this grid has most of, each kind once', () => {
  const tasks = [
    task('1', { class: 'greening', subclass: 'lawn' }),
    task('2', { class: 'greening', subclass: 'lawn' }),
    task('5', { class: 'greening', subclass: 'bench' }),
    task('3', { class: 'streetOrder', subclass: 'carParking' }),
    task('4', { class: 'of another system', subclass: '' }),
  ]
  const kinds = usualKinds(tasks, 8)
  expect(kinds.slice(6).map(({ subclass }) => subclass)).toEqual(['lawn', 'bench'])
  expect(usualKinds([], 8)).toHaveLength(8)
  expect(new Set(kinds.map(({ subclass }) => subclass)).size).toBe(8)
})
