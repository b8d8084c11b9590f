/** The fields each kind of data has, and the column names by which they are recognised. */
import { type FieldTarget, IMPORT_KINDS, type ImportKind } from '../../../shared/domain/importing.ts'

const field = (target: string, aliases: string, isRequired = false): FieldTarget => ({
  target,
  isRequired,
  aliases: aliases.split(' '),
})

const LON = field('lon', 'lon lng long longitude x 经度 經度 xwgs 经度x 經緯度x wgs84lon')
const LAT = field('lat', 'lat latitude y 纬度 緯度 ywgs 纬度y 經緯度y wgs84lat')
const UNIT = field(
  'unit',
  'unit unitcode 网格编码 网格 grid gridcode district 社区 社區 区域 區域 area county',
)
const ADDRESS = field('address', 'address addr 地址 详细地址 地点 座落位置 位置 住址 案发地址')

export const FIELD_TARGETS: Readonly<Record<ImportKind, readonly FieldTarget[]>> = {
  units: [
    field(
      'code',
      'code unitcode villcode towncode adcode 编码 代码 代碼 编号 网格编码 社区编码 id geoid precinct',
      true,
    ),
    field('name', 'name unitname villname 名称 名稱 社区名称 网格名称 title', true),
    field('parent', 'parent parentcode townname 上级 上级编码 所属社区 所属街道 district'),
    field('validFrom', 'validfrom from 生效日期 启用日期'),
    field('validTo', 'validto until 失效日期 停用日期 撤销日期'),
    field('level', 'level 层级 级别'),
    field('kind', 'kind gridkind 网格类型'),
  ],
  buildings: [
    field('code', 'code buildingcode 楼栋编码 编码 编号 id osmid', true),
    field('name', 'name buildingname 楼栋名称 名称 楼名'),
    ADDRESS,
    field('floors', 'floors levels buildinglevels 层数 楼层数 地上层数'),
    field('dwellings', 'dwellings units 户数 套数 住宅套数'),
    field('vacantDwellings', 'vacantdwellings vacant 空置 空置套数'),
    field('use', 'use usage 用途 性质'),
    field('compound', 'compound 小区 小区名称'),
    UNIT,
    LON,
    LAT,
  ],
  residents: [
    field('id', 'id residentid 人员编号 编号 序号'),
    field('name', 'name 姓名 fullname'),
    field(
      'identityNumber',
      'identitynumber idnumber idcard 身份证 身份证号 身份证号码 公民身份号码 证件号码',
    ),
    field('birthDate', 'birthdate dateofbirth birthday 出生日期 生日'),
    field('sex', 'sex gender 性别'),
    field('phone', 'phone mobile tel telephone 电话 手机 手机号 联系电话'),
    field('building', 'building buildingcode 楼栋 楼栋编码 楼栋号'),
    ADDRESS,
    field('household', 'household householdid 户 户号 户编号'),
    field('validFrom', 'validfrom movedin 入住日期 迁入日期'),
    field('validTo', 'validto movedout 迁出日期'),
    // as counts
    field('code', 'code areacode unitcode 村里代碼 社区编码 网格编码 统计区代码 最小統計區代碼'),
    field('residents', 'residents population people pcnt pop totpop20 totalpop 人口 人口數 人口数 常住人口'),
    field('households', 'households hcnt 戶數 户数'),
    field('under15', 'under15 未滿15歲 未满15岁 0-14岁 0至14岁'),
    field('age15to64', 'age15to64 15-64歲 15-64岁 15至64岁'),
    field('over64', 'over64 超過64歲 65岁以上 65岁及以上'),
    field('date', 'date asof 年月 資料時間 统计日期 日期'),
    UNIT,
    LON,
    LAT,
  ],
  facilities: [
    field('id', 'id facilityid poiid 编号 編號 代碼 编码'),
    field('name', 'name 名称 名稱 公園名稱 學校名稱 学校名称 设施名称 機構名稱'),
    field('kind', 'kind type category 类型 類別 类别 设施类型 種類'),
    field('capacity', 'capacity beds seats 容量 床位 座位 学位'),
    ADDRESS,
    field('openingHours', 'openinghours hours 营业时间 開放時間 开放时间'),
    field('validFrom', 'validfrom opened 启用日期 开业日期'),
    field('validTo', 'validto closed 停用日期'),
    UNIT,
    LON,
    LAT,
  ],
  issues: [
    field('id', 'id issueid servicerequestid uniquekey caseid requestid 案件编号 工单号 案号', true),
    field('class', 'class servicename category 大类 类别 案件类别 類別 大类名称'),
    field('subclass', 'subclass subject complainttype subcategory 小类 子类 小类名称'),
    field('description', 'description descriptor content 描述 内容 问题描述 诉求内容'),
    ADDRESS,
    field(
      'reportedAt',
      'reportedat requesteddatetime createddate createdat opened 上报时间 受理时间 创建时间 登记时间',
      true,
    ),
    field('dueAt', 'dueat due expecteddatetime 截止时间 应结案时间'),
    field('closedAt', 'closedat closeddate closed 结案时间 办结时间 关闭时间'),
    field('state', 'state status 状态 案件状态'),
    field('acceptedAt', 'acceptedat accepted 立案时间'),
    field('dispatchedAt', 'dispatchedat dispatched 派遣时间 派单时间 转办时间'),
    field('handledAt', 'handledat handled 处置时间 处置完成时间 反馈时间 办结反馈时间'),
    field('reopenedAt', 'reopenedat reopened reopeneddate 重新办理时间 重办时间'),
    UNIT,
    LON,
    LAT,
  ],
  roster: [
    field('unit', `${UNIT.aliases.join(' ')} 所在辖区 单元 单元编码`, true),
    field('person', 'person name 姓名 人员 值班人 值班人员 网格员', true),
    field('skills', 'skills trained trainedfor classes 培训类别 受训类别 专长'),
    field('days', 'days weekdays daysonduty 值班日 星期 班次日期 值班日期 日期'),
    field('shiftFrom', 'shiftfrom from start 上班 上班时间 开始时间 从'),
    field('shiftTo', 'shiftto to end 下班 下班时间 结束时间 到'),
    field('leaveFrom', 'leavefrom 休假开始 休假起 请假开始 休假自'),
    field('leaveTo', 'leaveto 休假结束 休假止 请假结束 休假至'),
    field('leaveKind', 'leavekind leave kindofleave 休假类别 休假类型 请假类型'),
    field('deputy', 'deputy 代理人 代班人 b角'),
  ],
  network: [],
  basemap: [],
}

