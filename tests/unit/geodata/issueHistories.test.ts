import { beforeAll, describe, expect, it } from 'vitest'
import { generateTown } from '../../../geodata/town/generateTown.ts'
import type { Town, TownHistory, TownIssue } from '../../../geodata/town/types.ts'
import { explainDue } from '../../../server/services/desk/issueDue.ts'
import { allowedPairs } from '../../../shared/issues/steps.ts'

const TODAY = '2026-11-24'
const NOW = Date.parse(`${TODAY}T08:30:00+08:00`)
const OPTIONS = { seed: 8415, size: 'town', today: TODAY } as const
const LEGAL = new Set(allowedPairs().map(({ step, from, to }) => `${step} ${from} ${to}`))

let town: Town
let issues: Map<string, TownIssue>
let histories: TownHistory[]
beforeAll(() => {
  town = generateTown(OPTIONS)
  issues = new Map([...town.issues()].map((issue) => [issue.id, issue]))
  histories = [...town.histories(issues.values())]
})

describe('histories of issues', () => {
  it('follow the steps, forward in time, to the state and the closing time of their issue', () => {
    for (const { issueId, events, progress } of histories) {
      const issue = issues.get(issueId)!
      expect([events[0]!.step, events[0]!.from, events[0]!.to]).toEqual(['report', null, 'new'])
      expect(Date.parse(events[0]!.at)).toBe(Date.parse(issue.reportedAt))
      events.slice(1).forEach((event, index) => {
        const before = events[index]!
        expect(event.from, issueId).toBe(before.to)
        expect(LEGAL, issueId).toContain(`${event.step} ${event.from!} ${event.to}`)
        expect(event.at >= before.at, issueId).toBe(true)
      })
      expect(Date.parse(events.at(-1)!.at), issueId).toBeLessThanOrEqual(NOW)
      expect([issueId, progress.state]).toEqual([issueId, issue.state])
      expect([issueId, progress.closedAt && Date.parse(progress.closedAt)]).toEqual([
        issueId,
        issue.closedAt && Date.parse(issue.closedAt),
      ])
    }
  })

  it('are of all that closed in the last two months, and of all that somebody has in hand', () => {
    const since = NOW - 61 * 86_400_000
    const known = new Set(histories.map(({ issueId }) => issueId))
    for (const { id, state, closedAt } of issues.values()) {
      if (closedAt !== null && Date.parse(closedAt) > since) expect(known, id).toContain(id)
      if (closedAt !== null && Date.parse(closedAt) < since - 3 * 86_400_000)
        expect(known, id).not.toContain(id)
      if (['dispatched', 'inHand', 'toVerify'].includes(state)) expect(known, id).toContain(id)
      if (state === 'new' || state === 'hung') expect(known, id).not.toContain(id)
    }
  })

  it('keep the due time of the class, but for those that were opened again', () => {
    for (const { issueId, progress, events } of histories) {
      const issue = issues.get(issueId)!
      const base = new Date(issue.dueAt)
      const due = explainDue(
        {
          class: issue.class,
          subclass: issue.subclass,
          reportedAt: new Date(issue.reportedAt),
          dueAt: base,
          baseDueAt: base,
          lastEvent: '1',
        },
        progress,
      )
      const isAgain = events.some(({ step }) => step === 'reopen')
      expect([issueId, due.source]).toEqual([issueId, isAgain ? 'set' : 'limit'])
      expect([issueId, Date.parse(due.dueAt!)]).toEqual([
        issueId,
        isAgain ? Date.parse(progress.dueBy!) : base.getTime(),
      ])
    }
  })

  it('are believable: most residents are content, some are not reached, some issues go round again', () => {
    const count = (step: string): number =>
      histories.filter(({ events }) => events.some((event) => event.step === step)).length
    const closed = histories.filter(({ progress }) => progress.state === 'closed')
    const share = (part: number, all = closed.length): number => part / all
    expect(closed.length).toBeGreaterThan(2_000)
    const between = (value: number, low: number, high: number): void => {
      expect(value).toBeGreaterThan(low)
      expect(value).toBeLessThan(high)
    }
    between(share(count('reopen')), 0.01, 0.08)
    between(share(count('sendBack')), 0.02, 0.1)
    between(share(count('notReached')), 0.06, 0.2)
    between(share(count('endCallBack')), 0.01, 0.06)
    between(share(closed.filter(({ progress }) => progress.answer !== null).length), 0.8, 0.97)
    const rated = closed.flatMap(({ progress }) => progress.answer?.satisfaction ?? [])
    between(share(rated.filter((one) => one >= 4).length, rated.length), 0.7, 0.95)
  })

  it('are the same for the same town', () => {
    const again = generateTown(OPTIONS)
    expect([...again.histories(again.issues())].slice(-300)).toEqual(histories.slice(-300))
  })
})
