/**
 * The published texts that the tables of this folder are taken from. A table row names one of these keys, so
 * that a figure on screen can always say where it comes from. Offices may edit the figures, not the texts.
 */
export interface StandardSource {
  code: string
  zh: string
  en: string
  issuer: string
  year: number
}

export const STANDARD_SOURCES = {
  gb50180: {
    code: 'GB 50180-2018',
    zh: '城市居住区规划设计标准',
    en: 'Standard for urban residential area planning and design',
    issuer: '住房和城乡建设部',
    year: 2018,
  },
  mohurd2020: {
    code: '建科规〔2020〕7号',
    zh: '完整居住社区建设标准（试行）',
    en: 'Standard for complete residential communities (trial)',
    issuer: '住房和城乡建设部等',
    year: 2020,
  },
  mofcom2021: {
    code: '商办流通函〔2021〕247号',
    zh: '城市一刻钟便民生活圈建设指南',
    en: 'Guide to urban quarter-hour convenience circles',
    issuer: '商务部等',
    year: 2021,
  },
  tdt1062: {
    code: 'TD/T 1062-2021',
    zh: '社区生活圈规划技术指南',
    en: 'Spatial planning guidance to community life unit',
    issuer: '自然资源部',
    year: 2021,
  },
  gbt30428: {
    code: 'GB/T 30428.2-2013',
    zh: '数字化城市管理信息系统 第2部分：管理部件和事件',
    en: 'Information system for digitized supervision and management of city, part 2: components and events',
    issuer: '住房和城乡建设部',
    year: 2013,
  },
  domain: {
    code: 'Quarterhour',
    zh: '本产品默认值',
    en: 'Default of this product, editable by the office',
    issuer: 'Quarterhour',
    year: 2026,
  },
} as const satisfies Record<string, StandardSource>

export type StandardSourceKey = keyof typeof STANDARD_SOURCES
