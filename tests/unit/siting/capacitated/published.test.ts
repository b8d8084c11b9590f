/** São José dos Campos with capacities: the best values that were published, reached and proved. */
import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { parse } from 'csv-parse/sync'
import { answerInput } from '../../../../shared/siting/answerInput.ts'
import { FaultyPoints, pointsInput } from '../../../../shared/siting/capacitated/pointsFile.ts'
import { checkCertificate, encodeCertificate } from '../../../../shared/siting/certificate.ts'
import { partsOf } from '../../../../shared/siting/siteInput.ts'
import { describeWithShared, sharedData } from '../../../fixtures/sharedData.ts'

describeWithShared('capacitated p-medians of São José dos Campos', () => {
  const folder = sharedData('benchmarks/sjc-capacitated-pmedian')
  if (folder === undefined) return
  const all: { problem: string; best_known: string }[] = parse(
    readFileSync(`${folder}/best-known.csv`, 'utf8'),
    { columns: true },
  )
  // The largest takes most of a minute: the others with QUARTERHOUR_SITING_ALL=1.
  const rows = process.env.QUARTERHOUR_SITING_ALL === '1' ? all : all.slice(0, 1)

  it.each(rows)(
    '$problem: $best_known, and none better',
    ({ problem, best_known: best }) => {
      const input = pointsInput(readFileSync(`${folder}/${problem}.dat`, 'utf8'))
      const search = answerInput(input)
      let step = search.next()
      while (!step.done) step = search.next()
      const { objective, bound } = step.value
      expect((objective / partsOf(input)).toFixed(2)).toBe(best)
      expect(bound).toBe(objective)
      const certificate = encodeCertificate({
        source: problem,
        dataDate: null,
        method: 'm',
        input,
        answer: step.value,
      })
      expect(checkCertificate(JSON.stringify(certificate))).toMatchObject({ valid: true, objective, bound })
    },
    600_000,
  )

  it('has all four', () => expect(all.length).toBe(4))
})

it.each([
  ['', 'line 1: found "", expected number of points, p'],
  ['2 1\n0 0 5 1\n', 'line 2: found 1 points, expected 2'],
  ['1 2\n0 0 5 1\n', 'line 1: found p 2, expected 1 to 1'],
  ['1 1\n0 0 5\n', 'line 2: found "0 0 5", expected x, y, capacity, demand'],
  ['1 1\n0 0 -5 1\n', 'line 2: found capacity -5 and demand 1'],
])('a faulty file of points is told with its line: %j', (text, reason) => {
  expect(() => pointsInput(text)).toThrow(FaultyPoints)
  expect(() => pointsInput(text)).toThrow(reason)
})
