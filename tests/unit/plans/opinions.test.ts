/** Opinions counted: what belongs to the questions, which day is open, what is held back by grid. */
import { describe, expect, it } from 'vitest'
import {
  AskOpinion,
  fitsQuestions,
  heldBack,
  type Question,
  surveyState,
  tallyOf,
} from '../../../shared/plans/opinionRecord.ts'

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
    expect(
      tallyOf(QUESTIONS, [
        [0, 2],
        [0, null],
        [1, 2],
      ]),
    ).toEqual([
      [2, 1],
      [0, 0, 2],
    ])
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

  it('holds back grids where fewer than five answered, and never one alone', () => {
    const held = (...answered: number[]): string[] =>
      [...heldBack(answered.map((count, i) => ({ code: 'abcd'[i]!, answered: count })))].sort()
    expect(held(5, 6, 0)).toEqual([])
    expect(held(4, 9, 6)).toEqual(['a', 'c'])
    expect(held(4, 9, 3)).toEqual(['a', 'c'])
    expect(held(2)).toEqual(['a'])
  })
})
