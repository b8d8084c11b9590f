/**
 * One rounding for every coordinate that is stored: 1e-7 degree, about a centimetre.
 * Neighbours that share a border share its numbers exactly afterwards.
 */

/** Steps in one degree. */
export const STEPS_PER_DEGREE = 1e7

/**
 * @param value  degrees, finite
 * @returns the nearest multiple of 1e-7; never -0
 */
export const quantise = (value: number): number => Math.round(value * STEPS_PER_DEGREE) / STEPS_PER_DEGREE + 0
