/** What changes to the street gain and lose, on a small town whose minutes are worked out by hand. */
import booleanPointInPolygon from '@turf/boolean-point-in-polygon'
import { describe, expect, it } from 'vitest'
import { demandFrom } from '../../../shared/circles/demand.ts'
import { ScenarioContent, type Change } from '../../../shared/scenario/changes.ts'
import { FaultyChanges, ScenarioDesk, type ScenarioQuestion } from '../../../shared/scenario/scenarioDesk.ts'
import { gatesAt } from '../../../shared/scenario/scenarioView.ts'
import { isOpenAt } from '../../../shared/scenario/timeOfDay.ts'
import { drawnDemand } from '../../fixtures/drawnDemand.ts'
import { DrawnTown, lonLat, way, type Point } from '../../fixtures/drawnNetwork.ts'

const METERS_PER_MINUTE = 1.1 * 60

/*  y=20  A───B────────────(100,20)───────────────(500,20)     A: 10 persons at x=20, B: 4 at x=60
    y=10  ═════════════════ gate ═══════════════════           the wall ends at x=480
    y= 0  school───────────(100,0)────────────────(500,0)───(700,0) C: 7 persons
    The gate at (100,10) is shut. */
const ways = [
  way('residential', [0, 0], [100, 0]),
  way('residential', [100, 0], [500, 0]),
  way('residential', [500, 0], [700, 0]),
  way('service', [500, 0], [500, 20]),
  way('service', [500, 20], [100, 20], [0, 20]),
  way('footway', [100, 0], [100, 10], [100, 20]),
  way({ barrier: 'wall' }, [-50, 10], [100, 10], [480, 10]),
]
const gateTags = { barrier: 'gate', name: '东门', foot: 'no' }
const HOMES: { at: Point; persons: number; unit: number }[] = [
  { at: [20, 21], persons: 10, unit: 0 },
  { at: [60, 21], persons: 4, unit: 0 },
  { at: [700, 1], persons: 7, unit: 1 },
]

function deskOf(tags: Record<string, string> = gateTags): ScenarioDesk {
  const { index } = new DrawnTown({ ways, places: [{ at: [100, 10], tags }] })
  const persons = HOMES.map((home) => home.persons)
  const demand = demandFrom({
    lonLat: HOMES.flatMap(({ at }) => lonLat(at)),
    people: {
      residents: persons,
      households: persons,
      under15: persons,
      over64: [5, 0, 0],
      dwellings: persons,
    },
    unit: HOMES.map(({ unit }) => unit),
    isBuilding: [1, 1, 1],
    units: [
      { code: '1', name: '一格' },
      { code: '2', name: '二格' },
    ],
    isEstimate: false,
    isExact: true,
  })
  return new ScenarioDesk(index, demand)
}

const place = (at: Point): { lon: number; lat: number } => {
  const [lon, lat] = lonLat(at)
  return { lon, lat }
}
const gate = { ...place([100, 10]), name: '东门' }
const ask: ScenarioQuestion = {
  points: [place([0, 0])],
  walker: 'standard',
  minutes: [5, 10, 15],
  who: 'residents',
  isTowards: true,
  walkAt: null,
}
const minutesOf = (meters: number): number => meters / METERS_PER_MINUTE
const openGate: Change = { type: 'openGate', gate }

describe('a gate that is opened', () => {
  const { figures, homes } = deskOf().effect(ask, [openGate])
  // before: A 500 + 20 + 480 = 1,000 m, B 960 m; after: A 100 + 20 + 80 = 200 m, B 160 m
  it('saves exactly the minutes of the way round', () => {
    expect(figures.personMinutesSaved).toBe(Math.round(10 * minutesOf(800) + 4 * minutesOf(800)))
    expect(figures).toMatchObject({ personMinutesLost: 0, faster: 14, slower: 0, newlyReached: 0, cutOff: 0 })
  })
  it('brings people into the rings', () => {
    // 1,000 m are 15.15 minutes, 960 m 14.5, 200 m 3.03; C walks 700 m, 10.6 minutes, as before
    expect(figures.rings).toEqual([
      { minutes: 5, before: 0, after: 14, gained: 14, lost: 0 },
      { minutes: 10, before: 0, after: 14, gained: 14, lost: 0 },
      { minutes: 15, before: 11, after: 21, gained: 10, lost: 0 },
    ])
  })
  it('tells the mean minutes before and after', () => {
    expect(figures.meanBefore).toBeCloseTo(minutesOf((10 * 1000 + 4 * 960 + 7 * 700) / 21), 3)
    expect(figures.meanAfter).toBeCloseTo(minutesOf((10 * 200 + 4 * 160 + 7 * 700) / 21), 3)
  })
  it('is told by unit, and only where something changes', () => {
    expect(figures.byUnit.map(({ code, total, faster }) => [code, total, faster])).toEqual([['1', 14, 14]])
    expect(homes.map(({ persons, change }) => [persons, change])).toEqual([
      [10, 'gained'],
      [4, 'gained'],
    ])
  })
  it('is counted for older people too', () => {
    const { figures: older } = deskOf().effect({ ...ask, who: 'over64' }, [openGate])
    expect(older.total).toBe(5)
    expect(older.rings[2]).toMatchObject({ gained: 5 })
  })
})

