/** Plans from the areas of a file: what fits is taken as it is, what does not is decided and told. */
import type { Polygon } from 'geojson'
import { describe, expect, it } from 'vitest'
import { planGeoJson } from '../../../client/plans/exportPlan.ts'
import { areaSquareMeters } from '../../../shared/coverage/areaPolygons.ts'
import { checkCoverage } from '../../../shared/coverage/checkCoverage.ts'
import { UNASSIGNED } from '../../../shared/coverage/coverage.ts'
import { splitArea } from '../../../shared/coverage/edits.ts'
import { UnitCode } from '../../../shared/domain/ids.ts'
import { type ImportedArea, type ImportedPlan, importPlan } from '../../../shared/plans/importPlan.ts'
import { type Plan, documentOf } from '../../../shared/plans/planDocument.ts'

/** Degrees near the equator; a step of 1e-5 is about a metre. */
const box = (west: number, east: number, south = 0, north = 0.01): Polygon => ({
  type: 'Polygon',
  coordinates: [
    [
      [west, south],
      [east, south],
      [east, north],
      [west, north],
      [west, south],
    ],
  ],
})
const [A, B] = ['429901001001', '429901001002']
/** Two communities side by side, 0 to 0.02 and 0.02 to 0.04; the first one has two grids today. */
const GROUND = {
  communities: [
    { code: A, name: '甲社区', geometry: box(0, 0.02) },
    { code: B, name: '乙社区', geometry: box(0.02, 0.04) },
  ],
  grids: new Map([
    [`${A}001`, { name: '甲一', parent: A }],
    [`${A}002`, { name: '甲二', parent: A }],
  ]),
}
let row = 0
const area = (name: string, geometry: Polygon, more: Partial<ImportedArea> = {}): ImportedArea => ({
  row: ++row,
  key: null,
  code: null,
  name,
  level: null,
  geometry,
  ...more,
})
const FOUR = [
  area('甲一', box(0, 0.01), { code: `${A}001` }),
  area('甲西', box(0.01, 0.02)),
  area('乙一', box(0.02, 0.03)),
  area('乙二', box(0.03, 0.04)),
]
function take(areas: readonly ImportedArea[], gapMeters = 5): ImportedPlan {
  const imported = importPlan(areas, GROUND, gapMeters)
  expect(checkCoverage(imported.plan.coverage)).toEqual([])
  return imported
}
const told = ({ findings }: ImportedPlan): unknown[] =>
  findings.map(({ kind, areas, givenTo }) => [kind, areas.join('+'), givenTo])
const named = ({ plan }: ImportedPlan): unknown[] =>
  [...plan.grids.values()].map(({ name, code, parent }) => [name, code, parent])

describe('a file that fits', () => {
  it('is the plan, each grid in its community, known codes going on', () => {
    const imported = take(FOUR)
    expect(imported.findings).toEqual([])
    expect(named(imported)).toEqual([
      ['甲一', `${A}001`, A],
      ['甲西', null, A],
      ['乙一', null, B],
      ['乙二', null, B],
    ])
    expect(imported.plan.coverage.arcs.size).toBe(9)
  })

  it('written out and read again gives the same bytes', () => {
    const first = take(FOUR).plan
    const cut = splitArea(
      first.coverage,
      `${A}001`,
      [
        [50_000, -10],
        [52_000, 100_010],
      ],
      () => 'n-new',
    )
    if (!cut.ok) throw new Error(cut.why)
    const before = first.grids.get(`${A}001`)!
    const plan: Plan = {
      coverage: cut.coverage,
      grids: new Map(first.grids).set('n-new', { ...before, key: 'n-new', code: null, name: '新' }),
    }
    const { features } = JSON.parse(planGeoJson(plan, null)) as {
      features: { properties: { key: string; code: string | null; name: string }; geometry: Polygon }[]
    }
    const again = take(
      features.map(({ properties: { key, code, name }, geometry }, i) => ({
        row: i + 1,
        key,
        code,
        name,
        level: 'grid',
        geometry,
      })),
    )
    expect(again.findings).toEqual([])
    expect(JSON.stringify(documentOf(again.plan))).toBe(JSON.stringify(documentOf(plan)))
  })

  it('takes rows of one code as parts of one grid', () => {
    const imported = take([
      area('甲一', box(0, 0.005), { code: `${A}001` }),
      area('甲一', box(0.015, 0.02), { code: `${A}001` }),
      area('甲二', box(0.005, 0.015), { code: `${A}002` }),
      ...FOUR.slice(2),
    ])
    expect(imported.findings).toEqual([])
    expect(imported.plan.grids.size).toBe(4)
  })
})

