/**
 * Invented names of places, in the manner of a town on the middle Yangtze. Lists are long enough for the default
 * town; a district numbers what it has to use again.
 */
import type { Rng } from './rng.ts'

export const STREET_NAMES = [
  '云溪街道',
  '南湖街道',
  '桥头街道',
  '白沙街道',
  '凤山街道',
  '柳林街道',
  '长堤街道',
  '江岭街道',
  '石埠街道',
  '兴隆街道',
]

const SECONDARY = [
  '青年路',
  '工农路',
  '文昌路',
  '学府路',
  '友谊路',
  '新华街',
  '人民路',
  '胜利街',
  '迎春路',
  '桃园路',
  '园林路',
  '光华路',
  '育才路',
  '健康路',
  '民生路',
  '平安路',
  '向阳路',
  '团结路',
]
const LOCAL_A = [
  '桂花',
  '梧桐',
  '银杏',
  '香樟',
  '玉兰',
  '海棠',
  '丁香',
  '紫薇',
  '柳荫',
  '竹园',
  '兴业',
  '安居',
  '和兴',
  '福星',
  '祥和',
  '康宁',
  '锦程',
  '望湖',
  '听涛',
  '翠微',
  '春晓',
  '云锦',
  '月湖',
  '星河',
  '麦田',
  '槐荫',
  '书院',
  '石桥',
  '水岸',
  '古井',
]
const LOCAL_B = ['路', '街', '一路', '二路', '南街', '北街', '东路', '西路']
const LANE_A = [
  '豆腐',
  '铁匠',
  '剪子',
  '花布',
  '米厂',
  '鱼市',
  '盐仓',
  '箍桶',
  '油坊',
  '酱园',
  '同善',
  '三元',
  '太平',
  '保安',
  '积庆',
  '生成',
  '大夹',
  '小夹',
  '河街',
  '码头',
  '茶馆',
  '文庙',
  '观音',
  '棉花',
  '草纸',
  '皮匠',
  '灯笼',
  '永安',
  '长寿',
  '义成',
]
const COMPOUNDS = {
  tower: [
    '锦绣云庭',
    '云溪一品',
    '翡翠滨江',
    '滨河国际',
    '金色港湾',
    '中央公馆',
    '阳光城',
    '江南春晓',
    '华府名邸',
    '御景湾',
    '星河畔',
    '万和城',
    '东方雅苑',
    '碧水云天',
    '橡树园',
    '融和花园',
    '澜湖天境',
    '凤凰城',
    '香榭丽舍',
    '云端壹号',
    '天悦府',
    '观澜苑',
    '和悦华庭',
    '尚品名都',
  ],
  slab: [
    '建设新村',
    '云溪花园',
    '怡景苑',
    '青年小区',
    '兴旺花园',
    '康居苑',
    '安居小区',
    '桃园新村',
    '梅苑小区',
    '春华苑',
    '丰泽园',
    '新华小区',
    '长江花园',
    '东湖小区',
    '教师新村',
    '供电小区',
    '银行宿舍',
    '水务小区',
    '纺织新村',
    '机械厂宿舍',
    '粮食局小区',
    '曙光小区',
    '振兴花园',
    '永丰小区',
    '绿洲花园',
    '望江小区',
    '福康里',
    '金桥花园',
    '和平里',
    '惠民苑',
    '丽景花园',
    '幸福里',
    '百合园',
    '同心苑',
    '文苑小区',
    '广厦花园',
    '佳园',
    '朝阳花园',
  ],
  village: ['陈家台', '李家湾', '王家墩', '周家嘴', '张家垸', '刘家大湾', '徐家榨', '熊家咀'],
} as const
const COMMUNITIES = {
  lane: ['桥东', '老街', '河街', '文庙', '码头', '长堤'],
  slab: ['建设', '青年', '纺织', '曙光', '新华', '友谊', '朝阳', '育才'],
  tower: ['锦绣', '滨河', '新城', '云庭', '东城', '翠湖'],
  village: ['陈家台', '李家湾', '王家墩', '周家嘴', '张家垸', '刘家湾'],
} as const

export interface PlaceNames {
  secondary(): string
  local(): string
  lane(): string
  compound(quarter: 'tower' | 'slab' | 'village'): string
  community(quarter: 'lane' | 'slab' | 'tower' | 'village'): string
  /** Of a school, hospital, park and so on of a street; the second one of a kind is numbered. */
  institution(use: keyof typeof INSTITUTIONS, street: string): string
}

const INSTITUTIONS = {
  park: ['滨河公园', '中心公园'],
  primarySchool: ['第一小学', '实验小学'],
  middleSchool: ['中学', '第二中学'],
  hospital: ['医院', '第二医院'],
  mall: ['广场购物中心', '天地'],
  industry: ['工业园', '第二工业园'],
} as const

const NUMERALS = ['', '二', '三', '四', '五', '六', '七', '八', '九', '十']

export function placeNames(rng: Rng): PlaceNames {
  const dealer = (
    items: readonly string[],
    again: (name: string, round: number) => string,
  ): (() => string) => {
    const deck = rng.shuffle(items)
    let dealt = 0
    return () => {
      const round = Math.floor(dealt / deck.length)
      const name = deck[dealt++ % deck.length]!
      return round === 0 ? name : again(name, round)
    }
  }
  const road = (name: string, round: number): string =>
    name.replace(/(.)$/u, `${NUMERALS[round] ?? round + 1}$1`)
  const behind = (name: string, round: number): string => `${name}${NUMERALS[round] ?? round + 1}期`
  const middle = (name: string, round: number): string => `${name}${NUMERALS[round] ?? round + 1}`
  const compounds = {
    tower: dealer(COMPOUNDS.tower, behind),
    slab: dealer(COMPOUNDS.slab, behind),
    village: dealer(COMPOUNDS.village, middle),
  }
  const communities = {
    lane: dealer(COMMUNITIES.lane, middle),
    slab: dealer(COMMUNITIES.slab, middle),
    tower: dealer(COMMUNITIES.tower, middle),
    village: dealer(COMMUNITIES.village, middle),
  }
  const opened = new Map<string, number>()
  return {
    institution: (use, street) => {
      const key = `${use}:${street}`
      const count = opened.get(key) ?? 0
      opened.set(key, count + 1)
      return `${street}${INSTITUTIONS[use][count] ?? INSTITUTIONS[use][1]}`
    },
    secondary: dealer(SECONDARY, road),
    local: dealer(
      LOCAL_A.flatMap((a, i) => [a + LOCAL_B[i % 4]!, a + LOCAL_B[4 + ((i * 3) % 4)]!]),
      road,
    ),
    lane: dealer(
      LANE_A.map((a) => `${a}巷`),
      road,
    ),
    compound: (quarter) => compounds[quarter](),
    community: (quarter) => `${communities[quarter]()}${quarter === 'village' ? '村' : '社区'}`,
  }
}
