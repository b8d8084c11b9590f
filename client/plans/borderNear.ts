/** What of an area's border lies under the pointer: a corner, or a place between two. Pure; in whole steps. */
import type { AreaKey, Coverage, Point } from '../../shared/coverage/coverage.ts'

export type BorderPlace =
  | { kind: 'corner'; point: Point }
  /** Between two neighbouring points of one border. */
  | { kind: 'between'; ends: readonly [Point, Point] }

/** Pixels of one step at the pointer. */
export interface PixelScale {
  x: number
  y: number
}

const BETWEEN_SHARE = 0.7

/**
 * @param at  the pointer, steps; fractions are fine
 * @param reach  pixels; a corner within it wins over any place between two corners, which has a shorter reach
 */
export function borderNear(
  { arcs }: Coverage,
  key: AreaKey,
  at: readonly [number, number],
  scale: PixelScale,
  reach: number,
): BorderPlace | null {
  let corner: BorderPlace | null = null
  let cornerPixels = reach
  let between: BorderPlace | null = null
  let betweenPixels = reach * BETWEEN_SHARE
  for (const { line, left, right } of arcs.values()) {
    if (left === right || (left !== key && right !== key)) continue
    for (let i = 0; i < line.length; i += 2) {
      const x = (line[i]! - at[0]) * scale.x
      const y = (line[i + 1]! - at[1]) * scale.y
      const pixels = Math.hypot(x, y)
      if (pixels <= cornerPixels) {
        cornerPixels = pixels
        corner = { kind: 'corner', point: [line[i]!, line[i + 1]!] }
      }
      if (i === 0) continue
      const [fromX, fromY] = [(line[i - 2]! - at[0]) * scale.x, (line[i - 1]! - at[1]) * scale.y]
      const [dx, dy] = [x - fromX, y - fromY]
      const share = Math.min(1, Math.max(0, -(fromX * dx + fromY * dy) / (dx * dx + dy * dy || 1)))
      const off = Math.hypot(fromX + share * dx, fromY + share * dy)
      if (off > betweenPixels) continue
      betweenPixels = off
      between = {
        kind: 'between',
        ends: [
          [line[i - 2]!, line[i - 1]!],
          [line[i]!, line[i + 1]!],
        ],
      }
    }
  }
  return corner ?? between
}

/** Corners of an area in a fixed order, each once: for those who walk along them with the keyboard. */
export function cornersOf({ arcs }: Coverage, key: AreaKey): Point[] {
  const corners = new Map<string, Point>()
  for (const { line, left, right } of arcs.values()) {
    if (left === right || (left !== key && right !== key)) continue
    for (let i = 0; i < line.length; i += 2)
      corners.set(`${line[i]!} ${line[i + 1]!}`, [line[i]!, line[i + 1]!])
  }
  return [...corners.values()]
}

/** Areas that share a border with one, OUTSIDE and UNASSIGNED left to the caller. */
export function neighboursOf({ arcs }: Coverage, key: AreaKey): AreaKey[] {
  const keys = new Set<AreaKey>()
  for (const { left, right } of arcs.values()) {
    if (left === key && right !== key) keys.add(right)
    if (right === key && left !== key) keys.add(left)
  }
  return [...keys]
}
