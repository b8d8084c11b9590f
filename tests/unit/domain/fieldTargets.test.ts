/** Columns by their names: real headers of offices and cities. */
import { describe, expect, test } from 'vitest'
import {
  FIELD_TARGETS,
  guessKind,
  guessMapping,
  isCountMapping,
} from '../../../server/ingest/importers/fieldTargets.ts'
import { IMPORT_KINDS } from '../../../shared/domain/importing.ts'

describe('guesses', () => {
  test('a register in Chinese is recognised', () => {
    const columns = ['序号', '姓名', '身份证号码', '联系电话', '楼栋', '住址', '户号', '性别', '出生日期']
    expect(guessMapping('residents', columns)).toEqual({
      id: '序号',
      name: '姓名',
      identityNumber: '身份证号码',
      phone: '联系电话',
      building: '楼栋',
      address: '住址',
      household: '户号',
      sex: '性别',
      birthDate: '出生日期',
    })
    expect(guessKind(columns, [], 'a.csv')).toBe('residents')
  })

  test('counts are recognised by their people', () => {
    const columns = ['村里代碼', '戶數', '人口', '未滿15歲', '15-64歲', '超過64歲']
    const mapping = guessMapping('residents', columns)
    expect(mapping).toMatchObject({
      code: '村里代碼',
      households: '戶數',
      residents: '人口',
      under15: '未滿15歲',
      age15to64: '15-64歲',
      over64: '超過64歲',
    })
    expect(isCountMapping(mapping)).toBe(true)
  })

  test('a register with a column called 日期 is no table of counts', () => {
    const mapping = guessMapping('residents', ['编号', '姓名', '社区编码', '日期'])
    expect(isCountMapping(mapping)).toBe(false)
    expect(mapping).not.toHaveProperty('code')
    expect(mapping).not.toHaveProperty('date')
  })

  test('names are compared without case, blanks, hyphens and underlines', () => {
    expect(
      guessMapping('issues', [
        'Case ID',
        'REQUESTED_DATETIME',
        'service-name',
        'Long',
        'Lat',
        'Ｓｔａｔｕｓ',
      ]),
    ).toEqual({
      id: 'Case ID',
      reportedAt: 'REQUESTED_DATETIME',
      class: 'service-name',
      lon: 'Long',
      lat: 'Lat',
      state: 'Ｓｔａｔｕｓ',
    })
  })

  test('one column serves one target', () => {
    for (const kind of IMPORT_KINDS) {
      const columns = FIELD_TARGETS[kind].flatMap(({ aliases }) => aliases)
      const used = Object.values(guessMapping(kind, columns))
      expect(new Set(used).size).toBe(used.length)
    }
  })

  test('each target is found by its own name', () => {
    for (const kind of IMPORT_KINDS) {
      const columns = FIELD_TARGETS[kind].map(({ target }) => target)
      expect(guessMapping(kind, columns)).toEqual(Object.fromEntries(columns.map((name) => [name, name])))
    }
  })

  test('an unknown column is left alone', () => {
    expect(guessMapping('facilities', ['foo', 'bar'])).toEqual({})
  })
})

describe('what a table probably holds', () => {
  test('areas with codes and names are units', () => {
    expect(
      guessKind(['VILLCODE', 'TOWNNAME', 'VILLNAME'], ['Polygon', 'MultiPolygon'], 'villages.topojson'),
    ).toBe('units')
  })

  test('areas with floors are buildings', () => {
    expect(guessKind(['code', 'floors'], ['Polygon'], 'x.geojson')).toBe('buildings')
    expect(guessKind(['id'], ['Polygon'], '楼栋.geojson')).toBe('buildings')
  })

  test('rows with a time of report are issues', () => {
    expect(guessKind(['案件编号', '上报时间', '大类'], [], 'a.xlsx')).toBe('issues')
  })

  test('named points are facilities', () => {
    expect(guessKind(['name', 'type'], ['Point'], 'pois.geojson')).toBe('facilities')
  })
})
