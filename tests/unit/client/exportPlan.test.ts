/** A plan exported and read again is the same plan. */
import type { FeatureCollection, MultiPolygon } from 'geojson'
import { expect, it } from 'vitest'
import { planGeoJson, planTable } from '../../../client/plans/exportPlan.ts'
import { buildCoverage } from '../../../shared/coverage/buildCoverage.ts'
import { type giveArea, giveInside, splitArea } from '../../../shared/coverage/edits.ts'
import type { Coverage } from '../../../shared/coverage/coverage.ts'
import { documentOf, type Plan, type PlanGrid } from '../../../shared/plans/planDocument.ts'
import { randomPartition } from '../../fixtures/randomPartition.ts'
import { seededRandom } from '../../fixtures/seededRandom.ts'

const taken = (edit: ReturnType<typeof giveArea>): Coverage => {
  if (!edit.ok) throw new Error(edit.why)
  return edit.coverage
}

function plan(): Plan {
  const { faces, box } = randomPartition(seededRandom(4), {
    columns: 4,
    rows: 3,
    west: 113.9,
    south: 30.4,
    cellDegrees: 0.004,
  })
  let { coverage } = buildCoverage(faces.map((geometry, i) => ({ key: `g${i}`, geometry })))
  const [west, south] = [box[0] * 1e7, box[1] * 1e7].map(Math.round) as [number, number]
  // A cut at any angle, a ring over several, and an area in two parts.
  coverage = taken(
    splitArea(
      coverage,
      'g0',
      [
        [west - 9000, south + 7001],
        [west + 60_001, south + 23_003],
      ],
      () => 'new',
    ),
  )
  coverage = taken(
    giveInside(
      coverage,
      [
        [west + 61_003, south + 61_001],
        [west + 99_001, south + 64_007],
        [west + 80_003, south + 99_001],
      ],
      'g3',
    ),
  )
  const keys = [...new Set([...coverage.arcs.values()].flatMap(({ left, right }) => [left, right]))]
  const grids = keys
    .filter((key) => key !== '')
    .map((key): PlanGrid => ({
      key,
      code: (key === 'new' ? null : key) as PlanGrid['code'],
      name: `=${key}`,
      parent: '429901001001' as PlanGrid['parent'],
      isLocked: key === 'g1',
    }))
  return { coverage, grids: new Map(grids.map((grid) => [grid.key, grid])) }
}

it('gives the same partition and grids when it is read again (RB-08)', () => {
  const own = plan()
  const { features } = JSON.parse(planGeoJson(own, null)) as FeatureCollection<MultiPolygon, PlanGrid>
  const { coverage, faults } = buildCoverage(
    features.map(({ geometry, properties: { key } }) => ({ key, geometry })),
  )
  const grids = features.map(({ properties: { key, code, name, parent, isLocked } }) => ({
    key,
    code,
    name,
    parent,
    isLocked,
  }))
  expect(faults).toEqual([])
  const again = documentOf({ coverage, grids: new Map(grids.map((grid) => [grid.key, grid])) })
  expect(JSON.stringify(again)).toBe(JSON.stringify(documentOf(own)))
})

it('is a table that no spreadsheet takes for formulas', () => {
  const own = plan()
  const lines = planTable(own, null, (column) => column).split('\r\n')
  expect(lines[0]).toBe(
    '\uFEFFcode,area,parent,households,residents,over64,openIssues,yearIssues,flights,movers,squareMeters,compactness,pieces',
  )
  expect(lines).toHaveLength(own.grids.size + 2)
  expect(lines[1]).toMatch(/^g0,'=g0,429901001001,,/)
})
