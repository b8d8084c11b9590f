/** Which face holds a point: against Turf on random partitions, and borders decided once, always the same way. */
import { booleanPointInPolygon } from '@turf/turf'
import type { MultiPolygon, Polygon } from 'geojson'
import { describe, expect, test } from 'vitest'
import { PointLocator } from '../../../shared/coverage/pointLocator.ts'
import { type RandomPartition, randomPartition } from '../../fixtures/randomPartition.ts'
import { seededRandom, shuffled } from '../../fixtures/seededRandom.ts'

const rectangle = (west: number, south: number, east: number, north: number): Polygon => ({
  type: 'Polygon',
  coordinates: [
    [
      [west, south],
      [east, south],
      [east, north],
      [west, north],
      [west, south],
    ],
  ],
})

/** Turf is asked in whole steps of 1e-7 degree: the places are exact there, in degrees they are rounded. */
const inSteps = ([lon, lat]: readonly number[]): [number, number] => [
  Math.round(lon! * 1e7),
  Math.round(lat! * 1e7),
]
const faceInSteps = (face: Polygon): Polygon => ({
  type: 'Polygon',
  coordinates: face.coordinates.map((ring) => ring.map(inSteps)),
})

/** Faces that hold the point in their inside or on their edge, by Turf; faces in steps. */
const touchedBy = (faces: readonly Polygon[], point: [number, number]): number[] =>
  faces.flatMap((face, index) => (booleanPointInPolygon(inSteps(point), face) ? [index] : []))
const insideOf = (faces: readonly Polygon[], point: [number, number]): number[] =>
  faces.flatMap((face, index) =>
    booleanPointInPolygon(inSteps(point), face, { ignoreBoundary: true }) ? [index] : [],
  )

const randomPoint = (
  random: () => number,
  [west, south, east, north]: RandomPartition['box'],
): [number, number] => [west + random() * (east - west), south + random() * (north - south)]

const PLACES = [
  { seed: 1, columns: 6, rows: 5, west: 114.3, south: 30.5, cellDegrees: 0.004 },
  { seed: 2, columns: 12, rows: 9, west: 120.1, south: 22.9, cellDegrees: 0.0007 },
  { seed: 3, columns: 3, rows: 20, west: -51.2, south: -30.1, cellDegrees: 0.01 },
  { seed: 4, columns: 9, rows: 2, west: -0.003, south: -0.001, cellDegrees: 0.001 },
  { seed: 5, columns: 2, rows: 2, west: 100, south: 40, cellDegrees: 0.00001 },
]

describe.each(PLACES)('a random partition of seed $seed', ({ seed, ...options }) => {
  const random = seededRandom(seed)
  const partition = randomPartition(random, options)
  const { faces, box } = partition
  const locator = new PointLocator(faces)
  const stepFaces = faces.map(faceInSteps)

  test('points inside a face are found where Turf finds them', () => {
    const wrong = Array.from({ length: 600 }, () => randomPoint(random, box)).filter((point) => {
      const inside = insideOf(stepFaces, point)
      const found = locator.locate(...point)
      return inside.length > 0 ? found !== inside[0] : !touchedBy(stepFaces, point).includes(found)
    })
    expect(wrong).toEqual([])
  })

  test('a border point belongs to one of the faces it touches', () => {
    for (const point of [...partition.borderPoints, ...partition.corners]) {
      expect(touchedBy(stepFaces, point)).toContain(locator.locate(...point))
    }
  })

  test('an inner border point belongs to the same face in any order of faces', () => {
    const [west, south, east, north] = box
    const inner = [...partition.borderPoints, ...partition.corners].filter(
      ([lon, lat]) => lon > west && lon < east && lat > south && lat < north,
    )
    const owners = inner.map((point) => faces[locator.locate(...point)])
    for (let round = 0; round < 4; round++) {
      const reordered = shuffled(faces, random)
      const again = new PointLocator(reordered)
      expect(inner.map((point) => reordered[again.locate(...point)])).toEqual(owners)
    }
  })

  test('of the faces asked alone exactly one claims a border point', () => {
    const [west, south, east, north] = box
    // All the rest of the world as the other face, so that the rule for outer borders has no say.
    const world = rectangle(west - 1, south - 1, east + 1, north + 1).coordinates[0]!
    const isFilling = (index: number): boolean => (faces[index - 1]?.coordinates.length ?? 1) > 1
    const outlines = faces.flatMap((face, index) => (isFilling(index) ? [] : [face.coordinates[0]!]))
    const alone = outlines.map(
      (ring) =>
        new PointLocator([
          { type: 'Polygon', coordinates: [world, ring] },
          { type: 'Polygon', coordinates: [ring] },
        ]),
    )
    for (const [lon, lat] of [...partition.borderPoints, ...partition.corners]) {
      if (lon <= west || lon >= east || lat <= south || lat >= north) continue
      expect(alone.filter((one) => one.locate(lon, lat) === 1)).toHaveLength(1)
    }
  })

  test('points outside belong to none', () => {
    const [west, south, east, north] = box
    for (let n = 0; n < 100; n++) {
      const far = 1e-7 + random() * 0.1
      const [lon, lat] = randomPoint(random, box)
      expect(locator.locate(west - far, lat)).toBe(-1)
      expect(locator.locate(east + far, lat)).toBe(-1)
      expect(locator.locate(lon, south - far)).toBe(-1)
      expect(locator.locate(lon, north + far)).toBe(-1)
    }
  })
})

