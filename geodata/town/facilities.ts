/**
 * Places that serve: shops in the rows along the roads, stations in the communities' halls, schools and the
 * hospital on their grounds, stops and toilets by the roads. Canteens for older people stand on one side of the
 * river only: the gap that siting has to find.
 */
import { facilityKindOf, type FacilityKind } from '../../shared/standards/facilityKinds.ts'
import type { PlacedBuilding } from './addresses.ts'
import { daysBefore } from './units.ts'
import type { DedicatedUse, Division } from './division.ts'
import type { Role } from './draft.ts'
import { toLonLat } from './lonLat.ts'
import { add, between, centroid, lerp, rotate, scale, sub, unit, type Pt } from './plane.ts'
import { ringsAround } from './planarMap.ts'
import { isLeftOfRiver } from './river.ts'
import type { Rng } from './rng.ts'
import type { TownFacility } from './types.ts'

/** How many of a kind a street of about 60,000 people has among its shops. */
const SHOPS: readonly (readonly [FacilityKind, number, readonly string[]])[] = [
  [
    'convenienceStore',
    62,
    ['每日便利店', '好邻居便利店', '晨光便利店', '万家便利', '小王副食', '幸福超市便利店'],
  ],
  [
    'restaurant',
    66,
    ['老街坊热干面馆', '家常菜馆', '湘味小厨', '牛肉粉馆', '川香火锅', '江城鱼庄', '兰州拉面', '煨汤馆'],
  ],
  ['breakfast', 40, ['老汉口早点', '热干面早餐店', '包子铺', '豆浆油条', '三鲜豆皮', '鲜鱼糊汤粉']],
  ['barber', 36, ['剪艺坊', '新发型', '阿强理发', '美丽人生美发', '名剪']],
  ['pharmacy', 27, ['康民大药房', '仁和药店', '益寿堂大药房', '百姓缘药房']],
  ['parcel', 30, ['云仓驿站', '邻里驿站', '快递服务站', '小包裹驿站']],
  ['supermarket', 15, ['惠民超市', '家佳超市', '万客隆超市', '生鲜超市']],
  ['laundry', 12, ['洁净干洗店', '衣之家洗衣', '净衣坊']],
  ['repair', 15, ['家电维修', '五金水暖维修', '钟表钥匙修理', '电动车维修']],
  ['housekeeping', 9, ['好帮手家政', '阳光家政', '爱家家政服务部']],
  ['printing', 11, ['云溪图文', '快印打字复印', '时光照相馆']],
  ['bakery', 11, ['麦香烘焙', '甜蜜时光蛋糕', '面包工坊']],
  ['teaHouse', 9, ['清心茶舍', '转角咖啡', '老茶馆']],
  ['flowerShop', 6, ['花语鲜花', '春天花坊']],
  ['petShop', 6, ['萌宠之家', '爱宠诊所']],
  ['bank', 7, ['江城银行云溪支行', '农商银行储蓄所', '邮储网点']],
  ['telecomShop', 5, ['通信营业厅', '手机卖场']],
  ['clinic', 11, ['口腔诊所', '中医诊所', '王医生诊所', '儿科诊所']],
  ['gym', 5, ['动力健身', '活力健身房']],
  ['library', 3, ['云溪书房', '新知书店']],
  ['postOffice', 2, ['邮政支局', '邮政所']],
  ['other', 3, ['老年用品店', '文具店', '彩票站']],
]

const HOURS: Partial<Record<FacilityKind, string>> = {
  convenienceStore: '07:00-23:00',
  restaurant: '10:00-21:30',
  breakfast: '05:30-10:30',
  pharmacy: '08:00-21:30',
  parcel: '09:00-20:00',
  supermarket: '07:30-21:30',
  market: '06:00-19:00',
  communityServiceStation: '09:00-17:00',
  healthStation: '08:00-17:30',
  healthCentre: '00:00-24:00',
  hospital: '00:00-24:00',
  canteen: '06:30-18:30',
  elderlyStation: '08:30-17:30',
  kindergarten: '07:30-17:30',
  bank: '09:00-17:00',
  mall: '10:00-22:00',
  library: '09:00-20:30',
  cultureStation: '09:00-20:30',
  publicToilet: '00:00-24:00',
  policeStation: '00:00-24:00',
}

