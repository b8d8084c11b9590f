/**
 * Who counts as reached: nobody without a way, whatever the model, and nobody beyond the reach, be it by a single part
 * (RB-18, RB-19 of the traps). Counted here by the plainest code, from the ways that the questions were made of.
 */
import { describe, expect, it } from 'vitest'
import { seeded } from '../../../shared/zoning/random.ts'
import { answerInput, type SiteAnswer } from '../../../shared/siting/answerInput.ts'
import { checkAnswer, nearestOf, objectiveFrom } from '../../../shared/siting/checkAnswer.ts'
import { NoAnswer, type SiteInput, type SiteModel } from '../../../shared/siting/siteInput.ts'
import { matrixInput } from '../../../server/services/siting/matrixInput.ts'
import type { Random } from './bruteForce.ts'

const CASES = 150
const REACH = 10

const whole = (random: Random, below: number): number => Math.floor(random() * below)

/** Ways of 8 to 12 about a reach of 10, and now and then none; null is none. */
function drawn(random: Random): { ways: (number | null)[][]; weights: number[] } {
  const [demands, sites] = [2 + whole(random, 6), 2 + whole(random, 4)]
  return {
    ways: Array.from({ length: demands }, () =>
      Array.from({ length: sites }, () => (random() < 0.3 ? null : 8 + whole(random, 5))),
    ),
    weights: Array.from({ length: demands }, () => 1 + whole(random, 9)),
  }
}

/** By way of the table that the command reads. */
function inputOf(model: SiteModel, { ways, weights }: ReturnType<typeof drawn>): SiteInput {
  const rows = ways.flatMap((row, i) => row.map((way, j) => `d${i},s${j},${way ?? ''}`))
  return matrixInput(
    { name: 'ways.csv', text: `from,to,minutes\n${rows.join('\n')}` },
    { name: 'weights.csv', text: `id,weight\n${weights.map((weight, i) => `d${i},${weight}`).join('\n')}` },
    {
      model,
      count: model === 'lscp' ? null : 1,
      reach: model === 'mclp' || model === 'lscp' ? REACH : null,
      isSymmetric: false,
    },
  ).input
}

/** Null where there is none. */
function answerOf(input: SiteInput): SiteAnswer | null {
  try {
    const search = answerInput(input)
    for (let step = search.next(); ; step = search.next()) if (step.done) return step.value
  } catch (error) {
    if (error instanceof NoAnswer) return null
    throw error
  }
}

const shortest = (row: readonly (number | null)[], open: readonly number[]): number | null => {
  const own = open.map((site) => row[site] ?? null).filter((way) => way !== null)
  return own.length === 0 ? null : Math.min(...own)
}

describe.each(['pmedian', 'mclp', 'lscp', 'pcenter'] as const)('RB-18: %s', (model) => {
  it('counts nobody without a way, and nobody beyond the reach', () => {
    const random = seeded(41)
    let answered = 0
    for (let at = 0; at < CASES; at++) {
      const made = drawn(random)
      const input = inputOf(model, made)
      const answer = answerOf(input)
      const everyOpen = made.ways[0]!.map((_, site) => site)
      if (answer === null) {
        // One site leaves somebody out; of the fewest, all sites together do.
        const choices = model === 'lscp' ? [everyOpen] : everyOpen.map((site) => [site])
        const limit = model === 'lscp' ? REACH : Number.MAX_VALUE
        for (const open of choices) {
          const serves = made.ways.every((row) => (shortest(row, open) ?? Infinity) <= limit)
          expect([at, model, serves]).toEqual([at, model, false])
        }
        continue
      }
      answered++
      const { open, objective, bound } = answer
      expect(checkAnswer(input, answer)).toEqual({ valid: true, objective, bound })
      const nearest = made.ways.map((row) => shortest(row, open))
      expect(nearestOf(input, open)).toEqual(nearest)
      expect(Number.isFinite(objective)).toBe(true)
      if (model === 'mclp') {
        const reached = made.weights.filter((_, i) => (nearest[i] ?? Infinity) <= REACH)
        expect(objective).toBe(reached.reduce((sum, weight) => sum + weight, 0))
      } else {
        const limit = model === 'lscp' ? REACH : Number.MAX_VALUE
        expect(nearest.every((way) => way !== null && way <= limit)).toBe(true)
      }
    }
    expect(answered).toBeGreaterThan(CASES / 20)
  })
})

describe('RB-19: an answer that counts too many', () => {
  const made = { ways: [[10], [11], [null]], weights: [3, 5, 7] }

  it('is refused, by one minute beyond the reach as by no way at all', () => {
    const input = inputOf('mclp', made)
    const answer = answerOf(input)!
    expect([answer.objective, objectiveFrom(input, [0])]).toEqual([3, 3])
    for (const objective of [3 + 5, 3 + 7, 3 + 5 + 7])
      expect(checkAnswer(input, { ...answer, objective, bound: objective })).toEqual({
        valid: false,
        reason: `objective: found 3, the answer says ${objective}`,
      })
  })

  it('is refused where somebody has to be served and is not', () => {
    const input = inputOf('lscp', {
      ways: [
        [10, 12],
        [11, 9],
      ],
      weights: [1, 1],
    })
    const answer = answerOf(input)!
    expect([...answer.open].sort()).toEqual([0, 1])
    for (const site of [0, 1])
      expect(checkAnswer(input, { ...answer, open: [site], objective: 1, bound: 1 })).toEqual({
        valid: false,
        reason: `open: found nobody who serves d${1 - site}`,
      })
  })

  it('is not made by decimals: 10.0004 minutes are beyond 10', () => {
    const text = 'from,to,minutes\na,x,10.0004\nb,x,10.0000\n'
    const { input } = matrixInput(
      { name: 'ways.csv', text },
      { name: 'weights.csv', text: 'id,weight\na,1\nb,1\n' },
      { model: 'mclp', count: 1, reach: 10, isSymmetric: false },
    )
    expect(answerOf(input)!.objective).toBe(1)
  })
})
