import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { joinWays, nestRings, signedArea } from '../../../server/ingest/osm/assembleRings.ts'
import { basemapClass, basemapPointClass } from '../../../server/ingest/osm/basemapClass.ts'
import { labelPoint } from '../../../server/ingest/osm/labelPoint.ts'
import { NodeStore } from '../../../server/ingest/osm/nodeStore.ts'
import { addressOf, floorsOf, readOsm } from '../../../server/ingest/osm/readOsm.ts'
import { UnreadableFile } from '../../../server/ingest/readers/types.ts'
import { readSource, useFolder } from '../../fixtures/ingest/makeFiles.ts'

const folder = useFolder()

/** Nodes 1-4 are a square of 0.01 degree, 5-8 a smaller one inside. */
const NODES = [
  [0, 0],
  [1, 0],
  [1, 1],
  [0, 1],
  [0.4, 0.4],
  [0.6, 0.4],
  [0.6, 0.6],
  [0.4, 0.6],
]
  .map(([x, y], i) => `<node id="${i + 1}" lon="${114 + x! / 100}" lat="${30 + y! / 100}"/>`)
  .join('\n')
const way = (id: number, refs: number[], tags: Record<string, string> = {}): string =>
  `<way id="${id}">${refs.map((ref) => `<nd ref="${ref}"/>`).join('')}${tagsOf(tags)}</way>`
const tagsOf = (tags: Record<string, string>): string =>
  Object.entries(tags)
    .map(([k, v]) => `<tag k="${k}" v="${v}"/>`)
    .join('')
const relation = (id: number, members: [number, string][], tags: Record<string, string>): string =>
  `<relation id="${id}">${members.map(([ref, role]) => `<member type="way" ref="${ref}" role="${role}"/>`).join('')}${tagsOf({ type: 'multipolygon', ...tags })}</relation>`
const osm = (...parts: string[]): string =>
  `<?xml version="1.0"?>\n<osm version="0.6">${parts.join('\n')}</osm>`
const read = (text: string | Uint8Array, name = 'a.osm') => readOsm(folder.write(name, text), name)

async function keyOf(text: string | Uint8Array, name = 'a.osm'): Promise<string> {
  try {
    await read(text, name)
  } catch (error) {
    if (error instanceof UnreadableFile) return error.key
    throw error
  }
  return 'read'
}