describe('a file that does not', () => {
  it('has overlaps, gaps and strips along the border of a community closed, and told with their ground', () => {
    const imported = take([
      area('a', box(0, 0.01002)),
      area('b', box(0.01, 0.01998)),
      area('c', box(0.02, 0.03)),
      area('d', box(0.03003, 0.04)),
    ])
    expect(told(imported)).toEqual([
      ['overlap', 'a+b', 'n1'],
      ['strip', '', 'n2'],
      ['gap', 'c+d', 'n3'],
    ])
    const [overlap, strip] = imported.findings
    expect(overlap).toMatchObject({ others: ['n2'], squareMeters: expect.closeTo(2473, -1) })
    expect(overlap!.shape!.coordinates[0]![0]).toHaveLength(5)
    expect(strip!.squareMeters).toBeCloseTo(2473, -1)
    expect(areaSquareMeters(imported.plan.coverage, UNASSIGNED)).toBe(0)
  })

  it('leaves what is wider than the tolerance open, as ground of nobody', () => {
    const areas = [area('a', box(0, 0.0098)), area('b', box(0.01, 0.02)), ...FOUR.slice(2)]
    const narrow = take(areas)
    expect(told(narrow)).toEqual([['empty', '', null]])
    expect(narrow.findings[0]!.others.sort()).toEqual(['n1', 'n2'])
    expect(areaSquareMeters(narrow.plan.coverage, UNASSIGNED)).toBeCloseTo(24_730, -2)
    expect(told(take(areas, 25))).toEqual([['gap', 'a+b', expect.any(String)]])
  })

  it('is cut at the border of a community, and outside the scope', () => {
    const imported = take([
      area('a', box(-0.001, 0.0203)),
      area('c', box(0.0203, 0.03)),
      area('d', box(0.03, 0.04)),
    ])
    expect(told(imported)).toEqual([
      ['outside', 'a', null],
      ['otherCommunity', 'a', null],
    ])
    expect(imported.findings[1]).toMatchObject({ others: ['n2'], squareMeters: expect.closeTo(37_100, -3) })
    expect(named(imported).map((one) => (one as string[])[2])).toEqual([A, B, B])
  })

  it('leaves out what is no grid: of another level by its word, or by what it holds', () => {
    const imported = take([
      ...FOUR,
      area('街道', box(0, 0.04)),
      area('甲', box(0, 0.02), { level: 'community' }),
    ])
    expect(told(imported)).toEqual([
      ['wrongLevel', '甲', null],
      ['wrongLevel', '街道+甲一+甲西+乙一+乙二', null],
    ])
    expect(imported.findings).toMatchObject([{ level: 'community' }, { count: 4 }])
    expect(imported.plan.grids.size).toBe(4)
    // A community among its grids: each grid was drawn on top of it, and nothing of it is left.
    const among = take([area('甲社区', box(0, 0.02)), ...FOUR])
    expect(told(among)).toContainEqual(['wrongLevel', '甲社区+甲一+甲西', null])
    expect(among.plan.grids.size).toBe(4)
  })

  it('leaves out what is drawn twice, and what holds no ground', () => {
    const line: Polygon = {
      type: 'Polygon',
      coordinates: [
        [
          [0.001, 0.001],
          [0.002, 0.002],
          [0.001, 0.001],
        ],
      ],
    }
    const imported = take([...FOUR, area('又一次', box(0.02, 0.03)), area('线', line)])
    const kinds = imported.findings.map(({ kind, areas }) => [kind, areas.join('+')])
    expect(kinds).toContainEqual(['noArea', '线'])
    expect(kinds.some(([kind, areas]) => kind === 'duplicate' && areas!.includes('又一次'))).toBe(true)
    expect(imported.plan.grids.size).toBe(4)
  })

  it('says where a border meets itself, and takes all its loops', () => {
    const bow: Polygon = {
      type: 'Polygon',
      coordinates: [
        [
          [0.02, 0],
          [0.04, 0.01],
          [0.04, 0],
          [0.02, 0.01],
          [0.02, 0],
        ],
      ],
    }
    const imported = take([...FOUR.slice(0, 2), area('结', bow)], 0)
    expect(told(imported)[0]).toEqual(['selfCrossing', '结', null])
    // Half of the community; the other half is nobody's.
    const key = [...imported.plan.grids.values()].find(({ name }) => name === '结')!.key
    expect(areaSquareMeters(imported.plan.coverage, key)).toBeCloseTo(
      areaSquareMeters(imported.plan.coverage, UNASSIGNED),
      -2,
    )
  })

  it('is no plan where nothing of it lies in the scope', () => {
    const imported = take([area('a', box(1, 1.01))])
    expect(imported.plan.grids.size).toBe(0)
    expect(told(imported)).toContainEqual(['outside', 'a', null])
  })
})

it('keeps what a code means to its community', () => {
  const imported = take([...FOUR.slice(0, 2), area('乙一', box(0.02, 0.04), { code: `${A}002` })])
  expect(named(imported).at(-1)).toEqual(['乙一', null, B])
  expect(UnitCode.safeParse([...imported.plan.grids.values()][0]!.code).success).toBe(true)
})
