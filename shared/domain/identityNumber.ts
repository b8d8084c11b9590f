/** Resident identity number 公民身份号码: GB 11643-1999, check digit by ISO 7064 MOD 11-2. */
import { isDay } from './dates.ts'

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
const CHECK = '10X98765432'

/** The check digit of the first 17 digits. */
export function identityCheckDigit(first17: string): string {
  const sum = WEIGHTS.reduce((total, weight, index) => total + weight * Number(first17[index]), 0)
  return CHECK[sum % 11]!
}

export type IdentityFault = 'length' | 'digits' | 'birthDate' | 'checkDigit'

/** What is wrong with the number, or null. A lower-case x is accepted by `normaliseIdentityNumber`. */
export function identityFault(value: string): IdentityFault | null {
  if (value.length !== 18) return 'length'
  if (!/^\d{17}[\dX]$/.test(value)) return 'digits'
  const birthDate = `${value.slice(6, 10)}-${value.slice(10, 12)}-${value.slice(12, 14)}`
  if (!isDay(birthDate)) return 'birthDate'
  return identityCheckDigit(value) === value[17] ? null : 'checkDigit'
}

export const normaliseIdentityNumber = (value: string): string => value.trim().toUpperCase()

export const birthDateOf = (identityNumber: string): string =>
  `${identityNumber.slice(6, 10)}-${identityNumber.slice(10, 12)}-${identityNumber.slice(12, 14)}`

/** Odd 17th digit: male. */
export const sexOf = (identityNumber: string): 'female' | 'male' =>
  Number(identityNumber[16]) % 2 === 1 ? 'male' : 'female'
