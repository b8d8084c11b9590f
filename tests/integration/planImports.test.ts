/** A plan from a file: uploaded by a planner, or given on the command line; what was found in it is kept with the plan. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { Readable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { checkCoverage } from '../../shared/coverage/checkCoverage.ts'
import { UnitCode } from '../../shared/domain/ids.ts'
import type { ImportReport } from '../../shared/plans/importFinding.ts'
import { planOf } from '../../shared/plans/planDocument.ts'
import { type SQL, run, sql } from '../../server/db/sql.ts'
import { createPlan } from '../../server/services/plans/createPlan.ts'
import { storeUpload } from '../../server/services/uploads.ts'
import {
  A,
  A1,
  A2,
  B,
  STREET,
  box,
  collection,
  commandsOf,
  loadTinyTown,
  unitFeature,
} from '../fixtures/tinyTown.ts'
import { type TestApp, callerAs, hasDatabase, openTestApp, refusalOf, viewerWith } from './harness.ts'

/** The second area lies a metre over the first, the last one leaves a wide strip of its community and reaches out of it. */
const DIRTY = collection([
  unitFeature(A1, '甲一网格', 'grid', box(114, 114.01001)),
  unitFeature('', '甲新网格', 'grid', box(114.01, 114.02)),
  unitFeature('', '乙整块', 'grid', box(114.025, 114.041)),
  unitFeature(STREET, '试验街道', 'street', box(114, 114.04)),
])

