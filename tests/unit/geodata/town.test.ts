import type { Polygon, Position } from 'geojson'
import { beforeAll, describe, expect, it } from 'vitest'
import { facilityKindOf, FACILITY_KINDS } from '../../../shared/standards/facilityKinds.ts'
import { issueSubclassOf } from '../../../shared/standards/issueClasses.ts'
import { ageOn } from '../../../shared/standards/ageGroups.ts'
import { generateTown } from '../../../geodata/town/generateTown.ts'
import { dueAt } from '../../../geodata/town/issues.ts'
import { checkCharacter } from '../../../geodata/town/personNames.ts'
import { explainDue } from '../../../server/services/desk/issueDue.ts'
import type { Town, TownIssue, TownResident, TownUnit } from '../../../geodata/town/types.ts'

const TODAY = '2026-11-24'
const OPTIONS = { seed: 1, size: 'town', today: TODAY } as const

let town: Town
let residents: TownResident[]
let issues: TownIssue[]

beforeAll(() => {
  town = generateTown(OPTIONS)
  residents = [...town.residents()]
  issues = [...town.issues()]
}, 60_000)

const key = ([x, y]: Position): string => `${Math.round(x! * 1e7)},${Math.round(y! * 1e7)}`

/** Twice the area in units of 1e-14 square degree, exact: the sum of integers. */
function doubleArea(polygon: Polygon): bigint {
  let sum = 0n
  for (const ring of polygon.coordinates)
    for (let i = 1; i < ring.length; i++) {
      const [a, b] = [ring[i - 1]!, ring[i]!].map((p) => p.map((x) => BigInt(Math.round(x * 1e7)))) as [
        bigint[],
        bigint[],
      ]
      sum += a[0]! * b[1]! - b[0]! * a[1]!
    }
  return sum
}

const edgesOf = (unit: TownUnit): string[] =>
  unit.polygon.coordinates.flatMap((ring) => ring.slice(1).map((p, i) => `${key(ring[i]!)}>${key(p)}`))

const inForce = (date: string, level: TownUnit['level']): TownUnit[] =>
  town.units.filter(
    (u) => u.level === level && u.validFrom <= date && (u.validTo === null || u.validTo > date),
  )

/** Every edge of the children is met by its reverse, or is an edge of the parent; and none of these is left over. */
function expectTiling(children: TownUnit[], parent: TownUnit): void {
  const outer = new Set(edgesOf(parent))
  const all = children.flatMap(edgesOf)
  const set = new Set(all)
  expect(set.size).toBe(all.length)
  let met = 0
  for (const edge of all) {
    const [from, to] = edge.split('>')
    if (outer.has(edge)) met++
    else expect(set.has(`${to}>${from}`), `${parent.code}: ${edge}`).toBe(true)
  }
  expect(met).toBe(outer.size)
  expect(children.reduce((sum, unit) => sum + doubleArea(unit.polygon), 0n)).toBe(doubleArea(parent.polygon))
}

function isInside(polygon: Polygon, [x, y]: Position): boolean {
  let inside = false
  for (const ring of polygon.coordinates)
    for (let i = 1; i < ring.length; i++) {
      const [a, b] = [ring[i - 1]!, ring[i]!]
      if (a[1]! > y! !== b[1]! > y! && x! < ((b[0]! - a[0]!) * (y! - a[1]!)) / (b[1]! - a[1]!) + a[0]!)
        inside = !inside
    }
  return inside
}

