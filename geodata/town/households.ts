/**
 * Who lives in the dwellings: households that make sense, older in old quarters and younger in new ones; rooms;
 * some who moved in or out during the last year. Yields one person after the other, in the order of the buildings.
 */
import type { PlacedBuilding } from './addresses.ts'
import { dateOf, dayOf } from './civilDate.ts'
import type { Era } from './draft.ts'
import { givenName, identityNumbers, phoneNumber, surname } from './personNames.ts'
import type { Rng } from './rng.ts'
import type { TownResident } from './types.ts'

const SHAPES = [
  'elderAlone',
  'elderCouple',
  'single',
  'sharers',
  'couple',
  'family',
  'threeGenerations',
  'adultChild',
] as const
type Shape = (typeof SHAPES)[number]

const WEIGHTS: Record<Era, readonly number[]> = {
  old: [17, 20, 13, 3, 10, 16, 8, 13],
  mid: [9, 14, 11, 3, 14, 26, 9, 14],
  new: [2, 4, 10, 2, 22, 42, 13, 5],
  village: [10, 14, 12, 11, 10, 16, 15, 12],
}

const VACANT: Record<Era, number> = { old: 0.11, mid: 0.08, new: 0.15, village: 0.11 }

interface Person {
  age: number
  sex: 'female' | 'male'
  surname: string
}

/** Sets how many dwellings of each building stand empty; the same numbers that the residents leave empty. */
export function leaveVacant(buildings: PlacedBuilding[], rng: Rng): void {
  for (const building of buildings) {
    if (building.dwellings === 0) continue
    const share = VACANT[building.draft.era]
    let vacant = 0
    for (let n = 0; n < building.dwellings; n++) if (rng.chance(share)) vacant++
    building.vacantDwellings = vacant
  }
}

function peopleOf(shape: Shape, era: Era, rng: Rng): Person[] {
  const family = surname(rng)
  const base = era === 'new' ? 36 : era === 'mid' ? 41 : 43
  const parents = (age: number): Person[] => [
    { age, sex: 'male', surname: family },
    { age: Math.max(20, age - rng.whole(-1, 4)), sex: 'female', surname: surname(rng) },
  ]
  const child = (age: number): Person => ({ age, sex: rng.chance(0.52) ? 'male' : 'female', surname: family })
  const grandparent = (age: number): Person => ({
    age,
    sex: rng.chance(0.62) ? 'female' : 'male',
    surname: rng.chance(0.7) ? family : surname(rng),
  })
  switch (shape) {
    case 'elderAlone':
      return [{ age: rng.whole(66, 92), sex: rng.chance(0.68) ? 'female' : 'male', surname: family }]
    case 'elderCouple': {
      const age = rng.whole(61, 84)
      return [
        { age, sex: 'male', surname: family },
        { age: age - rng.whole(-1, 5), sex: 'female', surname: surname(rng) },
      ]
    }
    case 'single':
      return [{ age: rng.whole(22, 58), sex: rng.chance(0.55) ? 'male' : 'female', surname: family }]
    case 'sharers':
      return Array.from({ length: rng.whole(2, 3) }, (): Person => ({
        age: rng.whole(20, 36),
        sex: rng.chance(0.55) ? 'male' : 'female',
        surname: surname(rng),
      }))
    case 'couple':
      return parents(Math.round(rng.between(25, era === 'new' ? 42 : 60)))
    case 'family': {
      const age = Math.max(25, Math.min(56, Math.round(base + 6 * rng.normal())))
      const oldest = Math.max(0, Math.min(24, age - rng.whole(24, 32)))
      const out = [...parents(age), child(oldest)]
      if (rng.chance(0.3) && oldest > 2) out.push(child(Math.max(0, oldest - rng.whole(2, 6))))
      return out
    }
    case 'threeGenerations': {
      const age = Math.max(26, Math.min(52, Math.round(base + 5 * rng.normal())))
      const oldest = Math.max(0, Math.min(22, age - rng.whole(25, 31)))
      const out = [...parents(age), child(oldest), grandparent(age + rng.whole(23, 30))]
      if (rng.chance(0.45)) out.push(grandparent(age + rng.whole(23, 31)))
      if (rng.chance(0.2) && oldest > 2) out.push(child(Math.max(0, oldest - rng.whole(2, 5))))
      return out
    }
    case 'adultChild': {
      const age = rng.whole(48, 66)
      return [...parents(age), child(Math.max(18, age - rng.whole(23, 29)))]
    }
  }
}

