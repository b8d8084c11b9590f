/** Small towns drawn by hand with one trap each; the answers are worked out by hand from the drawing. */
import { describe, expect, test } from 'vitest'
import { DrawnTown, way, type Point } from '../../fixtures/drawnNetwork.ts'

/** A step of 1e-7 degree is 1.1 cm: drawn places are off by half of that. */
const near = (found: number | null, meters: number): void => {
  expect(found).not.toBeNull()
  expect(Math.abs(found! - meters)).toBeLessThan(0.06)
}

describe('ways that cross', () => {
  //        C
  //        |
  //  A-----+-----B   the north-south road goes over the bridge: no common place
  //        |
  //        D           joined far away by the loop D-E-A
  const bridge = new DrawnTown({
    ways: [
      way('residential', [0, 0], [200, 0]),
      way({ highway: 'residential', bridge: 'yes', layer: '1' }, [100, 100], [100, -100]),
      way('footway', [100, -100], [0, -100], [0, 0]),
    ],
  })

  test('do not meet at a bridge without a common place', () => {
    near(bridge.walk([90, 0], [100, 50]), 90 + 100 + 100 + 150)
  })

  test('meet at a common place', () => {
    const crossing = new DrawnTown({
      ways: [
        way('residential', [0, 0], [100, 0], [200, 0]),
        way('residential', [100, 100], [100, 0], [100, -100]),
      ],
    })
    near(crossing.walk([90, 0], [100, 50]), 10 + 50)
  })

  test('at one place of two keys do not meet, as bridges drawn without tags', () => {
    const apart = new DrawnTown({
      ways: [
        way('residential', [0, 0], [100, 0], [200, 0]),
        { ...way('residential', [100, 100], [100, 0], [100, -100]), apart: true },
      ],
    })
    expect(apart.walk([10, 0], [100, 90])).toBeNull()
    expect(apart.report.components.map(({ nodes }) => nodes)).toEqual([2, 2])
  })
})

describe('RB-12: a pavement and a road cross without a common place', () => {
  const drawing = {
    ways: [
      way('residential', [0, 0], [600, 0]),
      way({ highway: 'footway', footway: 'crossing' }, [50, -6], [50, 6]),
      way({ highway: 'footway', footway: 'sidewalk' }, [0, 6], [50, 6], [200, 6]),
      way({ highway: 'footway', footway: 'sidewalk' }, [0, -6], [50, -6], [200, -6]),
    ],
  }

  test('is reported, and the crossing itself is walked', () => {
    const town = new DrawnTown(drawing)
    expect(town.report.nearMisses).toHaveLength(1)
    expect(town.report.nearMisses[0]).toMatchObject({ way: 'way/1', road: 'way/0', isCrossing: true })
    near(town.walk([50, 6], [50, -6]), 12)
    expect(town.walk([10, 6], [10, 0])).toBeNull()
  })

  test('is joined when asked: road and pavement are then one network', () => {
    const town = new DrawnTown(drawing, { joinNearMisses: true })
    near(town.walk([10, 6], [10, 0]), 40 + 6 + 40)
    near(town.walk([50, 6], [50, -6]), 12)
    expect(town.report.components).toHaveLength(1)
  })

  test('is none where the way goes under the road', () => {
    const under = new DrawnTown({
      ways: [
        way('residential', [0, 0], [200, 0]),
        way({ highway: 'footway', tunnel: 'yes', layer: '-1' }, [50, -6], [50, 6]),
      ],
    })
    expect(under.report.nearMisses).toEqual([])
  })
})

