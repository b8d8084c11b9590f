/** Resident identity numbers: the examples of GB 11643-1999 itself, and every kind of fault. */
import { describe, expect, test } from 'vitest'
import {
  birthDateOf,
  identityCheckDigit,
  identityFault,
  normaliseIdentityNumber,
  sexOf,
} from '../../../shared/domain/identityNumber.ts'

/** Both numbers stand in the standard as examples. */
const PUBLISHED = ['11010519491231002X', '440524188001010014']

describe('identity numbers', () => {
  test('the published examples are right', () => {
    expect(PUBLISHED.map(identityFault)).toEqual([null, null])
    expect(PUBLISHED.map((number) => identityCheckDigit(number.slice(0, 17)))).toEqual(['X', '4'])
  })

  test('any single wrong digit is found', () => {
    for (const number of PUBLISHED) {
      for (let at = 0; at < 17; at++) {
        const digit = String((Number(number[at]) + 1) % 10)
        expect(identityFault(number.slice(0, at) + digit + number.slice(at + 1))).not.toBeNull()
      }
    }
  })

  test('two neighbouring digits that change places are found', () => {
    expect(identityFault('44052418800101' + '0104')).toBe('checkDigit')
    expect(identityFault('11010591491231002X')).not.toBeNull()
  })

  test('each fault is named', () => {
    expect(identityFault('1101051949123100')).toBe('length')
    expect(identityFault('110105194912310021')).toBe('checkDigit')
    expect(identityFault('11010519491331002X')).toBe('birthDate')
    expect(identityFault('11010519490229002X')).toBe('birthDate')
    expect(identityFault('1101051949123100XX')).toBe('digits')
    expect(identityFault('１1010519491231002X')).toBe('digits')
  })

  test('a small x and blanks around are mended', () => {
    expect(normaliseIdentityNumber(' 11010519491231002x ')).toBe('11010519491231002X')
  })

  test('birth date and sex are in the number', () => {
    expect(PUBLISHED.map(birthDateOf)).toEqual(['1949-12-31', '1880-01-01'])
    expect(PUBLISHED.map(sexOf)).toEqual(['female', 'male'])
  })
})
