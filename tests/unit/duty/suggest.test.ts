/** Whom an issue goes to, best first, with its reasons as facts. */
import { describe, expect, it } from 'vitest'
import type { UnitDuty } from '../../../shared/duty/onDuty.ts'
import { followed, suggest, type UnitFacts } from '../../../shared/duty/suggest.ts'
import { sumAccuracy } from '../../../shared/issues/accuracy.ts'

const LEVELS = ['grid', 'community', 'street'] as const
const units = LEVELS.map((level): UnitFacts => ({
  code: level,
  name: level,
  level,
  openIssues: 3,
  meters: 120,
  isBeyond: level === 'street',
}))
const duty = (unit: string, given: Partial<UnitDuty> = {}): UnitDuty => ({
  unit,
  state: 'nobody',
  on: [],
  away: [],
  next: null,
  ...given,
})
const on = (name: string, skills: string[] = [], standsFor: string | null = null) => ({
  person: name,
  name,
  until: 1_000_000,
  standsFor,
  skills,
})
const there = (unit: string, ...people: ReturnType<typeof on>[]): UnitDuty =>
  duty(unit, { state: 'onDuty', on: people })
const suggested = (...duties: UnitDuty[]) =>
  suggest({
    units,
    duties,
    issueClass: 'greening',
    inHand: new Map([
      ['busy', 5],
      ['free', 1],
    ]),
    department: { name: 'greening', openIssues: 9 },
  })
const order = ({ options }: ReturnType<typeof suggested>): string[] =>
  options.map(({ state, target }) => `${state} ${'unit' in target ? target.unit : target.department}`)

describe('a suggestion', () => {
  it('is the grid first where somebody is on duty there, then the department, then the next level', () => {
    const all = suggested(there('grid', on('a')), there('community', on('b')), duty('street'))
    expect(order(all)).toEqual(['onDuty grid', 'department greening', 'onDuty community'])
    expect(all.passedOver).toEqual([])
    expect(all.options[0]).toMatchObject({
      openIssues: 3,
      meters: 120,
      people: [{ name: 'a', isTrained: null }],
    })
  })

  it('names who has least in hand first, and says where it is not known', () => {
    const [best] = suggested(
      there('grid', on('busy'), on('free'), on('stranger')),
      duty('community'),
      duty('street'),
    ).options
    expect(best!.people.map(({ name, inHand }) => [name, inHand])).toEqual([
      ['stranger', null],
      ['free', 1],
      ['busy', 5],
    ])
  })

  it('goes to the next level where nobody is there, says so, and offers to wait', () => {
    const all = suggested(
      duty('grid', { next: { name: 'a', at: 2_000_000 }, away: ['z'] }),
      there('community', on('b')),
      duty('street'),
    )
    expect(order(all)).toEqual(['onDuty community', 'department greening', 'later grid'])
    expect(all.passedOver).toEqual([
      { unit: 'grid', name: 'grid', away: ['z'], next: { name: 'a', at: new Date(2_000_000).toISOString() } },
    ])
  })

  it('is the street’s desk where nobody is anywhere', () => {
    const all = suggested(duty('grid'), duty('community'), duty('street'))
    expect(order(all)).toEqual(['desk street', 'department greening'])
    expect(all.options[0]!.isBeyond).toBe(true)
    expect(all.passedOver.map(({ unit }) => unit)).toEqual(['grid', 'community'])
  })

  it('puts those trained for the class before those trained for other things only', () => {
    const other = on('a', ['streetOrder'])
    const all = suggested(there('grid', other), there('community', on('b', ['greening'])), duty('street'))
    expect(order(all)[0]).toBe('onDuty community')
    // Of whom nothing is said is not put behind.
    expect(
      order(suggested(there('grid', other, on('c')), there('community', on('b')), duty('street')))[0],
    ).toBe('onDuty grid')
    const [best] = suggested(
      there('grid', on('d', [], 'x'), other, on('e', ['greening'])),
      duty('community'),
      duty('street'),
    ).options
    expect(best!.people.map(({ name }) => name)).toEqual(['e', 'd', 'a'])
  })

  it('knows which of it was taken', () => {
    const targets = [{ unit: 'grid' }, { department: 'greening' }]
    expect(followed(targets, { department: 'greening' }).rank).toBe(2)
    expect(followed(targets, { unit: 'greening' }).rank).toBeNull()
  })
})

describe('accuracy', () => {
  it('adds up by class and community, returned of dispatched', () => {
    const one = { class: 'x', community: 'A', kind: 'first', returned: 1, dispatched: 4 } as const
    const sums = sumAccuracy([
      one,
      { ...one, community: 'B', returned: 0, dispatched: 6 },
      { ...one, class: 'y', kind: 'own', returned: 2, dispatched: 2 },
    ])
    expect(sums.total).toEqual({ first: [1, 10], further: [0, 0], own: [2, 2] })
    expect(sums.byClass).toEqual([
      { key: 'x', counts: { first: [1, 10], further: [0, 0], own: [0, 0] } },
      { key: 'y', counts: { first: [0, 0], further: [0, 0], own: [2, 2] } },
    ])
    expect(sums.byCommunity.map(({ key }) => key)).toEqual(['A', 'B'])
  })
})
