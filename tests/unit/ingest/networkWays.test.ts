import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readNetworkWays } from '../../../server/ingest/osm/networkWays.ts'
import { writePbf } from '../../fixtures/ingest/writePbf.ts'

let directory = ''
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'quarterhour-ways-'))
})
afterAll(() => rmSync(directory, { recursive: true, force: true }))

describe('the ways of a file', () => {
  it('are read from a PBF of many blocks, the last one cut at the edge of the file', async () => {
    const path = join(directory, 'raster.osm.pbf')
    expect(await writePbf(path, 150_000)).toBe(24_000)
    const { ways, lons, lats, unread } = await readNetworkWays(path, 'raster.osm.pbf')
    // one way in ten of those with eight nodes each; each goes on to the first node of the next
    expect(ways).toHaveLength(300)
    expect(lons).toHaveLength(300 * 8)
    expect([lons[0], lats[0], lons[1]]).toEqual([1_140_001_000, 300_000_000, 1_140_002_000])
    expect(unread).toEqual({ placeMissing: 1 })
  })

  it('are refused where they lead over too many places, with the number', async () => {
    const path = join(directory, 'long.osm')
    const nodes = Array.from(
      { length: 50 },
      (_, i) => `<node id="${i + 1}" lat="30" lon="${114 + i / 1e4}"/>`,
    )
    const refs = nodes.map((_, i) => `<nd ref="${i + 1}"/>`)
    writeFileSync(
      path,
      `<osm>${nodes.join('')}<way id="1">${refs.join('')}<tag k="highway" v="path"/></way></osm>`,
    )
    expect((await readNetworkWays(path, 'long.osm')).lons).toHaveLength(50)
    await expect(readNetworkWays(path, 'long.osm', undefined, 40)).rejects.toMatchObject({
      file: 'long.osm',
      key: 'file.tooManyPlaces',
      facts: { most: 40 },
    })
  })
})
