/** Why a home is outside: small towns in which there is one reason, reckoned by hand. */
import { describe, expect, test } from 'vitest'
import { explainHome } from '../../../shared/circles/explainHome.ts'
import { PROFILES, type ProfileKey } from '../../../shared/network/profiles.ts'
import { placeAt } from '../../fixtures/drawnDemand.ts'
import { DrawnTown, way, type Drawing, type Point } from '../../fixtures/drawnNetwork.ts'

function explain(
  drawing: Drawing,
  home: Point,
  facilities: Point[],
  minutes: number,
  by: ProfileKey = 'standard',
) {
  const town = new DrawnTown(drawing)
  const ground = { index: town.index, profile: PROFILES[by], view: town.view(by) }
  return { town, ...explainHome(ground, placeAt(home), facilities.map(placeAt), minutes) }
}

const street = { ways: [way('residential', [0, 0], [3000, 0])] }

describe('a home', () => {
  test('inside: the nearest on foot, with its way and no reasons', () => {
    const found = explain(
      street,
      [0, 0],
      [
        [1500, 0],
        [600, 0],
      ],
      15,
    )
    expect(found).toMatchObject({ isInside: true, nearest: 1, reasons: [] })
    expect(found.minutes).toBeCloseTo(600 / 1.1 / 60, 2)
    expect(found.route?.meters).toBeCloseTo(600, 0)
  })

  test('too far even in a straight line', () => {
    const { isInside, minutes, reasons } = explain(street, [0, 0], [[2000, 0]], 15)
    expect(isInside).toBe(false)
    expect(minutes).toBeCloseTo(2000 / 1.1 / 60, 2)
    expect(reasons).toEqual([{ why: 'far', minutes: expect.closeTo(2000 / 1.1 / 60, 1) as number }])
  })

  test('near, but the way goes round', () => {
    const round = { ways: [way('residential', [0, 0], [900, 0], [900, 100], [0, 100])] }
    const { reasons } = explain(round, [0, 0], [[0, 100]], 15)
    expect(reasons).toEqual([
      {
        why: 'detour',
        straightMinutes: expect.closeTo(100 / 1.1 / 60, 1) as number,
        ratio: expect.closeTo(19, 0) as number,
      },
    ])
  })

  test('behind a closed gate: which one, and how long with it open', () => {
    const gated = {
      ways: [
        way('residential', [0, 0], [0, 100], [0, 200]),
        way('residential', [0, 0], [1500, 0], [1500, 200], [0, 200]),
      ],
      places: [{ at: [0, 100] as Point, tags: { barrier: 'gate', access: 'no', name: 'North gate' } }],
    }
    const { town, reasons, minutes } = explain(gated, [0, 10], [[0, 190]], 15)
    expect(minutes).toBeGreaterThan(40)
    const gate = reasons.find(({ why }) => why === 'gates')
    expect(gate).toEqual({ why: 'gates', gates: [0], minutes: expect.closeTo(180 / 1.1 / 60, 1) as number })
    expect(town.network.gates[0]!.name).toBe('North gate')
  })

  test('over steps, for who cannot take them', () => {
    const steps = {
      ways: [
        way('residential', [0, 0], [100, 0]),
        way('steps', [100, 0], [110, 0]),
        way('residential', [110, 0], [300, 0]),
      ],
    }
    const { reasons, minutes } = explain(steps, [0, 0], [[300, 0]], 15, 'pram')
    expect(minutes).toBeNull()
    expect(reasons[0]).toEqual({ why: 'noWay' })
    expect(reasons).toContainEqual({ why: 'steps', minutes: expect.closeTo(300 / 0.9 / 60, 0) as number })
  })

  test('kept outside by waiting only', () => {
    const crossing = {
      ways: [
        way('residential', [0, 0], [970, 0]),
        way({ highway: 'footway', footway: 'crossing', crossing: 'traffic_signals' }, [970, 0], [985, 0]),
        way('residential', [985, 0], [1200, 0]),
      ],
    }
    const { reasons } = explain(crossing, [0, 0], [[988, 0]], 15)
    expect(reasons.find(({ why }) => why === 'waits')).toEqual({
      why: 'waits',
      minutes: expect.closeTo(988 / 1.1 / 60, 1) as number,
    })
  })

  test('at no street, or without any facility', () => {
    expect(explain(street, [0, 900], [[10, 0]], 15).reasons).toEqual([{ why: 'noStreet' }])
    expect(explain(street, [0, 0], [], 15).reasons).toEqual([{ why: 'noFacility' }])
  })

  test('refuses minutes that are none', () => {
    expect(() => explain(street, [0, 0], [[1, 0]], -1)).toThrow(RangeError)
    expect(() => explain(street, [0, 0], [[1, 0]], Number.NaN)).toThrow(RangeError)
  })
})
