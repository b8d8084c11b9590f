/**
 * Two divisions of the same ground beside each other: the figures of the whole and of each grid, and who would be cared
 * for by another grid. A home changes hands where the grid that holds it in the one is not, by `matchGrids`, the grid that
 * holds it in the other. Reckoned the same on the page and on the command line.
 */
import type { MultiPolygon } from 'geojson'
import { areaGeometry } from '../coverage/areaPolygons.ts'
import { type AreaKey, OUTSIDE, UNASSIGNED } from '../coverage/coverage.ts'
import { commonParts, type CommonPart } from '../coverage/overlay.ts'
import { PointLocator } from '../coverage/pointLocator.ts'
import type { Plan, PlanGrid } from './planDocument.ts'
import {
  type AreaFigures,
  PlanCounter,
  type PlanCount,
  type PlanPlaces,
  planTotals,
  type PlanTotals,
} from './planFigures.ts'
import { isSameArea } from './sameArea.ts'

export interface ComparedSide {
  plan: Plan
  count: PlanCount
  totals: PlanTotals
}

/** A grid in the one, in the other or in both. */
export interface ComparedGrid {
  /** Key in the one; null where only the other has it. */
  before: AreaKey | null
  after: AreaKey | null
  name: string
  /** Its name in the one, where that is another. */
  nameBefore: string
  parent: string
  figuresBefore: AreaFigures | null
  figuresAfter: AreaFigures | null
  /** Residents who come from another grid, and who go to one. */
  come: number
  go: number
}

/** What goes from a grid of the one to a grid of the other; UNASSIGNED is such a one, too. */
export interface HandedOver {
  from: AreaKey
  to: AreaKey
  homes: number
  households: number
  residents: number
  /** null: who asks may not see issues. */
  openIssues: number | null
}

export interface PlanComparison {
  before: ComparedSide
  after: ComparedSide
  /** Those with most people that come or go first. */
  grids: ComparedGrid[]
  /** Those with most households first. */
  ways: HandedOver[]
  /** Of all ways together. */
  whole: Omit<HandedOver, 'from' | 'to'>
  /** Index of each place in the demand whose people change, and its way. */
  homes: { place: number; way: number }[]
}

/**
 * Which grid of the one goes on in which of the other: under the same code; new ones under the same key; else where
 * both have the same area.
 * @returns by key in the other, the key in the one
 */
export function matchGrids(before: Plan, after: Plan): Map<AreaKey, AreaKey> {
  const matched = new Map<AreaKey, AreaKey>()
  const left = new Set(before.grids.keys())
  const match = (key: AreaKey, old: AreaKey | undefined): void => {
    if (old === undefined || !left.delete(old)) return
    matched.set(key, old)
  }
  const byCode = new Map<string, AreaKey>()
  for (const { code, key } of before.grids.values()) if (code !== null) byCode.set(code, key)
  for (const { code, key } of after.grids.values()) if (code !== null) match(key, byCode.get(code))
  for (const { code, key } of after.grids.values())
    if (code === null && before.grids.get(key)?.code === null) match(key, key)
  const shapes = new Map<AreaKey, MultiPolygon>()
  const shapeBefore = (key: AreaKey): MultiPolygon => {
    const shape = shapes.get(key) ?? areaGeometry(before.coverage, key)
    shapes.set(key, shape)
    return shape
  }
  for (const { key, code, parent } of after.grids.values()) {
    if (matched.has(key)) continue
    const shape = areaGeometry(after.coverage, key)
    match(
      key,
      [...left].find((old) => {
        const grid = before.grids.get(old)!
        const mayBe = grid.parent === parent && (grid.code === null || code === null)
        return mayBe && isSameArea(shapeBefore(old), shape)
      }),
    )
  }
  return matched
}

function sideOf(plan: Plan, places: PlanPlaces, isExempt: (code: string | null) => boolean): ComparedSide {
  const codeOf = (key: AreaKey): string | null => plan.grids.get(key)?.code ?? null
  const count = new PlanCounter(places).count(plan.coverage, null, codeOf)
  return { plan, count, totals: planTotals(count.figures, (key) => isExempt(codeOf(key))) }
}

/** Answers with the area of a division that holds a place. */
function areaAt({ count: { shapes } }: ComparedSide): (lon: number, lat: number) => AreaKey {
  const keys = [...shapes.keys()]
  const locator = new PointLocator([...shapes.values()])
  return (lon, lat) => keys[locator.locate(lon, lat)] ?? OUTSIDE
}

