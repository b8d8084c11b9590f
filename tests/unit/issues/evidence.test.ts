import { describe, expect, it } from 'vitest'
import { straightLineMeters } from '../../../shared/geo/straightLine.ts'
import {
  evidenceOf,
  evidenceRuleOf,
  lacksRequired,
  needsOf,
  newestTry,
} from '../../../shared/issues/evidence.ts'
import type { IssuePhoto } from '../../../shared/issues/photos.ts'
import type { IssueEvent } from '../../../shared/issues/progress.ts'
import { ISSUE_CLASSES } from '../../../shared/standards/issueClasses.ts'
import { reported, stepped, takenBack } from '../../fixtures/issueWalk.ts'

const PLACE = [114, 30] as const
/** About so many metres to the north. */
const north = (meters: number): [number, number] => [114, 30 + meters / 111_195]
const HASH = 'a'.repeat(64)

/** Reported, dispatched an hour later, fed back after two more. */
function fedBack(details: IssueEvent['details'] = {}): IssueEvent[] {
  const events = [reported()]
  events.push(stepped(events, 'dispatch', 60, { target: { department: 'greening' } }))
  events.push(stepped(events, 'feedBack', 120, details))
  return events
}
const photo = (event: string, more: Partial<IssuePhoto> = {}): IssuePhoto => ({
  hash: HASH,
  event,
  width: 4,
  height: 3,
  takenAt: null,
  place: null,
  ...more,
})
const evidence = (events: IssueEvent[], photos: IssuePhoto[], subclass = 'streetTree', place = PLACE) =>
  evidenceOf({ class: 'greening', subclass, place, events, photos })
const at = (events: readonly IssueEvent[], index: number, minutes = 0): string =>
  new Date(Date.parse(events.at(index)!.at) + minutes * 60_000).toISOString()

describe('the rules of evidence', () => {
  it('hold for every class, with their source', () => {
    for (const { class: issueClass, subclasses } of ISSUE_CLASSES)
      for (const { subclass } of subclasses) expect(evidenceRuleOf(issueClass, subclass).source).not.toBe('')
  })

  it('ask for a photo of what can be seen, require one of danger, want none of people and noise', () => {
    expect(evidenceRuleOf('greening', 'streetTree')).toMatchObject({ photo: 'asked', withinMeters: 100 })
    expect(evidenceRuleOf('emergencies', 'fireHazard')).toMatchObject({ photo: 'required' })
    expect(evidenceRuleOf('publicUtilities', 'manholeCover')).toMatchObject({ photo: 'required' })
    expect(evidenceRuleOf('streetOrder', 'noise')).toMatchObject({ photo: 'none', withinMeters: 200 })
    expect(evidenceRuleOf('otherEvent', 'neighbourDispute')).toMatchObject({
      photo: 'none',
      withinMeters: null,
    })
    expect(evidenceRuleOf('imported', 'whatever')).toMatchObject({ photo: 'none', withinMeters: null })
  })
})

describe('evidence', () => {
  it('is missing where nothing was given', () => {
    expect(evidence(fedBack(), [])).toEqual([
      { kind: 'photo', state: 'missing', isRequired: false, count: 0 },
      { kind: 'place', state: 'missing', isRequired: false, withinMeters: 100, meters: null, by: null },
    ])
  })

  it('is a photo from near the place, taken after the dispatch', () => {
    const events = fedBack()
    const found = evidence(events, [photo('3', { takenAt: at(events, 1, 30), place: north(40) })])
    expect(found).toMatchObject([
      { kind: 'photo', state: 'there', count: 1 },
      { kind: 'place', state: 'there', meters: 40, by: 'photo' },
      { kind: 'time', state: 'there', takenAt: at(events, 1, 30), since: events[1]!.at },
    ])
  })

  it('speaks against it from afar, and from before the dispatch', () => {
    const events = fedBack()
    const found = evidence(events, [photo('3', { takenAt: at(events, 1, -30), place: north(400) })])
    expect(found.map(({ kind, state }) => `${kind} ${state}`)).toEqual([
      'photo there',
      'place against',
      'time against',
    ])
  })

  it('takes the nearest of several positions, a phone with its doubt', () => {
    const away = { meters: 130, accuracyMeters: 35 }
    const events = fedBack({ away })
    const far = photo('3', { place: north(101) })
    expect(evidence(events, [far])).toContainEqual({
      kind: 'place',
      state: 'there',
      isRequired: false,
      withinMeters: 100,
      meters: 130,
      by: 'person',
    })
    // A doubt of a kilometre is no proof of having been there.
    const vague = fedBack({ away: { meters: 160, accuracyMeters: 1000 } })
    expect(evidence(vague, []).find(({ kind }) => kind === 'place')).toMatchObject({ state: 'against' })
    expect(straightLineMeters(...PLACE, ...north(101))).toBeGreaterThan(100)
  })

  it('forgives a camera whose clock is a few minutes off', () => {
    const events = fedBack()
    for (const [minutes, state] of [
      [-9, 'there'],
      [-11, 'against'],
      [129, 'there'],
      [131, 'against'],
    ] as const)
      expect(evidence(events, [photo('3', { takenAt: at(events, 1, minutes) })]).at(-1)).toMatchObject({
        kind: 'time',
        state,
      })
  })

  it('leaves out what was reported with it, an earlier try, and what was taken back', () => {
    const events = fedBack()
    expect(evidence(events, [photo('1')])[0]).toMatchObject({ state: 'missing' })
    const again = [...events]
    again.push(stepped(again, 'sendBack', 10))
    again.push(stepped(again, 'feedBack', 10))
    expect(evidence(again, [photo('3')])[0]).toMatchObject({ state: 'missing' })
    expect(evidence(again, [photo('5')])[0]).toMatchObject({ state: 'there' })
    expect(newestTry(again)).toMatchObject({ since: again[3]!.at })
    const undone = [...events, takenBack(events)!]
    expect(evidence(undone, [photo('3')])[0]).toMatchObject({ state: 'missing' })
  })

  it('asks a settling step for a photo where the class requires one, until there is one', () => {
    const events = fedBack()
    const of = (photos: IssuePhoto[]) =>
      evidenceOf({ class: 'emergencies', subclass: 'treeDown', place: PLACE, events, photos })
    expect(lacksRequired(of([]))).toBe(true)
    expect(needsOf('verify', of([]))).toEqual(['photo'])
    expect(needsOf('feedBack', of([]))).toEqual(['reason', 'photo'])
    expect(needsOf('sendBack', of([]))).toEqual(['reason'])
    expect(needsOf('verify', of([photo('3')]))).toEqual([])
    expect(lacksRequired(evidence(events, []))).toBe(false)
  })
})