describe('a wall with a gate', () => {
  //  street y=0; compound way at y=20; wall at y=10 from x=0 to x=200; gate at (150,10)
  const town = new DrawnTown({
    ways: [
      way('residential', [0, 0], [150, 0], [200, 0]),
      way('service', [150, 0], [150, 10], [150, 20]),
      way('service', [0, 20], [150, 20], [200, 20]),
      way({ barrier: 'wall' }, [0, 10], [150, 10], [200, 10]),
    ],
    places: [{ at: [150, 10], tags: { barrier: 'gate', name: '南门', opening_hours: '06:00-22:00' } }],
  })

  test('is walked through the gate', () => {
    near(town.walk([50, 0], [50, 20]), 100 + 20 + 100)
  })

  test('cannot be passed when the gate is closed', () => {
    expect(town.walk([50, 0], [50, 20], null, { gates: new Map([[0, false]]) })).toBeNull()
  })

  test('keeps the name and the hours of the gate', () => {
    expect(town.network.gates).toEqual([
      expect.objectContaining({ name: '南门', hours: '06:00-22:00', isOpen: true }),
    ])
  })

  test('hides the street from a home behind it, though the street is nearer', () => {
    const home = town.snap([50, 11.5])!
    expect(home.meters).toBeCloseTo(8.5, 1)
    expect(home.isBehindBarrier).toBe(false)
    const outside = town.snap([50, 8.5])!
    expect(outside.edge).not.toBe(home.edge)
    near(town.walk([50, 8.5], [50, 11.5]), 100 + 20 + 100)
  })

  test('closed from the start by its tags can be opened by a scenario', () => {
    const locked = new DrawnTown({
      ways: [way('service', [0, 0], [50, 0], [100, 0])],
      places: [{ at: [50, 0], tags: { barrier: 'gate', locked: 'yes' } }],
    })
    expect(locked.walk([10, 0], [90, 0])).toBeNull()
    near(locked.walk([10, 0], [90, 0], null, { gates: new Map([[0, true]]) }), 80)
  })
})

describe('a gate at a junction', () => {
  test('closes what is private, not the street it stands on', () => {
    const town = new DrawnTown({
      ways: [
        way('residential', [0, 0], [100, 0], [200, 0]),
        way({ highway: 'service', access: 'private' }, [100, 0], [100, 100]),
      ],
      places: [{ at: [100, 0], tags: { barrier: 'lift_gate' } }],
    })
    const shut = { gates: new Map([[0, false]]) }
    near(town.walk([10, 0], [190, 0], null, shut), 180)
    near(town.walk([10, 0], [100, 50]), 140)
    expect(town.walk([10, 0], [100, 50], null, shut)).toBeNull()
    expect(town.report.ignored).toEqual({})
  })
})

describe('steps', () => {
  //  A --steps 10-- B, and a ramp of 60 round
  const town = new DrawnTown({
    ways: [
      way('footway', [-50, 0], [0, 0]),
      way('steps', [0, 0], [10, 0]),
      way('footway', [10, 0], [60, 0]),
      way('footway', [0, 0], [0, 25], [10, 25], [10, 0]),
    ],
  })
  test('are walked by feet', () => near(town.walk([-20, 0], [30, 0], 'standard'), 50 / 1.1))
  test('are gone round with wheels', () => near(town.walk([-20, 0], [30, 0], 'pram'), 100 / 0.9))
  test('with a ramp carry wheels', () => {
    const ramp = new DrawnTown({
      ways: [way({ highway: 'steps', 'ramp:wheelchair': 'yes' }, [0, 0], [30, 0])],
    })
    near(ramp.walk([0, 0], [30, 0], 'pram'), 30 / 0.9)
  })
})

describe('one-ways', () => {
  test.each(['pedestrian', 'path', 'footway', 'residential'])(
    'RB-11: a plain oneway on %s never limits feet',
    (highway) => {
      const town = new DrawnTown({ ways: [way({ highway, oneway: 'yes' }, [0, 0], [100, 0])] })
      near(town.walk([90, 0], [10, 0]), 80)
      near(town.walk([10, 0], [90, 0]), 80)
    },
  )

  //  0 ----> 100 along y=0 for feet only forward; back by the loop over y=50
  const loop = (tags: Record<string, string>): DrawnTown =>
    new DrawnTown({
      ways: [way(tags, [0, 0], [100, 0]), way('footway', [0, 0], [0, 50], [100, 50], [100, 0])],
    })
  test('for feet are kept, both ends and in the middle', () => {
    const town = loop({ highway: 'footway', 'oneway:foot': 'yes' })
    near(town.walk([10, 0], [90, 0]), 80)
    near(town.walk([90, 0], [10, 0]), 10 + 200 + 10)
  })
  test('against the line are kept the other way round', () => {
    const town = loop({ highway: 'footway', 'oneway:foot': '-1' })
    near(town.walk([90, 0], [10, 0]), 80)
    near(town.walk([10, 0], [90, 0]), 10 + 200 + 10)
  })
  test('of an escalator are its direction, and wheels keep off it', () => {
    const town = loop({ highway: 'steps', conveying: 'backward' })
    near(town.walk([90, 0], [10, 0]), 80)
    near(town.walk([10, 0], [90, 0]), 220)
  })
  test('stay right when a chain of ways drawn in opposite directions becomes one edge', () => {
    const town = new DrawnTown({
      ways: [
        way({ highway: 'footway', 'oneway:foot': 'yes' }, [0, 0], [50, 0]),
        way({ highway: 'footway', 'oneway:foot': '-1' }, [100, 0], [50, 0]),
      ],
    })
    expect(town.network.edgeCount).toBe(1)
    near(town.walk([10, 0], [90, 0]), 80)
    expect(town.walk([90, 0], [10, 0])).toBeNull()
  })
})