/** @param isExempt  by the code of the unit that goes on: dedicated grids, which the norm is not for */
export function comparePlans(
  before: Plan,
  after: Plan,
  places: PlanPlaces,
  isExempt: (code: string | null) => boolean = () => false,
): PlanComparison {
  const sides = [sideOf(before, places, isExempt), sideOf(after, places, isExempt)] as const
  const [atBefore, atAfter] = [areaAt(sides[0]), areaAt(sides[1])]
  const matched = matchGrids(before, after)
  const isSame = (from: AreaKey, to: AreaKey): boolean => !isHandedOver(matched, from, to)

  const ways: HandedOver[] = []
  const wayOf = new Map<string, number>()
  const wayFor = (from: AreaKey, to: AreaKey): number => {
    const name = `${from}\n${to}`
    const known = wayOf.get(name)
    if (known !== undefined) return known
    wayOf.set(name, ways.length)
    const openIssues = places.issues ? 0 : null
    return ways.push({ from, to, homes: 0, households: 0, residents: 0, openIssues }) - 1
  }
  const homes: { place: number; way: number }[] = []
  const { lonLat, people, count, isBuilding } = places.demand
  for (let place = 0; place < count; place++) {
    if (people.residents[place]! <= 0) continue
    const [lon, lat] = [lonLat[2 * place]!, lonLat[2 * place + 1]!]
    const [from, to] = [atBefore(lon, lat), atAfter(lon, lat)]
    if (isSame(from, to)) continue
    const way = wayFor(from, to)
    ways[way]!.homes += isBuilding[place]!
    ways[way]!.households += people.households[place]!
    ways[way]!.residents += people.residents[place]!
    homes.push({ place, way })
  }
  places.issues?.lons.forEach((lon, i) => {
    const lat = places.issues!.lats[i]!
    const [from, to] = [atBefore(lon, lat), atAfter(lon, lat)]
    if (!isSame(from, to)) ways[wayFor(from, to)]!.openIssues! += 1
  })
  const grids = comparedGrids(sides[0], sides[1], matched)
  for (const { from, to, residents } of ways) {
    const [old, next] = [grids.find((grid) => grid.before === from), grids.find((grid) => grid.after === to)]
    if (old) old.go += residents
    if (next) next.come += residents
  }
  for (const grid of grids) Object.assign(grid, { come: Math.round(grid.come), go: Math.round(grid.go) })
  const sum = (pick: (way: HandedOver) => number): number => ways.reduce((total, way) => total + pick(way), 0)
  const whole = {
    homes: sum((way) => way.homes),
    households: Math.round(sum((way) => way.households)),
    residents: Math.round(sum((way) => way.residents)),
    openIssues: places.issues ? sum((way) => way.openIssues!) : null,
  }
  const order = ways
    .map((_, way) => way)
    .sort((a, b) => ways[b]!.households - ways[a]!.households || ways[b]!.residents - ways[a]!.residents)
  const placeOf = new Map(order.map((way, i) => [way, i]))
  return {
    before: sides[0],
    after: sides[1],
    grids: grids.sort((a, b) => b.come + b.go - a.come - a.go || a.name.localeCompare(b.name, 'zh-CN')),
    ways: order.map((way) => {
      const { households, residents, ...rest } = ways[way]!
      return { ...rest, households: Math.round(households), residents: Math.round(residents) }
    }),
    whole,
    homes: homes.map(({ place, way }) => ({ place, way: placeOf.get(way)! })),
  }
}

/** What only one of the two divides goes nowhere. */
const isHandedOver = (matched: ReadonlyMap<AreaKey, AreaKey>, from: AreaKey, to: AreaKey): boolean =>
  from !== OUTSIDE && to !== OUTSIDE && (to === UNASSIGNED ? from !== to : matched.get(to) !== from)

function comparedGrids(
  before: ComparedSide,
  after: ComparedSide,
  matched: ReadonlyMap<AreaKey, AreaKey>,
): ComparedGrid[] {
  const gridOf = (old: PlanGrid | undefined, next: PlanGrid | undefined): ComparedGrid => ({
    before: old?.key ?? null,
    after: next?.key ?? null,
    name: (next ?? old)!.name,
    nameBefore: (old ?? next)!.name,
    parent: (next ?? old)!.parent,
    figuresBefore: (old && before.count.figures.get(old.key)) ?? null,
    figuresAfter: (next && after.count.figures.get(next.key)) ?? null,
    come: 0,
    go: 0,
  })
  const goesOn = new Set(matched.values())
  return [
    ...[...after.plan.grids.values()].map((next) =>
      gridOf(before.plan.grids.get(matched.get(next.key) ?? OUTSIDE), next),
    ),
    ...[...before.plan.grids.values()]
      .filter(({ key }) => !goesOn.has(key))
      .map((old) => gridOf(old, undefined)),
  ]
}

/** Ground that changes hands, for the map. */
export function handedOverGround(before: Plan, after: Plan): CommonPart[] {
  const matched = matchGrids(before, after)
  return commonParts(before.coverage, after.coverage, (from, to) => isHandedOver(matched, from, to))
}
