/** People of a unit from register and counts, reckoned by hand on one street of two communities. */
import { describe, expect, test } from 'vitest'
import { type People, type PopulationInput, populationByUnit } from '../../../shared/domain/population.ts'

/** S: C1 (G1 of 30 hectares, G2 of 10) and C2 (60, no grids). */
const UNITS = [
  { code: 'S', parent: null, areaSquareMeters: 1_000_000 },
  { code: 'C1', parent: 'S', areaSquareMeters: 400_000 },
  { code: 'C2', parent: 'S', areaSquareMeters: 600_000 },
  { code: 'G1', parent: 'C1', areaSquareMeters: 300_000 },
  { code: 'G2', parent: 'C1', areaSquareMeters: 100_000 },
]
const people = (residents: number, rest: Partial<People> = {}): People => ({
  residents,
  households: null,
  under15: null,
  age15to64: null,
  over64: null,
  ...rest,
})
const counted = (residents: number, date = '2025-12-31'): People & { date: string } => ({
  ...people(residents),
  date,
})
function figures(input: Partial<PopulationInput>): Record<string, string> {
  const { figures: found } = populationByUnit({
    units: UNITS,
    register: new Map(),
    registerDate: null,
    unitCounts: new Map(),
    placeCounts: new Map(),
    floorArea: new Map(),
    ...input,
  })
  return Object.fromEntries(
    [...found].map(([code, { residents, source, date }]) => [code, `${residents} ${source} ${date}`]),
  )
}

describe('a register', () => {
  test('is summed upwards, and says zero where nobody lives', () => {
    expect(figures({ register: new Map([['G1', people(3)]]), registerDate: '2026-03-01' })).toEqual({
      G1: '3 register 2026-03-01',
      G2: '0 register 2026-03-01',
      C1: '3 register 2026-03-01',
      C2: '0 register 2026-03-01',
      S: '3 register 2026-03-01',
    })
  })

  test('that covers half of a count takes its place', () => {
    const unitCounts = new Map([['C1', counted(100)]])
    const half = figures({ register: new Map([['G1', people(50)]]), registerDate: '2026-03-01', unitCounts })
    expect([half.C1, half.G2]).toEqual(['50 register 2026-03-01', '0 register 2026-03-01'])
    const less = figures({ register: new Map([['G1', people(49)]]), registerDate: '2026-03-01', unitCounts })
    expect(less.C1).toBe('100 counts 2025-12-31')
    expect(less.G1).toBe('49 register 2026-03-01')
  })
})

