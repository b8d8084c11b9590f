/**
 * Two partitions of the same ground laid over each other: which part of an area of the one lies in which area of the
 * other. Cut exactly, as every edit is, so the parts tile the ground again.
 */
import type { MultiPolygon } from 'geojson'
import { areaGeometry, areaSquareMeters } from './areaPolygons.ts'
import { type AreaKey, type Coverage, coverageOf, OUTSIDE } from './coverage.ts'
import { findFaces } from './faces.ts'
import { joinArcs } from './joinArcs.ts'
import { labelFaces } from './labels.ts'
import { addLine, cutWhereTheyMeet, newStretches } from './segments.ts'

/** What lies in an area of each; OUTSIDE where the other one has nothing. */
export interface CommonPart {
  one: AreaKey
  other: AreaKey
  geometry: MultiPolygon
  squareMeters: number
}

/**
 * @param isWanted  pairs that are looked for; each pair of a side costs its polygons
 * @returns parts of at least `leastSquareMeters`, in the order of their keys
 * @throws CannotBeCut  for lines that nothing was seen to have
 */
export function commonParts(
  one: Coverage,
  other: Coverage,
  isWanted: (one: AreaKey, other: AreaKey) => boolean,
  leastSquareMeters = 1,
): CommonPart[] {
  const keys: AreaKey[] = [OUTSIDE]
  const lines = newStretches()
  const addAll = ({ arcs }: Coverage): number => {
    const tagOf = new Map<AreaKey, number>()
    const tag = (key: AreaKey): number => {
      const known = tagOf.get(key)
      if (known !== undefined) return known
      tagOf.set(key, keys.length)
      return keys.push(key) - 1
    }
    for (const { line, left, right } of arcs.values())
      if (left !== right)
        addLine(lines, line, [
          ...(left === OUTSIDE ? [] : [tag(left)]),
          ...(right === OUTSIDE ? [] : [-tag(right)]),
        ])
    return keys.length
  }
  const firstOfOther = addAll(one)
  addAll(other)
  const stretches = cutWhereTheyMeet(lines)
  const faces = findFaces(stretches)
  const pairs: (readonly [AreaKey, AreaKey])[] = [[OUTSIDE, OUTSIDE]]
  const numberOf = new Map<string, number>()
  const pairOfFace = labelFaces(stretches, faces).map((label) => {
    const [a = 0, b = 0] = [label.find((tag) => tag < firstOfOther), label.find((tag) => tag >= firstOfOther)]
    if ((a === 0 && b === 0) || !isWanted(keys[a]!, keys[b]!)) return OUTSIDE
    const name = `${a} ${b}`
    if (!numberOf.has(name)) numberOf.set(name, pairs.push([keys[a]!, keys[b]!]) - 1)
    return String(numberOf.get(name))
  })
  const sides = stretches.tags.map(
    (_, i) => [pairOfFace[faces.faceOf[2 * i]!]!, pairOfFace[faces.faceOf[2 * i + 1]!]!] as const,
  )
  const parts = coverageOf(joinArcs(stretches.ends, sides))
  return pairs
    .flatMap(([a, b], number): CommonPart[] => {
      if (number === 0) return []
      const squareMeters = areaSquareMeters(parts, String(number))
      if (squareMeters < leastSquareMeters) return []
      return [{ one: a, other: b, geometry: areaGeometry(parts, String(number)), squareMeters }]
    })
    .sort((a, b) => (`${a.one} ${a.other}` < `${b.one} ${b.other}` ? -1 : 1))
}
