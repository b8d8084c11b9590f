/**
 * Which kinds of facility belong to a life circle, by standard, and within how many minutes on foot: what a home's
 * score counts. As data; the limits are those of the text, or of the kind's own level in it.
 */
import { FACILITY_KINDS, type FacilityKind } from './facilityKindTable.ts'
import { STANDARD_SOURCES } from './sources.ts'

export interface KindTarget {
  kind: FacilityKind
  minutes: number
}

export interface ScoreSet {
  id: string
  zh: string
  en: string
  kinds: readonly KindTarget[]
  /** Code of the text. */
  source: string
  year: number
}

const within = (minutes: number, kinds: readonly FacilityKind[]): KindTarget[] =>
  kinds.map((kind) => ({ kind, minutes }))

const from = (key: keyof typeof STANDARD_SOURCES) => ({
  source: STANDARD_SOURCES[key].code,
  year: STANDARD_SOURCES[key].year,
})

// prettier-ignore
export const SCORE_SETS: readonly ScoreSet[] = [
  {
    id: 'convenience',
    zh: '一刻钟便民生活圈（基本保障类）',
    en: 'Quarter-hour convenience circle, basic kinds',
    kinds: within(15, [
      'market', 'convenienceStore', 'supermarket', 'breakfast', 'pharmacy', 'parcel', 'barber', 'laundry', 'repair',
      'recycling', 'housekeeping', 'printing',
    ]),
    ...from('mofcom2021'),
  },
  {
    id: 'completeCommunity',
    zh: '完整居住社区（10 分钟）',
    en: 'Complete residential community, 10 minutes',
    kinds: within(10, [
      'communityServiceStation', 'kindergarten', 'nursery', 'elderlyStation', 'healthStation', 'supermarket', 'parcel',
      'playground', 'park',
    ]),
    ...from('mohurd2020'),
  },
  {
    id: 'residentialArea',
    zh: '居住区配套设施（各按 5、10、15 分钟级）',
    en: 'Facilities of residential areas, each at its level of 5, 10 or 15 minutes',
    kinds: FACILITY_KINDS.filter(({ source }) => source === STANDARD_SOURCES.gb50180.code).map(
      ({ kind, level }) => ({ kind, minutes: level }),
    ),
    ...from('gb50180'),
  },
]

/** @returns undefined for a name that no set has */
export const scoreSetOf = (id: string): ScoreSet | undefined => SCORE_SETS.find((set) => set.id === id)