describe('counts by area', () => {
  test('are spread by floor area, as an estimate', () => {
    const floorArea = new Map([
      ['G1', 1_000],
      ['G2', 3_000],
    ])
    expect(figures({ unitCounts: new Map([['C1', counted(200)]]), floorArea })).toEqual({
      C1: '200 counts 2025-12-31',
      G1: '50 estimate 2025-12-31',
      G2: '150 estimate 2025-12-31',
      S: '200 counts 2025-12-31',
    })
  })

  test('are spread by land where there are no buildings', () => {
    expect(figures({ unitCounts: new Map([['C1', counted(200)]]) })).toMatchObject({
      G1: '150 estimate 2025-12-31',
      G2: '50 estimate 2025-12-31',
    })
  })

  test('are summed upwards when all children have one', () => {
    const unitCounts = new Map([
      ['C1', counted(200, '2025-06-30')],
      ['C2', counted(300)],
    ])
    expect(figures({ unitCounts }).S).toBe('500 counts 2025-12-31')
  })

  test('are spread over the units that have none of their own, less those that have one', () => {
    const unitCounts = new Map([
      ['S', counted(1_000)],
      ['G1', counted(700)],
    ])
    // 300 are left for G2 (10 hectares) and C2 (60): by land 300 / 7 and 1800 / 7.
    const land = populationByUnit({
      units: UNITS,
      register: new Map(),
      registerDate: null,
      unitCounts,
      placeCounts: new Map(),
      floorArea: new Map(),
    })
    expect(land.figures.get('G2')!.residents).toBeCloseTo(300 / 7, 9)
    expect(land.figures.get('C2')!.residents).toBeCloseTo(1800 / 7, 9)
    expect(land.figures.get('C1')).toMatchObject({ residents: 700 + 300 / 7, source: 'mixed' })
    const floor = figures({
      unitCounts,
      floorArea: new Map([
        ['G1', 9_000],
        ['G2', 100],
        ['C2', 200],
      ]),
    })
    expect([floor.S, floor.G1, floor.G2, floor.C2]).toEqual([
      '1000 counts 2025-12-31',
      '700 counts 2025-12-31',
      '100 estimate 2025-12-31',
      '200 estimate 2025-12-31',
    ])
  })

  test('leave what the register and counts by building hold where they are', () => {
    const found = figures({
      register: new Map([['G1', people(60)]]),
      registerDate: '2026-03-01',
      placeCounts: new Map([['C2', counted(140)]]),
      unitCounts: new Map([['S', counted(1_000)]]),
    })
    expect([found.G1, found.G2, found.C2]).toEqual([
      '60 register 2026-03-01',
      '800 estimate 2025-12-31',
      '140 counts 2025-12-31',
    ])
  })

  test('leave nobody to spread where the children exceed the parent', () => {
    const found = figures({
      unitCounts: new Map([
        ['S', counted(1_000)],
        ['C1', counted(1_200)],
      ]),
    })
    expect([found.S, found.C2]).toEqual(['1000 counts 2025-12-31', '0 estimate 2025-12-31'])
  })

  test('keep what falls on no child: buildings of the unit itself, or nothing to spread over', () => {
    const loose = (floorArea: [string, number][], ...counts: [string, number][]): Record<string, number> =>
      Object.fromEntries(
        [
          ...populationByUnit({
            units: UNITS,
            register: new Map(),
            registerDate: null,
            unitCounts: new Map(counts.map(([code, count]) => [code, counted(count)])),
            placeCounts: new Map(),
            floorArea: new Map(floorArea),
          }).loose,
        ].map(([code, { residents }]) => [code, residents]),
      )
    expect(loose([['C1', 100], ['G1', 300]], ['C1', 200])).toEqual({ C1: 50 }) // prettier-ignore
    expect(loose([], ['C1', 200], ['G1', 100], ['G2', 60])).toEqual({ C1: 40 })
    expect(loose([], ['C1', 200])).toEqual({})
  })

  test('of the unit itself win over the sum of its children', () => {
    const unitCounts = new Map([
      ['S', counted(1_000)],
      ['C1', counted(200)],
      ['C2', counted(300)],
    ])
    expect(figures({ unitCounts })).toMatchObject({
      S: '1000 counts 2025-12-31',
      C1: '200 counts 2025-12-31',
    })
  })

  test('keep what is not known unknown when they are spread', () => {
    const { figures: found } = populationByUnit({
      units: UNITS,
      register: new Map(),
      registerDate: null,
      unitCounts: new Map([['C1', { ...people(200, { households: 80 }), date: '2025-12-31' }]]),
      placeCounts: new Map(),
      floorArea: new Map([['G2', 10]]),
    })
    expect(found.get('G2')).toMatchObject({ residents: 200, households: 80, under15: null, over64: null })
    expect(found.get('G1')).toMatchObject({ residents: 0, households: 0, under15: null })
  })
})

describe('counts by building or point', () => {
  test('are figures of their unit and all above', () => {
    expect(figures({ placeCounts: new Map([['G2', counted(40)]]) })).toEqual({
      G2: '40 counts 2025-12-31',
      C1: '40 counts 2025-12-31',
      S: '40 counts 2025-12-31',
    })
  })

  test('give way to the register of the same unit', () => {
    const found = figures({
      register: new Map([['G2', people(7)]]),
      registerDate: '2026-03-01',
      placeCounts: new Map([['G2', counted(40)]]),
    })
    expect(found.G2).toBe('7 register 2026-03-01')
  })
})

describe('sources together', () => {
  test('a sum of both kinds is mixed, with the later date', () => {
    const found = figures({
      register: new Map([['G1', people(60)]]),
      registerDate: '2026-03-01',
      unitCounts: new Map([['C2', counted(40)]]),
    })
    expect(found).toMatchObject({
      C1: '60 register 2026-03-01',
      C2: '40 counts 2025-12-31',
      S: '100 mixed 2026-03-01',
    })
  })

  test('nothing known is absent, never zero', () => {
    expect(figures({})).toEqual({})
    expect(figures({ floorArea: new Map([['G1', 500]]) })).toEqual({})
  })

  test('a unit whose parent is not in force stands for itself', () => {
    const found = figures({
      units: [{ code: 'X', parent: 'gone', areaSquareMeters: 1 }],
      unitCounts: new Map([['X', counted(5)]]),
    })
    expect(found).toEqual({ X: '5 counts 2025-12-31' })
  })
})