export function* generateResidents(
  buildings: readonly PlacedBuilding[],
  today: string,
  rng: Rng,
): Generator<TownResident> {
  const day = dayOf(today)
  const identityNumber = identityNumbers()
  let serial = 0
  let householdSerial = 0
  for (const building of buildings) {
    if (building.dwellings === 0) continue
    const era = building.draft.era
    const rooms = roomsOf(building)
    const empty = new Set<number>()
    const order = rng.shuffle(rooms.map((_, i) => i))
    for (const i of order.slice(0, building.vacantDwellings)) empty.add(i)
    for (let i = 0; i < rooms.length; i++) {
      const room = rooms[i]!
      const dice = rng.next()
      if (empty.has(i)) {
        // a dwelling that stands empty since its household left
        if (dice < 0.22) yield* household(room, null, dateOf(day - rng.whole(5, 350)))
        continue
      }
      if (dice < 0.035) {
        const moved = day - rng.whole(8, 360)
        yield* household(room, null, dateOf(moved - rng.whole(0, 7)))
        yield* household(room, dateOf(moved), null)
      } else if (dice < 0.06) yield* household(room, dateOf(day - rng.whole(3, 360)), null)
      else yield* household(room, null, null)
    }

    function* household(room: string, from: string | null, to: string | null): Generator<TownResident> {
      const shape = SHAPES[rng.weighted(WEIGHTS[era])]!
      const id = `H${String(++householdSerial).padStart(6, '0')}`
      for (const person of peopleOf(shape, era, rng)) {
        const born = day - Math.floor(person.age * 365.2425) - rng.whole(1, 364)
        const birthDate = dateOf(born)
        const name = person.surname + givenName(rng, Number(birthDate.slice(0, 4)), person.sex)
        const leavesAlone = to === null && person.age > 78 && rng.chance(0.05)
        const start =
          from !== null && from < birthDate ? birthDate : (from ?? (day - born < 365 ? birthDate : null))
        const end = to ?? (leavesAlone ? dateOf(day - rng.whole(3, 300)) : null)
        // born after the household had left: it was never here
        if (end !== null && ((start !== null && start >= end) || birthDate >= end)) continue
        yield {
          id: `R${String(++serial).padStart(6, '0')}`,
          name,
          identityNumber: identityNumber(birthDate, person.sex),
          birthDate,
          sex: person.sex,
          phone: person.age < 10 ? '' : phoneNumber(rng),
          building: building.code,
          address: room,
          household: id,
          validFrom: start,
          validTo: end,
        }
      }
    }
  }
}

/** `2单元301`, `1单元1804`, `2楼1室`: one for every dwelling of the building. */
function roomsOf(building: PlacedBuilding): string[] {
  const { role, floors } = building.draft
  const out: string[] = []
  if (role === 'slab') {
    const units = Math.max(1, Math.round(building.dwellings / (2 * floors)))
    for (let u = 1; u <= units; u++)
      for (let f = 1; f <= floors; f++) for (let r = 1; r <= 2; r++) out.push(`${u}单元${f}0${r}`)
  } else if (role === 'tower') {
    const each = Math.max(1, Math.round(building.dwellings / floors))
    for (let f = 1; f <= floors; f++) for (let r = 1; r <= each; r++) out.push(`1单元${f}0${r}`)
  } else
    for (let n = 0; n < building.dwellings; n++)
      out.push(`${1 + (n % Math.max(1, floors))}楼${1 + Math.floor(n / Math.max(1, floors))}室`)
  return out.slice(0, building.dwellings)
}
