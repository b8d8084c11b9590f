/** Streets through a grid of 400 by 300 metres, drawn in metres and reckoned by hand. */
import { describe, expect, it } from 'vitest'
import { areaSquareMeters, ringsOf } from '../../../shared/coverage/areaPolygons.ts'
import { buildCoverage } from '../../../shared/coverage/buildCoverage.ts'
import { checkCoverage } from '../../../shared/coverage/checkCoverage.ts'
import type { Coverage } from '../../../shared/coverage/coverage.ts'
import { splitArea } from '../../../shared/coverage/edits.ts'
import { type StreetCut, StreetCuts } from '../../../shared/plans/streetCut.ts'
import { DrawnTown, type DrawnWay, lonLat, metersOf, type Point, way } from '../../fixtures/drawnNetwork.ts'

const rectangle = (west: number, south: number, east: number, north: number) => ({
  type: 'Polygon' as const,
  coordinates: [
    [
      [west, south],
      [east, south],
      [east, north],
      [west, north],
      [west, south],
    ].map((at) => lonLat(at as unknown as Point)),
  ],
})
const grids: Coverage = buildCoverage([
  { key: 'a', geometry: rectangle(0, 0, 400, 300) },
  { key: 'b', geometry: rectangle(400, 0, 600, 300) },
]).coverage
const steps = (at: Point): [number, number] =>
  lonLat(at).map((value) => Math.round(value * 1e7)) as [number, number]

function cutAt(ways: readonly DrawnWay[], at: Point, reachMeters = 20): StreetCut {
  const { network } = new DrawnTown({ ways: [...ways] })
  return new StreetCuts(network).through(ringsOf(grids, 'a'), steps(at), reachMeters)
}

/** Bends of the cut in whole metres. */
function metersIn(cut: StreetCut): [number, number][] {
  if (!cut.ok) throw new Error(cut.why)
  const points: [number, number][] = []
  for (let i = 0; i < cut.line.length; i += 2)
    points.push(
      metersOf(cut.line[i]! / 1e7, cut.line[i + 1]! / 1e7).map((value) => Math.round(value) + 0) as [
        number,
        number,
      ],
    )
  // Either end may come first.
  return points[0]![0] <= points.at(-1)![0] ? points : points.reverse()
}
const named = (name: string, ...line: Point[]): DrawnWay => way({ highway: 'residential', name }, ...line)

/** 和平路 turns north where another street goes straight on. */
const BEND: readonly Point[] = [
  [-50, 150],
  [200, 150],
  [200, 350],
]
const ON: readonly Point[] = [
  [200, 150],
  [450, 150],
]

describe('a street through a grid', () => {
  it('is followed by its name round a bend, not straight on', () => {
    const cut = cutAt([named('和平路', ...BEND), way('residential', ...ON)], [100, 152])
    expect(metersIn(cut)).toEqual([
      [0, 150],
      [200, 150],
      [200, 300],
    ])
    expect(cut).toMatchObject({ name: '和平路', isContinued: false })
  })
  it('goes straight on through junctions where it has no name', () => {
    const cut = cutAt([way('residential', ...BEND), way('residential', ...ON)], [100, 152])
    expect(metersIn(cut)).toEqual([
      [0, 150],
      [200, 150],
      [400, 150],
    ])
  })
  it('takes a street before a path that goes as straight', () => {
    const fork = [
      named('', [-50, 150], [200, 150]),
      way('footway', [200, 150], [450, 150]),
      way('residential', [200, 150], [450, 190]),
    ]
    expect(metersIn(cutAt(fork, [100, 150])).at(-1)).toEqual([400, 182])
  })
  it('that ends inside is led on by the straightest way to the border', () => {
    const ways = [
      named('到头路', [-50, 150], [200, 150]),
      // 220 m with two more turns, or 150 m with one.
      named('北绕', [200, 150], [200, 250], [320, 250], [320, 350]),
      named('南街', [200, 150], [200, -50]),
    ]
    const cut = cutAt(ways, [100, 150])
    expect(metersIn(cut)).toEqual([
      [0, 150],
      [200, 150],
      [200, 0],
    ])
    expect(cut).toMatchObject({ isContinued: true, name: '到头路' })
  })
  it('that ends just before the border goes on to it', () => {
    expect(metersIn(cutAt([named('近路', [-50, 150], [385, 150])], [100, 150]))).toEqual([
      [0, 150],
      [385, 150],
      [400, 150],
    ])
  })
  it('that runs into a street on the border ends there', () => {
    const ways = [
      named('支路', [-50, 150], [200, 150], [400, 150]),
      named('界路', [400, -50], [400, 150], [400, 350]),
    ]
    expect(metersIn(cutAt(ways, [100, 150])).at(-1)).toEqual([400, 150])
  })
  it('is none where it ends inside and nothing leads on', () => {
    expect(cutAt([named('断头路', [-50, 150], [200, 150])], [100, 150])).toEqual({
      ok: false,
      why: 'deadEnd',
    })
  })
  it('is none where it ends near to where it came in', () => {
    expect(cutAt([named('短路', [-50, 150], [20, 150])], [10, 150])).toEqual({ ok: false, why: 'deadEnd' })
  })
  it('is none along the border, nor out of reach', () => {
    expect(cutAt([named('边路', [-50, 5], [450, 5])], [100, 6])).toEqual({ ok: false, why: 'alongBorder' })
    expect(cutAt([named('边路', [-50, 0], [450, 0])], [100, 6])).toEqual({ ok: false, why: 'alongBorder' })
    expect(cutAt([named('远路', [-50, 250], [450, 250])], [100, 150])).toEqual({ ok: false, why: 'noStreet' })
  })
  it('is the same wherever on it is pointed at', () => {
    const ways = [named('和平路', ...BEND)]
    const [here, there] = [cutAt(ways, [100, 152]), cutAt(ways, [190, 147])]
    expect(metersIn(here)).toEqual(metersIn(there))
    expect(cutAt(ways, [203, 160])).toMatchObject({ ok: true })
  })
  it('parts the grid into two, whose ground is what it was', () => {
    const cut = cutAt([named('和平路', ...BEND)], [100, 152])
    if (!cut.ok) throw new Error(cut.why)
    const line = Array.from({ length: cut.line.length / 2 }, (_, i): [number, number] => [
      cut.line[2 * i]!,
      cut.line[2 * i + 1]!,
    ])
    const edit = splitArea(grids, 'a', line, (n) => `n${n}`)
    if (!edit.ok) throw new Error(edit.why)
    expect(checkCoverage(edit.coverage)).toEqual([])
    expect(areaSquareMeters(edit.coverage, 'n0')).toBeCloseTo(200 * 150, -1)
    expect(areaSquareMeters(edit.coverage, 'a')).toBeCloseTo(400 * 300 - 200 * 150, -1)
    expect(areaSquareMeters(edit.coverage, 'b')).toBeCloseTo(areaSquareMeters(grids, 'b'), -1)
  })
})
