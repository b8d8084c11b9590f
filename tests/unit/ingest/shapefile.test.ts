import iconv from 'iconv-lite'
import { describe, expect, it } from 'vitest'
import { encodingOfCpg } from '../../../server/ingest/readers/shape/dbfEncoding.ts'
import {
  makeDbf,
  makePointShp,
  makeZip,
  readSource,
  refusalOf,
  useFolder,
} from '../../fixtures/ingest/makeFiles.ts'

const folder = useFolder()
const WGS84 =
  'GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]'
const NAME = [{ name: 'NAME', type: 'C', length: 20 }]
const gbk = (text: string) => iconv.encode(text, 'gbk')

/** A shapefile of one point a row, with the sisters that are given. */
function writeShapefile(
  rows: (string | Uint8Array)[][],
  { language = 0, cpg = '', prj = WGS84, columns = NAME } = {},
): string {
  folder.write('a.dbf', makeDbf(columns, rows, { language }))
  if (cpg) folder.write('a.cpg', cpg)
  if (prj) folder.write('a.prj', prj)
  return folder.write('a.shp', makePointShp(rows.map((_, i) => [114 + i, 30])))
}

describe('Shapefile', () => {
  it.each([
    ['by .cpg', Buffer.from('社区'), { cpg: 'UTF-8' }, 'utf-8'],
    ['by .cpg in GBK', gbk('社区'), { cpg: 'GBK' }, 'gb18030'],
    ['by language byte 0x4D', gbk('社区'), { language: 0x4d }, 'gb18030'],
    ['as UTF-8 when valid and unmarked', Buffer.from('社区'), {}, 'utf-8'],
    ['as GB18030 otherwise', gbk('社区'), {}, 'gb18030'],
    ['as GB18030 under a habitual 0x57', gbk('社区'), { language: 0x57 }, 'gb18030'],
  ])('reads Chinese %s (RB-22)', async (_how, bytes, marks, encoding) => {
    const { rows, layer } = await readSource(writeShapefile([[bytes]], marks))
    expect(rows[0]!.values).toEqual({ NAME: '社区' })
    expect(layer.encoding).toBe(encoding)
  })

  it('passes over a .cpg that the text contradicts', async () => {
    const { rows, noticeKeys } = await readSource(writeShapefile([[gbk('社区服务站')]], { cpg: 'UTF-8' }))
    expect(rows[0]!.values).toEqual({ NAME: '社区服务站' })
    expect(noticeKeys).toContain('notice.cpgWrong')
  })

  it('lets the user choose the encoding', async () => {
    const { rows } = await readSource(writeShapefile([[iconv.encode('臺南市', 'big5')]]), 'a.shp', {
      encoding: 'big5',
    })
    expect(rows[0]!.values).toEqual({ NAME: '臺南市' })
  })

  it('reads names of fields in Chinese', async () => {
    const { layer } = await readSource(
      writeShapefile([['a']], {
        columns: [{ name: gbk('名称') as unknown as string, type: 'C', length: 5 }],
      }),
    )
    expect(layer.fields[0]!.name).toBe('名称')
  })

  it('drops a character that the end of the field cuts in two', async () => {
    const { rows, faults } = await readSource(
      writeShapefile([[Buffer.from('社区居')]], {
        columns: [{ name: 'NAME', type: 'C', length: 8 }],
        cpg: 'UTF-8',
      }),
    )
    expect(faults).toEqual([])
    expect(rows[0]!.values).toEqual({ NAME: '社区' })
  })

  it('keeps numbers, dates, truth values and 18 digits exact', async () => {
    const columns = [
      { name: 'N', type: 'N', length: 10 },
      { name: 'ID', type: 'N', length: 18 },
      { name: 'D', type: 'D', length: 8 },
      { name: 'L', type: 'L', length: 1 },
      { name: 'C', type: 'C', length: 5 },
    ]
    const { rows } = await readSource(
      writeShapefile(
        [
          ['12.5', '320106199001011234', '20170523', 'T', '00120'],
          ['', '', '00000000', '?', ''],
        ],
        { columns },
      ),
    )
    expect(rows.map((row) => row.values)).toEqual([
      { N: 12.5, ID: '320106199001011234', D: '2017-05-23', L: true, C: '00120' },
      { N: null, ID: null, D: null, L: null, C: null },
    ])
  })

  it('gives the second field of one name a suffix', async () => {
    const columns = [NAME[0]!, NAME[0]!]
    const { rows, source } = await readSource(writeShapefile([['a', 'b']], { columns }))
    expect(rows[0]!.values).toEqual({ NAME: 'a', NAME_2: 'b' })
    expect(source.notices).toContainEqual({
      key: 'notice.duplicateField',
      facts: { name: 'NAME', renamed: 'NAME_2' },
    })
  })

  it('tells of every sister that is missing, and reads on', async () => {
    const { rows, noticeKeys, layer } = await readSource(folder.write('a.shp', makePointShp([[114, 30]])))
    expect(rows).toEqual([{ rowNumber: 1, values: {}, geometry: { type: 'Point', coordinates: [114, 30] } }])
    expect(noticeKeys).toEqual(['notice.missingPrj', 'notice.missingShx', 'notice.missingDbf'])
    expect(layer.crs).toMatchObject({ crs: 'EPSG:4326', source: 'guessed' })
  })

  it('tells an empty .prj from a missing one', async () => {
    folder.write('a.prj', '')
    const { noticeKeys } = await readSource(folder.write('a.shp', makePointShp([[114, 30]])))
    expect(noticeKeys).toContain('notice.emptyPrj')
  })

  it('asks when metres come without a .prj, and offers the zone (RB-23)', async () => {
    const { layer } = await readSource(folder.write('a.shp', makePointShp([[38_512_345, 3_377_000]])))
    expect(layer.crs).toMatchObject({ crs: null, source: 'unknown' })
    expect(layer.crs.warnings).toContain('crs.warning.looksProjected')
    expect(layer.crs.candidates.slice(0, 3)).toEqual(['EPSG:4526', 'EPSG:2362', 'EPSG:2414'])
  })

  it('keeps rows and shapes together over null shapes and deleted rows', async () => {
    folder.write('a.dbf', makeDbf(NAME, [['a'], ['b'], ['c'], ['d']], { deleted: [2] }))
    const { rows } = await readSource(folder.write('a.shp', makePointShp([[1, 1], null, [3, 3], [4, 4]])))
    expect(rows.map((row) => [row.rowNumber, row.values['NAME'], row.geometry])).toEqual([
      [1, 'a', { type: 'Point', coordinates: [1, 1] }],
      [2, 'b', null],
      [4, 'd', { type: 'Point', coordinates: [4, 4] }],
    ])
  })

  it('reports a record of damaged length and reads the next one', async () => {
    const shp = makePointShp([
      [1, 1],
      [2, 2],
      [3, 3],
    ])
    shp.writeInt32BE(0x7ffffff0, 100 + 28 + 4)
    folder.write('a.dbf', makeDbf(NAME, [['a'], ['b'], ['c']]))
    const { rows, faults } = await readSource(folder.write('a.shp', shp))
    expect(rows.map((row) => row.values['NAME'])).toEqual(['a', 'c'])
    expect(faults).toMatchObject([{ row: 2, field: 'geometry', expected: 'fault.expected.wholeRecord' }])
  })

  it('reports shapes that have no row of attributes', async () => {
    folder.write('a.dbf', makeDbf(NAME, [['a']]))
    const { rows, faults } = await readSource(
      folder.write(
        'a.shp',
        makePointShp([
          [1, 1],
          [2, 2],
        ]),
      ),
    )
    expect(rows).toHaveLength(1)
    expect(faults).toMatchObject([{ row: 2, expected: 'fault.expected.attributeRow' }])
  })

  it.each([
    [
      'cut off in the middle',
      makePointShp([
        [1, 1],
        [2, 2],
      ]).subarray(0, 140),
      'file.truncated',
    ],
    ['cut off in its header', makePointShp([]).subarray(0, 60), 'file.truncated'],
    ['text', Buffer.from('no shapes here'), 'file.notShapefile'],
  ])('refuses a .shp that is %s', async (_what, bytes, key) => {
    expect((await refusalOf(folder.write('a.shp', bytes))).key).toBe(key)
  })

  it('refuses a .dbf with a damaged header, and one cut off', async () => {
    const dbf = makeDbf(NAME, [['a'], ['b']])
    const damaged = Buffer.from(dbf)
    damaged.writeUInt16LE(9999, 8)
    expect((await refusalOf(folder.write('a.dbf', damaged))).key).toBe('file.notDbf')
    expect((await refusalOf(folder.write('a.dbf', dbf.subarray(0, 70)))).key).toBe('file.truncated')
  })

  it('opens a lone .dbf as a table', async () => {
    const { rows, noticeKeys } = await readSource(folder.write('a.dbf', makeDbf(NAME, [[gbk('简体国语')]])))
    expect(rows).toEqual([{ rowNumber: 1, values: { NAME: '简体国语' }, geometry: null }])
    expect(noticeKeys).toContain('notice.attributeTableOnly')
  })

  it.each(['a.shx', 'a.prj', 'a.cpg'])('says that %s is only a part', async (name) => {
    const refusal = await refusalOf(folder.write(name, name === 'a.shx' ? makePointShp([]) : 'UTF-8'))
    expect(refusal.key).toBe('file.sisterAlone')
  })

  it('opens all shapefiles of a zip, in folders with Chinese names', async () => {
    const parts = (stem: Uint8Array, name: string) => [
      { name: Buffer.concat([stem, Buffer.from('.SHP')]), data: makePointShp([[114, 30]]) },
      { name: Buffer.concat([stem, Buffer.from('.dbf')]), data: makeDbf(NAME, [[name]]) },
      { name: Buffer.concat([stem, Buffer.from('.prj')]), data: Buffer.from(WGS84) },
    ]
    const zip = makeZip([...parts(gbk('数据/社区'), 'a'), ...parts(gbk('数据/网格'), 'b')])
    const { layers } = await readSource(folder.write('a.zip', zip))
    expect(layers.map(({ layer, rows }) => [layer.name, rows[0]!.values['NAME'], layer.crs.crs])).toEqual([
      ['社区', 'a', 'EPSG:4326'],
      ['网格', 'b', 'EPSG:4326'],
    ])
  })

  it.each([
    ['UTF-8', 'utf-8'],
    ['65001\r\n', 'utf-8'],
    ['ANSI 936', 'gb18030'],
    ['GB2312', 'gb18030'],
    ['950', 'big5'],
    ['ISO-8859-1', 'windows-1252'],
    ['1251', 'cp1251'],
    ['nonsense', null],
  ])('reads the .cpg %j as %s', (text, encoding) => {
    expect(encodingOfCpg(text)).toBe(encoding)
  })
})
