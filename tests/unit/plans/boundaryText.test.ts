/** Borders in words, reckoned by hand on a square of 200 metres. */
import { describe, expect, it } from 'vitest'
import { coverageOf } from '../../../shared/coverage/coverage.ts'
import { stepsOfMeters } from '../../../shared/coverage/measure.ts'
import { type BorderLine, BorderLines, boundaryLegs } from '../../../shared/plans/boundaryLegs.ts'
import { boundaryText } from '../../../shared/plans/boundaryText.ts'

/** At the equator a step is as wide as it is high. */
const at = (x: number, y: number): [number, number] => [
  Math.round(stepsOfMeters(x)),
  Math.round(stepsOfMeters(y)),
]
const line = (...points: [number, number][]): number[] => points.flatMap(([x, y]) => at(x, y))
const road = (name: string, ...points: [number, number][]): BorderLine => ({
  kind: 'road',
  name,
  line: line(...points),
})
const wall = (...points: [number, number][]): BorderLine => ({
  kind: 'wall',
  name: null,
  line: line(...points),
})

const SQUARE = line([0, 0], [200, 0], [200, 200], [0, 200], [0, 0])
const squareWith = (...more: number[][]) =>
  coverageOf([
    { line: SQUARE, left: 'a', right: '' },
    ...more.map((ring) => ({ line: ring, left: 'b', right: 'a' })),
  ])
const NORTH = road('甲路', [-300, 204], [500, 204])
const EAST = road('乙路', [203, 500], [203, -300])
const WEST = wall([-2, 210], [-2, -10])
const say = (lines: BorderLine[], language: 'zh-CN' | 'en' = 'zh-CN'): string =>
  boundaryText(squareWith(), 'a', new BorderLines(lines, 0), language)

describe('a border in words', () => {
  it('goes from crossing to crossing, and says ways and metres where nothing lies beside it', () => {
    expect(say([NORTH, EAST, WEST])).toBe(
      '自围墙与甲路相交处起，沿甲路向东至乙路，沿乙路向南约 200 米，向西约 200 米至围墙，沿围墙向北回到起点。',
    )
    expect(say([road('Oak Road', [-300, 204], [500, 204]), EAST, WEST], 'en')).toBe(
      'From where the wall meets Oak Road, east along Oak Road to 乙路, south for about 200 m along 乙路, west for about 200 m to the wall, north along the wall back to the start.',
    )
  })

  it('is told by ways and metres alone in open country', () => {
    expect(say([])).toBe(
      '自西北角起，向东约 200 米、再向南约 200 米、再向西约 200 米、再向北约 200 米回到起点。',
    )
  })

  it('is the same wherever the ring begins and whichever way it goes', () => {
    const lines = new BorderLines([NORTH, EAST, WEST], 0)
    const expected = boundaryLegs(SQUARE, lines)
    const turned = line([200, 200], [200, 0], [0, 0], [0, 200], [200, 200])
    const middle = line([100, 200], [0, 200], [0, 0], [200, 0], [200, 200], [100, 200])
    for (const ring of [turned, middle]) {
      const legs = boundaryLegs(ring, lines)
      expect(legs.map(({ along }) => along)).toEqual(expected.map(({ along }) => along))
      expect(legs.map(({ ways }) => ways.map(({ direction }) => direction))).toEqual([
        ['east'],
        ['south'],
        ['west'],
        ['north'],
      ])
    }
  })

  it('passes over streets that cross it, and over gaps at crossings', () => {
    // Two streets run through; the one along the north has a gap of 20 metres.
    const crossing = [road('丙路', [60, 400], [60, -100]), road('丁路', [140, 400], [140, -100])]
    const parted = [road('甲路', [-300, 204], [90, 204]), road('甲路', [110, 204], [500, 204])]
    expect(say([...parted, ...crossing, EAST, WEST])).toBe(say([NORTH, EAST, WEST]))
  })

  it('stays with one street where another comes nearer for a moment', () => {
    const winding = road('甲路', [-300, 202], [60, 202], [80, 208], [140, 208], [160, 202], [500, 202])
    const beside = road('辅路', [-300, 205], [500, 205])
    expect(say([winding, beside, EAST, WEST])).toBe(say([NORTH, EAST, WEST]))
  })

  it('prefers a street that has a name to a wall that lies nearer', () => {
    expect(say([NORTH, wall([-10, 200], [210, 200]), EAST, WEST])).toBe(say([NORTH, EAST, WEST]))
  })

  it('leaves out what lies further off than beside it', () => {
    expect(say([road('甲路', [-300, 230], [500, 230])])).toBe(say([]))
  })

  it('tells turns of a long street', () => {
    const ring = road('环路', [0, 0], [200, 0], [200, 200], [0, 200], [0, 0])
    expect(say([ring])).toBe(
      '自西北角起，沿环路向东约 200 米、再向南约 200 米、再向西约 200 米、再向北约 200 米回到起点。',
    )
  })

  it('says what is not with it', () => {
    const hole = line([80, 80], [120, 80], [120, 120], [80, 120], [80, 80])
    const text = boundaryText(squareWith(hole), 'a', new BorderLines([], 0), 'zh-CN')
    expect(text).toMatch(/回到起点。其中不含：自西北角起，向东约 40 米/)
  })
})
