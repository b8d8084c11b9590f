/** Codes of new grids by the rule: the community's code and the next number that no grid of it ever had. */

const DIGITS = 3

/**
 * @param known  codes of all units there are and were
 * @returns null when the numbers of this length are used up
 */
export function nextGridCodes(parent: string, known: Iterable<string>, count: number): string[] | null {
  const numbers: string[] = []
  for (const code of known) {
    const number = code.startsWith(parent) ? code.slice(parent.length) : ''
    if (/^\d{2,5}$/.test(number)) numbers.push(number)
  }
  // As long as the office writes them; where it writes several ways, the commonest.
  const lengths = new Map<number, number>()
  for (const { length } of numbers) lengths.set(length, (lengths.get(length) ?? 0) + 1)
  const digits = [...lengths].sort(([a, as], [b, bs]) => bs - as || a - b)[0]?.[0] ?? DIGITS
  const highest = numbers
    .filter(({ length }) => length === digits)
    .reduce((most, number) => Math.max(most, Number(number)), 0)
  if (highest + count >= 10 ** digits) return null
  return Array.from({ length: count }, (_, i) => parent + String(highest + 1 + i).padStart(digits, '0'))
}