describe('units', () => {
  it.each(['2024-01-01', '2026-06-30', '2026-07-01', TODAY])('tile exactly on %s', (date) => {
    const [street] = inForce(date, 'street')
    const communities = inForce(date, 'community')
    const grids = inForce(date, 'grid')
    expectTiling(communities, street!)
    for (const community of communities)
      expectTiling(
        grids.filter((grid) => grid.parent === community.code),
        community,
      )
  })

  it('have counter-clockwise rings, quantised and closed', () => {
    for (const { polygon, code } of town.units) {
      expect(doubleArea(polygon) > 0n, code).toBe(true)
      for (const ring of polygon.coordinates) {
        expect(key(ring[0]!)).toBe(key(ring[ring.length - 1]!))
        for (const p of ring)
          for (const x of p) expect(Math.abs(x * 1e7 - Math.round(x * 1e7))).toBeLessThan(1e-4)
      }
    }
  })

  it('carry codes that begin with the parent of a county that is not assigned', () => {
    const prefectures = ['01', '02', '03', '05', '06', '07', '08', '09', '10', '11', '12', '13', '28', '90']
    for (const unit of town.units) {
      expect(unit.code).toMatch(/^42\d+$/)
      expect(prefectures).not.toContain(unit.code.slice(2, 4))
      expect(unit.code.length).toBe({ street: 9, community: 12, grid: 15 }[unit.level])
      if (unit.parent) expect(unit.code.startsWith(unit.parent)).toBe(true)
    }
  })

  it('come in the promised numbers', () => {
    expect(inForce(TODAY, 'street')).toHaveLength(1)
    expect(inForce(TODAY, 'community')).toHaveLength(8)
    expect(inForce(TODAY, 'grid').length).toBeGreaterThanOrEqual(70)
    expect(inForce(TODAY, 'grid').length).toBeLessThanOrEqual(90)
    expect(inForce(TODAY, 'grid').filter((u) => u.kind === 'dedicated').length).toBeGreaterThanOrEqual(7)
  })

  it('keep the past: ended grids, and grids with two versions of one code', () => {
    const versions = new Map<string, TownUnit[]>()
    for (const unit of town.units) versions.set(unit.code, [...(versions.get(unit.code) ?? []), unit])
    const lists = [...versions.values()]
    expect(lists.some((list) => list.every((u) => u.validTo !== null))).toBe(true)
    expect(lists.some((list) => list.length === 2)).toBe(true)
    for (const list of lists) {
      const inOrder = [...list].sort((a, b) => (a.validFrom < b.validFrom ? -1 : 1))
      for (let i = 1; i < inOrder.length; i++)
        expect(inOrder[i]!.validFrom >= inOrder[i - 1]!.validTo!).toBe(true)
    }
  })
})

describe('buildings', () => {
  it('are never cut by a grid border, today and before', { timeout: 30_000 }, () => {
    for (const date of ['2024-01-01', TODAY]) {
      const grids = inForce(date, 'grid')
      for (const building of town.buildings) {
        const corners = building.footprint.coordinates[0]!
        const home = grids.filter((grid) => isInside(grid.polygon, corners[0]!))
        expect(home).toHaveLength(1)
        expect(
          corners.every((p) => isInside(home[0]!.polygon, p)),
          building.code,
        ).toBe(true)
        expect(home[0]!.polygon.coordinates[0]!.some((p) => isInside(building.footprint, p))).toBe(false)
      }
    }
  })

  it('have unique codes and at most as many empty dwellings as dwellings', () => {
    expect(new Set(town.buildings.map((b) => b.code)).size).toBe(town.buildings.length)
    for (const b of town.buildings) expect(b.vacantDwellings).toBeLessThanOrEqual(b.dwellings)
    expect(town.buildings.length).toBeGreaterThan(2500)
    expect(town.buildings.length).toBeLessThan(4000)
  })
})

