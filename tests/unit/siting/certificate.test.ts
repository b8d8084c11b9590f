/** Documents of answers: whole when they are read again, and refused when anything that matters was changed. */
import { beforeAll, describe, expect, it } from 'vitest'
import { seeded } from '../../../shared/zoning/random.ts'
import { answerInput, type SiteAnswer } from '../../../shared/siting/answerInput.ts'
import {
  BadCertificate,
  type CertificateJson,
  checkCertificate,
  decodeCertificate,
  encodeCertificate,
} from '../../../shared/siting/certificate.ts'
import { contentHash } from '../../../shared/network/contentHash.ts'
import type { SiteInput, SiteModel } from '../../../shared/siting/siteInput.ts'
import { wayTableOf } from '../../../shared/siting/wayTable.ts'

const SITES = 24
const DEMANDS = 60

/** Points on a square; the plain ways between them. */
function squareInput(model: SiteModel): SiteInput {
  const random = seeded(5)
  const place = (): [number, number] => [Math.floor(random() * 1000), Math.floor(random() * 1000)]
  const demands = Array.from({ length: DEMANDS }, place)
  const sites = Array.from({ length: SITES }, place)
  const entries = demands.flatMap(([x, y], demand) =>
    sites.map(([a, b], site) => ({ demand, site, way: Math.round(Math.hypot(x - a, y - b)) })),
  )
  return {
    model,
    count: model === 'lscp' ? null : 4,
    reach: model === 'lscp' ? 420 : model === 'mclp' ? 220 : null,
    table: wayTableOf(DEMANDS, SITES, entries),
    weights: Float64Array.from({ length: DEMANDS }, () => 1 + Math.floor(random() * 9)),
    existing: null,
    unit: 'meters',
    wayParts: 1,
    weightParts: 1,
    demands: demands.map((_, i) => `home ${i}`),
    sites: sites.map((_, j) => `place ${j}`),
  }
}

function toTheEnd(input: SiteInput): SiteAnswer {
  const search = answerInput(input)
  for (let step = search.next(); ; step = search.next()) if (step.done) return step.value
}

const documentOf = (input: SiteInput, answer: SiteAnswer): CertificateJson =>
  encodeCertificate({ source: 'square', dataDate: '2026-11-30', method: 'm', input, answer })

const check = (json: unknown): ReturnType<typeof checkCertificate> => checkCertificate(JSON.stringify(json))

/** As somebody would who knows how it is made. */
function hashedAnew(json: CertificateJson): CertificateJson {
  const { source, dataDate, method, asked } = json
  const bytes = new TextEncoder().encode(JSON.stringify([source, dataDate, method, asked]))
  return { ...json, hash: contentHash(bytes) }
}

