import { describe, expect, it } from 'vitest'
import type { Evidence } from '../../../shared/issues/evidence.ts'
import { reportedAgain, signsOfEvidence } from '../../../shared/issues/signs.ts'

const HOUR = 3_600_000
const CLOSED = { class: 'greening', lon: 114, lat: 30, closedAt: Date.parse('2026-11-20T02:00:00Z') }
const later = (hours: number, meters = 0, issueClass = 'greening') => ({
  class: issueClass,
  lon: 114,
  lat: 30 + meters / 111_195,
  reportedAt: CLOSED.closedAt + hours * HOUR,
})

describe('reported again', () => {
  it('is the same class near by within days after closing', () => {
    expect(reportedAgain(CLOSED, later(5.5, 80))).toEqual({ meters: 80, hours: 5 })
    expect(reportedAgain(CLOSED, later(14 * 24))).toEqual({ meters: 0, hours: 336 })
  })

  it('is not what came before, later, farther away, or is another matter', () => {
    expect(reportedAgain(CLOSED, later(0))).toBeNull()
    expect(reportedAgain(CLOSED, later(-1))).toBeNull()
    expect(reportedAgain(CLOSED, later(14 * 24 + 0.1))).toBeNull()
    expect(reportedAgain(CLOSED, later(5, 101))).toBeNull()
    expect(reportedAgain(CLOSED, later(5, 0, 'advertising'))).toBeNull()
  })
})

describe('signs of the evidence', () => {
  it('are what speaks against it, not what is missing', () => {
    const place = { kind: 'place', isRequired: false, withinMeters: 100 } as const
    const time = { kind: 'time', isRequired: false, since: '2026-11-20T02:00:00.000Z' } as const
    const against: Evidence[] = [
      { kind: 'photo', isRequired: true, state: 'missing', count: 0 },
      { ...place, state: 'against', meters: 420, by: 'photo' },
      { ...time, state: 'against', takenAt: '2026-11-01T02:00:00.000Z' },
    ]
    expect(signsOfEvidence(against)).toEqual([
      { kind: 'elsewhere', meters: 420 },
      { kind: 'otherTime', takenAt: '2026-11-01T02:00:00.000Z' },
    ])
    expect(
      signsOfEvidence([
        { ...place, state: 'missing', meters: null, by: null },
        { ...time, state: 'there', takenAt: '2026-11-20T03:00:00.000Z' },
      ]),
    ).toEqual([])
  })
})
