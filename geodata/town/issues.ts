/**
 * A year of issues that ends this morning: more on Mondays and in the mornings, drains when it rains, noise at
 * night, a few hot spots, one community that grew worse in the last week. Due times follow the limits of the
 * classes; some are closed late, some are still open, some of these late. Nothing lies after 08:30 of the last day.
 */
import { makeCalendar } from '../../shared/calendar/defaultCalendar.ts'
import { dueTime } from '../../shared/calendar/dueTime.ts'
import { classLimit } from '../../shared/issues/classLimit.ts'
import { ISSUE_CLASSES, type HoursKind, type IssueSubject } from '../../shared/standards/issueClasses.ts'
import type { PlacedBuilding } from './addresses.ts'
import { dateOf, dayOf, instantOf, weekdayOf } from './civilDate.ts'
import type { Division } from './division.ts'
import { describeIssue } from './issueTexts.ts'
import { toLonLat } from './lonLat.ts'
import { add, type Pt } from './plane.ts'
import type { Rng } from './rng.ts'
import type { TownIssue } from './types.ts'

const PER_STREET_YEAR = 14_700
const CALENDAR = makeCalendar()
/** Asia/Shanghai east of Greenwich. */
const EAST_MINUTES = 8 * 60

// prettier-ignore
const WEIGHT: Record<string, number> = {
  manholeCover: 10, streetLamp: 16, drainGrate: 12, powerBox: 5, waterMain: 9, pavement: 26, sidewalk: 15, guardrail: 5,
  trafficSign: 4, busShelter: 3, bin: 24, publicToilet: 6, wasteRoom: 9, streetTree: 12, lawn: 9, bench: 24, elevator: 14,
  accessControl: 44, charger: 9, exposedRubbish: 30, constructionWaste: 24, roadDirt: 18, standingWater: 5,
  sewageOverflow: 12, dogs: 14, greenDamage: 20, flyposting: 18, illegalSign: 14, banner: 4, nightNoise: 9, dust: 8,
  unpermittedDigging: 3, illegalBuilding: 50, fallingObject: 8, treeDown: 3, powerOut: 7, fireHazard: 20,
  streetVendor: 34, shopOverflow: 30, bikeMess: 32, carParking: 36, noise: 30, chargingAtHome: 30,
  neighbourDispute: 76, propertyService: 110, elderCare: 32, consultation: 22,
}
const RAINY = new Set(['drainGrate', 'standingWater', 'sewageOverflow', 'treeDown'])
const NIGHTLY = new Set(['nightNoise', 'noise'])
const YOUNG = new Set(['elevator', 'charger', 'propertyService'])
const AGED = new Set(['elderCare', 'sewageOverflow', 'flyposting', 'accessControl', 'illegalBuilding'])
const STREETSIDE = new Set([
  'streetVendor',
  'shopOverflow',
  'bikeMess',
  'carParking',
  'busShelter',
  'guardrail',
  'trafficSign',
])

interface Kind {
  class: string
  subject: IssueSubject
  subclass: string
  limitHours: number
  hoursKind: HoursKind
  weight: number
}

const KINDS: Kind[] = ISSUE_CLASSES.filter((row) => row.class !== 'other').flatMap((row) =>
  row.subclasses.map((sub) => ({
    class: row.class,
    subject: row.subject,
    subclass: sub.subclass,
    limitHours: sub.limitHours,
    hoursKind: sub.hoursKind,
    weight: WEIGHT[sub.subclass] ?? 4,
  })),
)

