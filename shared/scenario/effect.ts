/**
 * What a scenario gains and loses: who comes into each ring and who drops out of it, and the minutes that a walk gets
 * shorter or longer, by unit. People without a way are counted as people, never with minutes made up for them.
 */
import type { Demand } from '../circles/demand.ts'
import { UNREACHED } from '../network/networkView.ts'

/** For whom it is reckoned. */
export const EFFECT_WHO = ['residents', 'over64', 'under15'] as const
export type EffectWho = (typeof EFFECT_WHO)[number]

/** People do not walk for longer than this, unless the largest ring is larger. */
const HORIZON_MINUTES = 60
export const horizonMinutes = (minutes: readonly number[]): number =>
  Math.max(HORIZON_MINUTES, minutes.at(-1) ?? 0)

const MS_PER_MINUTE = 60_000
/** A split edge rounds the places on it anew, by a few milliseconds: less than this is no change. */
const LEAST_CHANGE_MS = 100

export interface RingEffect {
  minutes: number
  /** Persons within, before and after. */
  before: number
  after: number
  gained: number
  lost: number
}

/** Sums over people; minutes are those of one walk of each person. */
export interface MinutesEffect {
  personMinutesSaved: number
  personMinutesLost: number
  /** Persons whose walk gets shorter, or longer. */
  faster: number
  slower: number
  /** Persons who had no way within the horizon and now have one, and the other way about. */
  newlyReached: number
  cutOff: number
}

export interface UnitEffect extends MinutesEffect {
  code: string
  name: string
  total: number
  rings: RingEffect[]
}

export interface EffectFigures extends MinutesEffect {
  total: number
  rings: RingEffect[]
  /** Minutes of those who have a way both before and after; null when nobody has. */
  meanBefore: number | null
  meanAfter: number | null
  /** Units in which anything changes; the one that gains most in the largest ring first. */
  byUnit: UnitEffect[]
}

/** How the walk of a home changes. */
export type HomeChange = 'gained' | 'lost' | 'faster' | 'slower'

export interface ChangedHome {
  lon: number
  lat: number
  persons: number
  change: HomeChange
}

type Sums = MinutesEffect & { total: number; rings: RingEffect[] }

const emptySums = (minutes: readonly number[]): Sums => ({
  total: 0,
  rings: minutes.map((one) => ({ minutes: one, before: 0, after: 0, gained: 0, lost: 0 })),
  personMinutesSaved: 0,
  personMinutesLost: 0,
  faster: 0,
  slower: 0,
  newlyReached: 0,
  cutOff: 0,
})

function addHome(
  sums: Sums,
  limits: readonly number[],
  persons: number,
  before: number,
  after: number,
): void {
  sums.total += persons
  limits.forEach((limit, ring) => {
    const line = sums.rings[ring]!
    const [was, is] = [before <= limit, after <= limit]
    if (was) line.before += persons
    if (is) line.after += persons
    if (is && !was) line.gained += persons
    if (was && !is) line.lost += persons
  })
  if (before === after) return
  if (before === UNREACHED) sums.newlyReached += persons
  else if (after === UNREACHED) sums.cutOff += persons
  else if (after < before) {
    sums.faster += persons
    sums.personMinutesSaved += (persons * (before - after)) / MS_PER_MINUTE
  } else {
    sums.slower += persons
    sums.personMinutesLost += (persons * (after - before)) / MS_PER_MINUTE
  }
}

/** Estimates hold fractions of people; what is shown does not. */
const rounded = (sums: Sums): Sums => ({
  total: Math.round(sums.total),
  rings: sums.rings.map(({ minutes, ...persons }) => ({
    minutes,
    before: Math.round(persons.before),
    after: Math.round(persons.after),
    gained: Math.round(persons.gained),
    lost: Math.round(persons.lost),
  })),
  personMinutesSaved: Math.round(sums.personMinutesSaved),
  personMinutesLost: Math.round(sums.personMinutesLost),
  faster: Math.round(sums.faster),
  slower: Math.round(sums.slower),
  newlyReached: Math.round(sums.newlyReached),
  cutOff: Math.round(sums.cutOff),
})

const hasChange = ({ faster, slower, newlyReached, cutOff }: MinutesEffect): boolean =>
  faster > 0 || slower > 0 || newlyReached > 0 || cutOff > 0

const ringOf = (limits: readonly number[], cost: number): number => {
  const ring = limits.findIndex((limit) => cost <= limit)
  return ring < 0 ? limits.length : ring
}

function homeChange(limits: readonly number[], before: number, after: number): HomeChange {
  const [was, is] = [ringOf(limits, before), ringOf(limits, after)]
  if (was !== is) return is < was ? 'gained' : 'lost'
  return after < before ? 'faster' : 'slower'
}

/**
 * @param before  milliseconds of every place of the demand, or UNREACHED
 * @param minutes  of the rings, ascending
 */
export function figuresOfEffect(
  demand: Demand,
  who: EffectWho,
  minutes: readonly number[],
  before: Uint32Array,
  after: Uint32Array,
): { figures: EffectFigures; homes: ChangedHome[] } {
  const limits = minutes.map((one) => Math.round(one * MS_PER_MINUTE))
  const all = emptySums(minutes)
  const units = demand.units.map(() => emptySums(minutes))
  const homes: ChangedHome[] = []
  const mean = { persons: 0, before: 0, after: 0 }
  for (let place = 0; place < demand.count; place++) {
    const persons = demand.people[who][place]!
    if (persons <= 0) continue
    const was = before[place]!
    const is = Math.abs(after[place]! - was) < LEAST_CHANGE_MS ? was : after[place]!
    addHome(all, limits, persons, was, is)
    addHome(units[demand.unit[place]!]!, limits, persons, was, is)
    if (was !== UNREACHED && is !== UNREACHED) {
      mean.persons += persons
      mean.before += persons * was
      mean.after += persons * is
    }
    if (was === is) continue
    const [lon, lat] = [demand.lonLat[2 * place]!, demand.lonLat[2 * place + 1]!]
    homes.push({ lon, lat, persons, change: homeChange(limits, was, is) })
  }
  const meanOf = (sum: number): number | null =>
    mean.persons === 0 ? null : sum / mean.persons / MS_PER_MINUTE
  const byUnit = demand.units
    .map(({ code, name }, unit) => ({
      code,
      name,
      ...rounded(units[unit]!),
      hasChange: hasChange(units[unit]!),
    }))
    .filter((line) => line.hasChange)
    .map(({ hasChange: _, ...line }): UnitEffect => line)
  return {
    figures: {
      ...rounded(all),
      meanBefore: meanOf(mean.before),
      meanAfter: meanOf(mean.after),
      byUnit: byGainIn(byUnit, minutes.length - 1),
    },
    homes,
  }
}

/** Units by people gained in a ring, then by minutes saved; what loses most comes last. */
export function byGainIn(units: readonly UnitEffect[], ring: number): UnitEffect[] {
  const gain = ({ rings }: UnitEffect): number => (rings[ring]?.gained ?? 0) - (rings[ring]?.lost ?? 0)
  const saved = (line: UnitEffect): number => line.personMinutesSaved - line.personMinutesLost
  return [...units].sort((a, b) => gain(b) - gain(a) || saved(b) - saved(a) || (a.code < b.code ? -1 : 1))
}
