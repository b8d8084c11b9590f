/**
 * Lines that part a large block where its homes leave the widest way between them: across the direction in which they
 * lie farthest apart. Nobody's building is looked at, only its entrance, so ways narrower than a house is deep are
 * left alone.
 */
import { type AreaKey, type Coverage } from '../coverage/coverage.ts'
import { splitArea } from '../coverage/edits.ts'
import { stepsOfMeters } from '../coverage/measure.ts'

/** In whole steps. */
export interface Home {
  x: number
  y: number
  households: number
}

/** Entrances on both sides of a line are at least so far apart, measured across it. */
const LEAST_WAY_METERS = 18
/** Each side keeps at least this share of the households. */
const LEAST_SHARE = 0.2
/** Ends of a line reach so far over the border that it surely parts. */
const OVER_METERS = 0.05

/**
 * @param most  households: blocks with no more are not cut
 * @returns lines that end just outside of the block they part
 */
export function cutBetweenHomes(
  coverage: Coverage,
  homesOf: ReadonlyMap<AreaKey, readonly Home[]>,
  most: number,
): number[][] {
  let current = coverage
  const lines: number[][] = []
  const queue = [...homesOf].map(([key, homes]) => ({ key, homes }))
  for (let next = queue.pop(); next; next = queue.pop()) {
    const { key, homes } = next
    if (homes.reduce((sum, { households }) => sum + households, 0) <= most) continue
    const cut = widestWay(homes)
    if (!cut) continue
    const made: AreaKey[] = []
    const edit = splitArea(current, key, cut.line, (n) => {
      made.push(`${key}/${lines.length}.${n}`)
      return made.at(-1)!
    })
    if (!edit.ok) continue
    current = edit.coverage
    const parts = new Set([key, ...made])
    for (const { left, right, line } of current.arcs.values())
      if (left !== right && parts.has(left) && parts.has(right)) lines.push(lengthened(line))
    // Of more than two parts it is not known who lives where; two are told apart by the side of the line.
    if (made.length !== 1) continue
    const [one, other] = cut.sides
    const isFirstOn = sideHolding(current, key, cut.line, one, other)
    queue.push({ key, homes: isFirstOn ? one : other }, { key: made[0]!, homes: isFirstOn ? other : one })
  }
  return lines
}

function widestWay(
  homes: readonly Home[],
): { line: [[number, number], [number, number]]; sides: [Home[], Home[]] } | null {
  const narrowing = Math.cos(((homes[0]?.y ?? 0) / 1e7) * (Math.PI / 180))
  const [mx, my] = [mean(homes, ({ x }) => x), mean(homes, ({ y }) => y)]
  let [xx, yy, xy] = [0, 0, 0]
  for (const { x, y } of homes) {
    const [dx, dy] = [(x - mx) * narrowing, y - my]
    xx += dx * dx
    yy += dy * dy
    xy += dx * dy
  }
  const along = Math.atan2(2 * xy, xx - yy) / 2
  const total = homes.reduce((sum, { households }) => sum + households, 0)
  let best: { way: number; at: number; angle: number; order: Home[]; i: number } | null = null
  // Along the longest direction, and across it.
  for (const angle of [along, along + Math.PI / 2]) {
    const [ux, uy] = [Math.cos(angle), Math.sin(angle)]
    const place = ({ x, y }: Home): number => (x - mx) * narrowing * ux + (y - my) * uy
    const order = [...homes].sort((a, b) => place(a) - place(b))
    let before = 0
    for (let i = 1; i < order.length; i++) {
      before += order[i - 1]!.households
      if (before < LEAST_SHARE * total || total - before < LEAST_SHARE * total) continue
      const way = place(order[i]!) - place(order[i - 1]!)
      if (way >= stepsOfMeters(LEAST_WAY_METERS) && (!best || way > best.way))
        best = { way, at: (place(order[i]!) + place(order[i - 1]!)) / 2, angle, order, i }
    }
  }
  if (!best) return null
  const { at, angle, order, i } = best
  const [ux, uy] = [Math.cos(angle), Math.sin(angle)]
  const far = stepsOfMeters(5000)
  const end = (sign: number): [number, number] => [
    Math.round(mx + (at * ux - sign * far * uy) / narrowing),
    Math.round(my + at * uy + sign * far * ux),
  ]
  return { line: [end(-1), end(1)], sides: [order.slice(0, i), order.slice(i)] }
}

const mean = (homes: readonly Home[], of: (home: Home) => number): number =>
  homes.reduce((sum, home) => sum + of(home), 0) / homes.length

/** Whether the homes of the one side lie where the area that kept its key is. */
function sideHolding(
  { arcs }: Coverage,
  key: AreaKey,
  [[ax, ay], [bx, by]]: readonly [[number, number], [number, number]],
  one: readonly Home[],
  other: readonly Home[],
): boolean {
  const side = (x: number, y: number): number => (bx - ax) * (y - ay) - (by - ay) * (x - ax)
  // All of the area lies on one side: what of its border is farthest from the line tells on which.
  let farthest = 0
  for (const { line, left, right } of arcs.values()) {
    if (left !== key && right !== key) continue
    for (let i = 0; i < line.length; i += 2) {
      const off = side(line[i]!, line[i + 1]!)
      if (Math.abs(off) > Math.abs(farthest)) farthest = off
    }
  }
  const where = one.reduce((sum, { x, y }) => sum + Math.sign(side(x, y)), 0)
  const opposite = other.reduce((sum, { x, y }) => sum + Math.sign(side(x, y)), 0)
  return Math.sign(where - opposite) === Math.sign(farthest)
}

/** A line that reaches over the border at both of its ends. */
export function lengthened(line: readonly number[]): number[] {
  const over = stepsOfMeters(OVER_METERS)
  const beyond = (ax: number, ay: number, bx: number, by: number): [number, number] => {
    const length = Math.hypot(bx - ax, by - ay)
    return [Math.round(bx + ((bx - ax) / length) * over), Math.round(by + ((by - ay) / length) * over)]
  }
  const n = line.length
  const first = beyond(line[2]!, line[3]!, line[0]!, line[1]!)
  const last = beyond(line[n - 4]!, line[n - 3]!, line[n - 2]!, line[n - 1]!)
  return [...first, ...line, ...last]
}
