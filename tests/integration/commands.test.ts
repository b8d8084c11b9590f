/** The commands as scripts use them: one JSON document on stdout, messages on stderr, exit codes, one line on errors. */
import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ImportReport } from '../../shared/domain/importing.ts'
import { IssueFile } from '../../shared/issues/desk.ts'
import { systemViewer } from '../../server/access/viewer.ts'
import { type CommandResult, COMMAND_NAMES, runCommand } from '../../server/cli/commands.ts'
import { isInitialised, isUntouched } from '../../server/db/settings.ts'
import { writeControlFile } from '../../server/http/control.ts'
import { buildServer } from '../../server/http/server.ts'
import { reportIssue } from '../../server/services/desk/reportIssue.ts'
import {
  A1,
  BUILDINGS,
  FACILITIES,
  ISSUES,
  RESIDENTS,
  STREET,
  UNITS,
  collection,
} from '../fixtures/tinyTown.ts'
import { type TestApp, hasDatabase, isServerDatabase, openTestApp } from './harness.ts'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))

describe.skipIf(!hasDatabase)('commands', () => {
  let town: TestApp
  const folder = mkdtempSync(join(tmpdir(), 'quarterhour-commands-'))
  const said: string[] = []
  const run = (...words: string[]): Promise<CommandResult> =>
    runCommand(town.app, words, { directory: folder, say: (line) => void said.push(line) })
  /** One document and nothing else on stdout, nothing on stderr. */
  const json = async (
    ...words: string[]
  ): Promise<{ exitCode: number; document: Record<string, unknown> }> => {
    const { exitCode, stdout, stderr } = await run(...words, '--json')
    expect(stderr).toBe('')
    expect(stdout.endsWith('\n')).toBe(true)
    expect(stdout.trimEnd()).not.toContain('\n')
    return { exitCode, document: JSON.parse(stdout) as Record<string, unknown> }
  }
  /** One clear line. */
  const refusal = async (...words: string[]): Promise<string> => {
    const { exitCode, stdout, stderr } = await run(...words)
    expect(stdout).toBe('')
    expect(stderr).toMatch(/^qh: [^\n]+\n$/)
    return `${exitCode} ${stderr.trimEnd()}`
  }

  beforeAll(async () => {
    town = await openTestApp()
    const files = {
      'units.geojson': collection(UNITS),
      'buildings.csv': BUILDINGS,
      'residents.csv': RESIDENTS,
      'facilities.csv': FACILITIES,
      'issues.csv': ISSUES,
    }
    for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content)
  })
  afterAll(async () => {
    await town?.close()
    rmSync(folder, { recursive: true, force: true })
  })

  test('are those of the design', () => {
    expect([...COMMAND_NAMES].sort()).toEqual([
      'access',
      'audit',
      'barriers',
      'calendar',
      'circle',
      'coverage',
      'doctor',
      'import',
      'init',
      'issue',
      'link',
      'matrix',
      'network',
      'plan',
      'scenario',
      'site',
      'unit',
    ])
  })

  test('init prepares an empty installation, which no start fills with the demo town', async () => {
    const { pool } = town.app.db
    expect([await isInitialised(pool), await isUntouched(pool)]).toEqual([false, true])
    expect(await json('init', '--empty')).toEqual({ exitCode: 0, document: { created: true, demo: false } })
    expect(await isInitialised(pool)).toBe(true)
  })

  test('import answers with a report of the agreed shape', async () => {
    for (const as of ['units', 'buildings', 'residents', 'facilities', 'issues']) {
      const file = as === 'units' ? 'units.geojson' : `${as}.csv`
      const dry = await json('import', file, '--as', as, '--dry-run')
      expect(ImportReport.parse(dry.document)).toMatchObject({ isDryRun: true, importId: null, faulty: 0 })
      const { exitCode, document } = await json('import', file, '--as', as)
      const report = ImportReport.parse(document)
      expect([exitCode, report.accepted, report.isDryRun]).toEqual([0, report.read, false])
      expect([report.added, report.importId === null]).toEqual([report.read, false])
      expect(await isUntouched(town.app.db.pool)).toBe(false)
      // What the dry run said is what happened.
      expect(dry.document).toMatchObject({
        read: report.read,
        accepted: report.accepted,
        added: report.added,
        crs: report.crs,
        encoding: report.encoding,
      })
    }
  })

  test('link counts each kind', async () => {
    const { exitCode, document } = await json('link')
    expect(exitCode).toBe(0)
    expect(document).toEqual({
      residents: { linked: 6, unlinked: 0, disagrees: 0 },
      buildings: { linked: 4, unlinked: 0, disagrees: 0 },
      facilities: { linked: 4, unlinked: 0, disagrees: 0 },
      issues: { linked: 4, unlinked: 0, disagrees: 0 },
      counts: { linked: 0, unlinked: 0, disagrees: 0 },
      changed: 0,
    })
  })

  test('unit answers with the figures of one unit', async () => {
    const { document } = await json('unit', A1)
    expect(document).toMatchObject({
      code: A1,
      name: '甲一网格',
      level: 'grid',
      residents: 3,
      households: 2,
      facilities: { pharmacy: 1 },
      openIssues: 1,
      lateIssues: 1,
    })
    expect((await json('unit', STREET, '--at', '2026-01-04')).document).toMatchObject({
      at: '2026-01-04',
      openIssues: 0,
    })
    expect((await json('unit', STREET, '--at=2026-01-05')).document).toMatchObject({
      openIssues: 4,
      lateIssues: 0,
    })
  })

  test('issue list answers with the one due first, within a unit, as many as asked for', async () => {
    const { document } = await json('issue', 'list', '--limit', '3')
    expect(document).toMatchObject({ total: 4, issues: [{ id: 'IA1' }, { id: 'IA2' }, { id: 'IB1' }] })
    expect((await json('issue', 'list', '--unit', A1, '--late')).document).toMatchObject({
      total: 1,
      issues: [{ id: 'IA1', isLate: true, state: 'new', dueAt: '2026-01-06T01:00:00.000Z' }],
    })
    expect((await json('issue', 'list', '--state', 'closed')).document).toEqual({
      total: 0,
      isMore: false,
      issues: [],
    })
    expect((await json('issue', 'list', '--state', 'all')).document).toMatchObject({ total: 4 })
    expect((await run('issue', 'list')).stdout).toContain('IA1  new, late  due 2026-01-06 09:00  greening')
  })

  test('issue show answers with the file of one, for people in lines', async () => {
    const { document } = await json('issue', 'show', 'IA1')
    expect(IssueFile.parse(document)).toMatchObject({
      id: 'IA1',
      events: [{ step: 'report', at: expect.stringMatching(/^2026-01-05T01:00/) as string }],
      progress: { state: 'new' },
      due: { source: 'given', dueAt: '2026-01-06T01:00:00.000Z' },
      suggestion: { unit: { code: A1 }, department: 'greening' },
    })
    const { stdout } = await run('issue', 'show', 'IA1')
    expect(stdout).toContain('IA1  new  greening')
    expect(stdout).toContain('due 2026-01-06 09:00, as the file said')
    expect(stdout).toContain('nobody on duty in 甲一网格')
    expect(stdout).toMatch(/suggested 1: 试验街道 \d+, desk, 0 in hand\n\s*suggested 2: greening, department/)
  })

  test('issue rebuild says how many were made anew and which were mended', async () => {
    expect((await json('issue', 'rebuild')).document).toEqual({ issues: 4, mended: [] })
    const { id } = await reportIssue(town.app, systemViewer, {
      class: 'greening',
      subclass: 'streetTree',
      description: '树枝压线',
      address: '',
      location: [114.005, 30.005],
      photos: [],
      key: randomUUID(),
    })
    expect((await json('issue', 'rebuild')).document).toEqual({ issues: 5, mended: [] })
    await town.app.db.pool.query('update issue set target_department = $1 where id = $2', ['x', id])
    expect((await json('issue', 'rebuild')).document).toEqual({ issues: 5, mended: [id] })
    expect((await run('issue', 'rebuild')).stdout).toBe(
      '5 issues made anew from their events; all were as their events say\n',
    )
  })

  test('calendar due counts office hours, over days of rest and make-up days', async () => {
    // Friday 25 September 2026 is Mid-Autumn; its weekend follows, Monday is worked.
    const asked = ['calendar', 'due', '--class', 'streetOrder', '--from', '2026-09-24 17:00']
    expect((await json(...asked, '--subclass', 'carParking')).document).toMatchObject({
      class: 'streetOrder',
      subclass: 'carParking',
      source: 'limit',
      limit: { amount: 4, unit: 'workingHours' },
      from: '2026-09-24T09:00:00.000Z',
      dueAt: '2026-09-28T04:00:00.000Z',
      isProvisional: false,
      days: [
        { day: '2026-09-24', minutes: 60, isCounted: true, reason: 'weekday' },
        { day: '2026-09-25', minutes: 0, isCounted: false, reason: 'holiday', name: '中秋' },
        { day: '2026-09-26', isCounted: false },
        { day: '2026-09-27', isCounted: false },
        { day: '2026-09-28', minutes: 180, isCounted: true },
      ],
    })
    expect((await run(...asked, '--subclass', '机动车乱停放')).stdout).toContain(
      '2026-09-25 Fri  -          holiday (中秋)',
    )
    expect((await json(...asked)).document).toMatchObject({
      class: 'streetOrder',
      subclasses: [
        { subclass: 'streetVendor', dueAt: '2026-09-28T04:00:00.000Z' },
        { subclass: 'shopOverflow' },
        { subclass: 'bikeMess' },
        { subclass: 'carParking' },
        { subclass: 'noise', dueAt: '2026-09-24T13:00:00.000Z' },
        { subclass: 'chargingAtHome' },
      ],
    })
    const instant = await json(...asked.slice(0, -1), '2026-09-24T09:00:00Z')
    expect(instant.document.from).toBe('2026-09-24T09:00:00.000Z')
  })

  test('doctor says what the installation is, and that it is sound', async () => {
    const { exitCode, document } = await json('doctor')
    expect([exitCode, document.isSound]).toEqual([0, true])
    const names = (document.checks as { name: string; isSound: boolean; found: string }[]).map(
      ({ name }) => name,
    )
    expect(names).toEqual(['node', 'database', 'disk', 'audit log', 'boundaries', 'links', 'network'])
    expect(document.checks).toContainEqual({ name: 'network', isSound: true, found: 'none imported yet' })
  })

  test('audit verify walks the chain', async () => {
    const { exitCode, document } = await json('audit', 'verify')
    expect([exitCode, document.broken]).toEqual([0, []])
    // One row for each of the five imports.
    expect(document.rows).toBe(5)
  })

  test('for people there are lines, with the same figures', async () => {
    const { stdout, exitCode } = await run('unit', A1)
    expect(exitCode).toBe(0)
    expect(stdout).toContain(`甲一网格  ${A1}`)
    expect(stdout).toMatch(/residents +3 +in 2 households/)
    for (const words of [
      ['doctor'],
      ['link'],
      ['audit', 'verify'],
      ['import', 'units.geojson', '--as', 'units', '--dry-run'],
    ])
      expect((await run(...words)).stdout).not.toMatch(/^\{|undefined|\[object/)
  })

  test('no sentence of a report is left as a key', async () => {
    writeFileSync(
      join(folder, 'faulty.csv'),
      'id,name,kind,capacity,lon,lat\n1,a,pharmacy,many,114,30\n1,b,pharmacy,1,200,30\n',
    )
    const { stdout, exitCode } = await run('import', 'faulty.csv', '--as', 'facilities')
    expect(exitCode).toBe(1)
    expect(stdout).not.toMatch(/\b(fault|notice|crs|import|file)\.[a-z]+\.?[a-zA-Z]+/)
    expect(stdout).not.toMatch(/\{\w+\}/)
    expect(stdout).toContain('faulty.csv, row 2, capacity: found "many"')
  })

  test.each([
    [['unit', 'nowhere'], '1 qh: There is no unit nowhere in force on'],
    [['unit'], '2 qh: unit needs a CODE'],
    [['unit', A1, '--at', '2026-02-30'], '2 qh: --at: found "2026-02-30", expected a date'],
    [['unit', A1, '--at'], '2 qh: --at needs a value'],
    [['unit', A1, 'more'], '2 qh: too many words: more'],
    [['link', '--fast', '1'], '2 qh: unknown option --fast'],
    [['frobnicate'], '2 qh: unknown command "frobnicate"; there are:'],
    [['constructor'], '2 qh: unknown command "constructor"; there are:'],
    [['audit'], '2 qh: audit has one command'],
    [['init', '--demo', '--empty'], '2 qh: either --demo or --empty'],
    [['init', '--demo'], '1 qh: There is data already; nothing was changed.'],
    [['init', '--demo', '--size', 'planet'], '2 qh: --size: found "planet"'],
    [['import', 'units.geojson'], '2 qh: import needs --as'],
    [['import', 'nothing.csv', '--as', 'units'], '2 qh: nothing.csv: there is no such file'],
    [['import', 'units.geojson', '--as', 'planets'], '2 qh: --as: found "planets", expected units'],
    [
      ['import', 'units.geojson', '--as', 'units', '--crs', 'EPSG:99999'],
      '1 qh: The coordinate system is not known; choose one.',
    ],
    [
      ['import', 'units.geojson', '--as', 'units', '--field', 'code'],
      '2 qh: --field: found "code", expected target=column',
    ],
    [
      ['import', 'units.geojson', '--as', 'units', '--field', 'code=nope'],
      '1 qh: The column "nope" for code is not in the file.',
    ],
    [['import', 'units.geojson', '--as', 'basemap'], '1 qh: A base map is read from OpenStreetMap files.'],
    [['import', 'units.geojson', '--as', 'units', '--layer', 'x'], '1 qh: The file has no layer "x".'],
    [['import', 'buildings.csv', '--as', 'issues'], '1 qh: The field'],
    [['network'], '2 qh: network needs a word: import FILE, or show'],
    [['network', 'burn'], '2 qh: network needs a word: import FILE, or show'],
    [['network', 'show'], '1 qh: There is no walking network yet; import one'],
    [['network', 'import'], '2 qh: network import needs a FILE'],
    [['network', 'import', 'nothing.osm'], '2 qh: nothing.osm: there is no such file'],
    [['network', 'import', 'units.geojson', '--profile', 'bird'], '2 qh: --profile: found "bird", expected'],
    [['circle'], '2 qh: circle needs --at LON,LAT'],
    [['circle', '--at', '114'], '2 qh: --at: found "114", expected longitude,latitude in degrees'],
    [['circle', '--at', '30,114'], '(are longitude and latitude swapped?)'],
    [['circle', '--at', 'NaN,30'], '2 qh: --at: found "NaN,30", expected longitude,latitude'],
    [['circle', '--at', '114,30', '--minutes', '5', '--meters', '500'], '2 qh: either --minutes or --meters'],
    [['circle', '--at', '114,30', '--profile', 'bird'], '2 qh: --profile: found "bird", expected standard'],
    [['circle', '--at', '114,30', '--profile', 'toString'], '2 qh: --profile: found "toString", expected'],
    [['circle', '--at', '114,30'], '1 qh: There is no walking network yet; import one'],
    [['matrix'], '2 qh: matrix needs --from FILE'],
    [['matrix', '--from', 'buildings.csv'], '2 qh: matrix needs --to FILE'],
    [['matrix', '--from', 'nothing.csv', '--to', 'nothing.csv'], '2 qh: nothing.csv: there is no such file'],
    [['matrix', '--from', 'units.geojson', '--to', 'buildings.csv'], 'found Polygon, expected a point'],
    [
      ['matrix', '--from', 'buildings.csv', '--to', 'buildings.csv', '--max-meters', '-1'],
      '2 qh: --max-meters: found "-1", expected a number over 0',
    ],
    [['matrix', '--from', 'buildings.csv', '--to', 'buildings.csv'], '1 qh: There is no walking network yet'],
    [['access'], '2 qh: access needs --kind KIND'],
    [['access', '--kind', 'farmacy'], '2 qh: --kind: found "farmacy"; did you mean pharmacy? There are: '],
    [['barriers', '--kind', 'zzzz'], '2 qh: --kind: found "zzzz"; There are: '],
    [['access', '--kind', 'pharmacy', '--minutes', '5,10'], '2 qh: --minutes: expected one number'],
    [['access', '--kind', 'pharmacy'], '1 qh: There is no walking network yet; import one'],
    [['issue'], '2 qh: issue needs a word: list, show ID, or rebuild'],
    [['issue', 'show'], '2 qh: issue show needs an ID'],
    [['issue', 'show', 'nowhere'], 'there is no issue nowhere'],
    [['issue', 'list', '--state', 'lost'], '2 qh: --state: found "lost", expected open, new'],
    [['issue', 'list', '--limit', '0'], '2 qh: --limit: found "0", expected a whole number from 1'],
    [['issue', 'list', '--unit', 'nowhere'], '1 qh: There is no unit nowhere in force on'],
    [['issue', 'rebuild', '--late'], '2 qh: unknown option --late'],
    [['calendar'], '2 qh: calendar has one command: due'],
    [['calendar', 'due'], '2 qh: calendar due needs --class CLASS and --from TIME'],
    [
      ['calendar', 'due', '--class', 'greenin', '--from', '2026-11-25 10:00'],
      '2 qh: --class: found "greenin"; did you mean greening? There are: publicUtilities',
    ],
    [
      ['calendar', 'due', '--class', 'greening', '--subclass', 'lown', '--from', '2026-11-25 10:00'],
      '2 qh: --subclass: found "lown"; did you mean lawn? There are: streetTree, lawn, bench',
    ],
    [
      ['calendar', 'due', '--class', 'greening', '--from', '2026-02-30 10:00'],
      '2 qh: --from: found "2026-02-30 10:00", expected a time such as',
    ],
    [['calendar', 'due', '--class', 'greening', '--from', '9999-02-01 10:00'], 'in 2000 to 2099'],
  ])('%j is one clear line', async (words, expected) => {
    expect(await refusal(...words)).toContain(expected)
    // The same with --json: nothing on stdout that a script would take for an answer.
    expect(await refusal(...words, '--json')).toContain(expected)
  })

  test('messages on the way are no part of the answer', () => {
    expect(said).toEqual([])
  })

  describe.skipIf(isServerDatabase)('from the shell', () => {
    const qh = (data: string, ...words: string[]): Promise<CommandResult> =>
      new Promise((resolve) => {
        const child = spawn(
          process.execPath,
          ['--import', 'tsx', join(ROOT, 'server', 'cli', 'qh.ts'), ...words],
          {
            cwd: ROOT,
            env: { ...process.env, DATABASE_URL: '', QUARTERHOUR_DATA: data },
          },
        )
        let [stdout, stderr] = ['', '']
        child.stdout.on('data', (chunk: Buffer) => void (stdout += chunk.toString()))
        child.stderr.on('data', (chunk: Buffer) => void (stderr += chunk.toString()))
        child.once('exit', (exitCode) => resolve({ exitCode: exitCode!, stdout, stderr }))
      })

    test('go through the server that runs on the directory', async () => {
      const server = await buildServer(town.app)
      await server.listen({ port: 0, host: '127.0.0.1' })
      const address = server.server.address() as { port: number }
      const remove = writeControlFile(town.app, address.port)
      const answer = await qh(town.directory, 'unit', A1, '--json')
      expect([answer.exitCode, answer.stderr]).toEqual([0, ''])
      expect(JSON.parse(answer.stdout)).toMatchObject({ code: A1, residents: 3 })
      const refused = await qh(town.directory, 'unit', 'nowhere')
      expect([refused.exitCode, refused.stdout]).toEqual([1, ''])
      expect(refused.stderr).toMatch(/^qh: There is no unit nowhere/)
      remove()
      await server.close()
    })

    test('open the directory themselves when no server runs', async () => {
      const fresh = mkdtempSync(join(tmpdir(), 'quarterhour-fresh-'))
      // A server that was killed leaves its control file: nobody answers there.
      writeFileSync(
        join(fresh, 'server.json'),
        JSON.stringify({ port: 1, host: '127.0.0.1', token: 'x', pid: 1 }),
      )
      const answer = await qh(fresh, 'audit', 'verify', '--json')
      expect(answer.stdout).toBe('{"rows":0,"broken":[]}\n')
      expect(answer.exitCode).toBe(0)
      expect(existsSync(join(fresh, 'database.lock'))).toBe(false)
      rmSync(fresh, { recursive: true })
    })

    test('an unknown word does not even open the database', async () => {
      const none = join(folder, 'none')
      const answer = await qh(none, 'frobnicate')
      expect([answer.exitCode, answer.stdout]).toEqual([2, ''])
      expect(answer.stderr).toMatch(/^qh: unknown command "frobnicate"/)
      expect(existsSync(none)).toBe(false)
    })
  })
})
