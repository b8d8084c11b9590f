/**
 * Names as they are common in China: surnames by their frequency, given names by the years they were in use.
 * Identity numbers and phone numbers that cannot belong to anyone.
 */
import type { Rng } from './rng.ts'
import { COUNTY_CODE } from './units.ts'

const SURNAMES =
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许邓冯韩曹曾彭萧蔡潘田董袁于余叶蒋杜苏魏程吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤'
const SURNAME_LIST = [...SURNAMES]
const UP_TO: number[] = []
SURNAME_LIST.reduce((sum, _, i) => (UP_TO[i] = sum + 1 / (i + 6)), 0)

interface Generation {
  until: number
  female: string[]
  male: string[]
}

const words = (text: string): string[] => text.split(' ')

const GENERATIONS: Generation[] = [
  {
    until: 1958,
    female: words(
      '秀英 桂英 秀兰 玉兰 桂兰 淑珍 凤英 玉珍 素珍 兰英 玉英 秀珍 桂珍 淑英 凤兰 春梅 月娥 金枝 腊梅 冬香 翠花 菊香 传秀 先桂 幺妹',
    ),
    male: words(
      '德明 国华 建国 志明 德华 长春 明生 家发 光荣 少华 正清 传福 先进 大发 友才 金山 文斌 福生 祥云 定国 世荣 绪昌 永福 道生 忠义',
    ),
  },
  {
    until: 1972,
    female: words(
      '丽华 建华 秀丽 红梅 玉梅 小红 桂芳 春兰 爱华 秋菊 丽君 素芳 腊香 卫红 爱珍 汉英 幼珍 萍 霞 华 莉 敏 玲 琴 芳',
    ),
    male: words(
      '建国 建军 国强 卫东 建华 志强 汉生 文革 建平 爱民 国庆 红兵 新民 汉桥 建新 春生 永红 军 勇 斌 平 刚 明 强 华',
    ),
  },
  {
    until: 1985,
    female: words(
      '丽 娟 艳 芳 静 燕 红 敏 霞 莉 琴 玲 丹 慧 海燕 丽娟 晓燕 红霞 春燕 小芳 艳丽 晓红 翠萍 文娟 雪梅',
    ),
    male: words(
      '伟 勇 军 涛 强 磊 斌 波 辉 鹏 杰 超 刚 峰 建军 志刚 海涛 志勇 国平 小军 俊峰 永强 文辉 红涛 志华',
    ),
  },
  {
    until: 1998,
    female: words(
      '婷 倩 婷婷 雪 颖 梦 琪 思思 莹莹 丹丹 璐 佳 文静 晓雯 雅婷 梦婷 思雨 佳慧 欢欢 诗琪 雅琴 秋雨 玲玲 晶晶 蕾',
    ),
    male: words(
      '浩 鑫 宇 凯 俊杰 志鹏 文杰 子豪 天宇 晨 旭 博 俊 威 龙 飞 帅 鹏飞 家豪 泽宇 思远 嘉伟 文博 子龙 振宇',
    ),
  },
  {
    until: 2010,
    female: words(
      '欣怡 雨欣 思琪 佳怡 梓萱 雨涵 可欣 诗涵 静怡 心怡 佳琪 梦琪 紫涵 雨婷 嘉怡 思涵 依诺 雅静 子晴 若曦',
    ),
    male: words(
      '浩然 子轩 宇航 俊熙 博文 浩宇 子涵 天佑 宇轩 梓豪 明哲 嘉豪 睿 晨曦 志远 家乐 文轩 皓轩 俊豪 泽楷',
    ),
  },
  {
    until: 9999,
    female: words(
      '一诺 梓涵 诗涵 欣妍 沐瑶 若汐 梓玥 雨桐 语桐 可馨 艺涵 依依 安然 清妍 苡沫 知夏 予安 念初 沐晴 星玥',
    ),
    male: words(
      '沐宸 浩宇 宇泽 梓睿 子墨 奕辰 宇轩 俊宇 亦辰 泽宇 一鸣 承泽 铭轩 景行 星宇 书睿 嘉佑 知远 云舟 牧野',
    ),
  },
]

export function surname(rng: Rng): string {
  const at = rng.next() * UP_TO[UP_TO.length - 1]!
  return SURNAME_LIST[UP_TO.findIndex((sum) => at < sum)]!
}

export function givenName(rng: Rng, birthYear: number, sex: 'female' | 'male'): string {
  return rng.pick(GENERATIONS.find((g) => birthYear < g.until)![sex])
}

const FACTORS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]

/** The check character of GB 11643-1999 (ISO 7064, MOD 11-2) for the first 17 digits. */
export function checkCharacter(first17: string): string {
  let sum = 0
  for (let i = 0; i < 17; i++) sum += FACTORS[i]! * (first17.charCodeAt(i) - 48)
  return '10X98765432'[sum % 11]!
}

/**
 * Identity numbers of an area code that is not assigned, each given once. The three digits after the birth date
 * count the people of that day; the last of them is odd for men.
 */
export function identityNumbers(): (birthDate: string, sex: 'female' | 'male') => string {
  const given = new Map<string, number>()
  return (birthDate, sex) => {
    const key = birthDate + sex
    const n = given.get(key) ?? 0
    given.set(key, n + 1)
    const serial = 2 * n + (sex === 'male' ? 1 : 2)
    if (serial > 999) throw new RangeError('too many people born on one day')
    const first17 = `${COUNTY_CODE}${birthDate.replaceAll('-', '')}${String(serial).padStart(3, '0')}`
    return first17 + checkCharacter(first17)
  }
}

/** Eleven digits that begin with 100: mobile numbers in China begin with 13 to 19, so nobody can have one. */
export const phoneNumber = (rng: Rng): string => `100${String(rng.whole(0, 99_999_999)).padStart(8, '0')}`
