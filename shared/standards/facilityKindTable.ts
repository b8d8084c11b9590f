/**
 * Kinds of facility that the standards name, as data. `radiusMeters` is the service radius: where the text names
 * one, `radiusFrom` is `standard`; where it names only a level, it is that level's longest walking distance in
 * GB 50180-2018 (300, 500, 1,000 m) and `radiusFrom` is `level`. Sizes are floor area, or ground for open kinds.
 */
import { STANDARD_SOURCES, type StandardSourceKey } from './sources.ts'

export type FacilityGroup =
  'care' | 'education' | 'daily' | 'culture' | 'sport' | 'admin' | 'transport' | 'green' | 'other'

type Row = readonly [
  kind: string,
  zh: string,
  en: string,
  group: FacilityGroup,
  maki: string,
  level: 5 | 10 | 15,
  radiusMeters: number,
  radiusFrom: 'standard' | 'level',
  minimumSquareMeters: number | null,
  source: StandardSourceKey,
]

// prettier-ignore
const ROWS = [
  // administration and community service
  ['communityServiceStation', '社区服务站', 'Community service station', 'admin', 'town-hall', 5, 300, 'standard', 800, 'mohurd2020'],
  ['streetOffice', '街道办事处', 'Street office', 'admin', 'embassy', 15, 1000, 'level', 1000, 'gb50180'],
  ['policeStation', '派出所', 'Police station', 'admin', 'police', 15, 1000, 'level', 1000, 'gb50180'],
  ['policePost', '警务室', 'Police post', 'admin', 'police', 5, 300, 'level', null, 'gb50180'],
  ['judicialOffice', '司法所', 'Judicial office', 'admin', 'landmark', 15, 1000, 'level', 80, 'gb50180'],
  ['fireStation', '消防站', 'Fire station', 'admin', 'fire-station', 15, 1000, 'level', null, 'gb50180'],
  ['propertyOffice', '物业管理用房', 'Property management office', 'admin', 'building', 5, 300, 'level', null, 'mohurd2020'],
  // health and care
  ['hospital', '医院', 'Hospital', 'care', 'hospital', 15, 1000, 'level', null, 'tdt1062'],
  ['healthCentre', '社区卫生服务中心', 'Community health centre', 'care', 'hospital', 15, 1000, 'standard', 1700, 'gb50180'],
  ['healthStation', '社区卫生服务站', 'Community health station', 'care', 'doctor', 5, 300, 'standard', 120, 'mohurd2020'],
  ['clinic', '诊所', 'Clinic', 'care', 'doctor', 10, 500, 'level', null, 'tdt1062'],
  ['elderlyStation', '老年服务站', 'Elderly service station', 'care', 'wheelchair', 5, 300, 'standard', 350, 'mohurd2020'],
  ['elderlyHome', '养老院', 'Home for older people', 'care', 'home', 15, 1000, 'level', 7000, 'gb50180'],
  ['canteen', '老年助餐点（社区食堂）', 'Canteen for older people', 'care', 'restaurant', 10, 500, 'level', null, 'tdt1062'],
  ['disabilityStation', '残疾人康复服务站', 'Rehabilitation station', 'care', 'wheelchair', 15, 1000, 'level', null, 'gb50180'],
  // education
  ['nursery', '托儿所（婴幼儿照护）', 'Nursery', 'education', 'heart', 5, 300, 'standard', 200, 'mohurd2020'],
  ['kindergarten', '幼儿园', 'Kindergarten', 'education', 'playground', 5, 300, 'standard', null, 'gb50180'],
  ['primarySchool', '小学', 'Primary school', 'education', 'school', 10, 500, 'standard', null, 'gb50180'],
  ['middleSchool', '中学', 'Secondary school', 'education', 'college', 15, 1000, 'standard', null, 'gb50180'],
  // daily life: basic kinds of the convenience circle
  ['market', '菜市场', 'Food market', 'daily', 'farm', 10, 500, 'standard', 750, 'gb50180'],
  ['supermarket', '综合超市', 'Supermarket', 'daily', 'grocery', 5, 300, 'level', 300, 'mohurd2020'],
  ['convenienceStore', '便利店', 'Convenience store', 'daily', 'convenience', 5, 300, 'level', null, 'mofcom2021'],
  ['breakfast', '早餐店', 'Breakfast shop', 'daily', 'restaurant-noodle', 5, 300, 'level', null, 'mofcom2021'],
  ['pharmacy', '药店', 'Pharmacy', 'daily', 'pharmacy', 5, 300, 'level', null, 'mofcom2021'],
  ['parcel', '快递服务站', 'Parcel point', 'daily', 'post', 5, 300, 'level', 15, 'mohurd2020'],
  ['barber', '美容美发店', 'Barber', 'daily', 'hairdresser', 5, 300, 'level', null, 'mofcom2021'],
  ['laundry', '洗染店', 'Laundry', 'daily', 'laundry', 10, 500, 'level', null, 'mofcom2021'],
  ['repair', '维修点', 'Repair shop', 'daily', 'hardware', 10, 500, 'level', null, 'mofcom2021'],
  ['recycling', '再生资源回收点', 'Recycling point', 'daily', 'recycling', 5, 300, 'level', 6, 'gb50180'],
  ['housekeeping', '家政服务点', 'Housekeeping service', 'daily', 'heart', 10, 500, 'level', null, 'mofcom2021'],
  ['printing', '照相文印店', 'Photo and printing shop', 'daily', 'suitcase', 10, 500, 'level', null, 'mofcom2021'],
  ['restaurant', '餐饮店', 'Restaurant', 'daily', 'restaurant', 10, 500, 'level', null, 'mofcom2021'],
  // daily life: quality kinds
  ['mall', '购物中心', 'Shopping centre', 'daily', 'shop', 15, 1000, 'level', null, 'mofcom2021'],
  ['bakery', '烘焙店', 'Bakery', 'daily', 'bakery', 15, 1000, 'level', null, 'mofcom2021'],
  ['flowerShop', '花店', 'Flower shop', 'daily', 'florist', 15, 1000, 'level', null, 'mofcom2021'],
  ['petShop', '宠物店', 'Pet shop', 'daily', 'animal-shelter', 15, 1000, 'level', null, 'mofcom2021'],
  ['teaHouse', '茶艺馆、咖啡店', 'Tea house or café', 'daily', 'teahouse', 15, 1000, 'level', null, 'mofcom2021'],
  ['bank', '银行网点', 'Bank', 'daily', 'bank', 15, 1000, 'level', null, 'gb50180'],
  ['postOffice', '邮政营业场所', 'Post office', 'daily', 'post', 10, 500, 'level', null, 'gb50180'],
  ['telecomShop', '电信营业网点', 'Telecom shop', 'daily', 'mobile-phone', 10, 500, 'level', null, 'gb50180'],
  // culture, sport, open space
  ['cultureCentre', '文化活动中心', 'Culture centre', 'culture', 'theatre', 15, 1000, 'standard', 3000, 'gb50180'],
  ['cultureStation', '文化活动站', 'Culture station', 'culture', 'music', 5, 300, 'standard', 250, 'gb50180'],
  ['library', '书店、图书室', 'Bookshop or reading room', 'culture', 'library', 15, 1000, 'level', null, 'mofcom2021'],
  ['cinema', '影院', 'Cinema', 'culture', 'cinema', 15, 1000, 'level', null, 'mofcom2021'],
  ['sportsCentre', '多功能运动场地', 'Multi-purpose sports ground', 'sport', 'soccer', 10, 500, 'standard', 1310, 'gb50180'],
  ['playground', '儿童、老年人活动场地', 'Play and sport ground', 'sport', 'pitch', 5, 300, 'standard', 150, 'mohurd2020'],
  ['gym', '健身房', 'Gym', 'sport', 'fitness-centre', 15, 1000, 'level', null, 'mofcom2021'],
  ['park', '公园绿地', 'Park', 'green', 'park', 15, 1000, 'level', 4000, 'mohurd2020'],
  ['pocketPark', '口袋公园', 'Pocket park', 'green', 'garden', 5, 300, 'level', null, 'mohurd2020'],
  // traffic and sanitation
  ['busStop', '公交站', 'Bus stop', 'transport', 'bus', 10, 500, 'standard', null, 'gb50180'],
  ['metroStation', '轨道交通站', 'Metro station', 'transport', 'rail-metro', 15, 800, 'standard', null, 'gb50180'],
  ['parking', '公共停车场', 'Public car park', 'transport', 'parking', 10, 500, 'level', null, 'gb50180'],
  ['charging', '充电设施', 'Charging point', 'transport', 'charging-station', 5, 300, 'level', null, 'mohurd2020'],
  ['bikeParking', '非机动车停车场', 'Bicycle parking', 'transport', 'bicycle', 5, 300, 'level', null, 'gb50180'],
  ['publicToilet', '公共厕所', 'Public toilet', 'admin', 'toilet', 5, 300, 'level', 30, 'gb50180'],
  ['wasteStation', '生活垃圾收集站', 'Waste collection station', 'admin', 'waste-basket', 5, 300, 'level', 120, 'gb50180'],
  ['emergencyShelter', '应急避难场所', 'Emergency shelter', 'admin', 'shelter', 15, 1000, 'level', null, 'tdt1062'],
  ['other', '其他设施', 'Other facility', 'other', 'marker', 15, 1000, 'level', null, 'domain'],
] as const satisfies readonly Row[]