describe('residents', () => {
  it('knows the check character of a published example', () => {
    // the example of GB 11643-1999
    expect(checkCharacter('11010519491231002')).toBe('X')
    expect(checkCharacter('44052418800101001')).toBe('4')
  })

  it('have identity numbers with the right check character that nobody can have', () => {
    const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2, 1]
    const faults = residents.filter(({ identityNumber, birthDate, sex, phone }) => {
      const values = [...identityNumber].map((c) => (c === 'X' ? 10 : Number(c)))
      const sum = values.reduce((total, value, i) => total + value * weights[i]!, 0)
      const isRight =
        sum % 11 === 1 &&
        identityNumber.startsWith('4291') &&
        identityNumber.slice(6, 14) === birthDate.replaceAll('-', '') &&
        Number(identityNumber[16]) % 2 === (sex === 'male' ? 1 : 0) &&
        (phone === '' || /^100\d{8}$/.test(phone))
      return !isRight
    })
    expect(faults).toEqual([])
  })

  it('are unique, live in dwellings, and are as many and as old as promised', () => {
    expect(new Set(residents.map((r) => r.id)).size).toBe(residents.length)
    expect(new Set(residents.map((r) => r.identityNumber)).size).toBe(residents.length)
    const dwellings = new Map(town.buildings.map((b) => [b.code, b.dwellings]))
    expect(residents.filter((r) => !dwellings.get(r.building))).toEqual([])
    const here = residents.filter(
      (r) => (r.validFrom ?? '') <= TODAY && (r.validTo === null || r.validTo > TODAY),
    )
    expect(here.length).toBeGreaterThan(54_000)
    expect(here.length).toBeLessThan(66_000)
    const share = (low: number, high: number): number =>
      here.filter((r) => ageOn(r.birthDate, TODAY) >= low && ageOn(r.birthDate, TODAY) < high).length /
      here.length
    expect(share(0, 15)).toBeGreaterThan(0.1)
    expect(share(65, 130)).toBeGreaterThan(0.12)
    expect(share(65, 130)).toBeLessThan(0.22)
  })

  it('leave as many dwellings empty as their building says', () => {
    const homes = new Map<string, Set<string>>()
    for (const r of residents) {
      if (r.validTo !== null && r.validTo <= TODAY) continue
      homes.set(r.building, (homes.get(r.building) ?? new Set()).add(r.address))
    }
    let more = 0
    for (const b of town.buildings) {
      const taken = homes.get(b.code)?.size ?? 0
      expect(taken, b.code).toBeLessThanOrEqual(b.dwellings - b.vacantDwellings)
      more += b.dwellings - b.vacantDwellings - taken
    }
    // only where an older person who lived alone has left since
    expect(more).toBeLessThan(200)
  })

  it('do not live anywhere before they are born', () => {
    const faults = residents.filter(
      (r) =>
        r.birthDate >= TODAY ||
        (r.validFrom !== null && r.validFrom < r.birthDate) ||
        (r.validFrom !== null && r.validTo !== null && r.validFrom >= r.validTo),
    )
    expect(faults).toEqual([])
  })
})

describe('facilities', () => {
  it('are of every kind of the standards, each in one grid', () => {
    const kinds = new Set(town.facilities.map((f) => f.kind))
    expect(FACILITY_KINDS.filter((row) => !kinds.has(row.kind)).map((row) => row.kind)).toEqual([])
    const grids = inForce(TODAY, 'grid')
    for (const f of town.facilities) {
      expect(facilityKindOf(f.kind).kind).toBe(f.kind)
      expect(
        grids.filter((grid) => isInside(grid.polygon, f.location)),
        f.name,
      ).toHaveLength(1)
    }
    expect(new Set(town.facilities.map((f) => f.id)).size).toBe(town.facilities.length)
    expect(town.facilities.length).toBeGreaterThanOrEqual(500)
    expect(town.facilities.length).toBeLessThanOrEqual(720)
  })

  it('leave the west bank without a canteen for older people', () => {
    const canteens = town.facilities.filter((f) => f.kind === 'canteen')
    expect(canteens.length).toBeGreaterThan(3)
    for (const { location } of canteens) expect(location[0]!).toBeGreaterThan(113.895)
  })
})

