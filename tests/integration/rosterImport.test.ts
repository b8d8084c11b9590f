/** A duty roster from a table: told before, taken in as a whole or not at all, and the same file again changes nothing. */
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import excel from 'exceljs'
import type { z } from 'zod'
import type { ImportReport } from '../../shared/domain/importing.ts'
import { addDays, today } from '../../shared/domain/dates.ts'
import type { Viewer } from '../../server/access/viewer.ts'
import { asViewer } from '../../server/db/database.ts'
import { storeRosterPlan } from '../../server/db/rosterImport.ts'
import { rows, run, sql } from '../../server/db/sql.ts'
import { importFile } from '../../server/services/imports/importFile.ts'
import { planRoster } from '../../server/services/imports/planRoster.ts'
import { storeUpload } from '../../server/services/uploads.ts'
import { A, A1, A2, B1, type Commands, commandsOf, loadTinyTown } from '../fixtures/tinyTown.ts'
import { type TestApp, callerAs, hasDatabase, openTestApp, refusalOf, viewerWith } from './harness.ts'

type Report = z.infer<typeof ImportReport>

const HEAD = '单元,姓名,培训类别,值班日,上班,下班,休假开始,休假结束,休假类型,代理人'
const FIELDS = ['--field', 'unit=单元']
/** What looks like a number of a person is told without its middle. */
const SHORT_B1 = `${B1.slice(0, 4)}…${B1.slice(-2)}`

/** One file as it streams in. */
async function* upload(filename: string, text: string) {
  yield { filename, file: Readable.from([Buffer.from(text)]) }
}

