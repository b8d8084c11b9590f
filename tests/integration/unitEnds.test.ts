/** Units that end: by a date of their own in the file, and as their file says, on the street of four grids. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { rows, sql } from '../../server/db/sql.ts'
import {
  A,
  A1,
  A2,
  B,
  B1,
  B2,
  type Commands,
  STREET,
  box,
  collection,
  commandsOf,
  loadTinyTown,
  unitFeature,
} from '../fixtures/tinyTown.ts'
import { type TestApp, hasDatabase, openTestApp } from './harness.ts'

interface Report {
  accepted: number
  added: number
  changed: number
  ended: number
  endedUnits: { code: string }[]
  notices: { key: string }[]
  unchanged: number
  faulty: number
  faults: { row: number; field: string; found: string; expected: string }[]
  topologyTotal: Record<string, number>
}

describe.skipIf(!hasDatabase)('the end of a unit', () => {
  let town: TestApp
  let commands: Commands
  const importing = async (features: object[], ...words: string[]): Promise<Report> =>
    (
      await commands.run<Report>(
        'import',
        commands.write('ends.geojson', collection(features)),
        '--as',
        'units',
        ...words,
      )
    ).json
  const versions = async (code: string): Promise<string[]> =>
    (
      await rows<{ from: string; to: string | null }>(
        town.app.db.pool,
        sql`select valid_from as from, valid_to as to from unit_version where unit_code = ${code} order by valid_from`,
      )
    ).map(({ from, to }) => `${from} ${to ?? 'open'}`)

  beforeAll(async () => {
    town = await openTestApp()
    commands = commandsOf(town.app)
    await loadTinyTown(commands, ['units', 'buildings'])
  })
  afterAll(() => town?.close())

  test('must be later than its beginning', async () => {
    const dated = (validFrom: string, validTo: string): object =>
      unitFeature(A1, '甲一网格', 'grid', box(114, 114.01), { validFrom, validTo })
    for (const validTo of ['2026-03-01', '2026-02-28']) {
      const { faults } = await importing([dated('2026-03-01', validTo)])
      expect(faults).toMatchObject([
        { row: 1, field: 'validTo', found: validTo, expected: 'fault.expected.afterStart' },
      ])
    }
    expect(await versions(A1)).toEqual(['1900-01-01 open'])
  })

  test('closes the version in force and makes no other one', async () => {
    const ended = [unitFeature(A1, '甲一网格', 'grid', box(114, 114.01), { validTo: '2026-06-01' })]
    expect(await importing(ended, '--dry-run')).toMatchObject({ accepted: 1, changed: 1, unchanged: 0 })
    expect(await importing(ended)).toMatchObject({ accepted: 1, changed: 1, unchanged: 0 })
    expect(await versions(A1)).toEqual(['1900-01-01 2026-06-01'])
    expect(await importing(ended)).toMatchObject({ changed: 0, unchanged: 1 })
    expect((await commands.run('unit', A1, '--at', '2026-05-31')).exitCode).toBe(0)
    expect((await commands.run('unit', A1, '--at', '2026-06-01')).exitCode).toBe(1)
    expect((await commands.run<{ buildings: number }>('unit', A, '--at', '2026-06-01')).json.buildings).toBe(
      2,
    )
  })

  test('is given with a successor in the same file, and neither overlaps the other', async () => {
    const report = await importing([
      unitFeature(A2, '甲二网格', 'grid', box(114.01, 114.02), { validTo: '2026-06-01' }),
      unitFeature(`${A}003`, '甲三网格', 'grid', box(114, 114.02), { validFrom: '2026-06-01' }),
    ])
    expect(report).toMatchObject({ accepted: 2, added: 1, changed: 1, topologyTotal: {} })
    expect([await versions(A2), await versions(`${A}003`)]).toEqual([
      ['1900-01-01 2026-06-01'],
      ['2026-06-01 open'],
    ])
  })

  test('comes to units that the file does not have only when asked, listed first', async () => {
    // Community B is redrawn as one grid; A3 of the other community stays out of it.
    const whole = [
      unitFeature(`${B}009`, '乙九网格', 'grid', box(114.02, 114.04), { validFrom: '2026-07-01' }),
    ]
    const words = ['--end-missing', '--date', '2026-07-01']
    expect(await importing(whole, '--dry-run')).toMatchObject({ ended: 0, endedUnits: [] })
    const dry = await importing(whole, '--dry-run', ...words)
    expect([dry.ended, dry.endedUnits.map(({ code }) => code)]).toEqual([2, [B1, B2]])
    expect(dry.topologyTotal).toEqual({})
    expect(await versions(B1)).toEqual(['1900-01-01 open'])
    const faulty = await importing(
      [...whole, unitFeature('', '', 'grid', box(114, 114.01))],
      '--skip-faulty',
      '--dry-run',
      ...words,
    )
    expect([faulty.ended, faulty.notices.map(({ key }) => key)]).toEqual([
      0,
      expect.arrayContaining(['notice.endNeedsAllRows']),
    ])
    expect(await importing(whole, ...words)).toMatchObject({ accepted: 1, added: 1, ended: 2 })
    expect([await versions(B1), await versions(B2), await versions(`${B}009`)]).toEqual([
      ['1900-01-01 2026-07-01'],
      ['1900-01-01 2026-07-01'],
      ['2026-07-01 open'],
    ])
    expect(await versions(`${A}003`)).toEqual(['2026-06-01 open'])
    const { rows: moved } = await town.app.db.pool.query("select unit_code from building where code = 'HB2'")
    expect(moved).toEqual([{ unit_code: `${B}009` }])
  })

  test('takes what is below with it', async () => {
    const a = [unitFeature(A, '甲社区', 'community', box(114, 114.02), { parent: STREET })]
    const { ended, endedUnits } = await importing(a, '--dry-run', '--end-missing')
    expect([ended, endedUnits.map(({ code }) => code)]).toEqual([2, [B, `${B}009`]])
  })

  test('comes to other streets only when that is said, listed first', async () => {
    const OTHER = '429901002'
    await importing([unitFeature(OTHER, '邻街道', 'street', box(114.04, 114.05))])
    const street = [unitFeature(STREET, '试验街道', 'street', box(114, 114.04))]
    const kept = await importing(street, '--dry-run', '--end-missing')
    expect([kept.ended, kept.endedUnits]).toEqual([0, []])
    expect(kept.notices).toContainEqual({
      key: 'notice.topUnitsStay',
      facts: { count: 1, units: '邻街道' },
    })
    expect(await importing(street, '--end-missing')).toMatchObject({ ended: 0 })
    expect(await versions(OTHER)).toEqual(['1900-01-01 open'])
    const said = await importing(street, '--dry-run', '--end-missing-top')
    expect([said.ended, said.endedUnits.map(({ code }) => code)]).toEqual([1, [OTHER]])
    expect(said.notices.map(({ key }) => key)).not.toContain('notice.topUnitsStay')
    expect(await importing(street, '--end-missing-top', '--date', '2026-08-01')).toMatchObject({ ended: 1 })
    expect(await versions(OTHER)).toEqual(['1900-01-01 2026-08-01'])
  })
})
