import iconv from 'iconv-lite'
import { describe, expect, it } from 'vitest'
import { findJsonProblem, quoteLongIntegers, splitJson } from '../../../server/ingest/readers/jsonSplitter.ts'
import { readSource, refusalOf, useFolder } from '../../fixtures/ingest/makeFiles.ts'

const folder = useFolder()
const point = (x: number, y: number) => ({ type: 'Point', coordinates: [x, y] })
const feature = (id: number, geometry: unknown, properties: unknown = { id }) => ({
  type: 'Feature',
  properties,
  geometry,
})
const collection = (features: unknown[], more: object = {}) => ({
  type: 'FeatureCollection',
  ...more,
  features,
})
const write = (value: unknown, name = 'a.geojson') => folder.write(name, JSON.stringify(value))

describe('GeoJSON', () => {
  it('reads a collection with null geometry, Z values and nested properties', async () => {
    const { rows, noticeKeys, layer } = await readSource(
      write(
        collection([
          feature(
            1,
            { type: 'Point', coordinates: [120, 23, 7] },
            { name: '里', tags: { a: [1] }, ok: true },
          ),
          feature(2, null),
        ]),
      ),
    )
    expect(rows).toEqual([
      {
        rowNumber: 1,
        values: { name: '里', tags: '{"a":[1]}', ok: true },
        geometry: { type: 'Point', coordinates: [120, 23, 7] },
      },
      { rowNumber: 2, values: { id: 2 }, geometry: null },
    ])
    expect(noticeKeys).toEqual(['notice.heightsDropped', 'notice.nullGeometries'])
    expect(layer).toMatchObject({ rowCount: 2, crs: { crs: 'EPSG:4326', source: 'format' } })
  })

  it.each([
    ['a single feature', JSON.stringify(feature(1, point(1, 2)))],
    ['a bare geometry', JSON.stringify(point(1, 2))],
    ['features on lines of their own', `${JSON.stringify(feature(1, point(1, 2)))}\n\n`],
    ['a text sequence', `\x1e${JSON.stringify(feature(1, point(1, 2)))}\n`],
    ['a collection under a mark', `\ufeff${JSON.stringify(collection([feature(1, point(1, 2))]))}`],
    [
      'a collection with its type last',
      `{"features":[${JSON.stringify(feature(1, point(1, 2)))}],"type":"FeatureCollection"}`,
    ],
  ])('reads %s', async (_what, text) => {
    const { rows } = await readSource(folder.write('a.json', text))
    expect(rows.map((row) => row.geometry)).toEqual([point(1, 2)])
  })

  it('numbers newline-delimited features through', async () => {
    const lines = [1, 2, 3].map((n) => JSON.stringify(feature(n, point(n, n)))).join('\n')
    const { rows } = await readSource(folder.write('a.ndjson', lines))
    expect(rows.map((row) => row.rowNumber)).toEqual([1, 2, 3])
  })

  it('reads GeoJSON in GB18030 and in UTF-16', async () => {
    const text = JSON.stringify(collection([feature(1, point(114, 30), { name: '东湖社区居民委员会' })]))
    for (const encoding of ['gb18030', 'utf-16le']) {
      const bytes = iconv.encode(text, encoding, { addBOM: encoding !== 'gb18030' })
      const { rows } = await readSource(folder.write('a.geojson', bytes))
      expect(rows[0]!.values['name']).toBe('东湖社区居民委员会')
    }
  })

  it.each([
    [{ type: 'name', properties: { name: 'urn:ogc:def:crs:EPSG::4547' } }, 'EPSG:4547'],
    [{ type: 'name', properties: { name: 'EPSG:4547' } }, 'EPSG:4547'],
    [{ type: 'EPSG', properties: { code: 4547 } }, 'EPSG:4547'],
    [{ type: 'name', properties: { name: 'http://www.opengis.net/def/crs/EPSG/0/4547' } }, 'EPSG:4547'],
  ])('takes the old crs member %j, before or behind the features', async (crs, expected) => {
    const features = [feature(1, point(500_000, 3_377_000))]
    for (const value of [collection(features, { crs }), { ...collection(features), crs }])
      expect((await readSource(write(value))).layer.crs).toMatchObject({ crs: expected, source: 'declared' })
  })

  it('asks when metres stand in a file of degrees (RB-23)', async () => {
    const { layer } = await readSource(write(collection([feature(1, point(38_500_000, 3_377_000))])))
    expect(layer.crs.crs).toBeNull()
    expect(layer.crs.warnings).toContain('crs.warning.looksProjected')
    // zone 38 of 3 degrees: 4513 + 38 - 25
    expect(layer.crs.candidates[0]).toBe('EPSG:4526')
  })

  it('asks when the crs member is null', async () => {
    expect(
      (await readSource(write(collection([feature(1, point(114, 30))], { crs: null })))).layer.crs.crs,
    ).toBeNull()
  })

  it('warns of latitude before longitude', async () => {
    const { layer } = await readSource(write(collection([feature(1, point(23.1, 120.2))])))
    expect(layer.crs.warnings).toContain('crs.warning.swapped')
  })

  it('turns the coordinates round when asked to', async () => {
    const path = write(
      collection([
        feature(1, {
          type: 'LineString',
          coordinates: [
            [23, 120],
            [24, 121],
          ],
        }),
      ]),
    )
    const { rows, layer } = await readSource(path, 'a.geojson', { swapCoordinates: true })
    expect(rows[0]!.geometry).toEqual({
      type: 'LineString',
      coordinates: [
        [120, 23],
        [121, 24],
      ],
    })
    expect(layer.crs.warnings).not.toContain('crs.warning.swapped')
  })

  it('reads coordinates in quotes and says so', async () => {
    const { rows, noticeKeys } = await readSource(
      write(collection([feature(1, { type: 'Point', coordinates: ['120.24', '22.97'] })])),
    )
    expect(rows[0]!.geometry).toEqual(point(120.24, 22.97))
    expect(noticeKeys).toContain('notice.coordinatesAsText')
  })

  it('keeps 18 digits that are no text, and short numbers as numbers', async () => {
    const { rows } = await readSource(
      folder.write(
        'a.geojson',
        '{"type":"Feature","properties":{"id":320106199001011234,"n":12,"d":1.2345678901234567890,"t":"a 12345678901234567890 b"},"geometry":null}',
      ),
    )
    expect(rows[0]!.values).toEqual({
      id: '320106199001011234',
      n: 12,
      d: Number('1.2345678901234567890'),
      t: 'a 12345678901234567890 b',
    })
  })

  it('reports what is no feature and no geometry, row by row', async () => {
    const { rows, faults } = await readSource(
      write(
        collection([
          { type: 'Thing' },
          feature(2, { type: 'Circle', coordinates: [1, 2] }),
          feature(3, { type: 'Polygon', coordinates: [[1, 2]] }),
          feature(4, { type: 'Point', coordinates: ['a', 'b'] }),
          feature(5, { type: 'Point', coordinates: [] }),
          feature(6, point(1, 2)),
        ]),
      ),
    )
    expect(faults.map(({ row, expected }) => [row, expected])).toEqual([
      [1, 'fault.expected.feature'],
      [2, 'fault.expected.geometry'],
      [3, 'fault.expected.geometry'],
      [4, 'fault.expected.geometry'],
    ])
    expect(rows.map((row) => [row.rowNumber, row.geometry])).toEqual([
      [5, null],
      [6, point(1, 2)],
    ])
  })

  it('reports an attribute of 10 MB and goes on', async () => {
    const { rows, faults } = await readSource(
      write(collection([feature(1, point(1, 2), { note: 'x'.repeat(10_000_000) }), feature(2, point(1, 2))])),
    )
    expect(rows).toHaveLength(1)
    expect(faults).toMatchObject([{ row: 1, field: 'note', expected: 'fault.expected.shorterValue' }])
  })

  it('reports a feature with more properties than anyone has', async () => {
    const many = Object.fromEntries(Array.from({ length: 20_000 }, (_, i) => [`p${i}`, i]))
    const { faults } = await readSource(write(collection([feature(1, point(1, 2), many)])))
    expect(faults).toMatchObject([{ row: 1, expected: 'fault.expected.fewerFields' }])
  })

  it.each([
    ['{"type":"FeatureCollection","features":[\n{"type":"Feature",,"geometry":null}]}', 2, 19],
    ['{"type":"FeatureCollection","features":[\n{"type":"Feature"}\n{"type":"Feature"}]}', 3, 1],
    ['{"type":"Feature",\n "properties": {"a": tru},\n "geometry":null}', 2, 25],
    ['{"type":"Feature","properties":{"a":1]}', 1, 38],
    ["{'type':'Feature'}", 1, 2],
    ['{"type":"FeatureCollection","features":[]} x', 1, 44],
  ])('names the line and column of a fault in %j', async (text, line, column) => {
    const refusal = await refusalOf(folder.write('a.geojson', text))
    expect(refusal).toMatchObject({ key: 'file.invalidJson', facts: { line, column } })
  })

  it.each([
    '{"type":"FeatureCollection","features":[{"type":"Fea',
    '{"type":"FeatureCollection","features":[',
    '{"ty',
  ])('says that %j is cut off', async (text) => {
    expect((await refusalOf(folder.write('a.geojson', text))).key).toBe('file.truncated')
  })

  it.each([
    ['{"labels":[1],"datasets":[]}', 'labels, datasets'],
    ['{"type":"Config"}', 'Config'],
    ['[{"lat":1}]', '[…]'],
    ['{}', '{}'],
  ])('says what %s is instead of GeoJSON', async (text, found) => {
    expect(await refusalOf(folder.write('a.json', text))).toMatchObject({
      key: 'file.notGeoJson',
      facts: { found },
    })
  })

  it('cuts the same pieces whatever the size of the chunks', async () => {
    const text = Buffer.from(
      JSON.stringify({
        name: 'a "b\\" {里}',
        crs: { x: [1, { y: '}' }] },
        features: [{ a: '[' }, 12, 'x', [], null],
        n: -1.5e3,
      }),
    )
    const pieces = async (size: number): Promise<unknown[]> => {
      async function* chunks(): AsyncGenerator<Uint8Array> {
        for (let i = 0; i < text.length; i += size) yield text.subarray(i, i + size)
      }
      const found: unknown[] = []
      for await (const piece of splitJson(chunks(), 'features', 1000)) found.push(piece)
      return found
    }
    const whole = await pieces(10_000)
    expect(whole).toHaveLength(9)
    for (const size of [1, 2, 3, 7, 64]) expect(await pieces(size)).toEqual(whole)
  })

  it('refuses a piece beyond the limit instead of holding it', async () => {
    async function* endless(): AsyncGenerator<Uint8Array> {
      yield Buffer.from('{"features":["')
      for (;;) yield Buffer.alloc(1000, 'x')
    }
    await expect(async () => {
      for await (const piece of splitJson(endless(), 'features', 100_000)) void piece
    }).rejects.toThrow('piece too long')
  })

  it('finds where a text stops being JSON', () => {
    expect(findJsonProblem('{"a":1}')).toBeNull()
    expect(findJsonProblem('{"a":1,}')?.index).toBe(7)
    expect(findJsonProblem('[1,2,x]')?.index).toBe(5)
    expect(findJsonProblem('[1.,2]')?.index).toBe(3)
  })

  it('quotes only whole numbers that a float cannot hold', () => {
    expect(
      quoteLongIntegers('[1234567890123456,123456789012345,0.1234567890123456789,"1234567890123456"]'),
    ).toBe('["1234567890123456",123456789012345,0.1234567890123456789,"1234567890123456"]')
  })
})