const COUNT_ONLY = new Set(['code', 'residents', 'households', 'under15', 'age15to64', 'over64', 'date'])

/** Whether a mapping of `residents` means counts by area rather than one row a person. */
export const isCountMapping = (mapping: Readonly<Record<string, string>>): boolean =>
  mapping.residents !== undefined

export const importFields = (): Record<ImportKind, { target: string; isRequired: boolean }[]> =>
  Object.fromEntries(
    IMPORT_KINDS.map((kind) => [
      kind,
      FIELD_TARGETS[kind].map(({ target, isRequired }) => ({ target, isRequired })),
    ]),
  ) as Record<ImportKind, { target: string; isRequired: boolean }[]>

const bare = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s_\-()（）.:]/g, '')

/** Columns by their names; a column serves one target, the first that names it. */
export function guessMapping(kind: ImportKind, columns: readonly string[]): Record<string, string> {
  const mapping: Record<string, string> = {}
  const used = new Set<string>()
  for (const { target, aliases } of FIELD_TARGETS[kind]) {
    for (const alias of aliases) {
      const column = columns.find((name) => bare(name) === bare(alias) && !used.has(name))
      if (column === undefined) continue
      mapping[target] = column
      used.add(column)
      break
    }
  }
  // A register has none of the fields of counts, even when a column bears one of their names.
  if (kind === 'residents' && mapping.residents === undefined) {
    return Object.fromEntries(Object.entries(mapping).filter(([target]) => !COUNT_ONLY.has(target)))
  }
  return mapping
}

/** What a table probably holds: the kind whose fields it names best, with the geometry as a hint. */
export function guessKind(
  columns: readonly string[],
  geometryTypes: readonly string[],
  fileName: string,
): ImportKind {
  const hasAreas = geometryTypes.some((type) => type.endsWith('Polygon'))
  const hasPoints = geometryTypes.includes('Point')
  const hasLines = geometryTypes.some((type) => type.endsWith('LineString'))
  const score = (kind: ImportKind): number => Object.keys(guessMapping(kind, columns)).length
  const names = bare(fileName)
  const has = (kind: ImportKind, ...targets: string[]): boolean => {
    const mapping = guessMapping(kind, columns)
    return targets.every((target) => mapping[target] !== undefined)
  }
  if (has('issues', 'reportedAt')) return 'issues'
  if (has('roster', 'person', 'days', 'shiftFrom') || has('roster', 'person', 'leaveFrom')) return 'roster'
  if (has('residents', 'identityNumber') || has('residents', 'birthDate') || has('residents', 'residents')) {
    return hasAreas && !has('residents', 'identityNumber') ? 'units' : 'residents'
  }
  if (hasAreas && (has('buildings', 'floors') || /building|楼栋|建筑/.test(names))) return 'buildings'
  if (!hasPoints && has('buildings', 'dwellings') && score('buildings') > 3) return 'buildings'
  if (hasAreas) return 'units'
  return hasLines && !hasPoints ? 'network' : 'facilities'
}
