/** The unit above each unit: named, found by code, or made from its children. */
import { describe, expect, test } from 'vitest'
import { type KnownUnit, resolveParents } from '../../../server/ingest/importers/parentUnits.ts'
import type { UnitRecord } from '../../../server/ingest/importers/units.ts'
import type { UnitLevel } from '../../../shared/domain/levels.ts'

const unit = (code: string, level: UnitLevel, parent: string | null = null, name = code): UnitRecord => ({
  rowNumber: 1,
  code,
  name,
  level,
  parent,
  kind: 'ordinary',
  validFrom: '2026-01-01',
  boundary: { type: 'MultiPolygon', coordinates: [] },
})
const known = (code: string, level: UnitLevel, name = code): KnownUnit => ({
  code,
  name,
  level,
  path: `/${code}/`,
  streetCode: code,
})

describe('parents', () => {
  test('a code begins with that of the unit above', () => {
    const { parentOf, made, orphans } = resolveParents(
      [unit('420106001', 'street'), unit('420106001002', 'community'), unit('42010600100201', 'grid')],
      [],
    )
    expect([...parentOf]).toEqual([
      ['420106001', null],
      ['420106001002', '420106001'],
      ['42010600100201', '420106001002'],
    ])
    expect([made, orphans]).toEqual([[], []])
  })

  test('units in force already are parents too', () => {
    const { parentOf } = resolveParents(
      [unit('A1x', 'grid')],
      [known('A', 'street'), known('A1', 'community')],
    )
    expect(parentOf.get('A1x')).toBe('A1')
  })

  test('a unit is never above one of its own level', () => {
    const { parentOf } = resolveParents([unit('A1', 'grid'), unit('A12', 'grid')], [known('A', 'community')])
    expect(parentOf.get('A12')).toBe('A')
  })

  test('of two units of one name the one whose code fits is meant', () => {
    const { parentOf } = resolveParents(
      [unit('B1x', 'grid', '幸福')],
      [known('A1', 'community', '幸福'), known('B1', 'community', '幸福')],
    )
    expect(parentOf.get('B1x')).toBe('B1')
  })

  test('a parent that only its children name is made, with their common code', () => {
    const { parentOf, made } = resolveParents(
      [
        unit('67000010001', 'community', '新營區'),
        unit('67000010002', 'community', '新營區'),
        unit('67000020001', 'community', '鹽水區'),
      ],
      [],
    )
    expect(made).toEqual([
      { code: '67000010', name: '新營區', level: 'street', children: ['67000010001', '67000010002'] },
      { code: '67000020', name: '鹽水區', level: 'street', children: ['67000020001'] },
    ])
    expect(parentOf.get('67000010002')).toBe('67000010')
  })

  test('a parent named by a code gets that code', () => {
    const { made } = resolveParents([unit('X1', 'grid', 'C7'), unit('Y1', 'grid', 'C7')], [])
    expect(made).toEqual([{ code: 'C7', name: 'C7', level: 'community', children: ['X1', 'Y1'] }])
  })

  test('a parent that can neither be found nor made leaves orphans', () => {
    const lost = [unit('111222', 'community', '某街'), unit('999888', 'community', '某街')]
    const { orphans, made } = resolveParents(lost, [])
    expect([orphans, made]).toEqual([lost, []])
  })
})
