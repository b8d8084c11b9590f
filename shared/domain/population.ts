/**
 * How many people a unit holds, from two kinds of data: a register (one row a person) and counts (by unit, building
 * or point). Invariants: a unit's own count is never spread when its register covers it; of a count by area, what is
 * known of units below it is taken off, and the rest is spread over the floor area of the others, else over their land
 * area, and is then an estimate; nothing known is null, never zero.
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

/** What is left of a count when a part of it is known; never less than nobody. */
const lessPeople = (whole: People, part: People): People => {
  const less = (a: number | null, b: number | null): number | null =>
    a === null ? null : Math.max(0, a - (b ?? 0))
  return {
    residents: Math.max(0, whole.residents - part.residents),
    households: less(whole.households, part.households),
    under15: less(whole.under15, part.under15),
    age15to64: less(whole.age15to64, part.age15to64),
    over64: less(whole.over64, part.over64),
  }
}

const combine = (a: PopulationFigure | null, b: PopulationFigure | null): PopulationFigure | null => {
  if (!a || !b) return a ?? b
  return {
    ...addPeople(a, b),
    source: a.source === b.source ? a.source : 'mixed',
    date: a.date === null ? b.date : b.date === null ? a.date : a.date > b.date ? a.date : b.date,
  }
}

const ZERO: People = { residents: 0, households: 0, under15: 0, age15to64: 0, over64: 0 }

export interface Population {
  /** Of each unit; units about which nothing is known are absent. */
  figures: Map<string, PopulationFigure>
  /**
   * The part of a count that falls on no unit below: on the buildings that stand in the unit and in none of its
   * children, or, where there are none, nowhere in particular.
   */
  loose: Map<string, People>
}

/** A count that is spread: what is left of it, and over how much. */
interface Spread {
  rest: People
  date: string
  floorArea: number
  landSquareMeters: number
}

const NOBODY: People = { residents: 0, households: null, under15: null, age15to64: null, over64: null }

export function populationByUnit(input: PopulationInput): Population {
  const childrenOf = new Map<string | null, PopulationUnit[]>()
  const byCode = new Map(input.units.map((unit) => [unit.code, unit]))
  for (const unit of input.units) {
    const parent = unit.parent !== null && byCode.has(unit.parent) ? unit.parent : null
    const siblings = childrenOf.get(parent)
    if (siblings) siblings.push(unit)
    else childrenOf.set(parent, [unit])
  }
  const children = (code: string): PopulationUnit[] => childrenOf.get(code) ?? []

  const isLeaf = (unit: PopulationUnit): boolean => children(unit.code).length === 0
  const directPeople = (unit: PopulationUnit): People | undefined =>
    input.register.get(unit.code) ?? input.placeCounts.get(unit.code)

  const registerBelow = new Map<string, number>()
  const sumUp = (unit: PopulationUnit): void => {
    let people = input.register.get(unit.code)?.residents ?? 0
    for (const child of children(unit.code)) {
      sumUp(child)
      people += registerBelow.get(child.code)!
    }
    registerBelow.set(unit.code, people)
  }
  const roots = childrenOf.get(null) ?? []
  roots.forEach(sumUp)

  const isCoveredByRegister = (unit: PopulationUnit): boolean => {
    const below = registerBelow.get(unit.code)!
    const own = input.unitCounts.get(unit.code)
    return below > 0 && (!own || below >= own.residents * REGISTER_COVERS_SHARE)
  }

  /** Without what is spread: the unit's own count, else its people and those known of its children. */
  const knownPeople = (unit: PopulationUnit): People => {
    const own = input.unitCounts.get(unit.code)
    return own && !isCoveredByRegister(unit) ? own : knownBelow(unit)
  }
  const knownBelow = (unit: PopulationUnit): People =>
    children(unit.code)
      .map(knownPeople)
      .reduce(addPeople, directPeople(unit) ?? NOBODY)

  /** Over what a count of this unit is spread: all below that has no figure of its own. */
  const spreadOf = (counted: PopulationUnit): Spread => {
    const own = input.unitCounts.get(counted.code)!
    const spread: Spread = {
      rest: lessPeople(own, knownBelow(counted)),
      date: own.date,
      floorArea: 0,
      landSquareMeters: 0,
    }
    const gather = (unit: PopulationUnit): void => {
      if (unit !== counted && input.unitCounts.has(unit.code)) return
      if (!directPeople(unit)) {
        spread.floorArea += input.floorArea.get(unit.code) ?? 0
        if (isLeaf(unit)) spread.landSquareMeters += unit.areaSquareMeters
      }
      children(unit.code).forEach(gather)
    }
    gather(counted)
    return spread
  }
  const shareOf = (unit: PopulationUnit, spread: Spread): number => {
    if (directPeople(unit)) return 0
    if (spread.floorArea > 0) return (input.floorArea.get(unit.code) ?? 0) / spread.floorArea
    return isLeaf(unit) && spread.landSquareMeters > 0 ? unit.areaSquareMeters / spread.landSquareMeters : 0
  }

  const figures = new Map<string, PopulationFigure>()
  const loose = new Map<string, People>()
  const registerFigure = (people: People): PopulationFigure => ({
    ...people,
    source: 'register',
    date: input.registerDate,
  })

  /** `counted`: the count of the nearest unit above that the register does not cover. */
  const visit = (
    unit: PopulationUnit,
    counted: Spread | null,
    isUnderRegister: boolean,
  ): PopulationFigure | null => {
    const own = input.unitCounts.get(unit.code)
    const isCovered = isCoveredByRegister(unit)
    const underRegister = isUnderRegister || isCovered
    const spread = own ? (isCovered ? null : spreadOf(unit)) : counted

    const direct = input.register.get(unit.code)
    const place = input.placeCounts.get(unit.code)
    let figure: PopulationFigure | null = direct ? registerFigure(direct) : null
    if (!direct && place) figure = { ...place, source: 'counts', date: place.date }

    for (const child of children(unit.code)) figure = combine(figure, visit(child, spread, underRegister))

    const share = spread ? shareOf(unit, spread) : 0
    if (spread && !isLeaf(unit) && share > 0) {
      const part = scalePeople(spread.rest, share)
      loose.set(unit.code, part)
      figure = combine(figure, { ...part, source: 'estimate', date: spread.date })
    }
    if (own && !isCovered) {
      const { date, ...people } = own
      figure = { ...people, source: 'counts', date }
      const isPlaced = spread!.floorArea > 0 || spread!.landSquareMeters > 0
      if (!isLeaf(unit) && !isPlaced) loose.set(unit.code, spread!.rest)
    } else if (!figure && isLeaf(unit)) {
      if (spread) figure = { ...scalePeople(spread.rest, share), source: 'estimate', date: spread.date }
      else if (underRegister) figure = registerFigure(ZERO)
    }
    if (figure) figures.set(unit.code, figure)
    return figure
  }
  const anyRegister = (unit: PopulationUnit): boolean => registerBelow.get(unit.code)! > 0
  for (const root of roots) visit(root, null, anyRegister(root) && !input.unitCounts.has(root.code))
  return { figures, loose }
}
