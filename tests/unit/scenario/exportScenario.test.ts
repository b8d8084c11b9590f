/** A scenario as files: what a map reads, and what a spreadsheet reads. */
import { parse } from 'csv-parse/sync'
import { describe, expect, it } from 'vitest'
import type { EffectFigures } from '../../../shared/scenario/effect.ts'
import { effectCsv, scenarioGeoJson, type ExportedScenario } from '../../../shared/scenario/exportScenario.ts'

const sums = {
  faster: 3,
  slower: 0,
  newlyReached: 1,
  cutOff: 0,
  personMinutesSaved: 12,
  personMinutesLost: 0,
}
const ring = { minutes: 15, before: 10, after: 14, gained: 4, lost: 0 }
const figures: EffectFigures = {
  ...sums,
  total: 20,
  rings: [ring],
  meanBefore: 8,
  meanAfter: 7,
  byUnit: [{ ...sums, code: '001', name: '=一格', total: 20, rings: [ring] }],
}

describe('the table by unit', () => {
  const text = effectCsv(
    figures,
    (column, minutes) => (minutes === null ? column : `${column} ${minutes}`),
    'all',
    null,
  )
  it('has a line a unit and the whole last; a name is no formula', () => {
    const rows = parse(text, { bom: true }) as string[][]
    expect(rows[0]!.slice(0, 5)).toEqual(['code', 'name', 'total', 'before 15', 'after 15'])
    expect(rows[1]).toEqual(['001', "'=一格", '20', '10', '14', '4', '0', '12', '0', '3', '0', '1', '0'])
    expect(rows[2]!.slice(0, 3)).toEqual(['', 'all', '20'])
    expect(rows).toHaveLength(3)
  })
  it('says in a last column how people were counted, where they are not exact', () => {
    const noted = effectCsv(figures, (column) => column, 'all', { head: 'note', text: 'rounded, to fives' })
    const rows = parse(noted, { bom: true }) as string[][]
    expect(rows.map((row) => row.at(-1))).toEqual(['note', 'rounded, to fives', 'rounded, to fives'])
  })
  it('begins with the mark of its encoding', () => expect(text.charCodeAt(0)).toBe(0xfeff))
})

describe('the map', () => {
  it('holds changes as points and lines, and the circle before and after with its people', () => {
    const square: [number, number][][][] = [
      [
        [
          [0, 0],
          [1, 0],
          [1, 1],
          [0, 0],
        ],
      ],
    ]
    const scenario: ExportedScenario = {
      name: '甲',
      networkHash: 'a',
      question: {
        points: [],
        walker: 'standard',
        isTowards: true,
        minutes: [15],
        who: 'residents',
        walkAt: null,
      },
      changes: [
        { type: 'gateHours', gate: { lon: 1, lat: 2, name: '东门' }, opens: '06:00', closes: '22:00' },
        { type: 'addLink', link: 'stepBridge', from: { lon: 1, lat: 2 }, to: { lon: 3, lat: 4 } },
      ],
      drawings: [
        { index: 0, type: 'gateHours', line: [[1, 2]], streets: [] },
        {
          index: 1,
          type: 'addLink',
          line: [
            [1, 2],
            [3, 4],
          ],
          streets: [],
        },
      ],
      figures,
      outlines: { before: square, after: square },
      note: null,
    }
    const map = scenarioGeoJson(scenario)
    expect(map.features.map(({ geometry }) => geometry.type)).toEqual([
      'Point',
      'LineString',
      'MultiPolygon',
      'MultiPolygon',
    ])
    expect(map.features.map(({ properties }) => properties)).toEqual([
      { role: 'change', number: 1, type: 'gateHours', name: '东门', opens: '06:00', closes: '22:00' },
      { role: 'change', number: 2, type: 'addLink', link: 'stepBridge' },
      { role: 'before', minutes: 15, persons: 10 },
      { role: 'after', minutes: 15, persons: 14 },
    ])
    expect(map.effect).toBe(figures)
    expect(map).not.toHaveProperty('note')
    expect(scenarioGeoJson({ ...scenario, note: 'rounded' })).toMatchObject({ note: 'rounded' })
  })
})