describe.skipIf(!hasDatabase)('a roster from a table', () => {
  let office: TestApp
  let commands: Commands
  beforeAll(async () => {
    office = await openTestApp()
    commands = commandsOf(office.app)
    await loadTinyTown(commands)
  })
  afterAll(() => office?.close())

  const take = async (name: string, ...more: string[]) => {
    const { json, exitCode } = await commands.run<Report>(
      'import',
      name,
      '--as',
      'roster',
      ...FIELDS,
      ...more,
    )
    return { report: json, exitCode }
  }
  const kept = async () => {
    const caller = await callerAs(office.app, 'commandCentre', '21')
    const { people, shifts, leave, deputies } = await caller.duty.roster({ unit: A1 })
    const nameOf = (id: string): string => people.find((one) => one.id === id)!.name
    return {
      people: people.filter(({ unit }) => unit === A1).map(({ name, skills }) => [name, ...skills].join(' ')),
      shifts: shifts.map(
        ({ person, weekdays, day, fromMinute, toMinute }) =>
          `${nameOf(person)} ${day ?? weekdays.join('')} ${fromMinute}-${toMinute}`,
      ),
      leave: leave.map(({ person, from, to, kind }) => `${nameOf(person)} ${from} ${to} ${kind}`),
      deputies: deputies.map(({ person, deputy }) => `${nameOf(person)} ${nameOf(deputy)}`),
    }
  }

  const day = addDays(today(), 10)
  const FILE = [
    HEAD,
    `${A1},欧阳一,园林绿化,周一至周五,08:00,17:30,${day},${day},年假,欧阳二`,
    `${A1},欧阳一,园林绿化,${day},18:00,06:00,,,,`,
    `甲一网格,欧阳二,,每天,20:00,24:00,,,,`,
    `${B1},司马乙,,,,,,,,`,
    '',
  ].join('\n')

  test('tells each fault by row, field, found and expected, and takes in nothing', async () => {
    commands.write(
      'faulty.csv',
      [
        HEAD,
        `${A1},欧阳一,绿化学,周八,8:00,25:00,,,,`,
        `999,欧阳二,,,,,,,,`,
        `${A1},,,周一,08:00,,,,,`,
        `${A1},欧阳三,,,,,2026-12-03,2026-12-01,,谁也不是`,
        `${A1},欧阳四,,,,,2026-12-03,,,`,
        `${A1},欧阳五,,,,,,,,欧阳五`,
        `${A1},欧阳六,,1,08:00,09:00,,,,`,
        `${A1},欧阳六,,周一,08:00,09:00,,,,`,
        '',
      ].join('\n'),
    )
    const { report, exitCode } = await take('faulty.csv')
    expect(exitCode).toBe(1)
    expect(report).toMatchObject({ read: 8, accepted: 0, faulty: 7 })
    expect(report.faults.map(({ row, field, found, expected }) => [row, field, found, expected])).toEqual([
      [2, '培训类别', '绿化学', 'fault.expected.issueClass'],
      [2, '值班日', '周八', 'fault.expected.dutyDays'],
      [2, '下班', '25:00', 'fault.expected.timeOfDay'],
      [3, '单元', '999', 'fault.expected.unitInForce'],
      [4, '姓名', '', 'fault.expected.present'],
      [4, '下班', '', 'fault.expected.wholeShift'],
      [5, '休假结束', '2026-12-01', 'fault.expected.afterLeaveBegins'],
      [6, '休假结束', '', 'fault.expected.wholeLeave'],
      [9, '姓名', '欧阳六', 'fault.expected.unique'],
      [7, '代理人', '欧阳五', 'fault.expected.deputyOnRoster'],
    ])
    expect(await kept()).toEqual({ people: [], shifts: [], leave: [], deputies: [] })
  })

  test('says before what would happen, does it, and finds nothing new the second time', async () => {
    commands.write('roster.csv', FILE)
    const counts = { read: 4, accepted: 4, added: 4, changed: 0, unchanged: 0, faulty: 0, ended: 0 }
    expect((await take('roster.csv', '--dry-run')).report).toMatchObject({ ...counts, isDryRun: true })
    expect((await kept()).people).toEqual([])
    expect((await take('roster.csv')).report).toMatchObject(counts)
    const now = await kept()
    expect(now.people).toEqual(['欧阳一 greening', '欧阳二'])
    expect(now.shifts.toSorted()).toEqual(
      ['欧阳一 12345 480-1050', `欧阳一 ${day} 1080-360`, '欧阳二 01234567 1200-1440'].sort(),
    )
    const start = new Date(`${day}T00:00:00+08:00`).toISOString().replace('.000', '')
    const end = new Date(`${addDays(day, 1)}T00:00:00+08:00`).toISOString().replace('.000', '')
    expect([now.leave, now.deputies]).toEqual([[`欧阳一 ${start} ${end} annual`], ['欧阳一 欧阳二']])
    expect((await take('roster.csv')).report).toMatchObject({ added: 0, changed: 0, unchanged: 4 })
    expect(await kept()).toEqual(now)
    const traces = await rows<{ id: string }>(
      office.app.db.pool,
      sql`select subject_id as id from audit where action = 'rosterChanged' order by subject_id`,
    )
    expect(traces.map(({ id }) => id)).toEqual([A1, B1])
  })

  test('takes away the shifts that a file does not have only where it is told to', async () => {
    const next = [HEAD, `${A1},欧阳一,园林绿化,周一至周五,09:00,18:00,,,,`, `${A2},司马二,,,,,,,,`, ''].join(
      '\n',
    )
    commands.write('next.csv', next)
    expect((await take('next.csv', '--dry-run', '--end-missing')).report).toMatchObject({
      added: 2,
      ended: 3,
      endedUnits: [
        { code: A1, name: '欧阳一 1-5 08:00-17:30' },
        { code: A1, name: `欧阳一 ${day} 18:00-06:00` },
        { code: A1, name: '欧阳二 1-7,H 20:00-24:00' },
      ],
    })
    expect((await kept()).shifts).toHaveLength(3)
    await take('next.csv', '--end-missing')
    const left = await kept()
    expect(left.shifts).toEqual(['欧阳一 12345 540-1080'])
    // People, leave and deputies stay.
    expect([left.people.length, left.leave.length, left.deputies.length]).toEqual([2, 1, 1])
  })

  test('reads a workbook with cells for days and times, and takes the good rows where it is told to', async () => {
    const book = new excel.Workbook()
    const sheet = book.addWorksheet('排班')
    sheet.addRow(HEAD.split(','))
    const time = (hours: number): Date => new Date(Date.UTC(1899, 11, 30, hours))
    sheet.addRow([A, '欧阳专', '', new Date(`${day}T00:00:00Z`), time(8), time(17), '', '', '', ''])
    sheet.addRow(['没有', '某某', '', '', '', '', '', '', '', ''])
    commands.write('book.xlsx', new Uint8Array(await book.xlsx.writeBuffer()))
    expect((await take('book.xlsx')).report).toMatchObject({ read: 2, accepted: 0, faulty: 1 })
    expect((await take('book.xlsx', '--skip-faulty')).report).toMatchObject({
      accepted: 1,
      added: 1,
      faulty: 1,
    })
    const caller = await callerAs(office.app, 'commandCentre', '22')
    expect((await caller.duty.roster({ unit: A })).shifts).toMatchObject([
      { day, fromMinute: 480, toMinute: 1020 },
    ])
  })

  test('keeps no illness, and says so', async () => {
    commands.write('ill.csv', [HEAD, `${B1},司马乙,,,,,${day},${day},病假,`, ''].join('\n'))
    const { report } = await take('ill.csv')
    expect(report.notices).toEqual([{ key: 'notice.leaveKindOther', facts: expect.anything() as unknown }])
    expect(
      await rows(office.app.db.pool, sql`select kind from duty_leave where kind = 'other'`),
    ).toHaveLength(1)
  })

  test('tells before how many shifts a unit would have, and refuses the rows it has no room for', async () => {
    const months = (from: number, count: number): string =>
      Array.from({ length: count }, (_, n) => `${B1},班次多,,${addDays(day, from + n)},08:00,09:00,,,,`).join(
        '\n',
      )
    commands.write('many.csv', `${HEAD}\n${months(0, 390)}\n`)
    expect((await take('many.csv')).report).toMatchObject({ accepted: 390, faulty: 0 })
    // The last five of these are known, ten are new, and five more are too many.
    commands.write('more.csv', `${HEAD}\n${months(385, 20)}\n`)
    for (const dryRun of [['--dry-run'], []]) {
      const { report } = await take('more.csv', ...dryRun)
      expect(report).toMatchObject({ faulty: 5, accepted: dryRun.length > 0 ? 15 : 0 })
      expect(
        report.faults.map(({ row, field, found, expected, facts }) => [row, field, found, expected, facts]),
      ).toEqual(
        [17, 18, 19, 20, 21].map((row) => [
          row,
          '单元',
          SHORT_B1,
          'fault.expected.fewerShifts',
          { most: 400, would: 405 },
        ]),
      )
    }
    // Those that the file does not have make room where they are to go.
    expect((await take('more.csv', '--dry-run', '--end-missing')).report).toMatchObject({
      faulty: 0,
      ended: 385,
    })
    await run(office.app.db.pool, sql`delete from duty_shift where unit_code = ${B1}`)
  })

  describe('of community staff', () => {
    const staffOf = async (...areas: string[]) => ({
      ...(await viewerWith(office.app, ['communityStaff'], areas)),
      accountId: '31',
    })
    const importAs = async (viewer: Viewer, lines: string, isDryRun = false): Promise<Report> => {
      const path = join(commands.folder, commands.write('own.csv', `${HEAD}\n${lines}\n`))
      return importFile(office.app, {
        path,
        file: 'own.csv',
        isDryRun,
        importedBy: viewer,
        choice: { as: 'roster', crs: 'auto', mapping: { unit: '单元' }, skipFaulty: false },
      })
    }

    test('is taken in for their own community, and refused by row for another one', async () => {
      const staff = await staffOf(A)
      const both = `${A2},欧阳甲,,周一,08:00,09:00,,,,\n${B1},司马丙,,周一,08:00,09:00,,,,`
      const refused = await importAs(staff, both)
      expect(refused).toMatchObject({ read: 2, accepted: 0, faulty: 1 })
      expect(refused.faults.map(({ row, field, found, expected }) => [row, field, found, expected])).toEqual([
        [3, '单元', SHORT_B1, 'fault.expected.ownUnit'],
      ])
      expect(await importAs(staff, both.split('\n')[0]!)).toMatchObject({ accepted: 1, added: 1 })
      const caller = await callerAs(office.app, 'communityStaff', '31', A)
      expect((await caller.duty.roster({ unit: A2 })).shifts).toHaveLength(1)
      // Nobody of another area may stand in: they do not see that there is one.
      const deputy = await importAs(staff, `${A2},欧阳甲,,,,,,,,司马乙`, true)
      expect(deputy.faults.map(({ expected }) => expected)).toEqual(['fault.expected.deputyOnRoster'])
    })

    test('cannot be written for another community, whatever the code above it does', async () => {
      const entry = { rowNumber: 2, unit: B1, person: '司马丁', skills: null, leave: null, deputy: null }
      const shift = { weekdays: [1], day: null, fromMinute: 480, toMinute: 540 }
      const plan = planRoster(
        { people: [], shifts: [], shiftsOfOthers: [], leave: [], deputies: [] },
        [{ ...entry, shift }],
        null,
      )
      await expect(
        asViewer(office.app.db, await staffOf(A), (tx) => storeRosterPlan(tx, plan)),
      ).rejects.toMatchObject({ code: '42501' })
    })

    test('is all that they may bring in', async () => {
      const caller = await callerAs(office.app, 'communityStaff', '31', A)
      const uploadId = await storeUpload(
        office.app,
        await staffOf(A),
        upload('own.csv', `${HEAD}\n${A2},欧阳乙,,,,,,,,\n`),
      )
      const choice = { uploadId, crs: 'auto', mapping: {}, skipFaulty: false, accept: false }
      expect(await refusalOf(caller.rosterImport.start({ ...choice, as: 'units' }))).toBe('access.refused')
      expect(await refusalOf(caller.import.start({ ...choice, as: 'roster' }))).toBe('access.refused')
      const seen = await caller.rosterImport.inspect({ uploadId, as: 'residents' })
      expect(seen.layers[0]!.suggestedKind).toBe('roster')
      const { jobId } = await caller.rosterImport.start({
        ...choice,
        as: 'roster',
        mapping: { unit: '单元' },
      })
      await expect
        .poll(async () => (await caller.rosterImport.job({ jobId })).report)
        .toMatchObject({ accepted: 1, faulty: 0 })
    })
  })
})
