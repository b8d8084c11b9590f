/** How far a grid's load is from what it should be. */
import { NORM_HOUSEHOLDS } from './planRecord.ts'

export interface HouseholdNorm {
  least: number
  /** Inclusive. */
  most: number
}

export const HOUSEHOLD_NORM: HouseholdNorm = NORM_HOUSEHOLDS

/** From far below the norm to far above it; the middle one is within. */
export const LOAD_CLASSES = ['farBelow', 'below', 'within', 'above', 'farAbove'] as const
export type LoadClass = (typeof LOAD_CLASSES)[number]

/** Far is less than half of the least, or more than half as much again as the most. */
export function loadClass(households: number, { least, most }: HouseholdNorm = HOUSEHOLD_NORM): LoadClass {
  if (households < least / 2) return 'farBelow'
  if (households < least) return 'below'
  if (households <= most) return 'within'
  return households <= most * 1.5 ? 'above' : 'farAbove'
}

export const isWithin = (households: number, norm: HouseholdNorm = HOUSEHOLD_NORM): boolean =>
  loadClass(households, norm) === 'within'