describe('ways that are one-way for feet', () => {
  // School at 0, the only home at 200: the footway between leads from the school only.
  const { index } = new DrawnTown({
    ways: [
      way('residential', [0, 0], [50, 0]),
      way({ highway: 'footway', 'oneway:foot': 'yes' }, [50, 0], [100, 0]),
      way('residential', [100, 0], [300, 0]),
    ],
  })
  const desk = new ScenarioDesk(index, drawnDemand([{ at: [200, 0], residents: 9 }]))
  const withinBefore = (isTowards: boolean) => desk.effect({ ...ask, isTowards }, []).figures.rings[2]!.before

  it('count in the direction that is asked about', () => {
    expect(withinBefore(true)).toBe(0)
    expect(withinBefore(false)).toBe(9)
  })
})

describe('changes one after another', () => {
  it('of one gate: the last counts', () => {
    const { figures } = deskOf().effect(ask, [openGate, { type: 'closeGate', gate }])
    expect(figures.byUnit).toEqual([])
    expect(figures.faster + figures.slower).toBe(0)
  })
  it('leave the network they are applied to as it was', () => {
    const desk = deskOf()
    const before = JSON.stringify([desk.index.network.gates, [...desk.index.network.edgeLength]])
    desk.effect(ask, [openGate, link('opening', [50, 0], [50, 20])])
    expect(JSON.stringify([desk.index.network.gates, [...desk.index.network.edgeLength]])).toBe(before)
    expect(desk.effect(ask, []).figures.byUnit).toEqual([])
  })
})

describe('a road closed for works', () => {
  it('loses those who have no other way, as people and not as minutes', () => {
    const { figures } = deskOf().effect(ask, [{ type: 'closeRoad', ...place([300, 0]), name: '' }])
    expect(figures).toMatchObject({ cutOff: 21, personMinutesLost: 0, slower: 0 })
    expect(figures.rings[2]).toEqual({ minutes: 15, before: 11, after: 0, gained: 0, lost: 11 })
    expect(figures.meanAfter).toBeNull()
  })
  it('moves the door of a home on it to the other street in sight', () => {
    // C lives on the closed stretch and has no other street within 100 m; the others walk as before
    const { figures } = deskOf().effect(ask, [{ type: 'closeRoad', ...place([600, 0]), name: '' }])
    expect(figures).toMatchObject({ cutOff: 7, slower: 0 })
  })
})

const link = (
  kind: 'opening' | 'plainCrossing' | 'signalCrossing' | 'stepBridge' | 'rampBridge',
  from: Point,
  to: Point,
): Change => ({
  type: 'addLink',
  link: kind,
  from: place(from),
  to: place(to),
})

describe('a link that is added', () => {
  // from the school 50 m along the street, 20 m through the wall, then 30 m to A and 10 m to B
  it('through a wall is walked at its length', () => {
    const { figures } = deskOf().effect(ask, [link('opening', [50, 0], [50, 20])])
    expect(figures.personMinutesSaved).toBe(Math.round(10 * minutesOf(1000 - 100) + 4 * minutesOf(960 - 80)))
  })
  it('over lights costs their wait besides', () => {
    // 20 s is the mean wait of a cycle of 90 s with 30 s for people
    const { figures } = deskOf().effect(ask, [link('signalCrossing', [50, 0], [50, 20])])
    expect(figures.personMinutesSaved).toBe(
      Math.round(10 * (minutesOf(900) - 20 / 60) + 4 * (minutesOf(880) - 20 / 60)),
    )
  })
  it('as a bridge with stairs is no way for a pram, with ramps it is', () => {
    const pram = { ...ask, walker: 'pram' as const }
    expect(deskOf().effect(pram, [link('stepBridge', [50, 0], [50, 20])]).figures.faster).toBe(0)
    expect(deskOf().effect(pram, [link('rampBridge', [50, 0], [50, 20])]).figures.faster).toBe(14)
  })
  it('shows in the outline of the largest ring', () => {
    const { outlines } = deskOf().effect(ask, [link('opening', [50, 0], [50, 20])], true)
    // before, nothing north of the wall at x = 0 lies within 15 minutes; after, A's street does
    const holds = (shape: [number, number][][][], at: Point): boolean =>
      booleanPointInPolygon(lonLat(at), { type: 'MultiPolygon', coordinates: shape })
    expect(holds(outlines!.before, [10, 20])).toBe(false)
    expect(holds(outlines!.after, [10, 20])).toBe(true)
  })
})