describe('OpenStreetMap files', () => {
  it('give buildings with floors and address, facilities, and the base map', async () => {
    const content = await read(
      osm(
        '<bounds minlat="30" minlon="114" maxlat="30.01" maxlon="114.01"/>',
        NODES,
        '<node id="20" lon="114.005" lat="30.005"><tag k="amenity" v="pharmacy"/><tag k="name" v="药店"/></node>',
        '<node id="21" lon="114.002" lat="30"><tag k="barrier" v="gate"/></node>',
        way(1, [1, 2, 3, 4, 1], {
          building: 'yes',
          'building:levels': '6',
          name: '1号楼',
          'addr:street': '珞喻路',
          'addr:housenumber': '12',
        }),
        way(2, [1, 2, 3], { highway: 'residential', name: '珞喻路' }),
        way(3, [5, 6, 7, 8, 5], { leisure: 'park', name: '公园' }),
      ),
    )
    expect(content.bounds).toEqual([114, 30, 114.01, 30.01])
    expect(content.counts).toEqual({ nodes: 10, ways: 3, relations: 0 })
    expect(content.buildings).toMatchObject([
      { code: 'osm-way-1', name: '1号楼', address: '珞喻路12号', floors: 6 },
    ])
    expect(content.facilities.map(({ id, kind, name, lon, lat }) => ({ id, kind, name, lon, lat }))).toEqual([
      { id: 'osm-node-20', kind: 'pharmacy', name: '药店', lon: 114.005, lat: 30.005 },
      { id: 'osm-way-3', kind: 'park', name: '公园', lon: 114.005, lat: 30.005 },
    ])
    expect(content.basemap.map(({ layer, class: c, name }) => `${layer}/${c}/${name}`)).toEqual([
      'gate/gate/null',
      'road/local/珞喻路',
      'green/park/公园',
      'place/park/公园',
    ])
    expect(content.ignored).toEqual({})
  })

  it('read the same with relations first and nodes last', async () => {
    const parts = [
      NODES,
      way(1, [1, 2, 3]),
      way(2, [3, 4, 1]),
      way(3, [5, 6, 7, 8, 5]),
      relation(
        9,
        [
          [1, 'outer'],
          [2, 'outer'],
          [3, 'inner'],
        ],
        { building: 'yes' },
      ),
    ]
    const forward = await read(osm(...parts))
    const backward = await read(osm(...parts.toReversed()))
    expect(backward).toEqual(forward)
    expect(forward.buildings[0]!.code).toBe('osm-relation-9')
    expect(forward.buildings[0]!.footprint.coordinates).toHaveLength(2)
  })

  it('take tags of the old manner from the outer way, once', async () => {
    const content = await read(
      osm(
        NODES,
        way(1, [1, 2, 3, 4, 1], { natural: 'water' }),
        way(3, [5, 6, 7, 8, 5]),
        relation(
          9,
          [
            [1, 'outer'],
            [3, 'inner'],
          ],
          {},
        ),
      ),
    )
    expect(content.basemap).toHaveLength(1)
    expect((content.basemap[0]!.geometry as { coordinates: unknown[] }).coordinates).toHaveLength(2)
  })

  it('count what is cut off at the edge, and keep what is left of lines', async () => {
    const content = await read(
      osm(
        NODES,
        way(1, [1, 2, 99, 3, 4], { highway: 'footway' }),
        way(2, [1, 2, 99, 1], { building: 'yes' }),
        way(3, [1, 2, 3, 4], { building: 'yes' }),
        way(4, [99], { highway: 'path' }),
        relation(
          9,
          [
            [1, 'outer'],
            [77, 'outer'],
          ],
          { landuse: 'forest' },
        ),
        relation(10, [[3, 'outer']], { landuse: 'forest' }),
      ),
    )
    expect(content.ignored).toEqual({
      wayMissingNodes: 3,
      wayTooShort: 1,
      areaNotClosed: 1,
      relationMissingMembers: 1,
      relationNotClosed: 1,
    })
    expect(content.basemap.map((feature) => feature.geometry.type)).toEqual(['LineString', 'LineString'])
    expect(content.buildings).toEqual([])
  })

  it('pass over nodes outside the world', async () => {
    const content = await read(osm('<node id="1" lon="999" lat="0"/>', '<node id="2" lon="1" lat="1"/>'))
    expect(content).toMatchObject({
      counts: { nodes: 1 },
      ignored: { nodeOutOfRange: 1 },
      bounds: [1, 1, 1, 1],
    })
  })

  it('open as layers, with what was left out as notices', async () => {
    const { source, layers } = await readSource(
      folder.write(
        'a.osm',
        osm(NODES, way(1, [1, 2, 3, 4, 1], { building: 'yes' }), way(2, [1, 99, 2], { highway: 'path' })),
      ),
    )
    expect(layers.map(({ layer, rows }) => [layer.name, rows.length, layer.crs.crs])).toEqual([
      ['buildings', 1, 'EPSG:4326'],
      ['facilities', 0, 'EPSG:4326'],
      ['basemap', 0, 'EPSG:4326'],
    ])
    expect(source.notices).toContainEqual({ key: 'notice.osm.wayMissingNodes', facts: { count: 1 } })
  })

  it.each([
    ['XML cut off', osm(NODES).slice(0, 300), 'a.osm', 'file.truncated'],
    ['XML that is not well formed', osm('<node id="1" lon="1" lat="1"></way>'), 'a.osm', 'file.notOsm'],
    ['gzip cut off', gzipSync(osm(NODES.repeat(50))).subarray(0, 150), 'a.osm.gz', 'file.badGzip'],
    ['gzip of something else', gzipSync('hello'), 'a.osm.gz', 'file.unknownFormat'],
    ['bzip2 that is damaged', Buffer.from('BZh91AY&SYgarbagegarbagegarbage'), 'a.osm.bz2', 'file.badBzip2'],
    ['a PBF that is none', Buffer.from('hello, world'), 'a.osm.pbf', 'file.notOsm'],
    ['nothing', '', 'a.osm', 'file.empty'],
    ['OpenStreetMap without an element', osm(''), 'a.osm', 'file.noElements'],
  ])('answer %s clearly', async (_what, content, name, key) => {
    expect(await keyOf(content, name)).toBe(key)
  })
})

