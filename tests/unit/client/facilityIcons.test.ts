import { expect, test } from 'vitest'
import { GROUP_ICONS, kindIconUrl, MAKI_NAMES } from '../../../client/map/facilityIcons.ts'
import { FACILITY_KINDS } from '../../../shared/standards/facilityKindTable.ts'

test('every icon that is named is part of the page, and none that is not', () => {
  const named = [...FACILITY_KINDS.map(({ maki }) => maki), ...Object.values(GROUP_ICONS)]
  expect([...MAKI_NAMES].sort()).toEqual([...new Set([...named, 'marker'])].sort())
})

test('an icon is a drawing of its own', () => {
  expect(decodeURIComponent(kindIconUrl('school'))).toContain('<svg')
  expect(kindIconUrl('no such kind')).toBe(kindIconUrl('other'))
})
