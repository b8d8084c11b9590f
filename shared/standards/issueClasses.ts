/**
 * Classes of components and events after GB/T 30428.2, a choice of subclasses of each, and the time within which
 * an issue of it has to be closed. The limits are this product's defaults, to be edited by the office: the
 * standard leaves them to the city. `working` hours run in office time only, `clock` hours always.
 */
import { STANDARD_SOURCES } from './sources.ts'

export type IssueSubject = 'component' | 'event'
export type HoursKind = 'working' | 'clock'

export interface IssueSubclass {
  subclass: string
  zh: string
  en: string
  limitHours: number
  hoursKind: HoursKind
}

export interface IssueClass {
  class: string
  subject: IssueSubject
  zh: string
  en: string
  subclasses: readonly IssueSubclass[]
  source: string
  year: number
}

type Sub = readonly [subclass: string, zh: string, en: string, limitHours: number, hoursKind: HoursKind]

const issueClass = (
  key: string,
  subject: IssueSubject,
  zh: string,
  en: string,
  subs: readonly Sub[],
): IssueClass => ({
  class: key,
  subject,
  zh,
  en,
  subclasses: subs.map(([subclass, zhName, enName, limitHours, hoursKind]) => ({
    subclass,
    zh: zhName,
    en: enName,
    limitHours,
    hoursKind,
  })),
  source: key === 'other' ? STANDARD_SOURCES.domain.code : STANDARD_SOURCES.gbt30428.code,
  year: key === 'other' ? STANDARD_SOURCES.domain.year : STANDARD_SOURCES.gbt30428.year,
})

export const ISSUE_CLASSES: readonly IssueClass[] = [
  issueClass('publicUtilities', 'component', '公用设施', 'Public utilities', [
    ['manholeCover', '井盖破损、缺失', 'Manhole cover', 4, 'clock'],
    ['streetLamp', '路灯不亮', 'Street lamp', 16, 'working'],
    ['drainGrate', '雨水箅子堵塞', 'Drain grate', 12, 'clock'],
    ['powerBox', '配电箱、通信箱损坏', 'Power or telecom box', 16, 'working'],
    ['waterMain', '供水设施漏水', 'Water main leak', 8, 'clock'],
  ]),
  issueClass('roadsTraffic', 'component', '道路交通设施', 'Roads and traffic', [
    ['pavement', '路面破损', 'Road surface', 80, 'working'],
    ['sidewalk', '人行道板松动', 'Pavement slab', 32, 'working'],
    ['guardrail', '护栏损坏', 'Guardrail', 16, 'working'],
    ['trafficSign', '交通标志牌损坏', 'Traffic sign', 16, 'working'],
    ['busShelter', '公交站亭损坏', 'Bus shelter', 24, 'working'],
  ]),
  issueClass('appearanceFacilities', 'component', '市容环境设施', 'City appearance facilities', [
    ['bin', '垃圾箱破损、满溢', 'Litter bin', 8, 'working'],
    ['publicToilet', '公共厕所设施损坏', 'Public toilet', 16, 'working'],
    ['wasteRoom', '垃圾收集间问题', 'Waste room', 12, 'working'],
  ]),
  issueClass('greening', 'component', '园林绿化设施', 'Greening', [
    ['streetTree', '行道树倾斜、枯死', 'Street tree', 24, 'working'],
    ['lawn', '绿地破损、黄土裸露', 'Lawn', 40, 'working'],
    ['bench', '休闲座椅、健身设施损坏', 'Bench or exercise equipment', 80, 'working'],
  ]),
  issueClass('otherComponent', 'component', '其他部件', 'Other components', [
    ['elevator', '电梯故障', 'Lift out of order', 4, 'clock'],
    ['accessControl', '门禁、楼道设施损坏', 'Entrance or stairwell', 56, 'working'],
    ['charger', '充电桩故障', 'Charging point', 24, 'working'],
  ]),
  issueClass('cityAppearance', 'event', '市容环境', 'City appearance', [
    ['exposedRubbish', '暴露垃圾', 'Exposed rubbish', 4, 'working'],
    ['constructionWaste', '乱堆渣土、装修垃圾', 'Dumped building waste', 16, 'working'],
    ['roadDirt', '道路不洁', 'Dirty road', 4, 'working'],
    ['standingWater', '道路积水', 'Standing water', 6, 'clock'],
    ['sewageOverflow', '污水外溢', 'Sewage overflow', 12, 'clock'],
    ['dogs', '不文明养犬', 'Uncivil dog keeping', 16, 'working'],
    ['greenDamage', '毁绿种菜', 'Green turned into plots', 120, 'working'],
  ]),
  issueClass('advertising', 'event', '宣传广告', 'Advertising', [
    ['flyposting', '非法小广告', 'Fly-posting', 8, 'working'],
    ['illegalSign', '违规户外广告', 'Unlicensed hoarding', 120, 'working'],
    ['banner', '违规悬挂横幅', 'Unlicensed banner', 8, 'working'],
  ]),
  issueClass('buildingWorks', 'event', '施工管理', 'Building works', [
    ['nightNoise', '夜间施工噪声', 'Night noise from works', 2, 'clock'],
    ['dust', '施工扬尘', 'Dust from works', 4, 'clock'],
    ['unpermittedDigging', '无证挖掘道路', 'Digging without a permit', 8, 'working'],
    ['illegalBuilding', '违法搭建', 'Illegal building', 240, 'working'],
  ]),
  issueClass('emergencies', 'event', '突发事件', 'Emergencies', [
    ['fallingObject', '高空坠物隐患', 'Risk of falling objects', 4, 'clock'],
    ['treeDown', '树木倒伏', 'Fallen tree', 4, 'clock'],
    ['powerOut', '停电停水', 'Power or water failure', 6, 'clock'],
    ['fireHazard', '消防通道堵塞', 'Blocked fire lane', 4, 'clock'],
  ]),
  issueClass('streetOrder', 'event', '街面秩序', 'Street order', [
    ['streetVendor', '占道经营', 'Street vending', 4, 'working'],
    ['shopOverflow', '店外经营', 'Goods outside shops', 4, 'working'],
    ['bikeMess', '非机动车乱停放', 'Bicycles parked at random', 4, 'working'],
    ['carParking', '机动车乱停放', 'Cars parked at random', 4, 'working'],
    ['noise', '社会生活噪声', 'Neighbourhood noise', 4, 'clock'],
    ['chargingAtHome', '电动车进楼、飞线充电', 'E-bikes charged indoors', 24, 'working'],
  ]),
  issueClass('otherEvent', 'event', '其他事件', 'Other events', [
    ['neighbourDispute', '邻里纠纷', 'Dispute between neighbours', 80, 'working'],
    ['propertyService', '物业服务问题', 'Property service', 120, 'working'],
    ['elderCare', '困难老人帮扶', 'Help for an older person', 56, 'working'],
    ['consultation', '政策咨询', 'Question about policy', 8, 'working'],
  ]),
  issueClass('other', 'event', '其他来源', 'Other sources', [
    ['other', '未分类', 'Unclassified', 40, 'working'],
  ]),
]