describe('assembling rings', () => {
  it('joins ways end to end whatever their direction', () => {
    expect(
      joinWays([
        [1, 2, 3],
        [1, 4, 3],
      ]),
    ).toEqual({ rings: [[1, 2, 3, 4, 1]], openEnds: 0 })
    expect(
      joinWays([
        [1, 2, 3],
        [4, 5],
      ]),
    ).toEqual({ rings: [], openEnds: 2 })
  })

  it('nests holes and islands by place, not by role', () => {
    const square = (from: number, to: number) => [
      [from, from],
      [to, from],
      [to, to],
      [from, to],
      [from, from],
    ]
    const area = nestRings([square(4, 6), square(0, 10), square(2, 8)])!
    expect(area.type).toBe('MultiPolygon')
    const [outer, island] = area.coordinates as number[][][][]
    expect(outer).toHaveLength(2)
    expect(island).toHaveLength(1)
    expect(signedArea(outer![0]!)).toBeGreaterThan(0)
    expect(signedArea(outer![1]!)).toBeLessThan(0)
  })

  it('labels an area inside it, even a horseshoe', () => {
    const square = {
      type: 'Polygon' as const,
      coordinates: [
        [
          [0, 0],
          [2, 0],
          [2, 2],
          [0, 2],
          [0, 0],
        ],
      ],
    }
    expect(labelPoint(square)).toEqual([1, 1])
    const shoe = {
      type: 'Polygon' as const,
      coordinates: [
        [
          [0, 0],
          [9, 0],
          [9, 9],
          [8, 9],
          [8, 1],
          [1, 1],
          [1, 9],
          [0, 9],
          [0, 0],
        ],
      ],
    }
    const [x, y] = labelPoint(shoe) as [number, number]
    expect(y).toBe(4.5)
    expect([0.5, 8.5]).toContain(x)
  })

  it('finds nodes that came in any order', () => {
    const store = new NodeStore()
    for (const id of [5, -3, 9, 1]) store.add(id, id, id / 2)
    expect(store.find(-3)).toEqual([-3, -1.5])
    expect(store.find(9)).toEqual([9, 4.5])
    expect(store.find(4)).toBeNull()
  })
})

describe('tags', () => {
  it.each([
    [{ highway: 'primary_link' }, 'road/arterial'],
    [{ highway: 'footway', bridge: 'yes' }, 'road/bridge'],
    [{ highway: 'steps' }, 'road/steps'],
    [{ highway: 'construction' }, null],
    [{ railway: 'subway' }, 'rail/subway'],
    [{ natural: 'water', water: 'river' }, 'water/river'],
    [{ natural: 'water' }, 'water/lake'],
    [{ waterway: 'canal' }, 'water/river'],
    [{ waterway: 'drain', tunnel: 'culvert' }, null],
    [{ landuse: 'orchard' }, 'green/farmland'],
    [{ landuse: 'residential' }, 'landuse/residential'],
    [{ amenity: 'school', building: 'yes' }, null],
    [{ barrier: 'wall' }, 'barrier/wall'],
    [{ shop: 'toString' }, null],
  ])('%j are %s', (tags, expected) => {
    const found = basemapClass(tags as unknown as Record<string, string>)
    expect(found ? `${found.layer}/${found.class}` : null).toBe(expected)
  })

  it('read gates and places of nodes', () => {
    expect(basemapPointClass({ barrier: 'lift_gate' })).toEqual({ layer: 'gate', class: 'gate' })
    expect(basemapPointClass({ place: 'village', name: '荷坳村' })).toEqual({
      layer: 'place',
      class: 'village',
    })
    expect(basemapPointClass({ place: 'village' })).toBeNull()
  })

  it('write addresses and floors', () => {
    expect(addressOf({ 'addr:city': '武汉市', 'addr:street': '珞喻路', 'addr:housenumber': '1号' })).toBe(
      '武汉市珞喻路1号',
    )
    expect(addressOf({ 'addr:street': '7th Street', 'addr:housenumber': '1612' })).toBe('7th Street 1612')
    expect(addressOf({})).toBeNull()
    expect(floorsOf({ 'building:levels': '5.5' })).toBe(6)
    expect(floorsOf({ 'building:levels': 'many' })).toBeNull()
  })
})
