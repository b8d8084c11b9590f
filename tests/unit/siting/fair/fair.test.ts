/**
 * Choices that put the worst-served first, against every choice looked at; and their proofs, as they were made and changed.
 * `QUARTERHOUR_SITING_CASES` changes how many cases of each model are tried.
 */
import { describe, expect, it } from 'vitest'
import { answerInput, type SiteAnswer } from '../../../../shared/siting/answerInput.ts'
import { checkCertificate, encodeCertificate } from '../../../../shared/siting/certificate.ts'
import { checkAnswer } from '../../../../shared/siting/checkAnswer.ts'
import { solveTail, tailOf } from '../../../../shared/siting/fair/tail.ts'
import { provedTail } from '../../../../shared/siting/fair/verifyTail.ts'
import { NoAnswer, type SiteInput, type SiteModel, worstOff } from '../../../../shared/siting/siteInput.ts'
import { nearestWays } from '../../../../shared/siting/wayTable.ts'
import { seeded } from '../../../../shared/zoning/random.ts'
import { choices, type Random, smallCase, whole } from '../bruteForce.ts'

const CASES = Number(process.env.QUARTERHOUR_SITING_CASES ?? 120)

function smallInput(random: Random, model: SiteModel): SiteInput {
  const { table, weights, rules } = smallCase(random)
  return {
    model,
    count: rules.count,
    reach: null,
    table,
    weights: Float64Array.from(weights, (weight) => Math.max(1, weight)),
    existing: rules.existing ?? null,
    fixed: rules.fixed!,
    share: model === 'worst' ? whole(random, 1, 1000) : null,
    unit: 'minutes',
    wayParts: 1,
    weightParts: 1,
    demands: weights.map((_, i) => `d${i}`),
    sites: Array.from({ length: table.siteCount }, (_, j) => `s${j}`),
  }
}

function answered(input: SiteInput): SiteAnswer | null {
  try {
    const search = answerInput(input)
    for (let step = search.next(); ; step = search.next()) if (step.done) return step.value
  } catch (error) {
    if (error instanceof NoAnswer) return null
    throw error
  }
}

/** By demand, of every choice that keeps to the rules and serves all. */
function* waysOfChoices(input: SiteInput): Generator<Float64Array> {
  for (const open of choices(input.sites.length)) {
    if (open.length !== input.count) continue
    if (input.fixed!.some((how, j) => (how === 1 && !open.includes(j)) || (how === -1 && open.includes(j))))
      continue
    const ways = nearestWays(input.table, open).map((way, i) =>
      Math.min(way, input.existing?.[i] ?? Infinity),
    )
    if (!ways.includes(Infinity)) yield ways
  }
}

const totalOf = ({ weights }: SiteInput, ways: Float64Array): number =>
  ways.reduce((sum, way, i) => sum + weights[i]! * way, 0)

/** One by one, everybody's walk, longest first. */
function worstTotal(input: SiteInput, ways: Float64Array): number {
  const each = Array.from(ways).flatMap((way, i) => new Array<number>(input.weights[i]!).fill(way))
  return each
    .sort((a, b) => b - a)
    .slice(0, worstOff(input))
    .reduce((sum, way) => sum + way, 0)
}

describe('the shortest furthest walk, and then the shortest of all together', () => {
  it(`is that of all choices, and proved (${CASES} cases)`, () => {
    const random = seeded(31)
    let [possible, refined] = [0, 0]
    for (let at = 0; at < CASES; at++) {
      const input = smallInput(random, 'fair')
      let [furthest, total] = [Infinity, Infinity]
      for (const ways of waysOfChoices(input)) {
        const [own, sum] = [Math.max(...ways), totalOf(input, ways)]
        if (own === furthest && sum !== total) refined++
        if (own > furthest || (own === furthest && sum >= total)) continue
        furthest = own
        total = sum
      }
      const answer = answered(input)
      if (furthest === Infinity) {
        expect([at, answer]).toEqual([at, null])
        continue
      }
      possible++
      expect([at, answer!.objective, answer!.bound, answer!.second]).toEqual([
        at,
        furthest,
        furthest,
        { objective: total, bound: total },
      ])
      expect([at, checkAnswer(input, answer!)]).toEqual([
        at,
        { valid: true, objective: furthest, bound: furthest },
      ])
    }
    expect(possible).toBeGreaterThan(CASES / 5)
    expect(refined).toBeGreaterThan(CASES / 5)
  })
})

