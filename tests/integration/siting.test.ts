/**
 * Siting by command on the tiny town: one street past A1 (3 people) and A2 (1), a detour to B1 (2), and one of its own
 * past B2, where nobody lives. And on tables, whole and faulty.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { demandFrom } from '../../shared/circles/demand.ts'
import { CertificateJson } from '../../shared/siting/certificate.ts'
import type { SitingAnswer } from '../../shared/siting/sitingQuestion.ts'
import { SitingDesk } from '../../shared/siting/sitingDesk.ts'
import { systemViewer } from '../../server/access/viewer.ts'
import { demandColumns } from '../../server/services/circleDemand.ts'
import { STREETS } from '../fixtures/tinyStreets.ts'
import { type Commands, commandsOf, loadTinyTown } from '../fixtures/tinyTown.ts'
import { type TestApp, hasDatabase, openTestApp } from './harness.ts'

interface Answer {
  objective: number
  bound: number
  gap: number
  optimal: boolean
  open: string[]
  method: string
  seconds: number
  existing?: number
  outOfReach?: number
}

describe.skipIf(!hasDatabase)('siting by command', () => {
  let town: TestApp
  let commands: Commands
  const site = async (...words: string[]): Promise<Answer> => {
    const { json, stderr, exitCode } = await commands.run<Answer>('site', ...words)
    expect([stderr, exitCode]).toEqual(['', 0])
    return json
  }
  const verify = async (file: string) =>
    commands.run<{ valid: boolean; objective: number | null; bound: number | null; reason?: string }>(
      'site',
      'verify',
      file,
    )
  const refusal = async (...words: string[]): Promise<string> => {
    const { stdout, stderr, exitCode } = await commands.run('site', ...words)
    expect([stdout, exitCode]).toEqual(['', 2])
    expect(stderr).toMatch(/^qh: [^\n]+\n$/)
    return stderr
  }

  beforeAll(async () => {
    town = await openTestApp()
    commands = commandsOf(town.app)
    await loadTinyTown(commands)
    const file = commands.write('streets.geojson', STREETS)
    expect((await commands.run('network', 'import', file)).exitCode).toBe(0)
  })
  afterAll(() => town?.close())

  describe('on the streets', () => {
    const asked = ['--kind', 'clinic', '--minutes', '5', '--every', '30']

    test('one point reaches the three of A1, two also the two of B1, three all six', async () => {
      for (const [p, people] of [
        [1, 3],
        [2, 5],
        [3, 6],
      ] as const) {
        const answer = await site('--model', 'mclp', ...asked, '--p', String(p))
        expect(answer).toMatchObject({ objective: people, bound: people, gap: 0, optimal: true, existing: 0 })
        expect(answer.open).toHaveLength(p)
      }
    })

    test('three points are the fewest that reach all within 5 minutes; pharmacies do so already', async () => {
      expect(await site('--model', 'lscp', ...asked)).toMatchObject({ objective: 3, bound: 3, optimal: true })
      const pharmacies = await site('--model', 'lscp', '--kind', 'pharmacy', '--minutes', '5')
      expect(pharmacies).toMatchObject({ objective: 0, bound: 0, open: [], existing: 3 })
    })

    test('only older people, or children, count where they are asked for', async () => {
      for (const whom of ['over64', 'under15'])
        expect(await site('--model', 'mclp', ...asked, '--p', '1', '--for', whom)).toMatchObject({
          objective: 1,
        })
    })

    test('agrees with what the page is answered, and its certificates are valid', async () => {
      const columns = await demandColumns(town.app, systemViewer)
      const desk = new SitingDesk((await town.app.networks.current()).index, demandFrom(columns))
      for (const [model, aim] of [
        ['mclp', 'reach'],
        ['pmedian', 'walk'],
        ['pcenter', 'furthest'],
        ['lscp', 'fewest'],
      ] as const) {
        const count = model === 'lscp' ? [] : ['--p', '2']
        const answer = await site('--model', model, ...asked, ...count, '--out', `${model}.json`)
        const search = desk.answer({
          aim,
          group: 'residents',
          count: 2,
          walker: 'standard',
          minutes: 5,
          existing: [],
          candidates: { everyMeters: 30 },
        })
        let shown: SitingAnswer | undefined
        for (let step = search.next(); ; step = search.next()) {
          shown = step.value
          if (step.done) break
        }
        const same = {
          mclp: shown.insideAfter,
          pmedian: shown.meanAfter! * shown.total,
          pcenter: shown.furthestAfter!,
          lscp: shown.sites.length,
        }[model]
        expect(answer.objective).toBeCloseTo(same, 6)
        expect(await verify(`${model}.json`)).toMatchObject({
          exitCode: 0,
          json: { valid: true, objective: answer.objective, bound: answer.bound },
        })
      }
    })

    test('a certificate says of which day and network it is, and nothing of where people live', async () => {
      await site('--model', 'mclp', ...asked, '--p', '1', '--out', 'told.json')
      const text = readFileSync(join(commands.folder, 'told.json'), 'utf8')
      const json = CertificateJson.parse(JSON.parse(text))
      expect(json.source).toMatch(/^clinic, network [0-9a-f]{64}$/)
      expect(json.dataDate).toMatch(/^\d{4}-\d\d-\d\d$/)
      expect(json.asked.demands).toEqual(['1', '2', '3'])
      expect(text).not.toMatch(/HA1|114\.0050*"|甲一楼/)
    })

    test('a tampered certificate fails with its reason and exit code 1', async () => {
      await site('--model', 'mclp', ...asked, '--p', '2', '--out', 'whole.json')
      const whole = readFileSync(join(commands.folder, 'whole.json'), 'utf8')
      const json = CertificateJson.parse(JSON.parse(whole))
      for (const [content, reason] of [
        [JSON.stringify({ ...json, answer: { ...json.answer, objective: 6 } }), 'objective: found 5'],
        [JSON.stringify({ ...json, answer: { ...json.answer, bound: 4 } }), 'bound: the proof gives 5'],
        [JSON.stringify({ ...json, dataDate: '2020-01-01' }), 'hash: '],
        [whole.slice(0, -40), 'found no JSON'],
      ] as const) {
        const { exitCode, stderr, json: told } = await verify(commands.write('tampered.json', content))
        expect([exitCode, stderr]).toEqual([1, ''])
        expect(told).toMatchObject({ valid: false, objective: null, bound: null })
        expect(told.reason).toContain(reason)
      }
    })
  })

  describe('on tables', () => {
    const MATRIX = 'from,to,meters\na,x,100\na,y,250.5\nb,x,300\nb,y,0\nc,x,\nc,y,900\n'
    const WEIGHTS = 'id,weight\na,2\nb,3\nc,1\n'
    const on = (matrix: string, demand: string, ...words: string[]): string[] => [
      '--matrix',
      commands.write('matrix.csv', matrix),
      '--demand',
      commands.write('demand.csv', demand),
      ...words,
    ]
    const whole = (...words: string[]): string[] => on(MATRIX, WEIGHTS, ...words)

    test('every model, as reckoned by hand; where there is no way nobody is reached', async () => {
      expect(await site(...whole('--model', 'pmedian', '--p', '1'))).toMatchObject({
        objective: 2 * 250.5 + 900,
        open: ['y'],
        optimal: true,
      })
      expect(await site(...whole('--model', 'pmedian', '--p', '2'))).toMatchObject({ objective: 200 + 900 })
      expect(await site(...whole('--model', 'mclp', '--p', '1', '--reach', '300'))).toMatchObject({
        objective: 5,
      })
      expect(await site(...whole('--model', 'mclp', '--p', '1', '--reach', '250'))).toMatchObject({
        objective: 3,
        open: ['y'],
      })
      expect(await site(...whole('--model', 'lscp', '--reach', '900'))).toMatchObject({
        objective: 1,
        open: ['y'],
      })
      expect(await site(...whole('--model', 'pcenter', '--p', '1'))).toMatchObject({
        objective: 900,
        bound: 900,
      })
    })

    test('a table with a byte order mark, Windows lines and quotes reads the same', async () => {
      const odd = `\uFEFF${MATRIX.replaceAll('\n', '\r\n').replaceAll('a,x', '"a","x"')}`
      expect(await site(...on(odd, `\uFEFF${WEIGHTS}`, '--model', 'pmedian', '--p', '1'))).toMatchObject({
        objective: 1401,
      })
    })

    test.each([
      [MATRIX.replace('100', 'NaN'), WEIGHTS, 'matrix.csv, row 2, meters: found "NaN", expected a number'],
      [MATRIX.replace('300', '-300'), WEIGHTS, 'matrix.csv, row 4, meters: found "-300", expected a number'],
      [MATRIX.replace('c,x,\n', ''), WEIGHTS, 'found no row c,x, and 5 rows in all; expected 3 × 2'],
      [`${MATRIX}a,x,1\n`, WEIGHTS, 'matrix.csv, row 8, from,to: found "a,x", expected each pair once'],
      ['a,b\n1,2\n', WEIGHTS, 'matrix.csv, row 1, header: found "a,b", expected from,to and a column'],
      [MATRIX, WEIGHTS.replace('a,2', 'a,-2'), 'demand.csv, row 2, weight: found "-2", expected a number'],
      [MATRIX, `${WEIGHTS}d,1\n`, 'demand.csv, row 5, id: found "d", expected a name of from in matrix.csv'],
      [MATRIX, 'id,weight\na,2\nb,3\n', 'demand.csv: found no weight of "c", which matrix.csv has ways from'],
      [MATRIX, `${WEIGHTS}a,4\n`, 'demand.csv, row 5, id: found "a", expected each once (it is in row 2)'],
      [MATRIX, 'name,people\n', 'demand.csv, row 1, id: found "name,people", expected id,weight'],
      [MATRIX, 'id,weight\na,0\nb,0\nc,0\n', 'found nobody to serve, expected at least one demand over 0'],
    ])('what is wrong is told with file, row and field (%#)', async (matrix, demand, expected) => {
      expect(await refusal(...on(matrix, demand, '--model', 'pmedian', '--p', '1'))).toContain(expected)
    })

    test('ways that differ there and back are told, and refused where they must not', async () => {
      const matrix = 'from,to,minutes\na,a,0\na,b,5\nb,a,6\nb,b,0\n'
      const words = on(matrix, 'id,weight\na,1\nb,1\n', '--model', 'pmedian', '--p', '1')
      expect(await site(...words)).toMatchObject({ objective: 5, open: ['b'] })
      expect(await refusal(...words, '--symmetric')).toContain(
        'found 1 pairs that are not as far there as back (most: a to b 5 minutes, back 6 minutes), expected none',
      )
    })

    test('what has no answer says what would have one', async () => {
      expect(await refusal(...whole('--model', 'pmedian', '--p', '3'))).toContain('expected p from 1 to 2')
      expect(await refusal(...whole('--model', 'lscp', '--reach', '500'))).toContain(
        '1 of 3 demands (first: c) are within 500 meters of no site; all are from 900 on',
      )
      const apart = 'from,to,meters\na,x,1\na,y,\nb,x,\nb,y,1\n'
      const two = 'id,weight\na,1\nb,1\n'
      for (const model of ['pmedian', 'pcenter'])
        expect(await refusal(...on(apart, two, '--model', model, '--p', '1'))).toContain(
          'no choice of so many sites serves everybody, expected 2 or more',
        )
      expect(
        await refusal(...on(apart.replace('b,y,1', 'b,y,'), two, '--model', 'pmedian', '--p', '1')),
      ).toContain('1 of 2 demands (first: b) are connected to no site')
    })
  })

  describe('on a file of the OR-Library', () => {
    test('the last of repeated edges counts; vertices are numbered from 1', async () => {
      const file = commands.write('pmed.txt', ' 4 5 1\n 1 2 100\n 2 3 4\n 1 2 1\n 3 4 5\n 2 1 7\n')
      expect(await site('--orlib', file)).toMatchObject({ objective: 20, bound: 20, optimal: true })
      expect(await site('--orlib', file, '--p', '4', '--seconds', '5')).toMatchObject({
        objective: 0,
        open: expect.arrayContaining(['1', '2', '3', '4']) as string[],
      })
    })

    test('a fault is told with its line', async () => {
      expect(await refusal('--orlib', commands.write('bad.txt', '2 1 1\n1 3 5\n'))).toContain(
        'bad.txt, line 2: found vertex 3, expected 1 to 2',
      )
    })
  })

  test.each([
    [[], 'site needs --model pmedian|mclp|lscp|pcenter'],
    [['--model', 'pmean'], '--model: found "pmean", expected pmedian, mclp, lscp, pcenter'],
    [['--model', 'mclp'], 'site needs --kind KIND'],
    [['--model', 'mclp', '--kind', 'clinik'], 'did you mean clinic'],
    [['--model', 'mclp', '--kind', 'clinic'], 'mclp needs --p, how many to open'],
    [['--model', 'mclp', '--kind', 'clinic', '--p', '0'], '--p: found "0", expected a whole number over 0'],
    [['--model', 'mclp', '--kind', 'clinic', '--p', '1.5'], '--p: found "1.5", expected a whole number'],
    [['--model', 'lscp', '--kind', 'clinic', '--p', '2'], '--p: lscp finds how many are needed'],
    [['--model', 'mclp', '--kind', 'clinic', '--p', '999'], '--p: found "999", expected at most'],
    [['--model', 'mclp', '--kind', 'clinic', '--p', '1', '--minutes', '99'], 'expected at most 45'],
    [['--model', 'mclp', '--kind', 'clinic', '--p', '1', '--for', 'cats'], '--for: found "cats", expected'],
    [['--model', 'mclp', '--kind', 'clinic', '--p', '1', '--profile', 'bird'], '--profile: found "bird"'],
    [['--model', 'mclp', '--kind', 'clinic', '--p', '1', '--every', '1'], '--every: found "1", expected 20'],
    [['--orlib', 'nothing.txt'], 'nothing.txt: there is no such file'],
    [['--matrix', 'x.csv', '--model', 'pmedian', '--p', '1'], '--matrix needs --demand FILE'],
    [['verify'], 'site verify needs a FILE'],
    [['verify', 'nothing.json'], 'nothing.json: there is no such file'],
    [['--model', 'mclp', '--fast', '1'], 'unknown option --fast'],
  ])('%j is refused in one line', async (words, expected) => {
    expect(await refusal(...words)).toContain(expected)
  })
})
