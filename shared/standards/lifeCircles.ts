/**
 * Levels of the life circle, walking speeds and sets of service radii, as data. Distances keep both ends of the
 * range that the text gives: GB 50180-2018 says 800-1,000 m for the 15-minute level. A service radius is as the
 * crow flies and labelled so; a walked circle uses the speeds.
 */
import { STANDARD_SOURCES, type StandardSourceKey } from './sources.ts'

export type CircleMinutes = 5 | 10 | 15
export const CIRCLE_MINUTES: readonly CircleMinutes[] = [5, 10, 15]

export interface LifeCircleLevel {
  minutes: CircleMinutes
  zh: string
  en: string
  /** Walking distance, lower and upper end. */
  distanceMeters: readonly [number, number]
  people: readonly [number, number]
  dwellings: readonly [number, number]
  source: string
  year: number
}

const gb = { source: STANDARD_SOURCES.gb50180.code, year: STANDARD_SOURCES.gb50180.year }

// prettier-ignore
export const LIFE_CIRCLES: readonly LifeCircleLevel[] = [
  { minutes: 5, zh: '五分钟生活圈', en: '5-minute circle', distanceMeters: [300, 300], people: [5000, 12000], dwellings: [1500, 4000], ...gb },
  { minutes: 10, zh: '十分钟生活圈', en: '10-minute circle', distanceMeters: [500, 500], people: [15000, 25000], dwellings: [5000, 8000], ...gb },
  { minutes: 15, zh: '十五分钟生活圈', en: '15-minute circle', distanceMeters: [800, 1000], people: [50000, 100000], dwellings: [17000, 32000], ...gb },
]

export const lifeCircleOf = (minutes: CircleMinutes): LifeCircleLevel =>
  LIFE_CIRCLES.find((level) => level.minutes === minutes)!

export const COMPLETE_COMMUNITY = {
  zh: '完整居住社区',
  en: 'Complete residential community',
  minutes: [5, 10] as const,
  people: [5000, 12000] as const,
  source: STANDARD_SOURCES.mohurd2020.code,
  year: STANDARD_SOURCES.mohurd2020.year,
}

export interface WalkingProfile {
  profile: 'standard' | 'brisk' | 'older' | 'pram'
  zh: string
  en: string
  metersPerSecond: number
  /** False: no way over steps. */
  canUseSteps: boolean
  source: string
  year: number
}

const own = { source: STANDARD_SOURCES.domain.code, year: STANDARD_SOURCES.domain.year }

export const WALKING_PROFILES: readonly WalkingProfile[] = [
  { profile: 'standard', zh: '普通步行', en: 'Standard', metersPerSecond: 1.1, canUseSteps: true, ...own },
  { profile: 'brisk', zh: '快步', en: 'Brisk', metersPerSecond: 1.3, canUseSteps: true, ...own },
  { profile: 'older', zh: '老年人', en: 'Older person', metersPerSecond: 0.8, canUseSteps: true, ...own },
  {
    profile: 'pram',
    zh: '婴儿车、轮椅',
    en: 'Pram or wheelchair',
    metersPerSecond: 0.9,
    canUseSteps: false,
    ...own,
  },
]

export interface ServiceRadiusSet {
  id: string
  zh: string
  en: string
  /** Straight-line metres of each circle. */
  radiusMeters: Readonly<Record<CircleMinutes, number>>
  /** What the figures rest on, to be shown beside the circle. */
  note: string
  source: string
  year: number
}

const set = (
  id: string,
  zh: string,
  en: string,
  radii: readonly [number, number, number],
  note: string,
  source: StandardSourceKey,
): ServiceRadiusSet => ({
  id,
  zh,
  en,
  radiusMeters: { 5: radii[0], 10: radii[1], 15: radii[2] },
  note,
  source: STANDARD_SOURCES[source].code,
  year: STANDARD_SOURCES[source].year,
})

// prettier-ignore
export const SERVICE_RADIUS_SETS: readonly ServiceRadiusSet[] = [
  set('gb50180', 'GB 50180-2018（上限）', 'GB 50180-2018, upper end', [300, 500, 1000], '步行距离 300 / 500 / 800-1000 m，取上限', 'gb50180'),
  set('gb50180Lower', 'GB 50180-2018（下限）', 'GB 50180-2018, lower end', [300, 500, 800], '步行距离 300 / 500 / 800-1000 m，取下限', 'gb50180'),
  set('speedStandard', '按步速 1.1 m/s', 'By speed, 1.1 m/s', [330, 660, 990], '时间 × 普通步速，直线', 'domain'),
  set('speedOlder', '按老年人步速 0.8 m/s', 'By speed of older people, 0.8 m/s', [240, 480, 720], '时间 × 老年人步速，直线', 'domain'),
]

/** The radii of a set; those of GB 50180-2018 (upper end) when the set is not named. */
export const serviceRadiusMeters = (id = 'gb50180'): Readonly<Record<CircleMinutes, number>> => {
  const found = SERVICE_RADIUS_SETS.find((candidate) => candidate.id === id)
  if (!found) throw new RangeError(`no set of service radii: ${id}`)
  return found.radiusMeters
}