describe('issues', () => {
  const NOW = `${TODAY}T08:30:00+08:00`

  it('have times in order, none later than this morning', () => {
    let last = ''
    for (const issue of issues) {
      expect(issue.reportedAt >= last).toBe(true)
      last = issue.reportedAt
      expect(issue.dueAt > issue.reportedAt).toBe(true)
      expect(issue.state === 'closed').toBe(issue.closedAt !== null)
      expect(issue.reportedAt <= NOW).toBe(true)
      if (issue.closedAt) expect(issue.closedAt > issue.reportedAt && issue.closedAt <= NOW).toBe(true)
    }
    expect(issues[0]!.reportedAt >= '2025-11-25').toBe(true)
  })

  it('are of known classes, unique, and lie in the street', () => {
    const [street] = inForce(TODAY, 'street')
    expect(new Set(issues.map((i) => i.id)).size).toBe(issues.length)
    for (const issue of issues) {
      expect(issueSubclassOf(issue.class, issue.subclass), issue.subclass).toBeDefined()
      expect(isInside(street!.polygon, issue.location), issue.id).toBe(true)
    }
  })

  it('are as many, as open and as late as promised', () => {
    const open = issues.filter((i) => i.state !== 'closed')
    const late = open.filter((i) => i.dueAt < NOW)
    expect(issues.length).toBeGreaterThanOrEqual(12_000)
    expect(issues.length).toBeLessThanOrEqual(15_500)
    expect(open.length).toBeGreaterThanOrEqual(350)
    expect(open.length).toBeLessThanOrEqual(600)
    expect(late.length / open.length).toBeGreaterThan(0.12)
    expect(late.length / open.length).toBeLessThan(0.25)
    expect(new Set(open.map((i) => i.state))).toEqual(
      new Set(['new', 'dispatched', 'inHand', 'toVerify', 'hung']),
    )
  })

  it('are due when the desk says that their limit runs out', () => {
    for (const issue of issues) {
      const due = explainDue(
        {
          class: issue.class,
          subclass: issue.subclass,
          reportedAt: new Date(issue.reportedAt),
          dueAt: new Date(issue.dueAt),
          baseDueAt: null,
          lastEvent: '0',
        },
        undefined,
      )
      expect([issue.id, due.source]).toEqual([issue.id, 'limit'])
    }
  })

  it('reckons a working-hour limit over a break, a weekend and a holiday', () => {
    const minutes = (text: string): number => Date.parse(`${text}Z`) / 60_000
    const working = { limitHours: 8, hoursKind: 'working' } as const
    // Friday 16:00: two hours until 18:00, three on Monday morning, three after 13:00
    expect(dueAt(minutes('2026-11-20T16:00:00'), working)).toBe(minutes('2026-11-23T16:00:00'))
    // Thursday before Mid-Autumn, whose three days end on Sunday
    expect(dueAt(minutes('2026-09-24T17:00:00'), working)).toBe(minutes('2026-09-28T17:00:00'))
    const byClock = { limitHours: 8, hoursKind: 'clock' } as const
    expect(dueAt(minutes('2026-11-20T16:00:00'), byClock)).toBe(minutes('2026-11-21T00:00:00'))
  })
})

describe('determinism', () => {
  it('makes the same town again, and another from another seed', () => {
    const again = generateTown(OPTIONS)
    expect(JSON.stringify(again)).toBe(JSON.stringify(town))
    expect([...again.residents()].slice(0, 500)).toEqual(residents.slice(0, 500))
    expect([...again.issues()].slice(-500)).toEqual(issues.slice(-500))
    expect([...town.issues()].slice(0, 50)).toEqual(issues.slice(0, 50))
    expect(JSON.stringify(generateTown({ ...OPTIONS, seed: 2 }).units)).not.toBe(JSON.stringify(town.units))
  }, 60_000)

  it.each([3, 4, 5])(
    'keeps to the numbers with seed %i',
    (seed) => {
      const other = generateTown({ ...OPTIONS, seed })
      const grids = other.units.filter((u) => u.level === 'grid' && u.validTo === null)
      expect(other.units.filter((u) => u.level === 'community')).toHaveLength(8)
      expect(grids.length).toBeGreaterThanOrEqual(70)
      expect(grids.length).toBeLessThanOrEqual(92)
    },
    60_000,
  )
})