describe('hours of a gate', () => {
  const hours: Change = { type: 'gateHours', gate, opens: '06:00', closes: '22:00' }
  it('let people through by day and not at night', () => {
    const desk = deskOf()
    expect(desk.effect({ ...ask, walkAt: '08:00' }, [hours]).figures.faster).toBe(14)
    expect(desk.effect({ ...ask, walkAt: '21:59' }, [hours]).figures.faster).toBe(14)
    expect(desk.effect({ ...ask, walkAt: '22:00' }, [hours]).figures.faster).toBe(0)
    expect(desk.effect(ask, [hours]).figures.faster).toBe(14)
  })
  it('may run over midnight', () => {
    const night: Change = { type: 'gateHours', gate, opens: '20:00', closes: '06:00' }
    expect(deskOf().effect({ ...ask, walkAt: '02:00' }, [night]).figures.faster).toBe(14)
    expect(deskOf().effect({ ...ask, walkAt: '12:00' }, [night]).figures.faster).toBe(0)
  })
  it('that the map has hold before the changes too', () => {
    const open = { barrier: 'gate', name: '东门', foot: 'yes', opening_hours: '06:00-22:00' }
    const desk = deskOf(open)
    expect(gatesAt(desk.index.network, 23 * 60).get(0)).toBe(false)
    expect(desk.effect({ ...ask, walkAt: '23:00' }, [openGate]).figures.faster).toBe(14)
    expect(desk.effect({ ...ask, walkAt: '12:00' }, [openGate]).figures.faster).toBe(0)
  })
  it('are read where they are the same every day, and decide nothing else', () => {
    expect(isOpenAt('06:00-12:00, 14:00-22:00', 13 * 60)).toBe(false)
    expect(isOpenAt('Mo-Su 06:00-22:00', 7 * 60)).toBe(true)
    expect(isOpenAt('24/7', 0)).toBe(true)
    expect(isOpenAt('Mo-Fr 08:00-18:00', 0)).toBeNull()
    expect(isOpenAt('', 0)).toBeNull()
  })
})

describe('changes that do not fit', () => {
  const faultsOf = (changes: Change[]): unknown[] =>
    deskOf()
      .resolve(changes)
      .faults.map(({ index, key }) => [index, key])
  it('are told one by one, and nothing is applied', () => {
    const changes: Change[] = [
      openGate,
      { type: 'openGate', gate: { ...place([300, 10]), name: '西门' } },
      { type: 'closeRoad', ...place([300, 400]), name: '' },
      link('opening', [50, 0], [150, 20]),
      link('opening', [50, 0], [50, 0]),
      { type: 'gateHours', gate, opens: '06:00', closes: '06:00' },
    ]
    expect(faultsOf(changes)).toEqual([
      [1, 'scenario.fault.unknownGate'],
      [2, 'scenario.fault.noStreet'],
      [3, 'scenario.fault.tooLong'],
      [4, 'scenario.fault.tooShort'],
      [5, 'scenario.fault.noHours'],
    ])
    expect(() => deskOf().effect(ask, changes)).toThrow(FaultyChanges)
  })
  it('are found again when the network is another', () => {
    const { index } = new DrawnTown({ ways: ways.slice(0, 3) })
    const other = new ScenarioDesk(index, deskOf().demand)
    expect(other.resolve([openGate]).faults).toMatchObject([{ index: 0, key: 'scenario.fault.unknownGate' }])
  })
  it('are refused before that when they are no numbers, none or too many', () => {
    const isFine = (content: unknown): boolean => ScenarioContent.safeParse(content).success
    expect(isFine({ changes: [openGate], walkAt: null })).toBe(true)
    expect(isFine({ changes: [], walkAt: null })).toBe(false)
    expect(isFine({ changes: Array.from({ length: 101 }, () => openGate), walkAt: null })).toBe(false)
    expect(isFine({ changes: [{ type: 'closeRoad', lon: NaN, lat: 0, name: '' }], walkAt: null })).toBe(false)
    expect(isFine({ changes: [{ type: 'closeRoad', lon: 30, lat: 113, name: '' }], walkAt: null })).toBe(
      false,
    )
    expect(isFine({ changes: [openGate], walkAt: '24:00' })).toBe(false)
  })
})

describe('which wall, opened, would help most', () => {
  it('saves on the list what the effect says when it is tried', () => {
    const desk = deskOf()
    const [best] = desk.list([desk.rank(ask)])
    const { from, to } = best!
    const tried: Change = { type: 'addLink', link: 'opening', from, to }
    const { figures } = desk.effect(ask, [tried])
    expect(best).toMatchObject({ barrier: 'wall', persons: 14, gained: 10 })
    expect(Math.abs(figures.personMinutesSaved - best!.personMinutes)).toBeLessThanOrEqual(1)
    expect(figures.rings[2]!.gained).toBe(best!.gained)
  })

  it('is summed over several walks', () => {
    const desk = deskOf()
    const [once] = desk.list([desk.rank(ask)])
    const [twice] = desk.list([desk.rank(ask), desk.rank(ask)])
    expect(twice!.persons).toBe(2 * once!.persons)
    expect(Math.abs(twice!.personMinutes - 2 * once!.personMinutes)).toBeLessThanOrEqual(1)
  })
})
