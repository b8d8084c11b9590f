import { describe, expect, it } from 'vitest'
import { levelFor, unitZooms, zoomAt } from '../../../client/map/unitZooms.ts'
import { shortName } from '../../../client/map/style/unitLabels.ts'
import { treeRows } from '../../../client/overview/treeRows.ts'
import type { UnitNode } from '../../../shared/domain/unit.ts'

const node = (code: string, level: UnitNode['level'], parent: string | null, side = 200): UnitNode => ({
  code,
  name: code,
  level,
  parent,
  kind: 'ordinary',
  validFrom: '2026-01-01',
  validTo: null,
  areaSquareMeters: side * side,
  box: [0, 0, 1, 1],
  center: [114, 30],
})

const town = new Map(
  [
    node('s', 'street', null, 2000),
    node('s2', 'community', 's', 700),
    node('s10', 'community', 's', 700),
    node('s10-1', 'grid', 's10'),
    node('s10-2', 'grid', 's10'),
  ].map((one) => [one.code, one]),
)

describe('rows of the tree', () => {
  it('show children only below what is unfolded, in the order of their numbers', () => {
    expect(treeRows(town, new Set(['s'])).map((row) => row.node.code)).toEqual(['s', 's2', 's10'])
    expect(treeRows(town, new Set(['s', 's10'])).map((row) => [row.node.code, row.depth])).toEqual([
      ['s', 1],
      ['s2', 2],
      ['s10', 2],
      ['s10-1', 3],
      ['s10-2', 3],
    ])
  })

  it('put a unit whose parent is not in force at the top', () => {
    const orphan = new Map([['g', node('g', 'grid', 'gone')]])
    expect(treeRows(orphan, new Set())).toMatchObject([{ depth: 1, hasChildren: false }])
  })
})

describe('the level that is drawn', () => {
  const zooms = unitZooms(town.values())

  it('goes deeper as the units grow on screen', () => {
    expect(levelFor(11, zooms)).toBe('community')
    expect(levelFor(17, zooms)).toBe('grid')
  })

  it('is not the single unit at the top, which tells nothing', () => {
    expect(levelFor(8, zooms)).toBe('community')
  })

  it('reckons pixels as the map does: 512 pixels round the equator at zoom 0', () => {
    expect(zoomAt(40_075_016.686, 512, 0)).toBeCloseTo(0, 9)
    expect(zoomAt(40_075_016.686 / 1024, 512, 0)).toBeCloseTo(10, 9)
  })
})

describe('short names', () => {
  it('leave out what the parent says already', () => {
    expect(shortName('锦绣社区第3网格', '锦绣社区')).toBe('第3网格')
    expect(shortName('云溪医院专属网格', '锦绣社区')).toBe('云溪医院专属网格')
    expect(shortName('锦绣社区', '锦绣社区')).toBe('锦绣社区')
    expect(shortName('桥东社区', undefined)).toBe('桥东社区')
  })
})
