/** Who may walk where: one line a rule, and the trap it answers. */
import { describe, expect, test } from 'vitest'
import {
  barrierOf,
  EDGE_FLAGS,
  HIGHWAY_RULES,
  PASSAGE_RULES,
  ruleOnPlace,
  ruleOnWay,
} from '../../../shared/network/pedestrianRules.ts'
import { DrawnTown, way } from '../../fixtures/drawnNetwork.ts'

describe('ways', () => {
  test.each([
    [{ highway: 'footway' }, 'footway'],
    [{ highway: 'footway', footway: 'sidewalk' }, 'pavement'],
    [{ highway: 'footway', footway: 'crossing' }, 'crossing'],
    [{ highway: 'cycleway', cycleway: 'crossing', foot: 'yes' }, 'crossing'],
    [{ highway: 'primary' }, 'mainRoad'],
    [{ highway: 'living_street' }, 'residential'],
    [{ highway: 'trunk', sidewalk: 'both' }, 'mainRoad'],
    [{ highway: 'trunk', foot: 'yes' }, 'mainRoad'],
    [{ highway: 'motorway', foot: 'designated' }, 'mainRoad'],
    // RB-14
    [{ highway: 'cycleway', foot: 'designated' }, 'cycleway'],
    [{ highway: 'cycleway', foot: 'yes' }, 'cycleway'],
    [{ highway: 'cycleway' }, 'cycleway'],
    // RB-11
    [{ highway: 'pedestrian', oneway: 'yes' }, 'pedestrian'],
    [{ highway: 'service', access: 'no', foot: 'yes' }, 'service'],
    [{ highway: 'steps' }, 'steps'],
    [{ highway: 'corridor', level: '2' }, 'indoor'],
    [{ railway: 'platform' }, 'platform'],
    [{ man_made: 'pier' }, 'platform'],
  ])('%j is walked as %s', (tags, kind) => {
    expect(ruleOnWay(tags as Record<string, string>)).toMatchObject({ kind })
  })

  test.each([
    [{ highway: 'motorway' }, 'motorRoad'],
    [{ highway: 'trunk' }, 'motorRoad'],
    [{ highway: 'primary', motorroad: 'yes' }, 'motorRoad'],
    [{ highway: 'cycleway', foot: 'no' }, 'notForFoot'],
    [{ highway: 'footway', foot: 'no' }, 'notForFoot'],
    [{ highway: 'service', access: 'no' }, 'notForFoot'],
    [{ highway: 'secondary', foot: 'use_sidepath' }, 'separatePavement'],
    [{ highway: 'construction', construction: 'footway', foot: 'yes' }, 'underConstruction'],
    [{ highway: 'proposed' }, 'underConstruction'],
    [{ route: 'ferry', foot: 'yes' }, 'ferry'],
    [{ highway: 'nonsense' }, 'unknownKind'],
  ])('%j is not walked: %s', (tags, reason) => {
    expect(ruleOnWay(tags as Record<string, string>)).toBe(reason)
  })

  test.each([
    [{ highway: 'steps' }, EDGE_FLAGS.steps | EDGE_FLAGS.wheelsUnfit],
    [{ highway: 'steps', 'ramp:wheelchair': 'yes' }, EDGE_FLAGS.steps],
    [{ highway: 'path', wheelchair: 'no' }, EDGE_FLAGS.wheelsUnfit],
    [{ highway: 'path', oneway: 'yes' }, 0],
    [{ highway: 'path', 'oneway:foot': 'yes' }, EDGE_FLAGS.footForward],
    [{ highway: 'path', 'foot:forward': 'no' }, EDGE_FLAGS.footBackward],
    [
      { highway: 'steps', conveying: 'forward' },
      EDGE_FLAGS.steps | EDGE_FLAGS.wheelsUnfit | EDGE_FLAGS.footForward | EDGE_FLAGS.conveying,
    ],
    [{ highway: 'footway', footway: 'crossing', crossing: 'traffic_signals' }, EDGE_FLAGS.signal],
    [{ highway: 'service', access: 'private' }, EDGE_FLAGS.private],
  ])('%j has the flags %i', (tags, flags) => {
    expect(ruleOnWay(tags as unknown as Record<string, string>)).toMatchObject({ flags })
  })

  test('say why, every one of them', () => {
    for (const rule of [...Object.values(HIGHWAY_RULES), ...Object.values(PASSAGE_RULES)])
      expect(rule.because.length).toBeGreaterThan(5)
  })

  test('are counted when they are ignored, and private ones without a gate are', () => {
    const { report } = new DrawnTown({
      ways: [
        way('motorway', [0, 0], [100, 0]),
        way('motorway', [0, 50], [100, 50]),
        way({ highway: 'service', access: 'private' }, [0, 90], [100, 90]),
        way('footway', [0, 120], [100, 120]),
      ],
    })
    expect(report.ignored).toEqual({ motorRoad: 2, private: 1 })
    expect(report.walkedWays).toBe(1)
  })
})

describe('places and lines', () => {
  test.each([
    [{ barrier: 'gate' }, { kind: 'gate', isOpen: true }],
    [
      { barrier: 'gate', access: 'private' },
      { kind: 'gate', isOpen: true },
    ],
    [
      { barrier: 'gate', access: 'no' },
      { kind: 'gate', isOpen: false },
    ],
    [
      { barrier: 'gate', access: 'no', foot: 'yes' },
      { kind: 'gate', isOpen: true },
    ],
    [
      { barrier: 'lift_gate', foot: 'no' },
      { kind: 'gate', isOpen: false },
    ],
    [{ barrier: 'stile' }, { kind: 'narrow', isOpen: true }],
    [{ barrier: 'wall' }, { kind: 'wall', isOpen: false }],
  ])('%j', (tags, expected) => {
    expect(ruleOnPlace(tags as unknown as Record<string, string>)).toMatchObject(expected)
  })
  test.each(['bollard', 'kerb', 'block', 'cattle_grid', 'height_restrictor'])(
    'a %s stops nobody',
    (barrier) => {
      expect(ruleOnPlace({ barrier })).toBeNull()
    },
  )
  test('a stile stops wheels only', () => {
    const town = new DrawnTown({
      ways: [way('path', [0, 0], [50, 0], [100, 0])],
      places: [{ at: [50, 0], tags: { barrier: 'stile' } }],
    })
    expect(town.walk([0, 0], [100, 0], 'standard')).toBeCloseTo(100 / 1.1, 1)
    expect(town.walk([0, 0], [100, 0], 'pram')).toBeNull()
  })
  test.each([
    [{ barrier: 'wall' }, 'wall'],
    [{ barrier: 'fence' }, 'fence'],
    [{ natural: 'water' }, 'water'],
    [{ waterway: 'river' }, 'water'],
    [{ waterway: 'river', tunnel: 'culvert' }, null],
    [{ waterway: 'stream' }, null],
    [{ railway: 'rail' }, 'railway'],
    [{ railway: 'subway', tunnel: 'yes' }, null],
    [{ barrier: 'kerb' }, null],
  ])('%j bars the way as %s', (tags, kind) => {
    expect(barrierOf(tags as unknown as Record<string, string>)).toBe(kind)
  })
})
