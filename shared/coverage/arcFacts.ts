/** What is asked of an arc again and again; reckoned once and kept with it, as arcs never change. */
import type { Arc } from './coverage.ts'

export type Box = readonly [west: number, south: number, east: number, north: number]

interface Facts {
  box: Box
  ends: readonly [string, string]
}

const known = new WeakMap<Arc, Facts>()

function factsOf(arc: Arc): Facts {
  const held = known.get(arc)
  if (held) return held
  const { line } = arc
  const facts: Facts = {
    box: boxOfLine(line),
    ends: [line.slice(0, 2).join(), line.slice(-2).join()],
  }
  known.set(arc, facts)
  return facts
}

export function boxOfLine(line: readonly number[]): Box {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity]
  for (let i = 0; i < line.length; i += 2) {
    west = Math.min(west, line[i]!)
    east = Math.max(east, line[i]!)
    south = Math.min(south, line[i + 1]!)
    north = Math.max(north, line[i + 1]!)
  }
  return [west, south, east, north]
}

export const boxOf = (arc: Arc): Box => factsOf(arc).box

/** Both ends as words, to look for others that meet there: `x,y`. */
export const endsOf = (arc: Arc): readonly [string, string] => factsOf(arc).ends

/** The box of several; of none one that meets nothing. */
export function boxAround(boxes: readonly Box[]): Box {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const box of boxes) {
    if (box[0] < west) west = box[0]
    if (box[1] < south) south = box[1]
    if (box[2] > east) east = box[2]
    if (box[3] > north) north = box[3]
  }
  return [west, south, east, north]
}

export const doBoxesMeet = (a: Box, b: Box): boolean =>
  a[0] <= b[2] && a[2] >= b[0] && a[1] <= b[3] && a[3] >= b[1]