const byClass = new Map(ISSUE_CLASSES.map((row) => [row.class, row]))

export const isIssueClass = (key: string): boolean => byClass.has(key)

/** The class; `other` for a key that no standard of ours names. */
export const issueClassOf = (key: string): IssueClass => byClass.get(key) ?? byClass.get('other')!

/** The subclass within its class; undefined when the class has none of that name. */
export const issueSubclassOf = (classKey: string, subclass: string): IssueSubclass | undefined =>
  byClass.get(classKey)?.subclasses.find((row) => row.subclass === subclass)

/** The limit of a subclass; of `other` when it is not known. */
export const issueLimitOf = (
  classKey: string,
  subclass: string,
): { limitHours: number; hoursKind: HoursKind } => {
  const row = issueSubclassOf(classKey, subclass) ?? byClass.get('other')!.subclasses[0]!
  return { limitHours: row.limitHours, hoursKind: row.hoursKind }
}

/** Finds class and subclass by their Chinese or English name, or by key. */
export function findIssueClass(text: string): { class: string; subclass: string | null } | null {
  const wanted = text.trim().toLowerCase()
  if (wanted === '') return null
  for (const row of ISSUE_CLASSES)
    if ([row.class, row.zh, row.en].some((name) => name.toLowerCase() === wanted))
      return { class: row.class, subclass: null }
  for (const row of ISSUE_CLASSES)
    for (const sub of row.subclasses)
      if ([sub.subclass, sub.zh, sub.en].some((name) => name.toLowerCase() === wanted))
        return { class: row.class, subclass: sub.subclass }
  return null
}