describe.skipIf(!hasDatabase)('a plan from a file', () => {
  let town: TestApp
  const planner = () => callerAs(town.app, 'planner', '0')
  const uploaded = async (name: string, text: string): Promise<string> =>
    storeUpload(
      town.app,
      { ...(await viewerWith(town.app, ['planner'])), accountId: '0' },
      (async function* () {
        yield { filename: name, file: Readable.from(Buffer.from(text)) as Readable & { truncated?: boolean } }
      })(),
    )
  const begin = async (text: string, more: object = {}, name = 'grids.geojson') =>
    (await planner()).plan.create({
      name: '来自文件',
      scope: STREET,
      from: { upload: await uploaded(name, text), ...more },
    })

  beforeAll(async () => {
    town = await openTestApp()
    await loadTinyTown(commandsOf(town.app))
  })
  afterAll(() => town?.close())

  test('fits the communities, and tells what was decided, left out and left open', async () => {
    const { id } = await begin(DIRTY)
    const { document, report } = await (await planner()).plan.open({ id })
    expect(document.grids.map(({ code, name, parent }) => [code, name, parent])).toEqual([
      [A1, '甲一网格', A],
      [null, '甲新网格', A],
      [null, '乙整块', B],
    ])
    expect(checkCoverage(planOf(document).coverage)).toEqual([])
    expect(report).toMatchObject({ file: 'grids.geojson', areas: 4, gapMeters: 5 })
    expect(Object.keys(report!.counts).sort()).toEqual(['empty', 'outside', 'overlap', 'wrongLevel'])
    expect(report!.findings.find(({ kind }) => kind === 'overlap')).toMatchObject({
      areas: ['甲一网格', '甲新网格'],
      shape: { type: 'MultiPolygon' },
    })
    const { hindrances } = await (await planner()).plan.effect({ id, on: '2099-01-01' })
    expect(hindrances.map(({ key }) => key)).toContain('plan.unassigned')
  })

  test('has no report when it began otherwise', async () => {
    const caller = await planner()
    const { id } = await caller.plan.create({ name: '今天', scope: STREET, from: 'today' })
    expect((await caller.plan.open({ id })).report).toBeNull()
  })

  test('says what is wrong with a file that cannot be one', async () => {
    expect(await refusalOf(begin('no json', {}))).toMatch(/^file\./)
    expect(await refusalOf(begin(collection([])))).toBe('coverage.noAreas')
    const far = collection([unitFeature('', '远', 'grid', box(10, 10.01))])
    expect(await refusalOf(begin(far))).toBe('plan.fileElsewhere')
    expect(await refusalOf(begin(DIRTY, { code: '编号' }))).toBe('plan.noColumn')
    const projected = collection([
      unitFeature('', '平面', 'grid', box(500_000, 501_000, 3_300_000, 3_301_000)),
    ])
    expect(await refusalOf(begin(projected))).toBe('coverage.unknownCrs')
  })

  test('is refused with more points than can be laid over the communities at once', async () => {
    // 101 areas of a thousand points each.
    const row = Array.from({ length: 997 }, (_, i): [number, number] => [114 + i / 100_000, 30])
    const ring: [number, number][] = [...row, [114.01, 30], [114.01, 30.01], [114, 30]]
    const many = collection(Array.from({ length: 101 }, (_, i) => unitFeature('', `${i}`, 'grid', ring)))
    await expect(begin(many)).rejects.toMatchObject({
      key: 'plan.tooManyPoints',
      facts: { file: 'grids.geojson', count: 101_000, most: 100_000 },
    })
  })

  test('leaves the server to others while it is laid over the communities', async () => {
    // 100 areas with 900 points each, every border drawn twice; where the communities meet it is straight, as theirs.
    const edge = (strip: number, y: number): [number, number] => [
      114 + strip / 2_500 + (strip % 50 === 0 ? 0 : (y % 2) / 1_000_000),
      30 + y / 45_000,
    ]
    const side = (strip: number): [number, number][] => Array.from({ length: 450 }, (_, y) => edge(strip, y))
    const strips = Array.from({ length: 100 }, (_, i) =>
      unitFeature('', `第${i + 1}条`, 'grid', [...side(i).reverse(), ...side(i + 1), side(i).at(-1)!]),
    )
    const upload = await uploaded('strips.geojson', collection(strips))
    const caller = await planner()
    await caller.plan.list()
    const delay = monitorEventLoopDelay({ resolution: 5 })
    const began = performance.now()
    let isMade = false
    const made = caller.plan
      .create({ name: '大文件', scope: STREET, from: { upload } })
      .finally(() => void (isMade = true))
    delay.enable()
    const waits: number[] = []
    while (!isMade) {
      const asked = performance.now()
      await caller.plan.list()
      waits.push(performance.now() - asked)
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
    delay.disable()
    const took = performance.now() - began
    const { report, gridCount } = await caller.plan.open(await made)
    expect([gridCount, report!.areas]).toEqual([100, 100])
    const held = delay.max / 1e6
    expect([Math.max(...waits), held].filter((wait) => wait > took / 3)).toEqual([])
  })

  test('tells of a large file what is wrong with it as of a small one', async () => {
    const far = collection([
      unitFeature('', '远', 'grid', box(10, 10.01)),
      { type: 'Feature', properties: { name: '长'.repeat(40_000) }, geometry: null },
    ])
    expect(await refusalOf(begin(far))).toBe('plan.fileElsewhere')
    expect(await refusalOf(begin(far, { code: '编号' }))).toBe('plan.noColumn')
    expect(await refusalOf(begin(`${'x'.repeat(80_000)}`))).toMatch(/^file\./)
  })

  test('is refused where units change after it was laid over them', async () => {
    const { app } = town
    const viewer = { ...(await viewerWith(app, ['planner'])), accountId: '0' }
    const upload = await uploaded('grids.geojson', DIRTY)
    const changed = (to: SQL) =>
      run(app.db.pool, sql`update unit_version set content_hash = ${to} where unit_code = ${A1}`)
    // Before the second transaction, which writes the plan; the first one reads the units.
    let transactions = 0
    const pool = new Proxy(app.db.pool, {
      get: (on, name) =>
        name === 'connect'
          ? async () => {
              if (++transactions === 2) await changed(sql`'x' || content_hash`)
              return on.connect()
            }
          : (Reflect.get(on, name) as unknown),
    })
    const rivalled = { ...app, db: { ...app.db, pool } }
    const input = {
      name: '辖区有变',
      scope: UnitCode.parse(STREET),
      purpose: '',
      from: { upload, gapMeters: 5, axisOrder: 'auto' as const },
    }
    expect(await refusalOf(createPlan(rivalled, viewer, input))).toBe('plan.unitsMoved')
    await changed(sql`substr(content_hash, 2)`)
    expect(await refusalOf(createPlan(app, viewer, input))).toBe('answered')
  })

  test('takes only one’s own upload, in one’s own area', async () => {
    const upload = await uploaded('grids.geojson', DIRTY)
    const wish = { name: 'x', from: { upload } }
    const other = await callerAs(town.app, 'planner', '1')
    expect(await refusalOf(other.plan.create({ ...wish, scope: STREET }))).toBe('upload.unknown')
    const narrow = await callerAs(town.app, 'planner', '0', B)
    expect(await refusalOf(narrow.plan.create({ ...wish, scope: A }))).toBe('access.outsideArea')
    const worker = await callerAs(town.app, 'gridWorker', '0')
    expect(await refusalOf(worker.plan.create({ ...wish, scope: STREET }))).toBe('access.refused')
  })

  test('begins on the command line with the tolerance that is given', async () => {
    const commands = commandsOf(town.app)
    commands.write('dirty.geojson', DIRTY)
    interface Begun {
      id: string
      grids: number
      report: ImportReport | null
    }
    const start = (...more: string[]) =>
      commands.run<Begun>('plan', 'start', '--name', '命令行', '--scope', STREET, ...more)
    const begun = await start('--from', 'dirty.geojson', '--gap', '0')
    expect(begun).toMatchObject({ exitCode: 0, json: { grids: 3, report: { gapMeters: 0 } } })
    expect((await start()).json).toMatchObject({ grids: 4, report: null })
    expect((await start('--from', begun.json.id)).json).toMatchObject({ grids: 3 })
    for (const bad of [
      ['--from', 'dirty.geojson', '--gap', '-1'],
      ['--from', 'today', '--gap', '1'],
    ])
      expect((await start(...bad)).exitCode, bad.join(' ')).toBe(2)
    expect((await start('--from', 'dirty.geojson', '--key', '编号')).exitCode).toBe(1)
    expect((await commands.run('plan', 'start', '--name', 'x')).exitCode).toBe(2)
  })

  test('written out by a plan comes back as it was', async () => {
    const commands = commandsOf(town.app)
    const { id } = await begin(DIRTY)
    const { document } = await (await planner()).plan.open({ id })
    // What a person has who repaired the file outside.
    await commands.run(
      'coverage',
      'repair',
      commands.write(
        'four.geojson',
        collection([
          unitFeature(A1, '甲一网格', 'grid', box(114, 114.01)),
          unitFeature(A2, '甲二网格', 'grid', box(114.01, 114.02)),
          unitFeature('', '乙整块', 'grid', box(114.02, 114.04)),
        ]),
      ),
      '--key',
      'name',
      '--out',
      'whole.geojson',
    )
    const whole = await begin(readFileSync(join(commands.folder, 'whole.geojson'), 'utf8'))
    const opened = await (await planner()).plan.open({ id: whole.id })
    expect(opened.report).toMatchObject({ counts: {}, findings: [] })
    expect(opened.document.grids.map(({ code }) => code)).toEqual([A1, A2, null])
    expect(document.grids).toHaveLength(3)
  })
})
