/**
 * Partitions that others made: read, made whole, written out, read again; ours and GEOS have to agree that nothing is
 * wrong any more. The same of partitions that random edits left.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { areaGeometry, areaSquareMeters } from '../../shared/coverage/areaPolygons.ts'
import { buildCoverage } from '../../shared/coverage/buildCoverage.ts'
import { checkCoverage } from '../../shared/coverage/checkCoverage.ts'
import { areaKeys } from '../../shared/coverage/coverage.ts'
import { readAreas } from '../../server/services/plans/readAreas.ts'
import { geosFaults, withoutFaults } from '../fixtures/geosFaults.ts'
import { firstPartition, randomEdits } from '../fixtures/randomEdits.ts'
import { REAL_PARTITIONS } from '../fixtures/realPartitions.ts'
import { sharedData } from '../fixtures/sharedData.ts'
import { type TestApp, hasDatabase, openTestApp } from './harness.ts'

const LONG = 600_000
const MOST_FOR_GEOS = 2_500

describe.skipIf(!hasDatabase)('a partition', () => {
  let town: TestApp
  beforeAll(async () => {
    town = await openTestApp()
  }, LONG)
  afterAll(() => town?.close())

  for (const { name, path, key, crs, layer, areas: count, isDirty } of REAL_PARTITIONS) {
    const title = `is whole once it is repaired, for us and for GEOS: ${name}`
    const file = sharedData(path)
    if (!file) {
      it.skip(`${title} (no ../shared/data/${path} here)`, () => {})
      continue
    }
    const test = async (): Promise<void> => {
      const areas = await readAreas(file, name, {
        axisOrder: 'auto',
        ...(key === '' ? {} : { key }),
        ...(crs === undefined ? {} : { crs }),
        ...(layer === undefined ? {} : { layer }),
      })
      expect(areas).toHaveLength(count)
      const { coverage, faults } = buildCoverage(areas)
      const wrong = faults.filter(({ kind }) => kind === 'overlap' || kind === 'gap')
      if (isDirty) expect(wrong.length).toBeGreaterThan(0)
      expect(faults.filter(({ kind }) => kind === 'nothing')).toEqual([])
      expect(checkCoverage(coverage)).toEqual([])
      const keys = areaKeys(coverage)
      expect(keys).toHaveLength(new Set(areas.map((area) => area.key)).size)
      const written = keys.map((one) => ({ key: one, geometry: areaGeometry(coverage, one) }))
      const found = await geosFaults(
        town.app.db.pool,
        // Of very many a part: any part of a partition is one.
        written.slice(0, MOST_FOR_GEOS).map(({ geometry }) => geometry),
      )
      expect(found).toEqual(withoutFaults(found))
      // Written out and read again it is the same, byte for byte, and nothing is left to decide.
      const again = buildCoverage(JSON.parse(JSON.stringify(written)) as typeof written)
      expect(again.faults.filter(({ kind }) => kind !== 'hole')).toEqual([])
      expect([...again.coverage.arcs]).toEqual([...coverage.arcs])
      for (const one of keys) expect(areaSquareMeters(coverage, one)).toBeGreaterThan(0)
    }
    it(title, test, LONG)
  }

  it(
    'is whole for GEOS at every hundredth of some random edits',
    async () => {
      let n = 0
      for (const { after, outcome } of randomEdits(firstPartition(11), 600, 11)) {
        n++
        if (n % 100 > 0) continue
        const found = await geosFaults(
          town.app.db.pool,
          areaKeys(after).map((key) => areaGeometry(after, key)),
        )
        expect(found, `edit ${n}, ${outcome}`).toEqual(withoutFaults(found))
      }
    },
    LONG,
  )

  it('that is not one is found by GEOS: the check can fail', async () => {
    const square = (west: number, east: number): number[][] => [
      [west, 0],
      [east, 0],
      [east, 1],
      [west, 1],
      [west, 0],
    ]
    const found = await geosFaults(town.app.db.pool, [
      { type: 'MultiPolygon', coordinates: [[square(0, 1)]] },
      { type: 'MultiPolygon', coordinates: [[square(0.9, 2)]] },
    ])
    expect(found.overlapping).toEqual([{ n: 1, other: 2 }])
    expect(found.unmatched === null || found.unmatched.length > 0).toBe(true)
  })
})
