/** People of the same name in two grids: one person, unless their accounts or telephones say otherwise. */
import { describe, expect, it } from 'vitest'
import { tellApart } from '../../../server/services/plans/sameNames.ts'

const mark = (unitCode: string, phone: string | null, account: string | null = null, role = 'worker') => ({
  unitCode,
  role,
  personName: '司徒明',
  phone,
  account,
})
const told = (...marks: ReturnType<typeof mark>[]): (string | undefined)[] => {
  const apart = tellApart(marks, (code) => `${code}网格`)
  return marks.map(apart)
}

describe('people of the same name', () => {
  it('are one where nothing says that they are two', () => {
    expect(told(mark('甲', '138****0001'), mark('乙', null))).toEqual([undefined, undefined])
    expect(told(mark('甲', '138****0001'), mark('乙', '138****0001'))).toEqual([undefined, undefined])
    expect(told(mark('甲', null, '1'), mark('乙', null, '1'))).toEqual([undefined, undefined])
  })

  it('are told by their grids where telephones or accounts differ', () => {
    expect(told(mark('甲', '138****0001'), mark('乙', '138****0002'))).toEqual(['甲网格', '乙网格'])
    expect(told(mark('甲', null, '1'), mark('乙', null, '2'))).toEqual(['甲网格', '乙网格'])
  })

  it('keep all grids of one of them together', () => {
    const [first, other] = ['138****0001', '138****0002']
    expect(told(mark('甲', first), mark('乙', other), mark('丙', first))).toEqual([
      '甲网格',
      '乙网格',
      '甲网格',
    ])
  })

  it('are not asked about where the role is another', () => {
    expect(told(mark('甲', '138****0001'), mark('乙', '138****0002', null, 'leader'))).toEqual([
      undefined,
      undefined,
    ])
  })
})
