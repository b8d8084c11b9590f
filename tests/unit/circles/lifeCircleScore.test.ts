/** Scores of homes along one street, reckoned by hand. */
import { describe, expect, test } from 'vitest'
import { hasKind, scoreHomes, summariseScores } from '../../../shared/circles/lifeCircleScore.ts'
import { reversed } from '../../../shared/network/networkView.ts'
import { Snapper } from '../../../shared/network/snapping.ts'
import { FACILITY_KINDS } from '../../../shared/standards/facilityKindTable.ts'
import { SCORE_SETS } from '../../../shared/standards/scoreSets.ts'
import { drawnDemand } from '../../fixtures/drawnDemand.ts'
import { DrawnTown, way, type Point } from '../../fixtures/drawnNetwork.ts'

// One street of 2 km. 1.1 m/s for 5 minutes is 330 m, for 15 minutes 990 m.
const town = new DrawnTown({ ways: [way('residential', [0, 0], [2000, 0])] })
const view = reversed(town.view('standard'))
const demand = drawnDemand([
  { at: [0, 5], residents: 10, over64: 4 },
  { at: [320, 5], residents: 30 },
  { at: [1000, 5], residents: 60, over64: 6 },
])
const snaps = new Snapper(town.index, town.view('standard')).snapAll(demand.lonLat)
const at = (...places: Point[]) => places.map((place) => town.snap(place)!)

describe('the life-circle score', () => {
  const targets = [
    { kind: 'pharmacy', minutes: 5, sources: at([0, 0]) },
    { kind: 'hospital', minutes: 15, sources: at([1300, 0], [1900, 0]) },
    { kind: 'market', minutes: 15, sources: [] },
  ]
  const scores = scoreHomes(view, snaps, targets)

  test('counts the kinds within the minutes of each', () => {
    expect([...scores.score]).toEqual([1, 2, 1])
    const kinds = [...scores.kindsOf].map((bits) => targets.map((_, k) => hasKind(bits, k)))
    expect(kinds).toEqual([
      [true, false, false],
      [true, true, false],
      [false, true, false],
    ])
  })

  test('is summed up over people, a kind without any facility missing for all', () => {
    const sum = summariseScores(demand, scores, targets.length)
    expect(sum.mean).toBeCloseTo((10 + 60 + 60) / 100, 6)
    expect(sum.byScore).toEqual([0, 70, 30, 0])
    expect(sum.complete).toBe(0)
    expect(sum.kinds).toEqual([
      { residentsWithout: 60, over64Without: 6 },
      { residentsWithout: 10, over64Without: 4 },
      { residentsWithout: 100, over64Without: 10 },
    ])
    expect(sum.byUnit).toEqual([
      { code: 'grid', name: 'Grid', residents: 100, mean: expect.closeTo(1.3, 6) as number, complete: 0 },
    ])
  })

  test('holds 32 kinds and refuses more', () => {
    const many = (count: number) => Array.from({ length: count }, () => targets[0]!)
    const full = scoreHomes(view, snaps, many(32))
    expect(full.score[0]).toBe(32)
    expect(hasKind(full.kindsOf[0]!, 31)).toBe(true)
    expect(() => scoreHomes(view, snaps, many(33))).toThrow(RangeError)
  })
})

test('every set of the standards names kinds that there are, once, and few enough', () => {
  const known = new Set(FACILITY_KINDS.map(({ kind }) => kind))
  for (const { id, kinds } of SCORE_SETS) {
    expect(kinds.length, id).toBeGreaterThan(5)
    expect(kinds.length, id).toBeLessThanOrEqual(32)
    expect(new Set(kinds.map(({ kind }) => kind)).size, id).toBe(kinds.length)
    expect(
      kinds.every(({ kind }) => known.has(kind)),
      id,
    ).toBe(true)
  }
})
