/** Where a new point might stand: crossings and ends of streets, no two nearer to each other than so many metres. */
import { STEPS_PER_DEGREE } from '../geo/quantise.ts'
import { METERS_PER_STEP, narrowingAt } from '../network/segmentGrid.ts'
import type { WalkNetwork } from '../network/walkNetwork.ts'

export interface Candidate {
  /** Degrees. */
  lon: number
  lat: number
}

/** Ways that meet at a node where something is decided. */
const CROSSING = 3

/**
 * @param box  [west, south, east, north] in degrees; what lies outside is no candidate
 * @returns crossings first, then other nodes where a gap of that size is left; the same for the same network
 */
export function streetCandidates(
  { nodeCount, nodeLon, nodeLat, arcStart }: WalkNetwork,
  everyMeters: number,
  [west, south, east, north]: readonly [number, number, number, number],
): Candidate[] {
  const taken = new Map<string, [number, number][]>()
  const found: Candidate[] = []
  const narrowing = narrowingAt(((south + north) / 2) * STEPS_PER_DEGREE)
  const place = (node: number): [number, number] => [
    nodeLon[node]! * METERS_PER_STEP * narrowing,
    nodeLat[node]! * METERS_PER_STEP,
  ]
  const isFree = (x: number, y: number): boolean => {
    const [column, row] = [Math.floor(x / everyMeters), Math.floor(y / everyMeters)]
    for (let c = column - 1; c <= column + 1; c++) {
      for (let r = row - 1; r <= row + 1; r++) {
        for (const [ox, oy] of taken.get(`${c} ${r}`) ?? [])
          if (Math.hypot(x - ox, y - oy) < everyMeters) return false
      }
    }
    return true
  }
  const take = (node: number): void => {
    const [lon, lat] = [nodeLon[node]! / STEPS_PER_DEGREE, nodeLat[node]! / STEPS_PER_DEGREE]
    if (lon < west || lon > east || lat < south || lat > north) return
    const [x, y] = place(node)
    if (!isFree(x, y)) return
    const key = `${Math.floor(x / everyMeters)} ${Math.floor(y / everyMeters)}`
    taken.set(key, [...(taken.get(key) ?? []), [x, y]])
    found.push({ lon, lat })
  }
  const isCrossing = (node: number): boolean => arcStart[node + 1]! - arcStart[node]! >= CROSSING
  for (let node = 0; node < nodeCount; node++) if (isCrossing(node)) take(node)
  for (let node = 0; node < nodeCount; node++) if (!isCrossing(node)) take(node)
  return found
}
