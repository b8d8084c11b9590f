/** Letters: what can be filled in, and nothing else. */
import { describe, expect, it } from 'vitest'
import {
  FIRST_LETTERS,
  LETTER_FIELDS,
  LETTER_LANGUAGES,
  LETTER_WORDS,
  type LetterFacts,
  PlanLetter,
  fillLetter,
  letterFaults,
} from '../../../shared/plans/letter.ts'

const FACTS: LetterFacts = {
  street: '试验街道',
  community: '甲社区',
  address: '东路2号{甲}',
  households: '3',
  oldGrid: '甲二网格',
  newGrid: '甲一网格',
  oldCarers: '无',
  newCarers: '网格员 司徒清',
  day: '2027-01-01',
  phone: '027-0000000',
}

describe('letters', () => {
  it('are filled in with words of either language', () => {
    expect(fillLetter('{地址}：{ new grid }，{Day}起', FACTS)).toBe('东路2号{甲}：甲一网格，2027-01-01起')
  })

  it('leave alone what is no field', () => {
    expect(fillLetter('{姓名}，{地址}', { ...FACTS, address: '{街道}1号' })).toBe('{姓名}，{街道}1号')
  })

  it('name every word in braces that is not in the list, and braces left open', () => {
    expect(letterFaults('{地址}的{姓名}，{phone number}，{原网格}')).toEqual(['{姓名}', '{phone number}'])
    expect(letterFaults('a { b')).toEqual(['{'])
    expect(letterFaults('a } b {}')).toEqual(['{}', '}'])
    expect(PlanLetter.safeParse({ title: 'a', body: '{姓名}', phone: '' }).success).toBe(false)
  })

  it('come with a text in each language that uses fields of the list alone', () => {
    for (const language of LETTER_LANGUAGES) {
      const letter = FIRST_LETTERS[language]
      expect(PlanLetter.parse(letter)).toEqual(letter)
      expect(fillLetter(letter.body, FACTS)).toContain(FACTS.newCarers)
      expect(
        letterFaults(LETTER_FIELDS.map((field) => `{${LETTER_WORDS[field][language]}}`).join('')),
      ).toEqual([])
    }
  })

  it('hold a phone number of an office and no words beside it', () => {
    for (const phone of ['027-8765 4321 转 8', '(027) 12345678', ''])
      expect(PlanLetter.safeParse({ title: 'a', body: 'b', phone }).success).toBe(true)
    expect(PlanLetter.safeParse({ title: 'a', body: 'b', phone: '司徒清 10012340001' }).success).toBe(false)
  })
})
