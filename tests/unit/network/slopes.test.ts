/** Slopes: what `incline` says, what Tobler makes of it, and that both directions keep their own time. */
import { describe, expect, test } from 'vitest'
import { buildNetwork } from '../../../shared/network/buildNetwork.ts'
import { decodeNetwork, encodeNetwork } from '../../../shared/network/networkFile.ts'
import { viewNetwork } from '../../../shared/network/networkView.ts'
import { inclineOf } from '../../../shared/network/pedestrianRules.ts'
import { PROFILES } from '../../../shared/network/profiles.ts'
import { slopeFactor } from '../../../shared/network/slope.ts'
import { withLinks } from '../../../shared/network/withChanges.ts'
import { sourceOf, way, type DrawnWay } from '../../fixtures/drawnNetwork.ts'

const STANDARD = PROFILES.standard
const networkOf = (...ways: DrawnWay[]) => buildNetwork(sourceOf({ ways })).network
const hill = (incline: string, ...line: (readonly [number, number])[]): DrawnWay =>
  way({ highway: 'footway', incline }, ...line)

describe('incline', () => {
  test.each([
    ['5%', 5],
    [' -12 % ', -12],
    ['+8%', 8],
    ['3,4%', 3],
    ['10°', 18],
    ['-45°', 0],
    ['95%', 0],
    ['up', 0],
    ['down', 0],
    ['steep', 0],
    ['5', 0],
    ['', 0],
  ])('%j is %i percent', (incline, percent) => {
    expect(inclineOf({ highway: 'footway', incline })).toBe(percent)
  })

  test('of steps is not that of a ramp', () =>
    expect(inclineOf({ highway: 'steps', incline: '40%' })).toBe(0))
})

describe('time on a slope', () => {
  test('is Tobler’s share of his speed on the level, and never less than on the level', () => {
    const tobler = (rise: number): number => 6 * Math.exp(-3.5 * Math.abs(rise + 0.05))
    for (const percent of [1, 5, 10, 25, -15, -30])
      expect(slopeFactor(percent)).toBeCloseTo(tobler(0) / tobler(percent / 100), 12)
    expect([slopeFactor(0), slopeFactor(-3), slopeFactor(-10)]).toEqual([1, 1, 1])
  })

  test('is longer up than down, whichever way the line is drawn; length is not changed', () => {
    const drawn = [
      networkOf(hill('10%', [0, 0], [60, 20], [110, 0])),
      networkOf(hill('-10%', [110, 0], [60, 20], [0, 0])),
    ]
    const [first, second] = drawn.map((network) => {
      const view = viewNetwork(network, STANDARD)
      const isEastwards = network.nodeLon[network.edgeFrom[0]!]! < network.nodeLon[network.edgeTo[0]!]!
      return {
        up: isEastwards ? view.forward[0]! : view.backward[0]!,
        down: isEastwards ? view.backward[0]! : view.forward[0]!,
        length: network.edgeLength[0]!,
        measured: viewNetwork(network, null).forward[0]!,
      }
    })
    expect(first).toEqual(second)
    const level = (first!.length * 10) / STANDARD.metersPerSecond
    expect(first!.up).toBe(Math.round(level * slopeFactor(10)))
    expect(first!.down).toBe(Math.round(level))
    expect(first!.measured).toBe(first!.length)
  })

  test('is turned with a line that is walked against its drawing', () => {
    // Both rise eastwards; the first is drawn downhill, and an edge begins at its end.
    const network = networkOf(hill('-8%', [50, 0], [0, 0]), hill('8%', [50, 0], [100, 0]))
    expect(network.edgeCount).toBe(1)
    const isEastwards = network.nodeLon[network.edgeFrom[0]!]! < network.nodeLon[network.edgeTo[0]!]!
    const { forward, backward } = viewNetwork(network, STANDARD)
    const [east, west] = isEastwards ? [forward[0]!, backward[0]!] : [backward[0]!, forward[0]!]
    const level = (100 / STANDARD.metersPerSecond) * 1000
    expect(east / level).toBeCloseTo(Math.exp(3.5 * 0.08), 2)
    expect(west / level).toBeCloseTo(1, 2)
  })

  test('is kept by edges that become one and by those cut in two', () => {
    const network = networkOf(hill('8%', [0, 0], [50, 0]), hill('-8%', [100, 0], [50, 0]))
    expect(network.edgeCount).toBe(1)
    const apart = networkOf(hill('8%', [0, 0], [50, 0]), hill('8%', [100, 0], [50, 0]))
    expect(apart.edgeCount).toBe(2)
    const place = { edge: 0, offset: Math.round(network.edgeLength[0]! / 2) }
    const off = { edge: 0, offset: Math.round(network.edgeLength[0]! / 4) }
    const { network: cut } = withLinks(network, [{ from: place, to: off }])
    const cost = (of: typeof network, edges: number[]): number => {
      const { forward } = viewNetwork(of, STANDARD)
      return edges.reduce((sum, e) => sum + forward[e]!, 0)
    }
    const kept = [...cut.edgeIncline.keys()].filter((e) => cut.edgeIncline[e] !== 0)
    expect(kept).toHaveLength(3)
    expect(Math.abs(cost(cut, kept) - cost(network, [0]))).toBeLessThanOrEqual(2)
  })

  test('is in the file; a file of the version before is level', () => {
    const network = networkOf(hill('8%', [0, 0], [50, 0]))
    const file = encodeNetwork(network)
    expect(decodeNetwork(file).edgeIncline).toEqual(network.edgeIncline)
    const old = withoutLastArray(file)
    expect([...decodeNetwork(old).edgeIncline]).toEqual([0])
    expect(decodeNetwork(old).edgeLength).toEqual(network.edgeLength)
  })
})

/** The file as version 1 wrote it: the section before the texts is not there. */
function withoutLastArray(file: Uint8Array): Uint8Array {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength)
  const count = view.getUint32(8, true)
  const sections = Array.from({ length: count }, (_, i) => {
    const [offset, length] = [view.getUint32(16 + 8 * i, true), view.getUint32(20 + 8 * i, true)]
    return file.slice(offset, offset + length)
  }).filter((_, i) => i !== count - 2)
  const padded = (bytes: number): number => Math.ceil(bytes / 8) * 8
  let offset = padded(16 + 8 * sections.length)
  const out = new Uint8Array(offset + sections.reduce((sum, one) => sum + padded(one.length), 0))
  const head = new DataView(out.buffer)
  head.setUint32(0, view.getUint32(0, true), true)
  head.setUint32(4, 1, true)
  head.setUint32(8, sections.length, true)
  head.setUint32(12, out.length, true)
  sections.forEach((section, i) => {
    head.setUint32(16 + 8 * i, offset, true)
    head.setUint32(20 + 8 * i, section.length, true)
    out.set(section, offset)
    offset += padded(section.length)
  })
  return out
}
