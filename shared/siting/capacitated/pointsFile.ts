/**
 * Capacitated p-median problems as Lorena and Senne publish them: points and p, then each point with x, y, capacity and
 * demand. Every point is a demand and a site; ways are straight lines, each counts once whatever its demand, which only
 * takes of the capacity.
 */
import { tableOfMatrix } from '../orlib.ts'
import type { SiteInput } from '../siteInput.ts'

/** A line that is not as the format has it. */
export class FaultyPoints extends Error {}

/** Ways in ten thousandths, to the nearest: published lengths have two decimals. */
const WAY_PARTS = 10_000
const MOST_POINTS = 4000

/** @throws FaultyPoints */
export function pointsInput(text: string, count?: number): SiteInput {
  const lines = text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\n|\r/)
    .map((content, at) => ({ content: content.trim(), line: at + 1 }))
    .filter(({ content }) => content !== '')
  const numbersOf = (at: number, many: number, expected: string): number[] => {
    const { content, line } = lines[at] ?? { content: '', line: 1 }
    const numbers = content
      .split(/\s+/)
      .map((part) => (/^-?\d+(\.\d+)?$/.test(part) ? Number(part) : Number.NaN))
    if (numbers.length !== many || numbers.some(Number.isNaN))
      throw new FaultyPoints(`line ${line}: found "${content.slice(0, 60)}", expected ${expected}`)
    return numbers
  }
  const [n, p] = numbersOf(0, 2, 'number of points, p') as [number, number]
  if (!Number.isInteger(n) || n < 1 || n > MOST_POINTS)
    throw new FaultyPoints(`line 1: found ${n} points, expected 1 to ${MOST_POINTS}`)
  if (!Number.isInteger(p) || p < 1 || p > n)
    throw new FaultyPoints(`line 1: found p ${p}, expected 1 to ${n}`)
  if (lines.length - 1 !== n)
    throw new FaultyPoints(`line ${lines.at(-1)!.line}: found ${lines.length - 1} points, expected ${n}`)
  const points = Array.from({ length: n }, (_, i) => numbersOf(i + 1, 4, 'x, y, capacity, demand'))
  points.forEach(([, , capacity, demand], i) => {
    if (Number.isInteger(capacity) && Number.isInteger(demand) && capacity! >= 0 && demand! >= 0) return
    throw new FaultyPoints(
      `line ${lines[i + 1]!.line}: found capacity ${capacity} and demand ${demand}, expected whole numbers of 0 or more`,
    )
  })
  const ways = new Float64Array(n * n)
  points.forEach(([x, y], i) =>
    points.forEach(([a, b], j) => {
      ways[i * n + j] = Math.round(WAY_PARTS * Math.hypot(x! - a!, y! - b!))
    }),
  )
  const names = points.map((_, i) => String(i + 1))
  return {
    model: 'cpmedian',
    count: count ?? p,
    reach: null,
    table: tableOfMatrix(ways, n, n),
    weights: new Float64Array(n).fill(1),
    existing: null,
    capacity: Float64Array.from(points, ([, , capacity]) => capacity!),
    load: Float64Array.from(points, ([, , , demand]) => demand!),
    unit: 'straight',
    wayParts: WAY_PARTS,
    weightParts: 1,
    demands: names,
    sites: names,
  }
}
