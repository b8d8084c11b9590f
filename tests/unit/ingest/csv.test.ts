import iconv from 'iconv-lite'
import { describe, expect, it } from 'vitest'
import { findDelimiter } from '../../../server/ingest/readers/csv.ts'
import { readSource, refusalOf, useFolder } from '../../fixtures/ingest/makeFiles.ts'

const folder = useFolder()
const POINTS = 'id,name,lon,lat\n01,东湖社区,114.4,30.5\n02,"a, ""b""\nc",114.5,30.6\n'

describe('CSV', () => {
  it('reads the first column by name under a byte order mark (RB-20)', async () => {
    const { rows, layer } = await readSource(folder.write('a.csv', '\ufeffX,Y\n1,2\n'))
    expect(rows[0]!.values['X']).toBe('1')
    expect(layer.fields.map((field) => field.name)).toEqual(['X', 'Y'])
  })

  it.each(['utf-8', 'utf-16le', 'utf-16be', 'gb18030'])('reads the same rows from %s', async (encoding) => {
    const bytes = iconv.encode(POINTS, encoding, { addBOM: encoding.startsWith('utf-16') })
    const { rows, faults } = await readSource(folder.write('a.csv', bytes))
    expect(faults).toEqual([])
    expect(rows.map((row) => row.values['name'])).toEqual(['东湖社区', 'a, "b"\nc'])
    expect(rows[0]!.values['id']).toBe('01')
    expect(rows[0]!.geometry).toEqual({ type: 'Point', coordinates: [114.4, 30.5] })
  })

  it('keeps codes, zeros and 18 digits as they are written', async () => {
    const { rows } = await readSource(
      folder.write('a.csv', 'id,code,n\n320106199001011234,12.10,0\n00120,12.1,\n'),
    )
    expect(rows.map((row) => row.values)).toEqual([
      { id: '320106199001011234', code: '12.10', n: '0' },
      { id: '00120', code: '12.1', n: null },
    ])
  })

  it('names row and column of a number that Excel has rounded (RB-21)', async () => {
    const { faults, rows } = await readSource(
      folder.write('a.csv', 'name,id\na,3.20106E+17\nb,6.11E+15\nc,1.5\n'),
    )
    expect(rows).toHaveLength(1)
    expect(faults.map(({ row, field, expected }) => ({ row, field, expected }))).toEqual([
      { row: 2, field: 'id', expected: 'fault.expected.exactDigits' },
      { row: 3, field: 'id', expected: 'fault.expected.exactDigits' },
    ])
  })

  it('reports each ragged row with its number and length', async () => {
    const { faults, rows } = await readSource(folder.write('a.csv', 'a,b,c\n1,2,3\n1,2\n\n1,2,3,4\n1,2,3,\n'))
    expect(rows.map((row) => row.rowNumber)).toEqual([2, 6])
    expect(faults).toEqual([
      {
        file: 'a.csv',
        row: 3,
        field: null,
        found: '2',
        expected: 'fault.expected.fieldCount',
        facts: { expected: 3 },
      },
      {
        file: 'a.csv',
        row: 5,
        field: null,
        found: '4',
        expected: 'fault.expected.fieldCount',
        facts: { expected: 3 },
      },
    ])
  })

  it.each([
    [';', 'a;b;c\n1,5;2;3\n'],
    ['\t', 'a\tb\n1\t2\n'],
    [',', 'a,b\n"1;2;3",2\n'],
    ['|', 'a|b|c\n1|2|3\n'],
  ])('finds the delimiter %j', (delimiter, text) => {
    expect(findDelimiter(text)).toBe(delimiter)
  })

  it('finds two header rows, codes under words', async () => {
    const { layer, rows, noticeKeys } = await readSource(
      folder.write('a.csv', '村里,戶數,人口數,\nV_NAME,H_CNT,P_CNT,\n忠政里,10,30,\n民權里,12,31,\n'),
    )
    expect(noticeKeys).toContain('notice.twoHeaderRows')
    expect(layer.fields.map(({ name, alias }) => [name, alias])).toEqual([
      ['村里', 'V_NAME'],
      ['戶數', 'H_CNT'],
      ['人口數', 'P_CNT'],
    ])
    expect(rows[0]).toEqual({
      rowNumber: 3,
      values: { 村里: '忠政里', 戶數: '10', 人口數: '30' },
      geometry: null,
    })
  })

  it('takes one header row where the second is data', async () => {
    const { rows } = await readSource(folder.write('a.csv', '区域,2016,2017\n东湖,10,30\n西湖,12,31\n'))
    expect(rows[0]!.values).toEqual({ 区域: '东湖', '2016': '10', '2017': '30' })
  })

  it('lets the user say how many header rows there are', async () => {
    const path = folder.write('a.csv', 'a,b\nx,y\nz,w\n')
    const { rows } = await readSource(path, 'a.csv', { headerRows: 2 })
    expect(rows.map((row) => row.rowNumber)).toEqual([3])
  })

  it('numbers the columns of a table without a header', async () => {
    const { rows, noticeKeys } = await readSource(folder.write('a.csv', '1,DE1,5\n2,DE2,6\n3,DE3,7\n'))
    expect(noticeKeys).toContain('notice.noHeaderRow')
    expect(rows).toHaveLength(3)
    expect(rows[0]!.values).toEqual({ '#1': '1', '#2': 'DE1', '#3': '5' })
  })

  it.each([
    ['经度', '纬度'],
    ['經度', '緯度'],
    ['lng', 'lat'],
    ['Longitude', 'Latitude'],
    ['long', 'lat'],
    ['XWGS', 'YWGS'],
    ['火星经度', '火星纬度'],
    ['bd09_lng', 'bd09_lat'],
    ['經緯度_X', '經緯度_Y'],
    ['Residence_Longitude', 'Residence_Latitude'],
    ['X坐标', 'Y坐标'],
    ['x', 'y'],
  ])('takes places from %s and %s', async (x, y) => {
    const { rows } = await readSource(folder.write('a.csv', `name,${y},${x}\nA,30.5,114.4\n`))
    expect(rows[0]!.geometry).toEqual({ type: 'Point', coordinates: [114.4, 30.5] })
  })

  it('does not take a plate number for a latitude', async () => {
    const { rows } = await readSource(folder.write('a.csv', 'plate,along\n1,2\n'))
    expect(rows[0]!.geometry).toBeNull()
  })

  it('prefers WGS 84 columns and offers the others', async () => {
    const path = folder.write('a.csv', 'XGCJ,YGCJ,XWGS,YWGS\n114.354125,30.527154,114.3486105,30.5294974\n')
    const wgs = await readSource(path)
    expect(wgs.layer.crs).toMatchObject({ crs: 'EPSG:4326', source: 'declared' })
    expect(wgs.source.notices).toContainEqual({
      key: 'notice.otherPointColumns',
      facts: { lon: 'XGCJ', lat: 'YGCJ', crs: 'gcj02' },
    })
    const gcj = await readSource(path, 'a.csv', { pointColumns: { x: 'XGCJ', y: 'YGCJ' } })
    expect(gcj.layer.crs.crs).toBe('gcj02')
    expect(gcj.rows[0]!.geometry).toEqual({ type: 'Point', coordinates: [114.354125, 30.527154] })
  })

  it('knows plain columns as WGS 84 by the GCJ-02 ones beside them', async () => {
    const { layer } = await readSource(
      folder.write('a.csv', '经度,纬度,高德经度,高德纬度\n114.3486105,30.5294974,114.354125,30.527154\n'),
    )
    expect(layer.crs).toMatchObject({ crs: 'EPSG:4326', source: 'declared', warnings: [] })
  })

  it('reads WKT, and names the row that is none', async () => {
    const { rows, faults } = await readSource(
      folder.write(
        'a.csv',
        'id;wkt\n1;POINT (114.4 30.5)\n2;"POLYGON((0 0,1 0,1 1,0 0))"\n3;POINT EMPTY\n4;POLYGON((0 0\n5;"SRID=4326;POINT Z (1 2 3)"\n',
      ),
    )
    expect(rows.map((row) => row.geometry?.type ?? null)).toEqual(['Point', 'Polygon', null, 'Point'])
    expect(faults).toMatchObject([{ row: 5, field: 'wkt', expected: 'fault.expected.wkt' }])
  })

  it('says that only an address is there', async () => {
    const { source } = await readSource(folder.write('a.csv', '名称,地址\n东湖,珞喻路1号\n'))
    expect(source.notices).toContainEqual({ key: 'notice.addressOnly', facts: { column: '地址' } })
  })

  it('reports a coordinate that is a word, and half a pair', async () => {
    const { faults, rows } = await readSource(
      folder.write('a.csv', 'lon,lat\n查無經緯度,23.1\n120.1,\n,\n120.2,23.2\n'),
    )
    expect(rows.map((row) => row.geometry?.type ?? null)).toEqual([null, 'Point'])
    expect(faults.map(({ row, field, expected }) => [row, field, expected])).toEqual([
      [2, 'lon', 'fault.expected.number'],
      [3, 'lat', 'fault.expected.wholePair'],
    ])
  })

  it.each([
    ['114°21′36″E', 114.36],
    ['东经114度21分36秒', 114.36],
    ['114,36', 114.36],
    ['１１４．３６', 114.36],
    [' 114.36 ', 114.36],
  ])('reads the longitude %s', async (text, expected) => {
    const { rows } = await readSource(folder.write('a.csv', `lon\tlat\n${text}\t30.5\n`))
    const point = rows[0]!.geometry as { coordinates: number[] }
    expect(point.coordinates[0]).toBeCloseTo(expected, 9)
  })

  it('reports text that the encoding does not fit, with its row', async () => {
    const path = folder.write(
      'a.csv',
      Buffer.concat([Buffer.from('name\n中\n'), Buffer.from([0xff, 0xfe, 0x0a])]),
    )
    const { faults } = await readSource(path, 'a.csv', { encoding: 'utf-8' })
    expect(faults).toMatchObject([{ row: 3, field: 'name', expected: 'fault.expected.readableText' }])
  })

  it('says which row a quote begins in that never ends', async () => {
    const refusal = await refusalOf(folder.write('a.csv', 'a,b\n1,2\n"x,3\n4,5\n'))
    expect(refusal).toMatchObject({ key: 'file.quoteNotClosed', facts: { row: 3 } })
  })

  it('reports a value of 10 MB and goes on', async () => {
    const { rows, faults } = await readSource(
      folder.write('a.csv', `id,note\n1,${'x'.repeat(10_000_000)}\n2,b\n`),
    )
    expect(rows.map((row) => row.values['id'])).toEqual(['2'])
    expect(faults).toMatchObject([{ row: 2, field: 'note', expected: 'fault.expected.shorterValue' }])
    expect(faults[0]!.found.length).toBeLessThan(60)
  })

  it('refuses more columns than anyone has', async () => {
    const header = Array.from({ length: 20_000 }, (_, i) => `c${i}`).join(',')
    expect((await refusalOf(folder.write('a.csv', `${header}\n1\n`))).key).toBe('file.tooManyFields')
  })

  it('renames the second of two columns of one name', async () => {
    const { rows, source } = await readSource(folder.write('a.csv', 'a,a,b\n1,2,3\n'))
    expect(rows[0]!.values).toEqual({ a: '1', a_2: '2', b: '3' })
    expect(source.notices).toContainEqual({
      key: 'notice.duplicateField',
      facts: { name: 'a', renamed: 'a_2' },
    })
  })

  it('masks long numbers in what a fault repeats', async () => {
    const { faults } = await readSource(folder.write('a.csv', 'lon,lat\n320106199001011234x,1\n1,2\n'))
    expect(faults[0]!.found).toBe('3201…34x')
  })

  it('knows CSV under another extension', async () => {
    const { source } = await readSource(folder.write('a.gpkg', 'a,b\n1,2\n'))
    expect(source.format).toBe('csv')
    expect(source.notices[0]).toEqual({
      key: 'notice.contentNotExtension',
      facts: { extension: 'gpkg', format: 'csv' },
    })
  })

  it.each([
    ['a.csv', '', 'file.empty'],
    ['a.csv', '   \n', 'file.noRows'],
    ['a.csv', '<html><body>404</body></html>', 'file.unknownFormat'],
    ['a.csv', '\x00\x01\x02\x03\x04binary\x07\x08', 'file.unknownFormat'],
  ])('answers %s holding %j with %s', async (name, content, key) => {
    expect((await refusalOf(folder.write(name, content))).key).toBe(key)
  })

  it('refuses an encoding it does not know', async () => {
    const refusal = await refusalOf(folder.write('a.csv', 'a\n1\n'), 'a.csv', { encoding: 'klingon' })
    expect(refusal).toMatchObject({ key: 'file.unknownEncoding', facts: { encoding: 'klingon' } })
  })

  it('answers a missing file and a folder', async () => {
    expect((await refusalOf(folder.path('nothing.csv'))).key).toBe('file.missing')
    expect((await refusalOf(folder.path('.'), 'a.csv')).key).toBe('file.notAFile')
  })
})