export function* generateIssues(
  division: Division,
  buildings: readonly PlacedBuilding[],
  today: string,
  rng: Rng,
): Generator<TownIssue> {
  const lastDay = dayOf(today)
  const now = lastDay * 1440 + 8 * 60 + 30
  const rain = rainfall(lastDay, rng.fork('rain'))
  const spots = spotsOf(division, buildings, rng.fork('spots'))
  const worse = Math.floor(rng.next() * division.communities.length)
  const perDay = (PER_STREET_YEAR * division.plan.streets.length) / 365
  const records: { at: number; kind: Kind; spot: Spot }[] = []

  for (let day = lastDay - 364; day <= lastDay; day++) {
    const weekday = weekdayOf(day)
    const rhythm = [0.62, 1.28, 1.1, 1.06, 1.05, 1.02, 0.72][weekday]!
    const wet = rain[day - (lastDay - 364)]!
    const trend = 0.94 + 0.12 * ((day - lastDay + 364) / 364)
    const expected = perDay * rhythm * trend * (1 + 0.18 * wet)
    const count = Math.max(0, Math.round(expected + Math.sqrt(expected) * rng.normal()))
    const month = Number(dateOf(day).slice(5, 7))
    const weights = KINDS.map(({ subclass, weight }) => {
      if (RAINY.has(subclass)) return weight * (0.5 + 6 * wet)
      if (subclass === 'noise') return weight * (month >= 5 && month <= 9 ? 1.6 : 0.8)
      if (subclass === 'dust') return weight * (wet > 0 ? 0.3 : 1.2)
      return weight
    })
    for (let n = 0; n < count; n++) {
      const kind = KINDS[rng.weighted(weights)]!
      const at = day * 1440 + minuteOfDay(kind, weekday, rng)
      if (at <= now - 3) records.push({ at, kind, spot: spots.pick(kind, rng, null) })
    }
    const inLastWeek = lastDay - day
    if (inLastWeek < 7) {
      // one community grew worse, a little more every day
      const extra = Math.round((7 - inLastWeek) * 0.9 + rng.between(0, 2))
      for (let n = 0; n < extra; n++) {
        const wanted = rng.pick(['exposedRubbish', 'wasteRoom', 'propertyService', 'bin'])
        const kind = KINDS.find((k) => k.subclass === wanted)!
        const at = day * 1440 + minuteOfDay(kind, weekday, rng)
        if (at <= now - 3) records.push({ at, kind, spot: spots.pick(kind, rng, worse) })
      }
    }
  }
  records.sort((a, b) => a.at - b.at)
  let serial = 0
  let serialDay = -1
  for (const { at, kind, spot } of records) {
    const day = Math.floor(at / 1440)
    serial = day === serialDay ? serial + 1 : 1
    serialDay = day
    const due = dueAt(at, kind)
    const fate = fateOf(at, due, now, rng)
    yield {
      id: `${dateOf(day).replaceAll('-', '')}-${String(serial).padStart(4, '0')}`,
      class: kind.class,
      subclass: kind.subclass,
      subject: kind.subject,
      description: describeIssue(kind.subclass, spot.place, rng),
      address: spot.address,
      reportedAt: instantOf(at),
      dueAt: instantOf(due),
      closedAt: fate.closed === null ? null : instantOf(fate.closed),
      state: fate.state,
      location: toLonLat(spot.at),
    }
  }
}

/** When the limit runs out by the calendar that the desk reckons with, in minutes since 1970-01-01T00:00+08:00. */
export function dueAt(reported: number, kind: Pick<Kind, 'limitHours' | 'hoursKind'>): number {
  const { at } = dueTime((reported - EAST_MINUTES) * 60_000, classLimit(kind), CALENDAR)
  return at! / 60_000 + EAST_MINUTES
}

interface Fate {
  state: TownIssue['state']
  closed: number | null
}

/** What became of it until now. */
function fateOf(at: number, due: number, now: number, rng: Rng): Fate {
  const span = due - at
  const daysLate = (now - due) / 1440
  // hung: cannot be solved now, waits for money or another office
  if (rng.chance(0.0022) && now - at > 5 * 1440) return { state: 'hung', closed: null }
  const isSlow = rng.chance(0.075)
  const share = isSlow
    ? 1 + Math.abs(rng.normal()) * 0.7 + 0.02
    : Math.min(0.995, 0.95 + 0.07 * rng.normal() - 0.14 * rng.next() * rng.next())
  const forgotten = isSlow && daysLate > 0 && daysLate < 30 && rng.chance(0.6 * (1 - daysLate / 30))
  const closed = Math.max(at + 12, Math.round(at + span * Math.max(0.04, share)))
  if (!forgotten && closed <= now) return { state: 'closed', closed }
  const age = (now - at) / Math.max(1, span)
  if (age < 0.12 && now - at < 20 * 60) return { state: rng.chance(0.6) ? 'new' : 'dispatched', closed: null }
  if (age < 0.3) return { state: rng.chance(0.65) ? 'dispatched' : 'inHand', closed: null }
  if (age < 0.75) return { state: rng.chance(0.8) ? 'inHand' : 'dispatched', closed: null }
  return { state: rng.chance(0.45) ? 'toVerify' : 'inHand', closed: null }
}

