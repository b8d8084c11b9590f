/**
 * Recognises the kind of a facility from the words a foreign table uses for it, in Chinese (simplified or
 * traditional) or English, and from OpenStreetMap tags. The first rule that fits wins, so the narrower words
 * stand first: 小學 before 學校, 社区卫生服务站 before 服务站. What no rule knows is `other`, never a guess.
 */
import { FACILITY_KINDS, isFacilityKind, type FacilityKind } from './facilityKindTable.ts'

const CHINESE: readonly (readonly [FacilityKind, RegExp])[] = [
  ['petShop', /宠物|寵物|动物医院|動物醫院|兽医|獸醫/],
  ['metroStation', /地铁|地鐵|轨道交通|軌道交通|轻轨站|捷運|有轨电车/],
  ['charging', /充电|充電/],
  ['bikeParking', /非机动车|自行车停|自行車停|單車|单车/],
  ['parking', /停车|停車/],
  ['busStop', /公交|公車|公车站|巴士站|客運|客运站|车站$|車站$/],
  ['publicToilet', /厕|廁|洗手间|洗手間|卫生间/],
  ['fireStation', /消防/],
  ['policePost', /警务室|警務室|岗亭|崗亭/],
  ['policeStation', /派出所|公安|警察|警局|分局$/],
  ['judicialOffice', /司法|法院|法庭/],
  ['healthStation', /卫生服务站|衛生服務站|卫生站|卫生室|衛生室|医务室|醫務室/],
  ['healthCentre', /卫生服务中心|卫生院|衛生所|卫生所|衛生院|保健所|健康服务中心/],
  ['disabilityStation', /残疾|残障|身心障礙|康复站|康复服务|復健/],
  ['canteen', /食堂|助餐|长者饭堂|長者飯堂|老年餐|共餐|餐食/],
  ['elderlyHome', /养老院|養老院|敬老院|护理院|護理之家|養護|养护院|安養|老人福利机构/],
  ['elderlyStation', /老年|养老|養老|长者|長者|日间照料|日照|長照|老人|关怀据点|關懷據點|居家养老|樂齡/],
  ['nursery', /托儿|托兒|托育|托嬰|婴幼儿|嬰幼兒|早教|亲子中心|親子/],
  ['kindergarten', /幼儿园|幼兒園|幼稚園|幼稚园|幼儿/],
  ['primarySchool', /小学|小學|國小/],
  ['middleSchool', /中学|中學|初中|高中|國中|高职|高職|职业学校|職業學校|九年一贯|完全中学/],
  ['other', /高等院校|(?<!老年)大学|大學|成人教育|培训|培訓|补习|補習/],
  ['clinic', /诊所|診所|门诊|門診|口腔|牙科|牙醫|中医馆|中醫/],
  ['pharmacy', /药店|藥店|药房|藥房|藥局|药局|大药|药品|醫藥|医药/],
  ['hospital', /医院|醫院|三甲|急救/],
  ['market', /菜市场|菜市場|农贸|農貿|菜场|菜場|市场$|市場|菜店|生鲜|生鮮|集市|肉菜|果蔬|海鲜|水产/],
  ['breakfast', /早餐|早点|早點|包子|豆浆|热干面/],
  ['bakery', /烘焙|面包|麵包|蛋糕|糕饼|糕餅|甜品/],
  ['teaHouse', /茶|咖啡/],
  ['restaurant', /餐|饭店|飯店|小吃|火锅|火鍋|面馆|酒楼|快餐/],
  ['convenienceStore', /便利|超商|小卖部|小賣|杂货|雜貨|烟酒|士多/],
  ['supermarket', /超市|超級市場|大卖场|量販/],
  ['mall', /购物|購物|商场|商場|百货|百貨|商业中心|商業中心|综合体/],
  ['postOffice', /邮政|郵政|邮局|郵局/],
  ['parcel', /快递|快遞|驿站|菜鸟|包裹|物流|速递|取件/],
  ['clinic', /整形|整容|医疗美容|醫療美容|医学美容|醫學美容/],
  ['barber', /理发|理髮|美发|美髮|美容|发廊|髮廊/],
  ['laundry', /洗衣|干洗|乾洗|洗染/],
  ['repair', /维修|維修|修理|配钥匙|修鞋|五金/],
  ['recycling', /回收|再生资源|废品|廢品/],
  ['wasteStation', /垃圾|环卫|環衛|转运站|中转站/],
  ['housekeeping', /家政|保洁|月嫂|家事/],
  ['printing', /文印|打印|复印|照相|图文|影印|打字/],
  ['flowerShop', /花店|鲜花|花卉|花坊/],
  ['bank', /银行|銀行|信用社|自助取款|ATM/i],
  ['telecomShop', /电信|電信|移动营业|联通|通讯|营业厅/],
  ['cinema', /影院|电影|電影|影城/],
  ['library', /图书|圖書|书店|書店|阅览|閱覽|书房|書屋|书屋/],
  ['gym', /健身房|健身中心|健身俱乐部|瑜伽/],
  ['sportsCentre', /体育|體育|运动|運動|球场|球場|游泳|泳池|田径|足球|篮球|網球/],
  ['playground', /活动场地|健身|兒童遊戲|儿童乐园|遊戲場|游乐|遊樂|游戏场|儿童活动/],
  ['pocketPark', /口袋公园|口袋公園|游园|街头绿地|街角|小绿地|綠地$/],
  ['park', /公园|公園|绿地|綠地|广场|廣場|植物园/],
  ['cultureStation', /文化活动站|文化室|文化站|活动室|活動室|棋牌|老年大学/],
  ['cultureCentre', /文化|活動中心|活动中心|文化馆|艺术|藝術|剧院|劇院|博物|展览|美术|集會所/],
  ['emergencyShelter', /避难|避難|应急|應急|避災/],
  ['streetOffice', /街道办|街道辦|镇政府|鄉公所|区公所|區公所|办事处|辦事處|政务服务中心|行政服务/],
  ['propertyOffice', /物业|物業/],
  [
    'communityServiceStation',
    /服务站|服務站|社区服务|社區服務|党群|黨群|居委|居民委员会|村委|里辦公|里办公|邻里中心|服务中心|社区中心/,
  ],
  ['elderlyStation', /照护|照護/],
  ['middleSchool', /学校|學校/],
]