describe('a square', () => {
  const corners: Point[] = [
    [0, 0],
    [30, 0],
    [30, 40],
    [0, 40],
  ]
  test('is crossed corner to corner', () => {
    const town = new DrawnTown({
      ways: [
        way({ highway: 'pedestrian', area: 'yes' }, ...corners, [0, 0]),
        way('footway', [-50, 0], [0, 0]),
        way('footway', [30, 40], [80, 40]),
      ],
    })
    near(town.walk([-50, 0], [80, 40]), 50 + 50 + 50)
    expect(town.report.areas).toEqual({ crossed: 1, tooLarge: 0 })
  })

  test('drawn as a loop is walked round', () => {
    const town = new DrawnTown({
      ways: [
        way('pedestrian', ...corners, [0, 0]),
        way('footway', [-50, 0], [0, 0]),
        way('footway', [30, 40], [80, 40]),
      ],
    })
    near(town.walk([-50, 0], [80, 40]), 50 + 70 + 50)
  })

  test('with a building in it is crossed round the corner of the building', () => {
    // 100 × 40 with a block from x 20 to 80 and y 0 (touching nothing) 5 to 35: over (20,35) and (80,35)
    const town = new DrawnTown({
      ways: [way('footway', [-10, 40], [0, 40]), way('footway', [100, 40], [110, 40])],
      areas: [
        {
          tags: { highway: 'pedestrian', type: 'multipolygon' },
          rings: [
            [
              [0, -10],
              [100, -10],
              [100, 40],
              [90, 42],
              [50, 42],
              [50, 36],
              [49, 36],
              [49, 42],
              [0, 40],
            ],
            [
              [20, 5],
              [80, 5],
              [80, 35],
              [20, 35],
            ],
          ],
        },
      ],
    })
    const expected = 10 + Math.hypot(49, 4) + 1 + Math.hypot(50, 4) + 10
    near(town.walk([-10, 40], [110, 40]), expected)
  })
})

describe('dead ends, courtyards and islands', () => {
  const town = new DrawnTown({
    ways: [
      way('residential', [0, 0], [100, 0], [600, 0]),
      way('service', [100, 0], [100, 30]),
      way('footway', [100, 30], [120, 30], [120, 50], [100, 50], [100, 30]),
      way('footway', [300, 40], [340, 40]),
    ],
  })
  test('a dead end is walked in and out', () => near(town.walk([50, 0], [100, 20]), 70))
  test('a courtyard with one entrance is reached over it, the far side by the shorter way round', () => {
    near(town.walk([50, 0], [120, 50]), 50 + 30 + 40)
    near(town.walk([50, 0], [105, 50]), 50 + 30 + 25)
  })
  test('RB-13: a short separate way is not snapped to, and the answer says so', () => {
    const snap = town.snap([320, 38])!
    expect(snap).toMatchObject({ isOnIsland: false, passedIsland: true })
    expect(snap.meters).toBeCloseTo(38, 1)
    near(town.walk([0, 0], [320, 38]), 320)
  })
  test('an island is shown, and is snapped to when nothing else is in reach', () => {
    expect(town.report.components.map(({ meters }) => Math.round(meters))).toEqual([710, 40])
    expect(town.snap([320, 60], undefined, 30)).toMatchObject({ isOnIsland: true })
  })
  test('too far from every way is not connected', () => {
    expect(town.snap([320, 160])).toBeNull()
    expect(town.walk([0, 0], [320, 160])).toBeNull()
  })
  test('RB-18: a place without a way to it is unreachable, not a number', () => {
    const apart = new DrawnTown({
      ways: [way('footway', [0, 0], [500, 0]), way('footway', [0, 300], [500, 300])],
    })
    expect(apart.walk([0, 0], [0, 300])).toBeNull()
  })
})