function minuteOfDay(kind: Kind, weekday: number, rng: Rng): number {
  if (NIGHTLY.has(kind.subclass)) {
    const minute = 22 * 60 + 15 + 70 * rng.normal()
    return Math.floor(((minute % 1440) + 1440) % 1440)
  }
  const isRestDay = weekday === 0 || weekday === 6
  const shape = rng.weighted(isRestDay ? [30, 30, 25, 15] : [48, 27, 16, 9])
  const [center, spread] = (
    [
      [9.4, 0.9],
      [15, 1.2],
      [19.3, 1.1],
      [13, 4.5],
    ] as const
  )[shape]!
  return Math.floor(Math.max(10, Math.min(1430, (center + spread * rng.normal()) * 60)))
}

/** How wet each day was, 0 to 1: plum rains in June and July, thunderstorms after, little in winter. */
function rainfall(lastDay: number, rng: Rng): number[] {
  const chance = [0.2, 0.25, 0.3, 0.34, 0.36, 0.5, 0.46, 0.3, 0.2, 0.2, 0.18, 0.16]
  const strength = [0.2, 0.25, 0.3, 0.4, 0.5, 0.9, 0.9, 0.6, 0.4, 0.3, 0.25, 0.2]
  const out: number[] = []
  let isWet = false
  for (let day = lastDay - 364; day <= lastDay; day++) {
    const month = Number(dateOf(day).slice(5, 7)) - 1
    isWet = rng.chance(isWet ? Math.min(0.8, chance[month]! + 0.28) : chance[month]! * 0.75)
    out.push(isWet ? Math.min(1, strength[month]! * rng.between(0.2, 1.3)) : 0)
  }
  return out
}

interface Spot {
  at: Pt
  place: string
  address: string
}

interface Spots {
  pick(kind: Kind, rng: Rng, community: number | null): Spot
}

/** Where issues occur: at buildings, in proportion to who lives there, and again and again at a few hot spots. */
function spotsOf({ blocks, communities }: Division, buildings: readonly PlacedBuilding[], rng: Rng): Spots {
  const sums = (
    list: readonly PlacedBuilding[],
    weight: (b: PlacedBuilding) => number,
  ): ((x: number) => PlacedBuilding) => {
    const upTo: number[] = []
    let total = 0
    for (const b of list) upTo.push((total += weight(b)))
    return (x) => {
      let low = 0
      let high = upTo.length - 1
      while (low < high) {
        const mid = (low + high) >> 1
        if (upTo[mid]! < x * total) low = mid + 1
        else high = mid
      }
      return list[low]!
    }
  }
  const people = (b: PlacedBuilding): number =>
    b.dwellings + (b.use === 'residential' ? 0.5 : b.use === 'commercial' ? 9 : 5)
  const all = sums(buildings, people)
  const roadside = buildings.filter(
    (b) =>
      b.draft.role === 'shop' ||
      b.draft.road !== null ||
      b.draft.role === 'mall' ||
      b.draft.role === 'market',
  )
  const byRoad = sums(roadside.length > 0 ? roadside : buildings, (b) => (b.draft.role === 'shop' ? 6 : 1))
  const byAge = sums(
    buildings,
    (b) => people(b) * (b.draft.era === 'old' ? 3 : b.draft.era === 'new' ? 0.4 : 1),
  )
  const byNew = sums(
    buildings,
    (b) => people(b) * (b.draft.era === 'new' ? 4 : b.draft.era === 'mid' ? 1 : 0.1),
  )
  const hot = Array.from({ length: Math.max(5, Math.round(communities.length * 0.8)) }, () =>
    (rng.chance(0.7) ? byRoad : all)(rng.next()),
  )
  const inCommunity = new Map<number, PlacedBuilding[]>()
  for (const b of buildings) {
    const c = blocks[b.draft.block]!.community
    inCommunity.set(c, [...(inCommunity.get(c) ?? []), b])
  }
  return {
    pick: (kind, dice, community) => {
      const isHot = community === null && dice.chance(0.13)
      const source = STREETSIDE.has(kind.subclass)
        ? byRoad
        : AGED.has(kind.subclass)
          ? byAge
          : YOUNG.has(kind.subclass)
            ? byNew
            : all
      const building =
        community !== null
          ? dice.pick(inCommunity.get(community) ?? buildings)
          : isHot
            ? dice.pick(hot)
            : source(dice.next())
      const spread = isHot ? 7 : 3.5
      const at = add(building.draft.entrance, [
        Math.max(-9, Math.min(9, spread * dice.normal())),
        Math.max(-9, Math.min(9, spread * dice.normal())),
      ])
      return {
        at,
        place: building.compound ? `${building.compound}` : building.roadAddress,
        address: building.address,
      }
    },
  }
}
