/** The unit that a row names in words: names as people write them. */
import { describe, expect, test } from 'vitest'
import { StatedUnits } from '../../../shared/domain/statedUnit.ts'

const units = new StatedUnits([
  { code: '67000340', name: '北區' },
  { code: '67000310', name: '東區' },
  { code: '67000010', name: '新營區' },
  { code: '67000010-001', name: '忠政里' },
  { code: '420106001', name: '幸福街道' },
  { code: '420106001001', name: '幸福社区' },
  { code: '420106001001001', name: '第1网格' },
  { code: '420106001002001', name: '第1网格' },
])
const meant = (text: string): string[] => [...units.codesFor(text)].sort()

describe('named units', () => {
  test('one district is written in three ways', () => {
    expect([meant('北區'), meant('北 區'), meant('北'), meant(' 北\u3000區 ')]).toEqual(
      Array(4).fill(['67000340']),
    )
  })

  test('a code is found with and without hyphens', () => {
    expect(meant('67000010-001')).toEqual(['67000010-001'])
    expect(meant('67000010001')).toEqual(['67000010-001'])
    expect(meant('420106-001-001')).toEqual(['420106001001'])
  })

  test('wide digits are digits', () => {
    expect(meant('４２０１０６００１')).toEqual(['420106001'])
  })

  test('a name that two units bear means both', () => {
    expect(meant('第1网格')).toEqual(['420106001001001', '420106001002001'])
  })

  test('a full name means its own unit, a short one all it may be short for', () => {
    expect(meant('幸福社区')).toEqual(['420106001001'])
    expect(meant('幸福')).toEqual(['420106001', '420106001001'])
    expect(meant('幸福街道办事处')).toEqual(['420106001', '420106001001'])
  })

  test('an unknown name means nothing', () => {
    expect([meant('中西區'), meant('不詳'), meant('新')]).toEqual([[], [], []])
  })
})
