/** From files to linked figures: the main job, on both databases, on a tiny town reckoned by hand. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runCommand } from '../../server/cli/commands.ts'
import { hasDatabase, openTestApp, type TestApp } from './harness.ts'

/** Two grids side by side, each 0.01 degree wide, in one community in one street. */
const square = (west: number): number[][][] => [
  [
    [west, 30],
    [west + 0.01, 30],
    [west + 0.01, 30.01],
    [west, 30.01],
    [west, 30],
  ],
]
const unit = (code: string, name: string, level: string, coordinates: number[][][]): object => ({
  type: 'Feature',
  properties: { code, name, level },
  geometry: { type: 'Polygon', coordinates },
})
const UNITS = {
  type: 'FeatureCollection',
  features: [
    unit('429901001', '试验街道', 'street', [
      [
        [114, 30],
        [114.02, 30],
        [114.02, 30.01],
        [114, 30.01],
        [114, 30],
      ],
    ]),
    unit('429901001001', '东社区', 'community', [
      [
        [114, 30],
        [114.01, 30],
        [114.02, 30],
        [114.02, 30.01],
        [114.01, 30.01],
        [114, 30.01],
        [114, 30],
      ],
    ]),
    unit('429901001001001', '第1网格', 'grid', square(114)),
    unit('429901001001002', '第2网格', 'grid', square(114.01)),
  ],
}
const BUILDINGS = `code,name,address,floors,dwellings,lon,lat
B1,1号楼,东路1号,6,24,114.002,30.005
B2,2号楼,东路2号,6,24,114.015,30.005
`
const RESIDENTS = `id,name,birthDate,sex,phone,building,address,household
R1,王小明,1950-01-01,男,10012345678,B1,101,H1
R2,李雷,2020-05-05,男,,B1,101,H1
R3,韩梅梅,1990-03-03,女,,B2,202,H2
R4,赵四,1990-03-03,女,,B9,202,H3
`
const ISSUES = `id,class,description,reportedAt,dueAt,closedAt,lon,lat,unit
I1,greening,枯枝,2026-01-05 09:00,2026-01-06 09:00,,114.003,30.003,第1网格
I2,greening,枯枝,2026-01-05 09:00,2026-01-06 09:00,2026-01-05 17:00,114.013,30.003,第1网格
I3,greening,枯枝,2026-01-05 09:00,,,0,0,
I4,greening,在边界上,2026-01-05 09:00,,,114.01,30.005,
`

describe.skipIf(!hasDatabase)('import and link', () => {
  let test1: TestApp
  const files = mkdtempSync(join(tmpdir(), 'quarterhour-files-'))
  const write = (name: string, content: string): string => {
    writeFileSync(join(files, name), content)
    return name
  }
  const qh = async (...words: string[]): Promise<{ exitCode: number; stderr: string; json: never }> => {
    const result = await runCommand(test1.app, [...words, '--json'], {
      directory: files,
      say: () => undefined,
    })
    return { ...result, json: (result.stdout ? JSON.parse(result.stdout) : null) as never }
  }

  beforeAll(async () => {
    test1 = await openTestApp()
    write('units.geojson', JSON.stringify(UNITS))
    write('buildings.csv', BUILDINGS)
    write('residents.csv', RESIDENTS)
    write('issues.csv', ISSUES)
  })
  afterAll(async () => {
    await test1?.close()
    rmSync(files, { recursive: true, force: true })
  })

  test('a dry run says what would happen and changes nothing', async () => {
    const { json } = await qh('import', 'units.geojson', '--as', 'units', '--dry-run')
    expect(json).toMatchObject({
      read: 4,
      accepted: 4,
      added: 4,
      faulty: 0,
      isDryRun: true,
      topologyTotal: {},
    })
    expect((await qh('unit', '429901001')).exitCode).toBe(1)
  })

  test('units, buildings, residents and issues are taken in and linked', async () => {
    expect((await qh('import', 'units.geojson', '--as', 'units')).json).toMatchObject({
      accepted: 4,
      added: 4,
    })
    expect((await qh('import', 'buildings.csv', '--as', 'buildings')).json).toMatchObject({ accepted: 2 })
    expect((await qh('import', 'residents.csv', '--as', 'residents')).json).toMatchObject({ accepted: 4 })
    const first = (await qh('import', 'issues.csv', '--as', 'issues', '--skip-faulty')).json as unknown as {
      read: number
    }
    expect(first.read).toBe(4)
    expect((await qh('link')).json).toMatchObject({
      residents: { linked: 3, unlinked: 1 },
      buildings: { linked: 2, unlinked: 0 },
    })
  })

  test('figures of a unit are the sum of what lies in it', async () => {
    expect((await qh('unit', '429901001001001')).json).toMatchObject({
      residents: 2,
      households: 1,
      under15: 1,
      over64: 1,
      populationSource: 'register',
    })
    expect((await qh('unit', '429901001')).json).toMatchObject({ residents: 3, households: 2, buildings: 2 })
  })

  test('a point on a shared border belongs to exactly one unit', async () => {
    const counts = await Promise.all(
      ['429901001001001', '429901001001002'].map(
        async (code) => (await qh('unit', code)).json as { openIssues: number },
      ),
    )
    // I1 lies in the first, I4 on the border between the two, I2 is closed.
    expect(counts.map(({ openIssues }) => openIssues).reduce((sum, count) => sum + count)).toBe(2)
  })

  test('a second import of the same file changes nothing', async () => {
    for (const [file, kind] of [
      ['units.geojson', 'units'],
      ['buildings.csv', 'buildings'],
      ['residents.csv', 'residents'],
    ] as const) {
      expect((await qh('import', file, '--as', kind)).json).toMatchObject({ added: 0, changed: 0 })
    }
  })

  test('a file with one faulty row is not taken in at all', async () => {
    write('bad.csv', 'code,name,floors\nB7,7号楼,6\nB8,8号楼,many\n')
    const { exitCode, json } = await qh('import', 'bad.csv', '--as', 'buildings')
    expect(exitCode).toBe(1)
    expect(json).toMatchObject({
      accepted: 0,
      faulty: 1,
      faults: [
        { file: 'bad.csv', row: 3, field: 'floors', found: 'many', expected: 'fault.expected.wholeNumber' },
      ],
    })
    expect((await qh('unit', '429901001')).json).toMatchObject({ buildings: 2 })
  })

  test('what disagrees with its place is on the list', async () => {
    expect((await qh('link')).json).toMatchObject({ issues: { disagrees: 1 } })
  })
})
