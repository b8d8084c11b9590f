/**
 * Street and community evaluate each other 双向评议: fixed questions each quarter, both ways. An answer can be changed
 * until the quarter closes; each side sees the other's once both have answered, or the quarter has closed.
 */
import { z } from 'zod'
import { addDays, type Day } from '../domain/dates.ts'
import { PlainText } from './progress.ts'

/** Who answers: the street about a community, or the community about the street. */
export const MUTUAL_SIDES = ['street', 'community'] as const
export type MutualSide = (typeof MUTUAL_SIDES)[number]

export interface MutualQuestion {
  key: string
  zh: string
  en: string
}

/**
 * What each side is asked about the other. Defaults of this product, after the duties that the seed and GB/T 30428 name;
 * a key is never used for another question, so that quarters can be compared.
 */
export const MUTUAL_QUESTIONS: Readonly<Record<MutualSide, readonly MutualQuestion[]>> = {
  street: [
    { key: 'finding', zh: '主动发现问题', en: 'Finds problems by itself' },
    { key: 'inTime', zh: '按期办理派遣的诉求', en: 'Handles in time what is dispatched' },
    { key: 'truth', zh: '反馈真实，照片与现场相符', en: 'Feeds back what is true on site' },
    { key: 'callBack', zh: '回访居民，认真对待意见', en: 'Asks residents and takes them seriously' },
    { key: 'records', zh: '人口、房屋信息更新及时', en: 'Keeps people and homes up to date' },
  ],
  community: [
    {
      key: 'right',
      zh: '派遣准确，不把不属社区的事派下来',
      en: 'Dispatches rightly, nothing that is not ours',
    },
    { key: 'limits', zh: '时限合理，延期、挂账有回音', en: 'Sets fair limits and answers requests' },
    { key: 'whistle', zh: '吹哨后部门到场解决', en: 'Departments come when called in' },
    { key: 'support', zh: '人员、经费、物资有支持', en: 'Supports with people, money and material' },
    { key: 'burden', zh: '报表、会议不重复，不加重负担', en: 'Asks for no report or meeting twice' },
  ],
}

/** The side that the questions of a side are about. */
export const otherSide = (side: MutualSide): MutualSide => (side === 'street' ? 'community' : 'street')

export const Quarter = z.string().regex(/^20\d{2}Q[1-4]$/)
export type Quarter = z.infer<typeof Quarter>

/** Days after its end on which a quarter can still be answered for. */
export const CLOSING_DAYS = 10

export const quarterOf = (day: Day): Quarter => `${day.slice(0, 4)}Q${Math.ceil(Number(day.slice(5, 7)) / 3)}`

/** The first day of a quarter. */
export const quarterStart = (quarter: Quarter): Day =>
  `${quarter.slice(0, 4)}-${String(Number(quarter.slice(5)) * 3 - 2).padStart(2, '0')}-01`

/** The quarter after, or `count` after. */
export function laterQuarter(quarter: Quarter, count = 1): Quarter {
  const quarters = Number(quarter.slice(0, 4)) * 4 + Number(quarter.slice(5)) - 1 + count
  return `${Math.floor(quarters / 4)}Q${(quarters % 4) + 1}`
}

/** The last day on which a quarter can be answered for. */
export const closingDay = (quarter: Quarter): Day =>
  addDays(quarterStart(laterQuarter(quarter)), CLOSING_DAYS - 1)

export const isOpenOn = (quarter: Quarter, day: Day): boolean =>
  quarterStart(quarter) <= day && day <= closingDay(quarter)

const Score = z.int().min(1).max(5)

export const MutualAnswer = z.object({
  /** By question. */
  scores: z.record(z.string(), Score),
  words: z.string(),
  /** ISO 8601. */
  at: z.string(),
  userName: z.string(),
})
export type MutualAnswer = z.infer<typeof MutualAnswer>

/** Every question of the side has its score, and nothing else has one. */
export function isComplete(side: MutualSide, scores: Readonly<Record<string, number>>): boolean {
  const keys = MUTUAL_QUESTIONS[side].map(({ key }) => key)
  return Object.keys(scores).length === keys.length && keys.every((key) => scores[key] !== undefined)
}

export const MutualInput = z.object({
  quarter: Quarter,
  community: PlainText.min(1).max(64),
  scores: z.record(z.string().max(64), Score),
  words: PlainText.trim().max(500).default(''),
})
export type MutualInput = z.infer<typeof MutualInput>

export const MutualSheet = z.object({
  quarter: Quarter,
  /** Which side the person who asks answers for. */
  side: z.enum(MUTUAL_SIDES),
  isOpen: z.boolean(),
  closesOn: z.string(),
  communities: z.array(
    z.object({
      code: z.string(),
      name: z.string(),
      own: MutualAnswer.nullable(),
      /** null while it is not to be seen, or not there. */
      other: MutualAnswer.nullable(),
    }),
  ),
})
export type MutualSheet = z.infer<typeof MutualSheet>