const ENGLISH: readonly (readonly [FacilityKind, RegExp])[] = [
  ['petShop', /\b(pet|veterinar)/],
  ['metroStation', /\b(metro|subway|underground|tram|railway) ?(station|stop)?/],
  ['charging', /\bcharging/],
  ['bikeParking', /\b(bicycle|bike)/],
  ['busStop', /\bbus\b/],
  ['parking', /\b(parking|car park|garage)/],
  ['publicToilet', /\b(toilet|restroom|lavatory|wc\b)/],
  ['fireStation', /\bfire\b/],
  ['policePost', /\bpolice (post|box|room)/],
  ['policeStation', /\bpolice/],
  ['judicialOffice', /\b(court|judicial)/],
  ['healthStation', /\bhealth (station|post|room)/],
  ['healthCentre', /\bhealth ?(care)? (cent|service)/],
  ['disabilityStation', /\b(disab|rehab)/],
  ['canteen', /\b(canteen|soup kitchen|meals? for|meal service)/],
  ['elderlyHome', /\b(nursing|retirement|old people'?s|care|elderly|senior) home/],
  ['elderlyStation', /\b(elder|senior|day ?care for|older people)/],
  ['kindergarten', /\b(kindergarten|preschool|pre-school)/],
  ['nursery', /\b(nursery|creche|crèche|childcare|child care|toddler)/],
  ['primarySchool', /\b(primary|elementary) ?school|\bprimary\b|\belementary\b/],
  ['middleSchool', /\b(middle|secondary|high|junior|senior|vocational) ?(high )?school|\bschool\b/],
  ['clinic', /\b(clinic|dentist|dental|doctors?|surgery|general practitioner)\b/],
  ['pharmacy', /\b(pharmacy|pharmacies|drug ?store|chemist)/],
  ['hospital', /\bhospital/],
  ['supermarket', /\b(super ?market|hypermarket|grocery)/],
  ['mall', /\b(mall|shopping|department store)/],
  ['market', /\b(market|greengrocer|butcher|seafood|vegetable)/],
  ['convenienceStore', /\b(convenience|corner shop|kiosk)/],
  ['breakfast', /\bbreakfast/],
  ['bakery', /\b(bakery|pastry|cake)/],
  ['teaHouse', /\b(tea ?house|caf[eé]|coffee)/],
  ['restaurant', /\b(restaurant|food court|fast food|noodle|diner)/],
  ['postOffice', /\bpost ?office/],
  ['parcel', /\b(parcel|courier|express delivery|package)/],
  ['barber', /\b(barber|hairdress|beauty|salon)/],
  ['laundry', /\b(laundr|dry ?clean)/],
  ['recycling', /\brecycl/],
  ['wasteStation', /\b(waste|garbage|trash|refuse)/],
  ['repair', /\b(repair|hardware|locksmith|cobbler)/],
  ['housekeeping', /\b(housekeep|domestic|cleaning)/],
  ['printing', /\b(print|photo|copy ?shop)/],
  ['flowerShop', /\b(florist|flower)/],
  ['bank', /\b(bank|atm)\b/],
  ['telecomShop', /\b(telecom|mobile phone|phone shop)/],
  ['cinema', /\b(cinema|movie)/],
  ['library', /\b(library|book)/],
  ['gym', /\b(gym|fitness)/],
  ['sportsCentre', /\b(sport|stadium|soccer|basketball|tennis|swimming)/],
  ['playground', /\bplay ?ground/],
  ['pocketPark', /\b(pocket park|garden)\b/],
  ['park', /\b(park|square|green ?space)\b/],
  ['cultureStation', /\b(culture|cultural|activity) (station|room)/],
  ['communityServiceStation', /\bcommunity (service|cent|hall|office)|\bresidents' committee/],
  ['cultureCentre', /\b(cultur|activity cent|arts? cent|theat|museum|gallery)/],
  ['emergencyShelter', /\b(shelter|evacuation)/],
  ['streetOffice', /\b(town hall|city hall|subdistrict|street office|government)/],
  ['propertyOffice', /\bproperty/],
]

const exact = new Map<string, FacilityKind>()
for (const row of FACILITY_KINDS)
  for (const word of [row.kind, row.zh, row.en]) exact.set(word.trim().toLowerCase(), row.kind)

const ruleFor = (words: string): FacilityKind | undefined => {
  if (isFacilityKind(words)) return words
  const plain = words
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replace(/_+/g, ' ')
    .toLowerCase()
  const known = exact.get(words.toLowerCase())
  if (known) return known
  const rules = /\p{Script=Han}/u.test(words) ? CHINESE : ENGLISH
  return rules.find(([, pattern]) => pattern.test(plain))?.[0]
}

/**
 * The kind that a free text names, such as `综合医院`, `公園`, `park`. Of a path such as
 * `医疗保健服务;综合医院;卫生院` the narrowest part that says something decides; of several kinds joined by `|`
 * the first.
 */
export function guessFacilityKind(text: string): FacilityKind | 'other' {
  for (const choice of text.normalize('NFKC').split('|'))
    for (const part of choice.split(/[;>/]/).reverse()) {
      const kind = part.trim() === '' ? undefined : ruleFor(part.trim())
      if (kind) return kind
    }
  return 'other'
}

// prettier-ignore
const OSM: Readonly<Record<string, Readonly<Record<string, FacilityKind>>>> = {
  amenity: {
    hospital: 'hospital', clinic: 'clinic', doctors: 'clinic', dentist: 'clinic', pharmacy: 'pharmacy',
    kindergarten: 'kindergarten', childcare: 'nursery', school: 'middleSchool', library: 'library',
    marketplace: 'market', restaurant: 'restaurant', fast_food: 'restaurant', food_court: 'restaurant',
    cafe: 'teaHouse', bank: 'bank', atm: 'bank', post_office: 'postOffice', police: 'policeStation',
    fire_station: 'fireStation', townhall: 'streetOffice', courthouse: 'judicialOffice', cinema: 'cinema',
    theatre: 'cultureCentre', arts_centre: 'cultureCentre', community_centre: 'communityServiceStation',
    toilets: 'publicToilet', parking: 'parking', bicycle_parking: 'bikeParking', bicycle_rental: 'bikeParking',
    charging_station: 'charging', bus_station: 'busStop', recycling: 'recycling',
    waste_transfer_station: 'wasteStation', parcel_locker: 'parcel', nursing_home: 'elderlyHome',
    veterinary: 'petShop', social_centre: 'cultureStation',
  },
  shop: {
    supermarket: 'supermarket', convenience: 'convenienceStore', kiosk: 'convenienceStore', bakery: 'bakery',
    pastry: 'bakery', greengrocer: 'market', butcher: 'market', seafood: 'market', mall: 'mall',
    department_store: 'mall', hairdresser: 'barber', beauty: 'barber', laundry: 'laundry', dry_cleaning: 'laundry',
    chemist: 'pharmacy', books: 'library', florist: 'flowerShop', pet: 'petShop', tea: 'teaHouse',
    coffee: 'teaHouse', mobile_phone: 'telecomShop', copyshop: 'printing', photo: 'printing', hardware: 'repair',
    locksmith: 'repair', shoe_repair: 'repair',
  },
  leisure: {
    park: 'park', garden: 'pocketPark', playground: 'playground', pitch: 'sportsCentre',
    sports_centre: 'sportsCentre', stadium: 'sportsCentre', swimming_pool: 'sportsCentre', fitness_centre: 'gym',
    fitness_station: 'playground',
  },
  healthcare: { hospital: 'hospital', clinic: 'clinic', doctor: 'clinic', dentist: 'clinic', rehabilitation: 'disabilityStation' },
  highway: { bus_stop: 'busStop' },
  office: { government: 'streetOffice', courier: 'parcel' },
  emergency: { assembly_point: 'emergencyShelter' },
}

/** The kind that the tags of one OpenStreetMap object mean, `other` when they mean none of ours. */
export function kindFromOsmTags(tags: Readonly<Record<string, string | undefined>>): FacilityKind | 'other' {
  const name = tags['name:zh'] ?? tags.name ?? ''
  if (tags.amenity === 'school') {
    const guess = guessFacilityKind(name)
    if (guess === 'primarySchool' || guess === 'middleSchool' || guess === 'kindergarten') return guess
    return /1|primary/.test(tags['isced:level'] ?? tags.school ?? '') ? 'primarySchool' : 'middleSchool'
  }
  if (tags.amenity === 'social_facility') {
    const forOlderPeople = tags['social_facility:for'] === 'senior'
    if (/nursing_home|group_home|assisted_living/.test(tags.social_facility ?? '')) return 'elderlyHome'
    return forOlderPeople ? 'elderlyStation' : 'other'
  }
  if (tags.station === 'subway' || tags.station === 'light_rail') return 'metroStation'
  if (tags.railway === 'subway_entrance') return 'metroStation'
  for (const [key, values] of Object.entries(OSM)) {
    const value = tags[key]
    if (value && Object.hasOwn(values, value)) return values[value]!
  }
  if (tags.public_transport === 'platform' && tags.bus === 'yes') return 'busStop'
  return 'other'
}
