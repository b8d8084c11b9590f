/** Numbers for points: 0, 1, 2 … in the order in which they are first asked for, the same for the same one. */

const FIRST_SLOTS = 64
const FREE = -1

/** @returns a function of two whole numbers; whatever asks often is served by it, so the table is one of numbers only */
export function pointNumbers(): (x: number, y: number) => number {
  const xs: number[] = []
  const ys: number[] = []
  let slots = new Int32Array(FIRST_SLOTS).fill(FREE)
  /** The slot that a point has, or the free one where it belongs. */
  const slotOf = (x: number, y: number): number => {
    let hash = Math.imul(x, 0x9e3779b1) ^ Math.imul(y, 0x85ebca6b)
    hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d)
    for (let slot = (hash ^ (hash >>> 13)) & (slots.length - 1); ; slot = (slot + 1) & (slots.length - 1)) {
      const number = slots[slot]!
      if (number === FREE || (xs[number] === x && ys[number] === y)) return slot
    }
  }
  return (x, y) => {
    const slot = slotOf(x, y)
    if (slots[slot] !== FREE) return slots[slot]!
    const number = xs.push(x) - 1
    ys.push(y)
    slots[slot] = number
    // At most half of the slots are taken.
    if (2 * xs.length > slots.length) {
      slots = new Int32Array(2 * slots.length).fill(FREE)
      for (let n = 0; n <= number; n++) slots[slotOf(xs[n]!, ys[n]!)] = n
    }
    return number
  }
}