describe('places on edges', () => {
  const town = new DrawnTown({
    ways: [
      way({ highway: 'footway', tunnel: 'yes' }, [0, 0], [2000, 0]),
      way('footway', [2000, 0], [2000, 50]),
    ],
  })
  test('RB-17: a start in the middle of a long edge counts both its parts', () => {
    const snap = town.snap([700, 30])!
    expect(snap.meters).toBeCloseTo(30, 1)
    near(town.walk([700, 30], [0, 0]), 700)
    near(town.walk([700, 30], [2000, 50]), 1350)
  })
  test('two places on one edge are walked along it', () => near(town.walk([700, 0], [1100, 0]), 400))
  test('the same place is no way at all', () => near(town.walk([700, 0], [700, 0]), 0))
  test('on a loop the shorter way round is taken', () => {
    const ring = new DrawnTown({
      ways: [way('footway', [0, 0], [100, 0], [100, 100], [0, 100], [0, 0])],
    })
    near(ring.walk([10, 0], [0, 90]), 100)
    near(ring.walk([10, 0], [100, 20]), 110)
  })
})

describe('what is degenerate', () => {
  test('a segment without length joins its two places', () => {
    const town = new DrawnTown({
      ways: [
        { ...way('footway', [0, 0], [50, 0]), apart: true },
        way('footway', [50, 0], [100, 0]),
        way('footway', [100, 0], [100, 0.001], [200, 0]),
      ],
    })
    near(town.walk([60, 0], [200, 0]), 140)
  })
  test('places named twice in a row are one', () => {
    const town = new DrawnTown({ ways: [way('footway', [0, 0], [0, 0], [50, 0], [50, 0], [100, 0])] })
    expect(town.network.edgeCount).toBe(1)
    near(town.walk([0, 0], [100, 0]), 100)
  })
  test('a way of one place is none', () => {
    const town = new DrawnTown({ ways: [way('footway', [0, 0], [0, 0])] })
    expect(town.report).toMatchObject({ problem: 'noWalkableWay', edges: 0, unread: { wayTooShort: 1 } })
    expect(town.snap([0, 0])).toBeNull()
  })
  test('the same way drawn twice is walked once', () => {
    const town = new DrawnTown({
      ways: [
        way('footway', [0, 0], [100, 0]),
        way('footway', [0, 0], [100, 0]),
        way('footway', [100, 0], [150, 0]),
      ],
    })
    near(town.walk([10, 0], [150, 0]), 140)
  })
  test('a network of islands only says so', () => {
    const town = new DrawnTown({ ways: [way('footway', [0, 0], [50, 0]), way('footway', [0, 90], [50, 90])] })
    expect(town.report.problem).toBe('onlyIslands')
  })
  test('what is no place snaps nowhere', () => {
    const town = new DrawnTown({ ways: [way('footway', [0, 0], [50, 0])] })
    expect(town.snap([NaN, 0])).toBeNull()
    expect(town.snap([Infinity, 0])).toBeNull()
    expect(town.snap([5_000_000, 7_000_000])).toBeNull()
  })
})

describe('crossings', () => {
  const crossed = (crossing: string): DrawnTown =>
    new DrawnTown({
      ways: [
        way('primary', [0, 0], [50, 0], [100, 0]),
        way({ highway: 'footway', footway: 'crossing', crossing }, [50, -10], [50, 0], [50, 10]),
        way('footway', [50, 10], [50, 60]),
        way('footway', [50, -10], [50, -60]),
      ],
    })
  test('with lights cost the mean wait once, in either half of it half', () => {
    const town = crossed('traffic_signals')
    near(town.walk([50, -60], [50, 60], 'standard'), 120 / 1.1 + 20)
    near(town.walk([50, -60], [50, 0], 'standard'), 60 / 1.1 + 10)
    near(town.walk([50, -60], [50, 60]), 120)
  })
  test('without lights cost a look', () => {
    near(crossed('uncontrolled').walk([50, -60], [50, 60], 'standard'), 120 / 1.1 + 5)
  })
  test('can wait longer in a scenario, and all can walk slower', () => {
    const town = crossed('traffic_signals')
    near(town.walk([50, -60], [50, 60], 'standard', { signalSeconds: 45, slowness: 1.1 }), 120 + 45)
  })
})
