/** Questions about points that are answered exactly, however near to a line they lie. */
import { orient2d } from 'robust-predicates'

/** @returns over 0: c lies left of the way from a to b; under 0: right of it; 0: on its line */
export const sideOf = (ax: number, ay: number, bx: number, by: number, cx: number, cy: number): number =>
  // The library's y axis points down.
  -orient2d(ax, ay, bx, by, cx, cy)

/** Whether a point that lies on the line through a and b lies between them, ends left out. */
export function isBetween(ax: number, ay: number, bx: number, by: number, px: number, py: number): boolean {
  if (ax !== bx) return ax < bx ? ax < px && px < bx : bx < px && px < ax
  return ay < by ? ay < py && py < by : by < py && py < ay
}

/** Whether a point lies in a triangle, its sides and corners included. */
export function isInTriangle(
  [ax, ay]: readonly [number, number],
  [bx, by]: readonly [number, number],
  [cx, cy]: readonly [number, number],
  px: number,
  py: number,
): boolean {
  const [one, two, three] = [
    sideOf(ax, ay, bx, by, px, py),
    sideOf(bx, by, cx, cy, px, py),
    sideOf(cx, cy, ax, ay, px, py),
  ]
  return (one >= 0 && two >= 0 && three >= 0) || (one <= 0 && two <= 0 && three <= 0)
}
