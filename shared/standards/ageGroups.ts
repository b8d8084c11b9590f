/**
 * The three age groups of the census and of every figure of ours, and age on a day. Dates are civil dates
 * `YYYY-MM-DD`: an age has no time zone. A person born on 29 February grows a year older on 1 March.
 */
export const AGE_GROUPS = [
  { group: 'under15', zh: '0-14 岁', en: 'Under 15', fromAge: 0, toAge: 14 },
  { group: 'age15to64', zh: '15-64 岁', en: '15 to 64', fromAge: 15, toAge: 64 },
  { group: 'over64', zh: '65 岁及以上', en: '65 and over', fromAge: 65, toAge: null },
] as const

export type AgeGroup = (typeof AGE_GROUPS)[number]['group']

export const AGE_GROUP_SOURCE = {
  zh: '第七次全国人口普查公报（第五号）',
  en: 'Seventh national census, bulletin 5',
  year: 2021,
}

const PATTERN = /^(\d{4})-(\d{2})-(\d{2})/

/** Whole years on `date`; negative before birth. Throws RangeError on what is no date. */
export function ageOn(birthDate: string, date: string): number {
  const born = PATTERN.exec(birthDate)
  const on = PATTERN.exec(date)
  if (!born || !on) throw new RangeError(`no date: ${!born ? 'birth date' : date}`)
  const years = Number(on[1]) - Number(born[1])
  const beforeBirthday = on[2]! + on[3]! < born[2]! + born[3]!
  return beforeBirthday ? years - 1 : years
}

export const ageGroupOf = (age: number): AgeGroup =>
  age < 15 ? 'under15' : age < 65 ? 'age15to64' : 'over64'

export const ageGroupOn = (birthDate: string, date: string): AgeGroup => ageGroupOf(ageOn(birthDate, date))
