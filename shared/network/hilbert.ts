/**
 * Order of places along a Hilbert curve: what lies near in the plane lies near in memory, so that a search touches few
 * cache lines. Source: D. Hilbert 1891; the state form by rotation of quadrants.
 */
const LEVELS = 16

/** Place on the curve of a cell of a 65,536 × 65,536 raster. */
function hilbertIndex(column: number, row: number): number {
  let x = column
  let y = row
  let index = 0
  for (let side = 1 << (LEVELS - 1); side > 0; side >>= 1) {
    const right = (x & side) !== 0
    const upper = (y & side) !== 0
    index = index * 4 + (right ? (upper ? 2 : 3) : upper ? 1 : 0)
    x &= side - 1
    y &= side - 1
    if (!upper) {
      if (right) {
        x = side - 1 - x
        y = side - 1 - y
      }
      const swapped = x
      x = y
      y = swapped
    }
  }
  return index
}

/** Indexes of the places in the order of the curve; equal places keep their order. */
export function hilbertOrder(lons: ArrayLike<number>, lats: ArrayLike<number>): Uint32Array {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity]
  for (let i = 0; i < lons.length; i++) {
    west = Math.min(west, lons[i]!)
    east = Math.max(east, lons[i]!)
    south = Math.min(south, lats[i]!)
    north = Math.max(north, lats[i]!)
  }
  const scale = 65_535 / Math.max(1, east - west, north - south)
  const key = new Float64Array(lons.length)
  for (let i = 0; i < lons.length; i++)
    key[i] = hilbertIndex(Math.floor((lons[i]! - west) * scale), Math.floor((lats[i]! - south) * scale))
  return Uint32Array.from(lons as ArrayLike<unknown>, (_, i) => i).sort((a, b) => key[a]! - key[b]! || a - b)
}
