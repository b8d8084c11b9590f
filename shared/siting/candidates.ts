/** Where a new point might stand: places that are given, and street corners no two nearer to each other than so many metres. */
import { STEPS_PER_DEGREE } from '../geo/quantise.ts'
import { METERS_PER_STEP, narrowingAt } from '../network/segmentGrid.ts'
import type { WalkNetwork } from '../network/walkNetwork.ts'

export interface Candidate {
  /** Degrees. */
  lon: number
  lat: number
  name?: string
  /** Must be taken (1), must not (-1); to be decided when left out. */
  fixed?: 1 | -1
  /** Of opening it, in the unit of the budget; what all cost when left out. */
  cost?: number
  /** How many it can serve; no limit of its own when left out or null. */
  capacity?: number | null
}

/** Outer border and holes of one or more areas, each a ring of degrees: [lon, lat]. */
export type Rings = readonly (readonly (readonly [lon: number, lat: number])[])[]

export interface StreetCorners {
  everyMeters: number
  /** Only those inside; where people live when left out. */
  within?: Rings
  /** Given places that are tried beside them. */
  also?: readonly Candidate[]
}

export const isCorners = (from: readonly Candidate[] | StreetCorners): from is StreetCorners =>
  'everyMeters' in from

/** Places are the same within a tenth of a metre. */
export const placeKey = ({ lon, lat }: Pick<Candidate, 'lon' | 'lat'>): string =>
  `${lon.toFixed(6)},${lat.toFixed(6)}`

/** By crossings of the rings (even-odd), so that holes and several areas need no order. */
export function isInside([lon, lat]: readonly [number, number], rings: Rings): boolean {
  let isIn = false
  for (const ring of rings) {
    for (let at = 0, before = ring.length - 1; at < ring.length; before = at++) {
      const [[x, y], [a, b]] = [ring[at]!, ring[before]!]
      if (y > lat !== b > lat && lon < ((a - x) * (lat - y)) / (b - y) + x) isIn = !isIn
    }
  }
  return isIn
}

/** What is said of single places; a place that must be taken and is not among them is added. */
export function withMarks(
  candidates: readonly Candidate[],
  marks: readonly Candidate[] | undefined,
): readonly Candidate[] {
  if (!marks || marks.length === 0) return candidates
  const byPlace = new Map(marks.map((mark) => [placeKey(mark), mark]))
  const marked = candidates.map((one) => {
    const mark = byPlace.get(placeKey(one))
    if (!mark) return one
    byPlace.delete(placeKey(one))
    const { lon: _lon, lat: _lat, ...said } = mark
    return { ...one, ...said }
  })
  return [...marked, ...[...byPlace.values()].filter(({ fixed }) => fixed === 1)]
}

/** Ways that meet at a node where something is decided. */
const CROSSING = 3

/**
 * @param box  [west, south, east, north] in degrees; what lies outside is no candidate
 * @param isMeant  asked of [lon, lat] in the box
 * @returns crossings first, then other nodes where a gap of that size is left; the same for the same network
 */
export function streetCandidates(
  { nodeCount, nodeLon, nodeLat, arcStart }: WalkNetwork,
  everyMeters: number,
  [west, south, east, north]: readonly [number, number, number, number],
  isMeant: (place: readonly [number, number]) => boolean = () => true,
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
    if (!isMeant([lon, lat])) return
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
