/** Questions with budgets, decided sites and existing points that may close: against every choice, and by their documents. */
import { describe, expect, it } from 'vitest'
import { answerInput, type SiteAnswer } from '../../../shared/siting/answerInput.ts'
import {
  checkCertificate,
  type CertificateJson,
  encodeCertificate,
} from '../../../shared/siting/certificate.ts'
import { isMost, objectiveFrom } from '../../../shared/siting/checkAnswer.ts'
import {
  NoAnswer,
  type SiteBudget,
  type SiteInput,
  type SiteModel,
} from '../../../shared/siting/siteInput.ts'
import { seeded } from '../../../shared/zoning/random.ts'
import { choices, type Random, smallCase, whole } from './bruteForce.ts'

const CASES = 300

const money = (random: Random, sites: number): SiteBudget => ({
  spend: Float64Array.from({ length: sites }, () => 100 * whole(random, 0, 9)),
  limit: 100 * whole(random, 0, 25) + whole(random, 0, 99),
  unit: 'of the budget',
  parts: 100,
})

/** The last `existing` sites are there already: so many more, of which so many may be moved. */
function moves(random: Random, sites: number): { count: number; budget: SiteBudget } {
  const existing = whole(random, 1, sites - 1)
  const added = whole(random, 0, sites - existing)
  return {
    count: existing + added,
    budget: {
      spend: Float64Array.from({ length: sites }, (_, site) => (site < sites - existing ? 1 : 0)),
      limit: added + whole(random, 0, existing),
      unit: 'new points',
      parts: 1,
    },
  }
}

function inputOf(model: SiteModel, form: 'money' | 'moves', random: Random): SiteInput {
  const { table, weights, rules } = smallCase(random)
  const sites = table.siteCount
  const asked = form === 'moves' ? moves(random, sites) : { count: null, budget: money(random, sites) }
  return {
    model,
    ...asked,
    reach: model === 'mclp' ? 14 : null,
    table,
    weights: Float64Array.from(weights, (weight) => weight + 1),
    existing: rules.existing ?? null,
    fixed: rules.fixed ?? null,
    unit: 'steps',
    wayParts: 1,
    weightParts: 1,
    demands: weights.map((_, i) => `home ${i}`),
    sites: Array.from({ length: sites }, (_, j) => `place ${j}`),
  }
}

function bestOf(input: SiteInput): number | null {
  let best: number | null = null
  for (const open of choices(input.sites.length)) {
    const found = objectiveFrom(input, open)
    if (typeof found !== 'number') continue
    if (best === null || (isMost(input.model) ? found > best : found < best)) best = found
  }
  return best
}

function answerOf(input: SiteInput): SiteAnswer | null {
  try {
    const search = answerInput(input)
    for (let step = search.next(); ; step = search.next()) if (step.done) return step.value
  } catch (error) {
    if (error instanceof NoAnswer) return null
    throw error
  }
}

const documentOf = (input: SiteInput, answer: SiteAnswer): CertificateJson =>
  encodeCertificate({ source: 'random', dataDate: null, method: 'm', input, answer })

describe.each(['money', 'moves'] as const)('with %s', (form) => {
  it.each(['pmedian', 'mclp', 'pcenter'] as const)(
    `finds the best of all choices of %s and proves it`,
    (model) => {
      const random = seeded(form === 'money' ? 41 : 42)
      let answered = 0
      for (let at = 0; at < CASES; at++) {
        const input = inputOf(model, form, random)
        // more than may be opened is refused before anything is looked for
        const shut = input.fixed?.filter((how) => how === -1).length ?? 0
        if (input.count !== null && input.count > input.sites.length - shut) continue
        const best = bestOf(input)
        const answer = answerOf(input)
        expect([at, answer?.objective ?? null]).toEqual([at, best])
        if (answer === null) continue
        answered++
        const checked = checkCertificate(JSON.stringify(documentOf(input, answer)))
        expect([at, checked]).toEqual([
          at,
          expect.objectContaining({ valid: true, objective: best, bound: best }),
        ])
      }
      expect(answered).toBeGreaterThan(CASES / 5)
    },
  )
})

describe('the document of a question with a budget', () => {
  const random = seeded(7)
  const found = Array.from({ length: 60 }, () => inputOf('mclp', 'money', random))
    .map((input) => ({ input, answer: answerOf(input) }))
    .find(
      ({ input, answer }) =>
        answer !== null && answer.open.length > 1 && input.fixed?.some((how) => how !== 0),
    )!
  const json = documentOf(found.input, found.answer!)
  const reasonOf = (change: (copy: CertificateJson) => void): string => {
    const copy = structuredClone(json)
    change(copy)
    const again = { ...found.input, ...inputPart(copy) }
    // with the hash of what it says now, as somebody would who knows how it is made
    const { hash } = documentOf(again, found.answer!)
    const checked = checkCertificate(JSON.stringify({ ...copy, hash }))
    return checked.valid ? `valid ${checked.bound}` : checked.reason
  }
  const inputPart = ({ asked }: CertificateJson): Pick<SiteInput, 'budget' | 'fixed'> => ({
    budget: { ...asked.budget!, spend: Float64Array.from(asked.budget!.spend) },
    fixed: asked.fixed ? Int8Array.from(asked.fixed) : null,
  })

  it('names the money, and is valid', () => {
    expect(json.asked.budget).toMatchObject({ unit: 'of the budget', parts: 100 })
    expect(json.asked.count).toBeNull()
    expect(reasonOf(() => undefined)).toBe(`valid ${found.answer!.objective}`)
  })

  it('fails when the budget is smaller, a site dearer, one taken that may not be, or one left that must', () => {
    const first = json.answer.open[0]!
    expect(reasonOf((copy) => (copy.asked.budget!.limit = 0))).toMatch(
      /open: found .* spent, expected 0 at most/,
    )
    expect(reasonOf((copy) => (copy.asked.budget!.spend[first] = 9999))).toContain('spent')
    expect(reasonOf((copy) => (copy.asked.fixed![first] = -1))).toContain('must stay closed')
    const closed = json.asked.sites.findIndex((_, site) => !json.answer.open.includes(site))
    expect(reasonOf((copy) => (copy.asked.fixed![closed] = 1))).toContain('must be open')
  })

  it('fails when it is told without the hash of what it says, without a number or a budget, or with a short list', () => {
    const checked = checkCertificate(JSON.stringify({ ...json, asked: { ...json.asked, budget: undefined } }))
    expect(checked).toMatchObject({ valid: false, reason: expect.stringContaining('hash') as string })
    expect(reasonOf((copy) => copy.asked.budget!.spend.pop())).toContain('asked.budget')
  })
})
