/**
 * Edits that draw new borders: the areas concerned are cut up by the drawn line into faces, and each face is somebody's
 * again. Areas that the line does not come near stay as they are, arc by arc.
 */
import { boxOf, boxOfLine, doBoxesMeet, endsOf } from './arcFacts.ts'
import { arcsAround } from './arcsAround.ts'
import { type Arc, type AreaKey, type Coverage, OUTSIDE, type Point } from './coverage.ts'
import { AROUND, findFaces } from './faces.ts'
import { joinArcs } from './joinArcs.ts'
import { labelFaces } from './labels.ts'
import { PointSet } from './pointSet.ts'
import { addLine, cutWhereTheyMeet, newStretches, type Stretches } from './segments.ts'

/** Of the drawn line itself; areas have the tags after it. */
const DRAWN = 1

/** Arcs in place of others. */
export interface Redrawn {
  gone: readonly Arc[]
  made: readonly Arc[]
}

/** Areas cut up, and what is needed to put them together again. */
export interface Ground {
  stretches: Stretches
  /** Keys of the areas that are cut up, by tag. */
  keyOf: Map<number, AreaKey>
  /** Arcs that are cut up. */
  touched: Arc[]
  /** Arcs that meet those: where a border goes, two lines may become one. */
  beside: Arc[]
  /** Ends of all other arcs: they stay nodes. */
  isNode: (x: number, y: number) => boolean
  sidesBefore: (stretch: number) => readonly [AreaKey, AreaKey] | null
}

/** @param draw  adds what is drawn over the areas */
export function layGround(
  coverage: Coverage,
  areas: ReadonlySet<AreaKey>,
  draw: (to: Stretches) => void,
): Ground {
  const { own: touched, beside, isNode } = arcsAround(coverage, areas)
  const keyOf = new Map<number, AreaKey>()
  const tagOf = new Map<AreaKey, number>()
  for (const key of areas) {
    const tag = DRAWN + 1 + tagOf.size
    tagOf.set(key, tag)
    keyOf.set(tag, key)
  }
  const lines = newStretches()
  touched.forEach(({ line, left, right }, i) => {
    const tags = [tagOf.get(left), tagOf.get(right)]
    addLine(lines, line, [...(tags[0] ? [tags[0]] : []), ...(tags[1] ? [-tags[1]] : [])], 2 * i)
  })
  draw(lines)
  const stretches = cutWhereTheyMeet(lines)
  return {
    stretches,
    keyOf,
    touched,
    beside,
    isNode,
    sidesBefore: (stretch) => {
      const origin = stretches.origin[stretch]!
      if (origin === -1) return null
      const { left, right } = touched[origin >> 1]!
      return origin % 2 === 0 ? [left, right] : [right, left]
    },
  }
}

/** From where to where, and between whom. */
const courseOf = (arc: Arc): string => [...endsOf(arc), arc.left, arc.right].join(' ')

/** Whether a line goes through all points of another one, in order. */
function isCourseOf(points: readonly number[], line: readonly number[]): boolean {
  let i = 0
  for (let k = 0; k < line.length && i < points.length; k += 2)
    if (line[k] === points[i] && line[k + 1] === points[i + 1]) i += 2
  return i >= points.length
}

/** @param keyOfFace  null: it is as it was on that side of an arc, and nobody's border on that of the drawn line */
export function putTogether(
  { stretches, touched, beside, isNode, sidesBefore }: Ground,
  faceOf: Int32Array,
  keyOfFace: (face: number) => AreaKey | null,
): Redrawn {
  const sides = stretches.tags.map((_, i): [AreaKey, AreaKey] => {
    const before = sidesBefore(i)
    const [left, right] = [keyOfFace(faceOf[2 * i]!), keyOfFace(faceOf[2 * i + 1]!)]
    // Of the drawn line outside of all areas concerned there is nothing to keep.
    if (!before && (left === null || right === null)) return ['', '']
    return [left ?? before![0], right ?? before![1]]
  })
  const ends = [...stretches.ends]
  for (const { line, left, right } of beside)
    for (let i = 2; i < line.length; i += 2) {
      ends.push(line[i - 2]!, line[i - 1]!, line[i]!, line[i + 1]!)
      sides.push([left, right])
    }
  // A border that only gained points where something was drawn over it is what it was.
  const known = new Map(touched.map((arc) => [courseOf(arc), arc]))
  const made = joinArcs(ends, sides, isNode).map((arc) => {
    const before = known.get(courseOf(arc))
    return before && isCourseOf(before.line, arc.line) ? before : arc
  })
  return { gone: [...touched, ...beside], made }
}

