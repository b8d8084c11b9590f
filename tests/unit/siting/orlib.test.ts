/** Problems of the OR-Library: the format, with its repeated edges, and the published optima reached and proved. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { answerInput, type SiteAnswer } from '../../../shared/siting/answerInput.ts'
import { checkAnswer } from '../../../shared/siting/checkAnswer.ts'
import { FaultyOrlib, orlibInput, parseOrlib } from '../../../shared/siting/orlib.ts'
import type { SiteInput } from '../../../shared/siting/siteInput.ts'
import { describeWithShared, sharedData } from '../../fixtures/sharedData.ts'

const toTheEnd = (input: SiteInput): SiteAnswer => {
  const search = answerInput(input)
  for (let step = search.next(); ; step = search.next()) if (step.done) return step.value
}

/** A path 1 - 2 - 3 - 4; the edge 1 - 2 comes three times, the last one the other way round. */
const PATH = '4 5 1\n1 2 100\n2 3 4\n1 2 1\n3 4 5\n2 1 7\n'

describe('a file of the OR-Library', () => {
  it('counts the last of repeated edges, whatever its direction, and the shortest ways over edges', () => {
    const { table } = orlibInput(PATH)
    expect(Array.from(table.site.subarray(0, 4))).toEqual([0, 1, 2, 3])
    expect(Array.from(table.way.subarray(0, 4))).toEqual([0, 7, 11, 16])
    // From vertex 2: 7 + 4 + 9, from 3: 11 + 4 + 5.
    const answer = toTheEnd(orlibInput(PATH))
    expect([answer.objective, answer.bound]).toEqual([20, 20])
    // From 1 and 3: 4 + 5.
    expect(toTheEnd(orlibInput(PATH, 2)).objective).toBe(9)
  })

  it('leaves what is not connected without a way, and never gives it a number', () => {
    const { table } = orlibInput('3 1 2\n1 2 5\n')
    expect(Array.from(table.start)).toEqual([0, 2, 4, 5])
    expect(Array.from(table.way)).toEqual([0, 5, 0, 5, 0])
    expect(() => toTheEnd(orlibInput('3 1 1\n1 2 5\n'))).toThrow(
      'found p 1; no choice of so many sites serves everybody, expected 2 or more',
    )
  })

  it.each([
    ['', 1, 'nothing', 'number of vertices, number of edges, p'],
    ['4 5\n', 1, '"4 5"', 'number of vertices'],
    ['4 1 5\n1 2 3', 1, 'p 5', '1 to 4'],
    ['4 2 1\n1 2 3\n', 2, '1 edges', '2, as line 1 says'],
    ['4 1 1\n\n1 5 3\n', 3, 'vertex 5', '1 to 4'],
    ['4 1 1\n1 2 NaN\n', 2, '"1 2 NaN"', 'two vertices and a cost'],
    ['4 1 1\n1 2 -3\n', 2, '"1 2 -3"', 'two vertices and a cost'],
  ])('says where it is not one: %j', (text, line, found, expected) => {
    let fault: unknown
    try {
      parseOrlib(text)
    } catch (error) {
      fault = error
    }
    expect(fault).toBeInstanceOf(FaultyOrlib)
    expect(fault).toMatchObject({ line, found, expected: expect.stringContaining(expected) as string })
  })
})

describeWithShared('published problems of the OR-Library', () => {
  const folder = sharedData('benchmarks/orlib-pmed')
  if (folder === undefined || !existsSync(folder)) return
  const optima = new Map(
    readFileSync(`${folder}/optima.csv`, 'utf8')
      .trim()
      .split(/\r?\n/)
      .slice(1)
      .map((line) => line.split(',') as [string, string])
      .map(([name, optimum]) => [name, Number(optimum)]),
  )
  const isAll = process.env.QUARTERHOUR_SITING_ALL === '1'
  const some = ['pmed1', 'pmed5', 'pmed8', 'pmed10', 'pmed40']
  const names = readdirSync(folder)
    .filter((file) => /^pmed\d+\.txt$/.test(file))
    .map((file) => file.replace('.txt', ''))
    .filter((name) => isAll || some.includes(name))

  it('are there', () => expect(names.length).toBe(isAll ? 27 : some.length))

  it.each(names)('%s: the published optimum, reached, proved and checked', { timeout: 600_000 }, (name) => {
    const input = orlibInput(readFileSync(`${folder}/${name}.txt`, 'utf8'))
    const answer = toTheEnd(input)
    expect([answer.objective, answer.bound]).toEqual([optima.get(name), optima.get(name)])
    expect(checkAnswer(input, answer)).toEqual({
      valid: true,
      objective: optima.get(name),
      bound: optima.get(name),
    })
  })
})
