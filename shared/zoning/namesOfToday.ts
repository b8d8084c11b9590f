/** Which of today's districts new ones go on as. */
import type { Division, ZoningProblem } from './problem.ts'

/** Districts go on as those of today that they share most people with, the largest shares first. */
export function namesOfToday({ today, people, districts }: ZoningProblem, division: Division): Int32Array {
  const known = 1 + today.reduce((most, district) => Math.max(most, district), -1)
  const shares = new Map<number, number>()
  division.forEach((district, block) => {
    if (today[block] === -1) return
    const pair = district * known + today[block]!
    // Ground without people counts a little, so that it decides where nothing else does.
    shares.set(pair, (shares.get(pair) ?? 0) + people[block]! + 1e-6)
  })
  const names = new Int32Array(districts).fill(-1)
  const isTaken = new Uint8Array(known)
  for (const [pair] of [...shares].sort((a, b) => b[1] - a[1] || a[0] - b[0])) {
    const [district, before] = [Math.floor(pair / known), pair % known]
    if (names[district] !== -1 || isTaken[before]) continue
    names[district] = before
    isTaken[before] = 1
  }
  return names
}