/** Why a line does not part an area: it does not come near, runs along its border at most, or ends inside. */
export type NotParted = 'misses' | 'touches' | 'endsInside'

export function splitAlong(
  coverage: Coverage,
  key: AreaKey,
  line: readonly Point[],
  newKey: (n: number) => AreaKey,
): Redrawn | NotParted {
  const ground = layGround(coverage, new Set([key]), (to) => addLine(to, line.flat(), []))
  const { stretches } = ground
  const { faceOf, area, count } = findFaces(stretches)
  const labels = labelFaces(stretches, { faceOf, area, count })
  const isOwn = (face: number): boolean => face !== AROUND && labels[face]!.length > 0
  // Faces on both sides of the drawn line were one part of the area before.
  const partOf = Int32Array.from({ length: count }, (_, face) => face)
  const rootOf = (face: number): number => {
    while (partOf[face] !== face) face = partOf[face]!
    return face
  }
  for (let i = 0; i < stretches.tags.length; i++) {
    const [left, right] = [faceOf[2 * i]!, faceOf[2 * i + 1]!]
    if (stretches.tags[i]!.length === 0 && !ground.sidesBefore(i) && isOwn(left) && isOwn(right))
      partOf[rootOf(left)] = rootOf(right)
  }
  const largest = new Map<number, number>()
  for (let face = 1; face < count; face++) {
    if (!isOwn(face)) continue
    const held = largest.get(rootOf(face))
    if (held === undefined || area[face]! > area[held]!) largest.set(rootOf(face), face)
  }
  const made = Array.from({ length: count }, (_, face) => face)
    .filter((face) => isOwn(face) && largest.get(rootOf(face)) !== face)
    .sort((a, b) => area[b]! - area[a]!)
  if (made.length === 0) return whyNotParted(ground, faceOf, isOwn)
  const keys = new Map(made.map((face, n) => [face, newKey(n)]))
  return putTogether(ground, faceOf, (face) => (isOwn(face) ? (keys.get(face) ?? key) : null))
}

function whyNotParted(
  { stretches: { ends, tags }, sidesBefore }: Ground,
  faceOf: Int32Array,
  isOwn: (face: number) => boolean,
): NotParted {
  const border = new PointSet()
  const drawn: number[] = []
  for (let i = 0; i < tags.length; i++) {
    if (!sidesBefore(i)) drawn.push(i)
    else for (const k of [4 * i, 4 * i + 2]) border.add(ends[k]!, ends[k + 1]!)
  }
  if (drawn.some((i) => isOwn(faceOf[2 * i]!))) return 'endsInside'
  const isMet = drawn.some((i) => [4 * i, 4 * i + 2].some((k) => border.has(ends[k]!, ends[k + 1]!)))
  // A line of which nothing is left lies on the border, all of it.
  return isMet || drawn.length === 0 ? 'touches' : 'misses'
}

/** @param from  only of these areas; null: of all */
export function giveWithin(
  coverage: Coverage,
  ring: readonly Point[],
  to: AreaKey,
  from: ReadonlySet<AreaKey> | null,
): Redrawn {
  const line = ring.flat()
  const last = line.length - 2
  if (line[0] !== line[last] || line[1] !== line[last + 1]) line.push(line[0]!, line[1]!)
  const ground = layGround(coverage, areasNear(coverage, line), (to) => addLine(to, line, [DRAWN]))
  const { stretches, keyOf } = ground
  const faces = findFaces(stretches)
  const labels = labelFaces(stretches, faces)
  return putTogether(ground, faces.faceOf, (face) => {
    const label = labels[face]!
    const key = keyOf.get(label.find((tag) => tag !== DRAWN) ?? -1)
    if (key === undefined) return null
    return label.includes(DRAWN) && (from === null || from.has(key)) ? to : key
  })
}

/** Areas with a border near a line's box, and those that hold it. */
function areasNear(coverage: Coverage, line: readonly number[]): Set<AreaKey> {
  const boxes = new Map<AreaKey, [west: number, south: number, east: number, north: number]>()
  for (const arc of coverage.arcs.values()) {
    const own = boxOf(arc)
    for (const key of [arc.left, arc.right]) {
      const box = boxes.get(key)
      if (!box) {
        boxes.set(key, [...own])
        continue
      }
      box[0] = Math.min(box[0], own[0])
      box[1] = Math.min(box[1], own[1])
      box[2] = Math.max(box[2], own[2])
      box[3] = Math.max(box[3], own[3])
    }
  }
  const drawn = boxOfLine(line)
  const near = new Set<AreaKey>()
  for (const [key, box] of boxes) if (key !== OUTSIDE && doBoxesMeet(box, drawn)) near.add(key)
  return near
}