export function placeFacilities(
  division: Division,
  buildings: readonly PlacedBuilding[],
  today: string,
  rng: Rng,
): TownFacility[] {
  const { plan, communities, blocks, atoms, map } = division
  const out: TownFacility[] = []
  const put = (kind: FacilityKind, name: string, at: Pt, address: string, capacity: number | null): void => {
    const isNew = rng.chance(0.05)
    out.push({
      id: `F${String(out.length + 1).padStart(5, '0')}`,
      name,
      kind,
      capacity,
      address,
      openingHours: HOURS[kind] ?? null,
      location: toLonLat(at),
      validFrom: isNew ? daysBefore(today, rng.whole(20, 330)) : null,
      validTo: null,
    })
  }
  const streetOf = (building: PlacedBuilding): number => blocks[building.draft.block]!.street
  const communityOf = (building: PlacedBuilding): number => blocks[building.draft.block]!.community
  /** Just inside the door, so that it lies in its building and in one grid. */
  const inside = (building: PlacedBuilding): Pt => {
    const { entrance, ring } = building.draft
    const center = centroid(ring)
    return add(entrance, scale(unit(sub(center, entrance)), Math.min(2, between(center, entrance) / 2)))
  }

  plan.streets.forEach((street, streetIndex) => {
    const own = buildings.filter((b) => streetOf(b) === streetIndex)
    const short = street.name.replace('街道', '')
    const slots = shopSlots(own, rng)
    let next = 0
    const slot = (accept: (at: Pt) => boolean = () => true): { at: Pt; building: PlacedBuilding } | null => {
      for (let k = next; k < slots.length; k++)
        if (accept(slots[k]!.at)) {
          const [found] = slots.splice(k, 1)
          return found!
        }
      next = Math.min(next, slots.length)
      return null
    }
    const inShop = (
      kind: FacilityKind,
      name: string,
      capacity: number | null,
      accept?: (at: Pt) => boolean,
    ): void => {
      const found = slot(accept)
      if (found) put(kind, name, found.at, found.building.roadAddress, capacity)
    }
    const role = (wanted: Role): PlacedBuilding[] => own.filter((b) => b.draft.role === wanted)

    for (const building of role('kindergarten'))
      put('kindergarten', building.name, inside(building), building.address, rng.whole(6, 12) * 30)
    for (const building of role('market'))
      put('market', building.name, inside(building), building.address, null)
    communities.forEach((community, c) => {
      if (community.street !== streetIndex) return
      const hall =
        own.find((b) => communityOf(b) === c && b.draft.role === 'hall') ??
        own.find((b) => communityOf(b) === c && b.use === 'residential')
      if (!hall) return
      const name = community.name.replace(/社区|村$/u, '')
      const at = inside(hall)
      const shifted = (meters: number): Pt => {
        const moved = add(
          at,
          rotate(
            [meters, 0],
            Math.atan2(
              hall.draft.ring[1]![1] - hall.draft.ring[0]![1],
              hall.draft.ring[1]![0] - hall.draft.ring[0]![0],
            ),
          ),
        )
        return hall.draft.role === 'hall' ? moved : at
      }
      put('communityServiceStation', `${community.name}服务站`, at, hall.address, null)
      put('cultureStation', `${name}文化活动站`, shifted(7), hall.address, 60)
      put('healthStation', `${name}社区卫生服务站`, shifted(-7), hall.address, rng.whole(2, 6))
      if (rng.chance(0.8))
        put('elderlyStation', `${name}老年服务站`, shifted(11), hall.address, rng.whole(15, 40))
      if (rng.chance(0.6)) put('policePost', `${name}警务室`, shifted(-11), hall.address, null)
      if (rng.chance(0.5)) put('nursery', `${name}托育园`, shifted(3), hall.address, rng.whole(2, 4) * 15)
    })
    const dry = (at: Pt): boolean => isLeftOfRiver(plan, at)
    for (let n = 1; n <= 6; n++) inShop('canteen', `${short}社区食堂${n}店`, rng.whole(6, 16) * 10, dry)
    inShop('healthCentre', `${short}社区卫生服务中心`, 80)
    inShop('policeStation', `${short}派出所`, null)
    inShop('streetOffice', `${street.name}办事处`, null)
    inShop('judicialOffice', `${short}司法所`, null)
    inShop('fireStation', `${short}小型消防站`, null)
    inShop('cultureCentre', `${short}文化活动中心`, 300)
    inShop('elderlyHome', `${short}养老院`, 120)
    inShop('disabilityStation', `${short}残疾人康复服务站`, 20)
    for (const [kind, count, names] of SHOPS)
      for (let n = 0; n < count; n++) inShop(kind, rng.pick(names), null)

    for (const block of blocks) {
      if (block.street !== streetIndex || block.use === 'housing') continue
      const grounds = own.filter((b) => b.draft.block === block.id)
      const first = grounds[0]
      const at = first ? inside(first) : map.center(atoms.find((a) => a.block === block.id)!.faces[0]!)
      const address = first?.address ?? block.name!
      const kinds: Record<DedicatedUse, FacilityKind | null> = {
        park: 'park',
        primarySchool: 'primarySchool',
        middleSchool: 'middleSchool',
        hospital: 'hospital',
        mall: 'mall',
        industry: null,
      }
      const kind = kinds[block.use]
      const capacity: Record<DedicatedUse, number | null> = {
        park: null,
        primarySchool: 1080,
        middleSchool: 1500,
        hospital: 420,
        mall: null,
        industry: null,
      }
      if (kind) put(kind, block.name!, at, address, capacity[block.use])
      const other = grounds[1] ? inside(grounds[1]) : at
      if (block.use === 'mall') put('cinema', `${short}影城`, other, address, 640)
      if (block.use === 'middleSchool')
        put('sportsCentre', `${block.name!}体育场（开放时段）`, other, address, 400)
      if (block.use === 'park' || block.use === 'middleSchool')
        put('emergencyShelter', `${block.name!}应急避难场所`, other, address, 2000)
    }
    outdoors(streetIndex, short, own)
  })
  return out

  /** What stands in the open: stops by the roads, grounds and points in the compounds. */
  function outdoors(streetIndex: number, short: string, own: readonly PlacedBuilding[]): void {
    const homes = rng.shuffle(own.filter((b) => b.draft.role === 'slab' || b.draft.role === 'tower'))
    let used = 0
    const besideHome = (
      kind: FacilityKind,
      count: number,
      word: string,
      capacity: () => number | null,
    ): void => {
      for (let n = 0; n < count && homes.length > 0; n++) {
        const home = homes[used++ % homes.length]!
        const { ring, entrance } = home.draft
        const outward = unit(sub(entrance, centroid(ring)))
        put(
          kind,
          `${home.compound ?? short}${word}`,
          add(entrance, scale(outward, 1.5)),
          home.address,
          capacity(),
        )
      }
    }
    besideHome('playground', 18, '健身活动场', () => null)
    besideHome('charging', 16, '电动车充电棚', () => rng.whole(10, 40))
    besideHome('bikeParking', 10, '非机动车棚', () => rng.whole(40, 160))
    besideHome('recycling', 14, '回收点', () => null)
    besideHome('wasteStation', 10, '垃圾分类收集站', () => null)
    besideHome('propertyOffice', 18, '物业服务中心', () => null)
    besideHome('pocketPark', 5, '口袋公园', () => null)
    besideHome('sportsCentre', 2, '多功能运动场', () => 60)
    besideHome('parking', 7, '停车场', () => rng.whole(40, 220))

    const sides: { at: Pt; road: string }[] = []
    for (const atom of atoms) {
      if (blocks[atom.block]!.street !== streetIndex) continue
      const ring = ringsAround(map, atom.faces)[0]!
      ring.forEach((u, i) => {
        const v = ring[(i + 1) % ring.length]!
        const line = map.line(u, v)
        const [a, b] = [map.points[u]!, map.points[v]!]
        if ((line.class !== 'arterial' && line.class !== 'secondary') || !line.name || between(a, b) < 12)
          return
        sides.push({
          at: add(lerp(a, b, 0.5), scale(rotate(unit(sub(b, a)), Math.PI / 2), 7)),
          road: line.name,
        })
      })
    }
    const spread = (
      kind: FacilityKind,
      count: number,
      apart: number,
      name: (road: string, n: number) => string,
    ): void => {
      const taken: Pt[] = []
      for (const side of rng.shuffle(sides)) {
        if (taken.length >= count) return
        if (taken.some((p) => between(p, side.at) < apart)) continue
        taken.push(side.at)
        put(kind, name(side.road, taken.length), side.at, side.road, null)
      }
    }
    spread('busStop', 34, 170, (road, n) => `${road}公交站（${n}）`)
    spread('publicToilet', 13, 260, (road, n) => `${road}公厕${n}`)
    spread('metroStation', 1, 900, () => `${short}站（地铁）`)
    if (facilityKindOf('metroStation').kind !== 'metroStation')
      throw new Error('the table of kinds lacks the metro')
  }
}

/** Places in the rows of shops, one about every 6 m of front, in random order. */
function shopSlots(buildings: readonly PlacedBuilding[], rng: Rng): { at: Pt; building: PlacedBuilding }[] {
  const slots: { at: Pt; building: PlacedBuilding }[] = []
  for (const building of buildings) {
    if (building.draft.role !== 'shop') continue
    const { ring, entrance } = building.draft
    const isRow = ring.length === 4 && building.draft.era !== 'old'
    if (!isRow && building.use === 'residential') {
      const center = centroid(ring)
      slots.push({ at: lerp(entrance, center, 0.4), building })
      continue
    }
    const [p, q] = [ring[0]!, ring[1]!]
    const inward = unit(sub(ring[ring.length - 1]!, p))
    const count = Math.max(1, Math.floor(between(p, q) / 6.5))
    for (let k = 0; k < count; k++)
      slots.push({ at: add(lerp(p, q, (k + 0.5) / count), scale(inward, 2)), building })
  }
  return rng.shuffle(slots)
}