describe.each(['pmedian', 'mclp', 'lscp', 'pcenter'] as const)('the certificate of %s', (model) => {
  const input = squareInput(model)
  let answer: SiteAnswer
  let json: CertificateJson
  const changed = (change: (copy: CertificateJson) => void): CertificateJson => {
    const copy = structuredClone(json)
    change(copy)
    return copy
  }
  beforeAll(() => {
    answer = toTheEnd(input)
    json = documentOf(input, answer)
  })

  it('is valid as it was made, and the same when it is read and written again', () => {
    expect(check(json)).toMatchObject({ valid: true, objective: answer.objective, bound: answer.objective })
    const read = decodeCertificate(JSON.stringify(json))
    expect(encodeCertificate(read)).toEqual(json)
  })

  it('is valid at every step of the search, with the bound of that step', () => {
    const search = answerInput(input)
    let steps = 0
    for (let step = search.next(); !step.done && steps < 8; step = search.next(), steps++) {
      const { objective, bound } = step.value
      const checked = check(documentOf(input, step.value))
      expect(checked).toMatchObject({ valid: true, objective })
      if (model === 'mclp') expect(bound).toBeGreaterThanOrEqual(objective)
      else expect(bound).toBeLessThanOrEqual(objective)
    }
    expect(steps).toBeGreaterThan(0)
  })

  it('fails with another objective, a better bound, or a site exchanged, left out or named twice', () => {
    const better = model === 'mclp' ? 1 : -1
    const tampered: [string, CertificateJson][] = [
      ['objective', changed((copy) => (copy.answer.objective += better))],
      ['objective', changed((copy) => (copy.answer.objective -= better))],
      // no choice does better than the best: so much closer a bound is false
      ['bound', changed((copy) => (copy.answer.bound -= better))],
      ['open', changed((copy) => (copy.answer.open[1] = copy.answer.open[0]!))],
      ['open', changed((copy) => (copy.answer.open[0] = SITES))],
    ]
    for (const [what, one] of tampered) {
      const checked = check(one)
      expect([what, checked.valid]).toEqual([what, false])
      if (!checked.valid) expect(checked.reason).toContain(what)
    }
    // Every other site in the place of the first costs more, or serves not all; or is as good, and told as such.
    for (let site = 0; site < SITES; site++) {
      if (answer.open.includes(site)) continue
      const other = check(changed((copy) => (copy.answer.open[0] = site)))
      if (other.valid) expect(other.objective).toBe(answer.objective)
    }
    expect(check(changed((copy) => (copy.answer.open = []))).valid).toBe(false)
  })

  it('fails with a way or a weight changed, with the hash as it was and with another', () => {
    const nearer = changed((copy) => {
      const at = copy.asked.way.findLastIndex((way) => way > 0)
      copy.asked.way[at]!++
    })
    expect(check(nearer)).toEqual({
      valid: false,
      reason: 'hash: found another than that of what was asked',
    })
    const heavier = changed((copy) => {
      copy.asked.weights = copy.asked.weights.map((weight) => 2 * weight)
      copy.asked.way = copy.asked.way.map((way) => way + 300)
    })
    expect(check(hashedAnew(heavier)).valid).toBe(false)
  })

  it('fails with another model, reach, count, date or method', () => {
    for (const one of [
      changed((copy) => (copy.asked.count = 5)),
      changed((copy) => (copy.asked.reach = 9999)),
      changed((copy) => (copy.dataDate = '2026-12-01')),
      changed((copy) => (copy.method = 'guessed')),
    ])
      expect(check(one)).toMatchObject({ valid: false, reason: expect.stringContaining('hash') as string })
  })

  it('fails with multipliers of nothing, or with none that anything was proved by', () => {
    const blank = (proof: object): void => {
      for (const [key, value] of Object.entries(proof) as [string, unknown][]) {
        if (key === 'demand') (value as number[]).fill(0)
        else if (value !== null && typeof value === 'object' && !Array.isArray(value)) blank(value)
      }
    }
    const nothing = changed(({ answer: { proof } }) => blank(proof))
    const checked = check(nothing)
    expect(checked).toMatchObject({ valid: false })
    expect(
      check(changed((copy) => (copy.answer.proof = { kind: 'problem', proof: { kind: 'impossible' } }))),
    ).toMatchObject({ valid: false, reason: expect.stringContaining('proof') as string })
    expect(check(changed((copy) => (copy.answer.proof = { kind: 'reach', excluded: null })))).toMatchObject({
      valid: false,
    })
  })
})

describe('a document that is none', () => {
  const whole = documentOf(squareInput('pmedian'), toTheEnd(squareInput('pmedian')))
  const without = (change: (copy: CertificateJson) => void): string => {
    const copy = structuredClone(whole)
    change(copy)
    return JSON.stringify(hashedAnew(copy))
  }
  it.each([
    ['{', 'found no JSON'],
    ['null', 'document: '],
    ['{"format":"other"}', 'format: '],
    [without((copy) => (copy.answer.open[0] = 1.5)), 'answer.open.0: '],
    [without((copy) => (copy.asked.weights[3] = -1)), 'asked.weights.3: '],
    [without((copy) => void copy.asked.weights.pop()), `asked.weights: found ${DEMANDS - 1} of them`],
    [without((copy) => void copy.asked.way.pop()), 'asked.way: found'],
    [without((copy) => (copy.asked.site[0] = SITES)), `asked.site: found ${SITES}, expected below ${SITES}`],
    [without((copy) => (copy.asked.way[0] = 99_999)), 'asked.way.1: found'],
    [without((copy) => (copy.asked.count = null)), 'asked.count: found null, expected a number'],
    [without((copy) => (copy.asked.reach = 3)), 'asked.reach: found 3, expected null'],
  ])('is refused with its place: %.20s…', (text, reason) => {
    expect(() => decodeCertificate(text)).toThrow(BadCertificate)
    const checked = checkCertificate(text)
    expect(checked.valid).toBe(false)
    if (!checked.valid) expect(checked.reason).toContain(reason)
  })
})
