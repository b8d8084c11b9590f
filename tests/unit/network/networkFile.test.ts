/** The network's file: the same bytes for the same input, and a clear answer for what is no such file. */
import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { readNetworkWays } from '../../../server/ingest/osm/networkWays.ts'
import { buildNetwork } from '../../../shared/network/buildNetwork.ts'
import { contentHash } from '../../../shared/network/contentHash.ts'
import {
  decodeNetwork,
  encodeNetwork,
  NetworkFileError,
  networkHash,
} from '../../../shared/network/networkFile.ts'
import { graphBytes } from '../../../shared/network/walkNetwork.ts'
import { sourceOf, way } from '../../fixtures/drawnNetwork.ts'
import { itWithShared } from '../../fixtures/sharedData.ts'
import { seededRandom } from '../../fixtures/seededRandom.ts'

const drawing = {
  ways: [
    way({ highway: 'residential', name: '安居街' }, [0, 0], [40, 10], [100, 0], [200, 0]),
    way('service', [100, 0], [100, 10], [100, 60]),
    way({ barrier: 'wall' }, [0, 10], [100, 10], [200, 10]),
    way({ highway: 'footway', 'oneway:foot': 'yes', layer: '-2' }, [200, 0], [200, 90], [100, 60]),
  ],
  places: [{ at: [100, 10] as const, tags: { barrier: 'gate', name: '北门' } }],
}
const { network } = buildNetwork(sourceOf(drawing))
const file = encodeNetwork(network)

describe('a network file', () => {
  test('gives back the same network', () => expect(decodeNetwork(file)).toEqual(network))

  test('is the same bytes for the same source, another for another', () => {
    expect(encodeNetwork(buildNetwork(sourceOf(drawing)).network)).toEqual(file)
    const moved = { ...drawing, ways: [...drawing.ways, way('path', [0, 0], [0, 30])] }
    expect(networkHash(encodeNetwork(buildNetwork(sourceOf(moved)).network))).not.toBe(networkHash(file))
  })

  test('is read from the middle of a larger buffer', () => {
    const larger = new Uint8Array(file.length + 11)
    larger.set(file, 3)
    expect(decodeNetwork(larger.subarray(3, 3 + file.length))).toEqual(network)
  })

  test('is refused at whatever length it is cut off', () => {
    for (let length = 0; length < file.length; length += 5)
      expect(() => decodeNetwork(file.slice(0, length))).toThrow(NetworkFileError)
  })

  test('of another kind or version is refused by name', () => {
    const changed = (at: number): Uint8Array => file.map((byte, i) => (i === at ? byte ^ 0x40 : byte))
    expect(() => decodeNetwork(changed(0))).toThrow('QHWN')
    expect(() => decodeNetwork(changed(4))).toThrow('version')
    expect(() => decodeNetwork(changed(8))).toThrow('sections')
    expect(() => decodeNetwork(new TextEncoder().encode('{"type":"FeatureCollection"}'.repeat(9)))).toThrow(
      NetworkFileError,
    )
  })

  test('with any byte changed either says what is wrong or is still whole', () => {
    const random = seededRandom(5)
    for (let n = 0; n < 3000; n++) {
      const changed = file.slice()
      changed[Math.floor(random() * file.length)]! ^= 1 << Math.floor(random() * 8)
      try {
        const found = decodeNetwork(changed)
        for (const node of [...found.edgeFrom, ...found.edgeTo]) expect(node).toBeLessThan(found.nodeCount)
      } catch (error) {
        expect(error).toBeInstanceOf(NetworkFileError)
      }
    }
  })

  test('of nothing is whole too', () => {
    const empty = buildNetwork(sourceOf({ ways: [] })).network
    expect(decodeNetwork(encodeNetwork(empty))).toEqual(empty)
  })
})

describe('the content hash', () => {
  test.each([0, 1, 55, 56, 63, 64, 65, 119, 120, 1000, 100_003])('of %i bytes is SHA-256', (length) => {
    const random = seededRandom(length)
    const bytes = Uint8Array.from({ length }, () => random() * 256)
    expect(contentHash(bytes)).toBe(createHash('sha256').update(bytes).digest('hex'))
  })
})

for (const name of ['shenzhen-longgang.osm.gz', 'beijing-tsinghua.osm.gz', 'porto.osm.pbf'])
  itWithShared(
    `${name}: comes back whole and takes under 40 bytes an arc`,
    `networks/${name}`,
    async (path) => {
      const built = buildNetwork(await readNetworkWays(path, name)).network
      expect(decodeNetwork(encodeNetwork(built))).toEqual(built)
      expect(graphBytes(built) / (2 * built.edgeCount)).toBeLessThan(40)
    },
  )