describe('borders, holes and overlaps', () => {
  const west = rectangle(0, 0, 1, 1)
  const east = rectangle(1, 0, 2, 1)

  test('a point on the outer border belongs to the face it touches', () => {
    const locator = new PointLocator([west, east])
    expect(
      [
        [0, 0.5],
        [0.5, 0],
        [0.5, 1],
        [0, 0],
        [0, 1],
      ].map(([lon, lat]) => locator.locate(lon!, lat!)),
    ).toEqual([0, 0, 0, 0, 0])
    expect(
      [
        [2, 0.5],
        [1.5, 1],
        [2, 0],
        [2, 1],
      ].map(([lon, lat]) => locator.locate(lon!, lat!)),
    ).toEqual([1, 1, 1, 1])
  })

  test('where faces overlap the first one has the point', () => {
    const faces = [rectangle(0, 0, 2, 1), rectangle(1, 0, 3, 1)]
    expect(new PointLocator(faces).locate(1.5, 0.5)).toBe(0)
    expect(new PointLocator([...faces].reverse()).locate(1.5, 0.5)).toBe(0)
    expect(new PointLocator(faces).locate(2.5, 0.5)).toBe(1)
  })

  test('a face wholly under another is hidden by it only when it comes later', () => {
    const large = rectangle(0, 0, 10, 10)
    const small = rectangle(4, 4, 5, 5)
    expect(new PointLocator([large, small]).locate(4.5, 4.5)).toBe(0)
    expect(new PointLocator([small, large]).locate(4.5, 4.5)).toBe(0)
    expect(new PointLocator([small, large]).locate(6, 6)).toBe(1)
  })

  test('an empty hole holds nobody, its rim belongs to the face', () => {
    const ring: Polygon = {
      type: 'Polygon',
      coordinates: [
        rectangle(0, 0, 4, 4).coordinates[0]!,
        [...rectangle(1, 1, 3, 3).coordinates[0]!].reverse(),
      ],
    }
    const locator = new PointLocator([ring])
    expect(locator.locate(2, 2)).toBe(-1)
    expect(locator.locate(1, 2)).toBe(0)
    expect(locator.locate(0.5, 2)).toBe(0)
  })

  test('both parts of a face in two parts are its own', () => {
    const parts: MultiPolygon = {
      type: 'MultiPolygon',
      coordinates: [rectangle(0, 0, 1, 1).coordinates, rectangle(5, 5, 6, 6).coordinates],
    }
    const locator = new PointLocator([parts])
    expect([locator.locate(0.5, 0.5), locator.locate(5.5, 5.5), locator.locate(3, 3)]).toEqual([0, 0, -1])
  })

  test('a gap of one step belongs to nobody', () => {
    const locator = new PointLocator([rectangle(0, 0, 1, 1), rectangle(1.0000002, 0, 2, 1)])
    expect(locator.locate(1.0000001, 0.5)).toBe(-1)
    expect(locator.locate(1, 0.5)).toBe(0)
    expect(locator.locate(1.0000002, 0.5)).toBe(1)
  })
})

describe('what is degenerate', () => {
  test('no faces hold nothing', () => {
    expect(new PointLocator([]).locate(0, 0)).toBe(-1)
  })

  test('an empty face between others changes nothing', () => {
    const locator = new PointLocator([{ type: 'MultiPolygon', coordinates: [] }, rectangle(0, 0, 1, 1)])
    expect(locator.locate(0.5, 0.5)).toBe(1)
  })

  test('a face without area is a border like any other', () => {
    const line: Polygon = {
      type: 'Polygon',
      coordinates: [
        [
          [0, 0],
          [1, 1],
          [0, 0],
        ],
      ],
    }
    const locator = new PointLocator([line])
    expect(locator.locate(0.5, 0.5)).toBe(0)
    expect(locator.locate(0.5, 0.6)).toBe(-1)
  })

  test('what is no number is nowhere', () => {
    const locator = new PointLocator([rectangle(0, 0, 1, 1)])
    expect([locator.locate(NaN, 0.5), locator.locate(0.5, NaN), locator.locate(Infinity, 0)]).toEqual([
      -1, -1, -1,
    ])
  })

  test('a bow tie holds both its triangles', () => {
    const bowTie: Polygon = {
      type: 'Polygon',
      coordinates: [
        [
          [0, 0],
          [2, 2],
          [2, 0],
          [0, 2],
          [0, 0],
        ],
      ],
    }
    const locator = new PointLocator([bowTie])
    expect([locator.locate(0.2, 1), locator.locate(1.8, 1), locator.locate(1, 0.2)]).toEqual([0, 0, -1])
  })
})
