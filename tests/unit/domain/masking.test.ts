/** Masks show enough to recognise a person and too little to identify one. */
import { describe, expect, test } from 'vitest'
import { maskIdentityNumber, maskName, maskPhone } from '../../../shared/domain/masking.ts'

describe('masks', () => {
  test('a name keeps its first letter and tells little of its length', () => {
    expect(['王小明', '李雷', '欧阳娜娜', 'Anna Berg', '  赵四 ', '伊'].map(maskName)).toEqual([
      '王**',
      '李*',
      '欧***',
      'A***',
      '赵*',
      '伊*',
    ])
    expect(maskName('')).toBe('')
    expect(maskName('   ')).toBe('')
  })

  test('a letter beyond the first plane stays whole', () => {
    expect(maskName('𠮷田')).toBe('𠮷*')
  })

  test('an identity number keeps its area and its end', () => {
    expect(maskIdentityNumber('11010519491231002X')).toBe('110105**********2X')
    expect(maskIdentityNumber('110105491231002')).toBe('110105*******02')
  })

  test('what is too short to be a number shows its end alone', () => {
    expect(maskIdentityNumber('A1234567')).toBe('******67')
    expect(maskIdentityNumber('12')).toBe('*12')
  })

  test('a phone number keeps three digits and four', () => {
    expect(maskPhone('13812345678')).toBe('138****5678')
    expect(maskPhone('138 1234-5678')).toBe('138****5678')
    expect(maskPhone('8765432')).toBe('*****32')
  })

  test('no mask holds the value it was made of', () => {
    for (const value of ['13812345678', '8765432', '110105491231002', '11010519491231002X', 'A1234567']) {
      expect(maskPhone(value)).not.toContain(value)
      expect(maskIdentityNumber(value)).not.toContain(value)
    }
  })
})