export type FacilityKind = (typeof ROWS)[number][0]

export interface FacilityKindRow {
  kind: FacilityKind
  zh: string
  en: string
  group: FacilityGroup
  /** Name of an icon of the Maki set. */
  maki: string
  /** Minutes of the life circle it belongs to. */
  level: 5 | 10 | 15
  radiusMeters: number
  radiusFrom: 'standard' | 'level'
  minimumSquareMeters?: number
  /** Code of the text, such as `GB 50180-2018`. */
  source: string
  year: number
}

export const FACILITY_KINDS: readonly FacilityKindRow[] = ROWS.map(
  ([kind, zh, en, group, maki, level, radiusMeters, radiusFrom, minimum, source]) => ({
    kind,
    zh,
    en,
    group,
    maki,
    level,
    radiusMeters,
    radiusFrom,
    ...(minimum === null ? {} : { minimumSquareMeters: minimum }),
    source: STANDARD_SOURCES[source].code,
    year: STANDARD_SOURCES[source].year,
  }),
)

const byKind = new Map<string, FacilityKindRow>(FACILITY_KINDS.map((row) => [row.kind, row]))

export const isFacilityKind = (kind: string): kind is FacilityKind => byKind.has(kind)

/** The row of a kind; the row of `other` for a kind no standard of ours names. */
export const facilityKindOf = (kind: string): FacilityKindRow => byKind.get(kind) ?? byKind.get('other')!

export const FACILITY_GROUPS: readonly { group: FacilityGroup; zh: string; en: string }[] = [
  { group: 'care', zh: '医疗养老', en: 'Health and care' },
  { group: 'education', zh: '教育托育', en: 'Education' },
  { group: 'daily', zh: '便民商业', en: 'Daily life' },
  { group: 'culture', zh: '文化', en: 'Culture' },
  { group: 'sport', zh: '体育活动', en: 'Sport and play' },
  { group: 'green', zh: '公园绿地', en: 'Green space' },
  { group: 'admin', zh: '管理与环卫', en: 'Administration' },
  { group: 'transport', zh: '交通', en: 'Transport' },
  { group: 'other', zh: '其他', en: 'Other' },
]
