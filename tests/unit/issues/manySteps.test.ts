import { describe, expect, it } from 'vitest'
import { detailsFor, manySteps } from '../../../client/issues/many/manySteps.ts'
import { goesHigher } from '../../../client/issues/many/ownUnits.ts'
import type { IssueChoice } from '../../../shared/issues/desk.ts'
import { ruleOf, type RuledStep } from '../../../shared/issues/steps.ts'

const choice = (id: string, unit: string | null, ...steps: RuledStep[]): IssueChoice => ({
  id,
  lastEvent: '1',
  steps: steps.map((step) => ({ step, needs: [...ruleOf(step).needs] })),
  unit: unit === null ? null : { code: unit, name: unit, level: 'grid', state: 'onDuty', passedOver: [] },
})

describe('steps on several issues', () => {
  const chosen = [
    choice('a', 'g1', 'accept', 'dispatch', 'merge'),
    choice('b', 'g2', 'accept', 'dispatch', 'note'),
    choice('c', null, 'verify', 'evaluate', 'notReached'),
    choice('d', null, 'accept'),
  ]

  it('are those that any allows, with whom, what most allow first; what the places suggest before all', () => {
    const found = manySteps(chosen).map(({ step, toOwnGrid, choices }) => [
      step,
      toOwnGrid,
      choices.map(({ id }) => id).join(''),
    ])
    expect(found).toEqual([
      ['dispatch', true, 'ab'],
      ['accept', false, 'abd'],
      ['dispatch', false, 'ab'],
      ['verify', false, 'c'],
    ])
  })

  it('to the own grid need nothing more, and give each its own', () => {
    const [own, accept] = manySteps(chosen)
    expect(own!.needs).toEqual([])
    expect(own!.choices.map((one) => detailsFor(own!, one, {}))).toEqual([
      { target: { unit: 'g1' } },
      { target: { unit: 'g2' } },
    ])
    expect(detailsFor(accept!, chosen[0]!, { due: 'x' })).toEqual({ due: 'x' })
  })

  it('of none are none', () => {
    expect(manySteps([])).toEqual([])
  })
})

describe('issues that go higher than their grid', () => {
  const higher = (id: string, code: string, ...passedOver: string[]): IssueChoice => ({
    ...choice(id, code, 'dispatch'),
    unit: { code, name: code, level: 'community', state: 'onDuty', passedOver },
  })
  it('are counted by where they go, most first, each empty unit named once', () => {
    const all = [
      choice('a', 'g1', 'dispatch'),
      choice('b', null, 'dispatch'),
      higher('c', 'c2', 'g2'),
      higher('d', 'c1', 'g3'),
      higher('e', 'c1', 'g3'),
    ]
    const found = goesHigher(all)
    expect(found.to.map(({ unit, count }) => [unit.code, count])).toEqual([
      ['c1', 2],
      ['c2', 1],
    ])
    expect([found.count, found.passedOver]).toEqual([3, ['g2', 'g3']])
    expect(goesHigher(all.slice(0, 2)).count).toBe(0)
  })
})