describe('the shortest mean walk of the worst-off', () => {
  it(`is that of all choices, and proved (${CASES} cases)`, () => {
    const random = seeded(37)
    let possible = 0
    for (let at = 0; at < CASES; at++) {
      const input = smallInput(random, 'worst')
      let least = Infinity
      for (const ways of waysOfChoices(input)) least = Math.min(least, worstTotal(input, ways))
      const answer = answered(input)
      if (least === Infinity) {
        expect([at, answer]).toEqual([at, null])
        continue
      }
      possible++
      expect([at, answer!.objective, answer!.bound]).toEqual([at, least, least])
      expect([at, checkAnswer(input, answer!)]).toEqual([at, { valid: true, objective: least, bound: least }])
    }
    expect(possible).toBeGreaterThan(CASES / 5)
  })

  it('has at every step a bound that its pieces bear', () => {
    const random = seeded(43)
    for (let at = 0; at < 20; at++) {
      const { table, weights, rules } = smallCase(random)
      const question = { table, weights: weights.map((one) => Math.max(1, one)), rules, people: 3 }
      for (const { objective, bound, pieces, open } of solveTail(question)) {
        if (objective === Infinity) continue
        expect(tailOf(question, open)).toBe(objective)
        expect(bound).toBeLessThanOrEqual(objective)
        const proved = provedTail(question, pieces)
        expect(typeof proved === 'number' ? Math.min(objective, proved) : proved).toBeGreaterThanOrEqual(
          bound,
        )
      }
    }
  })
})

describe.each(['fair', 'worst'] as const)('a certificate of %s', (model) => {
  const random = seeded(2)
  let input = smallInput(random, model)
  let found = answered(input)
  while (found === null || found.objective < 5 || (found.second?.objective ?? 9) < 9) {
    input = smallInput(random, model)
    found = answered(input)
  }
  const answer = found
  const check = (change: Partial<SiteAnswer>, asked: Partial<SiteInput> = {}) =>
    checkCertificate(
      JSON.stringify(
        encodeCertificate({
          source: 's',
          dataDate: null,
          method: 'm',
          input: { ...input, ...asked },
          answer: { ...answer, ...change },
        }),
      ),
    )

  it('is valid as it was made', () => {
    expect(check({})).toMatchObject({ valid: true, objective: answer.objective, bound: answer.bound })
  })

  it('fails with another objective, a bound above it, or a proof of nothing', () => {
    expect(check({ objective: answer.objective - 1 })).toMatchObject({ valid: false })
    expect(check({ bound: answer.bound + 1 })).toMatchObject({ valid: false })
    const nothing =
      model === 'fair'
        ? ({ kind: 'fair', excluded: null, then: null } as const)
        : ({ kind: 'tail', pieces: [] } as const)
    expect(check({ proof: nothing })).toMatchObject({ valid: false })
    expect(check({ proof: { kind: 'reach', excluded: null } })).toMatchObject({ valid: false })
    if (model === 'fair') {
      const { objective, bound } = answer.second!
      expect(check({ second: { objective: objective - 1, bound: bound - 1 } })).toMatchObject({
        valid: false,
      })
      expect(check({ second: { objective, bound: bound + 1 } })).toMatchObject({ valid: false })
    }
  })

  it('fails when a piece is said to reach lower than it was proved for', () => {
    if (answer.proof.kind !== 'tail') return
    const pieces = answer.proof.pieces.map((piece) => ({ ...piece, to: piece.to + 3 }))
    const lower = check({ proof: { kind: 'tail', pieces } })
    if (lower.valid) expect(lower.bound).toBeLessThanOrEqual(answer.bound)
  })
})
