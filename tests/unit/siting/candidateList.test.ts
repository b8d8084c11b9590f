/** Lists of rooms as offices have them: with other headers, quotes and marks, and with rows that cannot be used. */
import { describe, expect, it } from 'vitest'
import { NoList, readCandidates } from '../../../shared/siting/candidateList.ts'

describe('a list of candidates', () => {
  it('is read from CSV with a mark, quotes, other headers and other line ends', () => {
    const { candidates, faults } = readCandidates(
      '\uFEFF名称,经度,纬度,费用,容量,取舍\r\n"文化站, 二楼 ""东"" 厅",118.78,32.04,12.5,60,必选\r\n空房,118.79,32.05,,,\r\n',
    )
    expect(faults).toEqual([])
    expect(candidates).toEqual([
      { name: '文化站, 二楼 "东" 厅', lon: 118.78, lat: 32.04, cost: 12.5, capacity: 60, fixed: 1 },
      { name: '空房', lon: 118.79, lat: 32.05 },
    ])
    expect(readCandidates('name\tlng\tlat\nA\t118.7\t32.1\n').candidates).toEqual([
      { name: 'A', lon: 118.7, lat: 32.1 },
    ])
  })

  it('is read from GeoJSON points', () => {
    const feature = (coordinates: unknown, properties: unknown, type = 'Point') => ({
      type: 'Feature',
      properties,
      geometry: { type, coordinates },
    })
    const { candidates, faults } = readCandidates(
      JSON.stringify({
        type: 'FeatureCollection',
        features: [
          feature([118.78, 32.04], { name: 'A', cost: 3, capacity: '20', other: true }),
          feature([[118.78, 32.04]], {}, 'LineString'),
        ],
      }),
    )
    expect(candidates).toEqual([{ name: 'A', lon: 118.78, lat: 32.04, cost: 3, capacity: 20 }])
    expect(faults).toEqual([{ row: 2, field: 'geometry', found: 'LineString', expected: 'point' }])
  })

  it('names row and field of what cannot be used, and takes the rest', () => {
    const { candidates, faults } = readCandidates(
      [
        'name,lon,lat,cost,fixed',
        'a,x,32,1,',
        'b,32.04,118.78,1,',
        'c,118.78,32.04,-1,',
        'd,118.78,32.04,1,maybe',
        '',
        'e,118.78,32.04,1,never',
        'f,118.78,32.04,2,',
      ].join('\n'),
    )
    expect(candidates).toEqual([{ name: 'e', lon: 118.78, lat: 32.04, cost: 1, fixed: -1 }])
    expect(faults).toEqual([
      { row: 2, field: 'lon', found: 'x', expected: 'lon' },
      { row: 3, field: 'lat', found: '118.78', expected: 'swapped' },
      { row: 4, field: 'cost', found: '-1', expected: 'positive' },
      { row: 5, field: 'fixed', found: 'maybe', expected: 'fixed' },
      { row: 8, field: 'lon', found: '7', expected: 'once' },
    ])
  })

  it('says why a text is no list at all', () => {
    const whyOf = (text: string): string => {
      try {
        readCandidates(text)
        return 'read'
      } catch (error) {
        if (error instanceof NoList) return error.why
        throw error
      }
    }
    expect(['', 'name,cost\nA,1', '{"a":1}', '{'].map(whyOf)).toEqual(['empty', 'header', 'json', 'json'])
  })
})
