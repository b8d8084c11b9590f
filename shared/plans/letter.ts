/**
 * The letter that tells a household of its new grid: a text that the office edits, with words in braces that are filled in
 * for each address. The list of these is closed; none of them is about a resident.
 */
import { z } from 'zod'

export const LETTER_FIELDS = [
  'street',
  'community',
  'address',
  'households',
  'oldGrid',
  'newGrid',
  'oldCarers',
  'newCarers',
  'day',
  'phone',
] as const
export type LetterField = (typeof LETTER_FIELDS)[number]

export const LETTER_LANGUAGES = ['zh-CN', 'en'] as const
export const LetterLanguage = z.enum(LETTER_LANGUAGES)
export type LetterLanguage = z.infer<typeof LetterLanguage>

/** How a field is written in the text, in each language; both are understood in either. */
export const LETTER_WORDS: Readonly<Record<LetterField, Readonly<Record<LetterLanguage, string>>>> = {
  street: { 'zh-CN': '街道', en: 'street' },
  community: { 'zh-CN': '社区', en: 'community' },
  address: { 'zh-CN': '地址', en: 'address' },
  households: { 'zh-CN': '户数', en: 'households' },
  oldGrid: { 'zh-CN': '原网格', en: 'old grid' },
  newGrid: { 'zh-CN': '新网格', en: 'new grid' },
  oldCarers: { 'zh-CN': '原负责人', en: 'old carers' },
  newCarers: { 'zh-CN': '新负责人', en: 'new carers' },
  day: { 'zh-CN': '生效日期', en: 'day' },
  phone: { 'zh-CN': '办公电话', en: 'office phone' },
}

const BRACED = /\{([^{}]*)\}/g

const fieldOf = (word: string): LetterField | undefined =>
  LETTER_FIELDS.find((field) => Object.values(LETTER_WORDS[field]).includes(word.trim().toLowerCase()))

/** Words in braces that are no field, and braces that do not close: as they stand in the text. */
export function letterFaults(text: string): string[] {
  const faults = [...text.matchAll(BRACED)].flatMap(([whole, word]) => (fieldOf(word!) ? [] : [whole]))
  const rest = text.replace(BRACED, '')
  for (const [brace] of rest.matchAll(/[{}]/g)) faults.push(brace)
  return [...new Set(faults)]
}

export type LetterFacts = Readonly<Record<LetterField, string>>

/** What is filled in stays as it is: braces in an address are no field. */
export const fillLetter = (text: string, facts: LetterFacts): string =>
  text.replace(BRACED, (whole, word: string) => {
    const field = fieldOf(word)
    return field === undefined ? whole : facts[field]
  })

const Text = (most: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(most)
    .refine((text) => letterFaults(text).length === 0, 'letterField')

export const PlanLetter = z.object({
  title: Text(80),
  body: Text(3_000),
  /** Of the office, as it is printed on its door; nobody's own. */
  phone: z
    .string()
    .trim()
    .max(40)
    .regex(/^[\d\s()+\-－—转,，、;；#]*$/u, 'phone'),
})
export type PlanLetter = z.infer<typeof PlanLetter>

/** What the office has not written yet. */
export const FIRST_LETTERS: Readonly<Record<LetterLanguage, PlanLetter>> = {
  'zh-CN': {
    title: '网格调整告知书',
    body: `{地址}的居民朋友：

为更好地服务您，{街道}调整了网格。自 {生效日期} 起，您的住址由“{原网格}”调整到“{新网格}”（{社区}）。

今后由 {新负责人} 为您服务。此前为您服务的是 {原负责人}，未办结的事项会一并移交，您不需要做什么。

如有疑问，请拨打 {办公电话}，或到社区居民委员会咨询。`,
    phone: '',
  },
  en: {
    title: 'Your grid changes',
    body: `To the residents of {address},

To look after you better, {street} has redrawn its grids. From {day} your address belongs to “{new grid}” ({community}); until then it is “{old grid}”.

From that day {new carers} will look after it. Until then it is {old carers}; whatever is still open is handed over, and there is nothing that you have to do.

Questions? Call {office phone}, or ask at the residents’ committee.`,
    phone: '',
  },
}

export const SavePlanLetter = z.object({ language: LetterLanguage, letter: PlanLetter })
export type SavePlanLetter = z.infer<typeof SavePlanLetter>
