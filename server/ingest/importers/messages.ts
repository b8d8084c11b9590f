/** Sentences of what importing finds in rows and files; the page's catalogue mirrors them by key. */
interface Sentence {
  en: string
  zh: string
}

export const IMPORT_MESSAGES = {
  'fault.expected.present': { en: 'expected a value', zh: '不能为空' },
  'fault.expected.code': {
    en: 'expected a code without blanks, commas or any of / \\ % _ * \' " < >',
    zh: '应为编码,不含空格、逗号及 / \\ % _ * \' " < >',
  },
  'fault.expected.unique': {
    en: 'expected to be unique; row {row} has the same',
    zh: '不应重复;与第 {row} 行相同',
  },
  'fault.expected.wholeNumber': { en: 'expected a whole number of at least 0', zh: '应为不小于 0 的整数' },
  'fault.expected.day': { en: 'expected a date such as 2026-11-24', zh: '应为日期,如 2026-11-24' },
  'fault.expected.afterStart': {
    en: 'expected a date after {from}, its first day in force',
    zh: '应晚于生效日期 {from}',
  },
  'fault.expected.instant': {
    en: 'expected a time such as 2026-11-24 14:05',
    zh: '应为时间,如 2026-11-24 14:05',
  },
  'fault.expected.notBeforeReport': {
    en: 'expected a time not before it was reported',
    zh: '不应早于上报时间',
  },
  'fault.expected.notAfterClosing': {
    en: 'expected a time not after it was closed',
    zh: '不应晚于结案时间',
  },
  'fault.expected.noClosing': {
    en: 'expected no closing time, as the state is an open one',
    zh: '状态为未结案,不应有结案时间',
  },
  'fault.expected.notBeforeReopening': {
    en: 'expected a time after it was opened again, as the state is closed',
    zh: '状态为已结案,应晚于重新办理时间',
  },
  'fault.expected.sex': { en: 'expected female or male', zh: '应为女或男' },
  'fault.expected.identity.length': { en: 'expected 18 characters', zh: '身份证号应为 18 位' },
  'fault.expected.identity.digits': {
    en: 'expected 17 digits and a digit or X',
    zh: '应为 17 位数字加一位数字或 X',
  },
  'fault.expected.identity.birthDate': {
    en: 'expected a birth date that exists',
    zh: '其中的出生日期不存在',
  },
  'fault.expected.identity.checkDigit': { en: 'expected another check digit', zh: '校验码不正确' },
  'fault.expected.issueState': {
    en: 'expected a state such as new, in hand or closed',
    zh: '应为案件状态,如待派遣、处理中、已结案',
  },
  'fault.expected.area': { en: 'expected a polygon', zh: '应为面状几何' },
  'fault.expected.point': { en: 'expected a point', zh: '应为点' },
  'fault.expected.parentUnit': {
    en: 'expected a unit that exists, or that its children can make',
    zh: '上级单元不存在,也无法由下级合成',
  },
  'fault.expected.level': {
    en: 'expected street, community or grid',
    zh: '应为 street(街道)、community(社区)或 grid(网格)',
  },
  'fault.expected.sameLevel': {
    en: 'expected {level}, the level that this unit has had',
    zh: '应为该单元原有的层级 {level}',
  },
  'fault.expected.vacantWithin': { en: 'expected not more than the dwellings', zh: '空置套数不应超过总套数' },
  'fault.expected.unitInForce': {
    en: 'expected the code of a unit in force, or a name that only one has',
    zh: '应为现有单元的编码,或只有一个单元用的名称',
  },
  'fault.expected.issueClass': {
    en: 'expected classes of issues, by key or name',
    zh: '应为诉求类别,用名称或键名',
  },
  'fault.expected.timeOfDay': { en: 'expected a time of day such as 08:00', zh: '应为时刻,如 08:00' },
  'fault.expected.wholeShift': {
    en: 'expected a value: a shift has days, a beginning and an end',
    zh: '不能为空:一个班次要有值班日、开始和结束时间',
  },
  'fault.expected.dutyDays': {
    en: 'expected days such as 1-5, Mon-Fri, daily, holiday, or one date',
    zh: '应为值班日,如 周一至周五、1-5、每天、节假日,或一个日期',
  },
  'fault.expected.wholeLeave': {
    en: 'expected a value: a leave has a beginning and an end',
    zh: '不能为空:休假要有开始和结束',
  },
  'fault.expected.afterLeaveBegins': { en: 'expected a time after the leave begins', zh: '应晚于休假开始' },
  'fault.expected.shorter': { en: 'expected at most {most} characters', zh: '不应超过 {most} 个字' },
  'fault.expected.deputyOnRoster': {
    en: 'expected another person of the roster or of this file; of several with the name, the one of the same unit',
    zh: '应为排班表或本文件中的另一人;重名时须在同一单元',
  },
  'fault.expected.ownUnit': {
    en: 'expected a unit of your own area',
    zh: '应为您管辖范围内的单元',
  },
  'fault.expected.fewerShifts': {
    en: 'expected at most {most} shifts in one unit; with this file it would have {would}',
    zh: '一个单元最多 {most} 个班次,加上本文件将有 {would} 个',
  },
  'import.columnMissing': {
    en: 'The column "{column}" for {target} is not in the file.',
    zh: '文件中没有用于 {target} 的列“{column}”。',
  },
  'import.fieldMissing': { en: 'The field {target} has no column.', zh: '字段 {target} 未指定对应列。' },
  'import.crsUnknown': {
    en: 'The coordinate system is not known; choose one.',
    zh: '无法确定坐标系,请选择。',
  },
  'import.layerUnknown': { en: 'The file has no layer "{layer}".', zh: '文件中没有图层“{layer}”。' },
  'import.levelUnknown': {
    en: 'Say which level the units are: street, community or grid.',
    zh: '请指定单元层级:街道、社区或网格。',
  },
  'import.notOsm': {
    en: 'A base map is read from OpenStreetMap files.',
    zh: '底图须由 OpenStreetMap 文件导入。',
  },
  'import.faulty': {
    en: 'Nothing was imported: {faulty} of {read} rows have faults.',
    zh: '未导入任何数据:{read} 行中有 {faulty} 行有错误。',
  },
  'import.cancelled': {
    en: 'The import was cancelled; nothing was changed.',
    zh: '导入已取消,数据未作更改。',
  },
  'notice.parentsMade': {
    en: '{count} parent units were made from their children.',
    zh: '由下级单元合成了 {count} 个上级单元。',
  },
  'notice.topUnitsStay': {
    en: 'Units without a parent stay in force though the file does not have them ({units}; {count} in all); to end them, say so.',
    zh: '没有上级的辖区不在文件中也不停用（{units} 等，共 {count} 个）；如要停用，请明确指定。',
  },
  'notice.endNeedsAllRows': {
    en: 'No unit is ended: with faulty rows it is not certain which are missing.',
    zh: '未停用任何辖区:有错误行时无法确定哪些辖区已不在文件中。',
  },
  'notice.noStartDate': {
    en: 'No start date is given: the units count as in force since 1900-01-01.',
    zh: '未给出生效日期:视为自 1900-01-01 起有效。',
  },
  'notice.noState': {
    en: 'The file has neither state nor closing date: all issues count as open.',
    zh: '文件既无状态也无结案时间:全部视为未结案。',
  },
  'notice.noCountDate': {
    en: 'No date is given: the counts are taken for {date}.',
    zh: '未给出日期:按 {date} 的数据计。',
  },
  'notice.codesWithoutHyphen': { en: 'Codes are matched without hyphens.', zh: '编码按去掉连字符后匹配。' },
  'notice.repaired': {
    en: '{count} self-intersecting areas were repaired.',
    zh: '修复了 {count} 个自相交的面。',
  },
  'notice.kindGuessed': {
    en: 'Kinds were recognised from words: {kinds}.',
    zh: '设施类型由文字识别:{kinds}。',
  },
  'notice.leaveKindOther': {
    en: '{count} kinds of leave are kept as "other": only annual, official and training are told apart, and nobody\'s health is written down.',
    zh: '{count} 处休假类别记为“其他”:只区分年假、公务和培训,不记录健康信息。',
  },
  'notice.shiftEndNeedsAllRows': {
    en: 'No shift is taken away: with faulty rows it is not certain which are missing.',
    zh: '未撤销任何班次:有错误行时无法确定哪些班次已不在文件中。',
  },
  'notice.reopenedUntold': {
    en: '{count} cases were opened again after a closing that the file does not tell; their history leaves that out.',
    zh: '{count} 件有重新办理时间,但文件未给出此前的结案时间:经过中不含这一次重办。',
  },
  'notice.osmContent': {
    en: 'The file holds {basemap} parts of the base map, {buildings} buildings and {facilities} facilities.',
    zh: '文件含底图要素 {basemap} 个、楼栋 {buildings} 个、设施 {facilities} 个。',
  },
  'notice.osmIgnored': { en: 'Left out, {reason}: {count}.', zh: '未采用（{reason}）:{count} 个。' },
  'notice.networkFarFromUnits': {
    en: 'The network lies beside all units in force; are longitude and latitude swapped?',
    zh: '路网与现有辖区完全不相交,经纬度是否颠倒?',
  },
} as const satisfies Record<string, Sentence>

export type ImportMessageKey = keyof typeof IMPORT_MESSAGES
