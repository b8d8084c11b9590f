import { expect, it } from 'vitest'
import { type IssueEvent, progressOf } from '../../../shared/issues/progress.ts'
import type { RuledStep } from '../../../shared/issues/steps.ts'
import { explainDue } from '../../../server/services/desk/issueDue.ts'
import { reported, stepped } from '../../fixtures/issueWalk.ts'

const DUE = '2026-12-01T01:00:00.000Z'

/** Reported on Monday 2 November 2026 at 9:00, then a step every hour. */
function dueAfter(...steps: RuledStep[]) {
  const events: IssueEvent[] = [reported()]
  for (const step of steps) events.push(stepped(events, step, 60, step === 'extend' ? { due: DUE } : {}))
  const reportedAt = new Date(events[0]!.at)
  return explainDue(
    { class: 'greening', subclass: 'streetTree', reportedAt, dueAt: null, baseDueAt: null, lastEvent: '1' },
    progressOf(events),
  )
}

it('keeps a due time as it was set, whatever stood still before', () => {
  expect(dueAfter('hang', 'resume', 'extend')).toMatchObject({ source: 'set', dueAt: DUE })
  expect(dueAfter('extend', 'hang', 'resume', 'extend')).toMatchObject({ source: 'set', dueAt: DUE })
})

it('moves a due time that was set by the office hours that stood still after', () => {
  // hung from 11:00, resumed at 14:00: 12:00 to 13:00 is no office hour
  expect(dueAfter('extend', 'hang', 'note', 'note', 'resume').dueAt).toBe('2026-12-01T03:00:00.000Z')
  // set at 11:00 while hung, resumed at 12:00: one hour after the setting
  expect(dueAfter('hang', 'extend').dueAt).toBeNull()
  expect(dueAfter('hang', 'extend', 'resume').dueAt).toBe('2026-12-01T02:00:00.000Z')
})
