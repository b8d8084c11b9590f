/**
 * Answers that others published or proved: 205 tracts and 16 stores of San Francisco (spopt), and maximal covering of
 * São José dos Campos. Through the tables that the command reads, with names and decimals as they come.
 */
import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { parse } from 'csv-parse/sync'
import { answerInput, type SiteAnswer } from '../../../shared/siting/answerInput.ts'
import { checkAnswer } from '../../../shared/siting/checkAnswer.ts'
import type { SiteInput, SiteModel } from '../../../shared/siting/siteInput.ts'
import { wayTableOf } from '../../../shared/siting/wayTable.ts'
import { matrixInput } from '../../../server/services/siting/matrixInput.ts'
import { describeWithShared, sharedData } from '../../fixtures/sharedData.ts'

/** To the end, checked on the way out. */
function proved(input: SiteInput): SiteAnswer {
  const search = answerInput(input)
  for (let step = search.next(); ; step = search.next()) {
    if (!step.done) continue
    const { objective, bound } = step.value
    expect(bound).toBe(objective)
    expect(checkAnswer(input, step.value)).toEqual({ valid: true, objective, bound })
    return step.value
  }
}

const table = (path: string): Record<string, string>[] =>
  parse(readFileSync(path, 'utf8'), { columns: true, skip_empty_lines: true })

describeWithShared('San Francisco', () => {
  const folder = sharedData('benchmarks/spopt-san-francisco')
  if (folder === undefined) return
  const ways = table(`${folder}/SF_network_distance_candidateStore_16_censusTract_205_new.csv`)
  // The order of the two files differs: tracts are matched by name.
  const people = table(`${folder}/SF_demand_205_centroid_uniform_weight.csv`)
  const inputOf = (model: SiteModel, count: number | null, reach: number | null): SiteInput =>
    matrixInput(
      {
        name: 'ways.csv',
        text: `from,to,meters\n${ways.map((row) => `${row.DestinationName},${row.name},${row.distance}`).join('\n')}`,
      },
      {
        name: 'people.csv',
        text: `id,weight\n${people.map((row) => `${row.NAME},${row.POP2000}`).join('\n')}`,
      },
      { model, count, reach, isSymmetric: false },
    ).input

  it('needs 8 stores so that all are within 5 km', () => {
    expect(proved(inputOf('lscp', null, 5000)).objective).toBe(8)
  })

  it('has 875,247 of 955,113 people within 5 km of the best 4', () => {
    const input = inputOf('mclp', 4, 5000)
    expect(input.weights.reduce((sum, weight) => sum + weight, 0)).toBe(955_113)
    expect(proved(input).objective).toBe(875_247)
  })

  it('walks 2,848,268,129.71 person-metres to the best 4', () => {
    const input = inputOf('pmedian', 4, null)
    const { objective } = proved(input)
    // Ways are taken up to the next part, for 955,113 people.
    const walked = objective / input.wayParts
    expect(walked).toBeGreaterThanOrEqual(2_848_268_129.7145)
    expect(walked).toBeLessThan(2_848_268_129.7145 + 955_113 / input.wayParts)
  })

  it('has nobody further than 7,403.06 m from the best 4', () => {
    const input = inputOf('pcenter', 4, null)
    expect(proved(input).objective / input.wayParts).toBeCloseTo(7403.06, 1)
  })
})

describeWithShared('São José dos Campos', () => {
  const folder = sharedData('benchmarks/mclp')
  if (folder === undefined) return
  const all = table(`${folder}/verified-optima.csv`).filter(({ instance }) => instance!.startsWith('SJC'))
  // Four points and more take up to half a minute each: with QUARTERHOUR_SITING_ALL=1.
  const isAll = process.env.QUARTERHOUR_SITING_ALL === '1'
  const rows = all.filter(({ p }) => isAll || Number(p) <= 3)
  const placesOf = (instance: string): [number, number, number][] =>
    readFileSync(`${folder}/${instance}.txt`, 'utf8')
      .trim()
      .split(/\r?\n/)
      .slice(1)
      .map((line) => line.trim().split(/\s+/).map(Number) as [number, number, number])

  it.each(
    rows.map(
      (row) => [row.instance!, Number(row.p), Number(row.radius), Number(row.covered_demand)] as const,
    ),
  )('%s, %i points within %i: %i covered at most', (instance, count, radius, covered) => {
    const places = placesOf(instance)
    const names = places.map((_, i) => String(i + 1))
    const entries = places.flatMap(([x, y], demand) =>
      places.flatMap(([a, b], site) => {
        const way = Math.ceil(Math.hypot(x - a, y - b) * 1000 - 1e-6)
        return way <= radius * 1000 ? [{ demand, site, way }] : []
      }),
    )
    const input: SiteInput = {
      model: 'mclp',
      count,
      reach: radius * 1000,
      table: wayTableOf(places.length, places.length, entries),
      weights: Float64Array.from(places, ([, , demand]) => demand),
      existing: null,
      unit: 'meters',
      wayParts: 1000,
      weightParts: 1,
      demands: names,
      sites: names,
    }
    expect(proved(input).objective).toBe(covered)
  })

  it('has all rows', () => expect([all.length, rows.length]).toEqual([18, isAll ? 18 : 9]))
})
