/** Opinions counted: what belongs to the questions, which day is open, what is held back by grid. */
import { describe, expect, it } from 'vitest'
import {
  AskOpinion,
  FEWEST_OPINIONS,
  fitsQuestions,
  heldBack,
  isTold,
  type Question,
  surveyState,
  tallyOf,
} from '../../../shared/plans/opinionRecord.ts'
import { seededRandom } from '../../fixtures/seededRandom.ts'

const QUESTIONS: Question[] = [
  { text: '赞成吗？', choices: [] },
  { text: '最关心什么？', choices: ['甲', '乙', '丙'] },
]

describe('a closed list of questions', () => {
  it('takes answers that belong to it and say anything', () => {
    expect(fitsQuestions([1, 2], QUESTIONS)).toBe(true)
    expect(fitsQuestions([null, 0], QUESTIONS)).toBe(true)
    expect(fitsQuestions([null, null], QUESTIONS)).toBe(false)
    expect(fitsQuestions([2, 0], QUESTIONS)).toBe(false)
    expect(fitsQuestions([0, 3], QUESTIONS)).toBe(false)
    expect(fitsQuestions([0], QUESTIONS)).toBe(false)
  })

  it('is refused with one choice, the same choice twice, or days the wrong way round', () => {
    const wish = {
      id: '1',
      title: 'x',
      questions: QUESTIONS,
      opensOn: '2026-12-01',
      closesOn: '2026-12-01',
      colleagues: null,
    }
    const isFine = (part: object): boolean => AskOpinion.safeParse({ ...wish, ...part }).success
    expect(isFine({})).toBe(true)
    expect(isFine({ questions: [{ text: 'x', choices: ['一'] }] })).toBe(false)
    expect(isFine({ questions: [{ text: 'x', choices: ['一', '一'] }] })).toBe(false)
    expect(isFine({ closesOn: '2026-11-30' })).toBe(false)
  })

  it('counts each choice, and not what was left out', () => {
    const answers = [
      [0, 2],
      [0, null],
      [1, 2],
      [1, 0],
      [0, null],
    ]
    expect(tallyOf(QUESTIONS, answers, () => false)).toEqual([
      [3, 2],
      [1, 0, 2],
    ])
  })

  it('does not tell of a question that fewer than five answered', () => {
    const five = Array.from({ length: 5 }, () => [1, null])
    expect(tallyOf(QUESTIONS, five)).toEqual([
      [0, 5],
      [0, 0, 0],
    ])
    expect(tallyOf(QUESTIONS, [...five, [null, 2]])).toEqual([[0, 5], null])
  })
})

describe('a survey', () => {
  it('is open from its first day to its last, both counted, unless it was ended', () => {
    const days = { opensOn: '2026-12-02', closesOn: '2026-12-04', endedAt: null }
    expect(
      ['2026-12-01', '2026-12-02', '2026-12-04', '2026-12-05'].map((day) => surveyState(days, day)),
    ).toEqual(['coming', 'open', 'open', 'closed'])
    expect(surveyState({ ...days, endedAt: '2026-12-02T01:00:00Z' }, '2026-12-03')).toBe('closed')
  })

  it('tells what was said once it is closed, if five have answered', () => {
    expect(isTold('open', 500)).toBe(false)
    expect(isTold('closed', 4)).toBe(false)
    expect(isTold('closed', 5)).toBe(true)
  })

  it('holds back grids where fewer than five answered, and at least five people in all', () => {
    const held = (...answered: number[]): string[] =>
      [...heldBack(answered.map((count, i) => ({ code: 'abcd'[i]!, answered: count })))].sort()
    expect(held(5, 6, 0)).toEqual([])
    expect(held(4, 9, 6)).toEqual(['a', 'c'])
    expect(held(4, 9, 3)).toEqual(['a', 'c'])
    expect(held(2)).toEqual(['a'])
    expect(held(1, 9, 1, 6)).toEqual(['a', 'c', 'd'])
    expect(held(1, 9, 1)).toEqual(['a', 'b', 'c'])
  })

  it('never lets the whole less the grids shown tell of fewer than five', () => {
    const random = seededRandom(7)
    for (let round = 0; round < 500; round++) {
      const grids = Array.from({ length: 1 + Math.floor(random() * 8) }, (_, i) => ({
        code: String(i),
        answered: Math.floor(random() * 9),
      }))
      const held = heldBack(grids)
      // Some of them answered a question, too.
      const question = grids.map(({ code, answered }) => ({
        code,
        answered: Math.floor(random() * (answered + 1)),
      }))
      const heldOfQuestion = heldBack(question, held)
      expect([...held].every((code) => heldOfQuestion.has(code))).toBe(true)
      for (const [some, own] of [
        [grids, held],
        [question, heldOfQuestion],
      ] as const) {
        const sum = (of: typeof grids) => of.reduce((people, { answered }) => people + answered, 0)
        const rest = sum(some.filter(({ code }) => own.has(code)))
        const isFine = rest === 0 || rest >= FEWEST_OPINIONS || rest === sum(some)
        expect(isFine, JSON.stringify(some)).toBe(true)
        const shown = some.filter(({ code }) => !own.has(code))
        expect(shown.every(({ answered }) => answered === 0 || answered >= FEWEST_OPINIONS)).toBe(true)
      }
    }
  })
})
