/** Masks of personal values: enough to recognise, not enough to identify. */

/** 王小明 → 王**, Anna Berg → A***. */
export function maskName(name: string): string {
  const letters = [...name.trim()]
  if (letters.length === 0) return ''
  return letters[0] + '*'.repeat(Math.min(Math.max(letters.length - 1, 1), 3))
}

/** The first six and the last two: 429001********1X. Shorter values keep their last two. */
export function maskIdentityNumber(value: string): string {
  return value.length >= 15
    ? value.slice(0, 6) + '*'.repeat(value.length - 8) + value.slice(-2)
    : '*'.repeat(Math.max(value.length - 2, 1)) + value.slice(-2)
}

/** 138****5678. */
export function maskPhone(value: string): string {
  const digits = value.replace(/\s|-/g, '')
  return digits.length >= 11
    ? digits.slice(0, 3) + '*'.repeat(digits.length - 7) + digits.slice(-4)
    : '*'.repeat(Math.max(digits.length - 2, 1)) + digits.slice(-2)
}
