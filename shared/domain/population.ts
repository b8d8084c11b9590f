/**
 * How many people a unit holds, from two kinds of data: a register (one row a person) and counts (by unit, building
 * or point). Invariants: a unit's own count is never spread when its register covers it; a count by area is spread
 * over the floor area below it, else over land area, and is then an estimate; nothing known is null, never zero.
 */
import type { FigureSource } from './unit.ts'

export interface People {
  residents: number
  households: number | null
  under15: number | null
  age15to64: number | null
  over64: number | null
}

export interface PopulationFigure extends People {
  source: Exclude<FigureSource, 'none'>
  date: string | null
}

export interface PopulationUnit {
  code: string
  parent: string | null
  areaSquareMeters: number
}

export interface PopulationInput {
  units: readonly PopulationUnit[]
  /** People of the register, by the deepest unit that holds their place. */
  register: ReadonlyMap<string, People>
  registerDate: string | null
  /** The newest count of a unit as a whole. */
  unitCounts: ReadonlyMap<string, People & { date: string }>
  /** Counts by building or point, summed by the deepest unit that holds them. */
  placeCounts: ReadonlyMap<string, People & { date: string }>
  /** Floor area of the buildings, by the deepest unit that holds them. */
  floorArea: ReadonlyMap<string, number>
}

/** A register that holds at least this share of what a count says is taken for complete. */
export const REGISTER_COVERS_SHARE = 0.5

const plus = (a: number | null, b: number | null): number | null =>
  a === null || b === null ? (a ?? b) : a + b

export const addPeople = (a: People, b: People): People => ({
  residents: a.residents + b.residents,
  households: plus(a.households, b.households),
  under15: plus(a.under15, b.under15),
  age15to64: plus(a.age15to64, b.age15to64),
  over64: plus(a.over64, b.over64),
})

export const scalePeople = (people: People, share: number): People => ({
  residents: people.residents * share,
  households: people.households === null ? null : people.households * share,
  under15: people.under15 === null ? null : people.under15 * share,
  age15to64: people.age15to64 === null ? null : people.age15to64 * share,
  over64: people.over64 === null ? null : people.over64 * share,
})

const combine = (a: PopulationFigure | null, b: PopulationFigure | null): PopulationFigure | null => {
  if (!a || !b) return a ?? b
  return {
    ...addPeople(a, b),
    source: a.source === b.source ? a.source : 'mixed',
    date: a.date === null ? b.date : b.date === null ? a.date : a.date > b.date ? a.date : b.date,
  }
}

const ZERO: People = { residents: 0, households: 0, under15: 0, age15to64: 0, over64: 0 }

/** @returns the figure of each unit; units about which nothing is known are absent */
export function populationByUnit(input: PopulationInput): Map<string, PopulationFigure> {
  const childrenOf = new Map<string | null, PopulationUnit[]>()
  const byCode = new Map(input.units.map((unit) => [unit.code, unit]))
  for (const unit of input.units) {
    const parent = unit.parent !== null && byCode.has(unit.parent) ? unit.parent : null
    const siblings = childrenOf.get(parent)
    if (siblings) siblings.push(unit)
    else childrenOf.set(parent, [unit])
  }
  const children = (code: string): PopulationUnit[] => childrenOf.get(code) ?? []

  const registerBelow = new Map<string, number>()
  const floorBelow = new Map<string, number>()
  const sumUp = (unit: PopulationUnit): void => {
    let people = input.register.get(unit.code)?.residents ?? 0
    let floor = input.floorArea.get(unit.code) ?? 0
    for (const child of children(unit.code)) {
      sumUp(child)
      people += registerBelow.get(child.code)!
      floor += floorBelow.get(child.code)!
    }
    registerBelow.set(unit.code, people)
    floorBelow.set(unit.code, floor)
  }
  const roots = childrenOf.get(null) ?? []
  roots.forEach(sumUp)

  const figures = new Map<string, PopulationFigure>()
  const registerFigure = (people: People): PopulationFigure => ({
    ...people,
    source: 'register',
    date: input.registerDate,
  })

  /** `counted`: nearest unit above (or this one) with a count that the register does not cover. */
  const visit = (
    unit: PopulationUnit,
    counted: PopulationUnit | null,
    isUnderRegister: boolean,
  ): PopulationFigure | null => {
    const below = registerBelow.get(unit.code)!
    const own = input.unitCounts.get(unit.code)
    const isCovered = below > 0 && (!own || below >= own.residents * REGISTER_COVERS_SHARE)
    const underRegister = isUnderRegister || isCovered
    const spread = own ? (isCovered ? null : unit) : isCovered && !counted ? null : counted

    const direct = input.register.get(unit.code)
    const place = input.placeCounts.get(unit.code)
    let figure: PopulationFigure | null = direct ? registerFigure(direct) : null
    if (!direct && place) figure = { ...place, source: 'counts', date: place.date }

    for (const child of children(unit.code)) figure = combine(figure, visit(child, spread, underRegister))

    if (own && !isCovered) {
      const { date, ...people } = own
      figure = { ...people, source: 'counts', date }
    } else if (!figure && children(unit.code).length === 0) {
      if (spread && spread !== unit) {
        const count = input.unitCounts.get(spread.code)!
        const floor = floorBelow.get(spread.code)!
        const share =
          floor > 0 ? floorBelow.get(unit.code)! / floor : unit.areaSquareMeters / spread.areaSquareMeters
        figure = { ...scalePeople(count, share), source: 'estimate', date: count.date }
      } else if (underRegister) {
        figure = registerFigure(ZERO)
      }
    }
    if (figure) figures.set(unit.code, figure)
    return figure
  }
  const anyRegister = (unit: PopulationUnit): boolean => registerBelow.get(unit.code)! > 0
  for (const root of roots) visit(root, null, anyRegister(root) && !input.unitCounts.has(root.code))
  return figures
}
