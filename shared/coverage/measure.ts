/** Lengths and areas of what is written in whole steps, in metres of the sphere at its latitude. */
import { STEPS_PER_DEGREE } from '../geo/quantise.ts'

const METERS_PER_STEP = (6_371_008.8 * Math.PI) / 180 / STEPS_PER_DEGREE

const narrowing = (y: number): number => Math.cos((y / STEPS_PER_DEGREE) * (Math.PI / 180))

export const metersBetween = (ax: number, ay: number, bx: number, by: number): number =>
  METERS_PER_STEP * Math.hypot((bx - ax) * narrowing((ay + by) / 2), by - ay)

/** @param squareSteps  at about the latitude of y */
export const squareMetersOf = (squareSteps: number, y: number): number =>
  squareSteps * METERS_PER_STEP * METERS_PER_STEP * narrowing(y)

export const stepsOfMeters = (meters: number): number => meters / METERS_PER_STEP

/** Twice the area of a closed line in square steps: over 0 where it runs counter-clockwise. Exact for an area up to 0.3° wide. */
export function twiceArea(ring: readonly number[]): number {
  const [ox, oy] = [ring[0]!, ring[1]!]
  let twice = 0
  for (let i = 2; i < ring.length; i += 2)
    twice += (ring[i - 2]! - ox) * (ring[i + 1]! - oy) - (ring[i]! - ox) * (ring[i - 1]! - oy)
  return twice
}
