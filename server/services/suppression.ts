/**
 * Which counts of people are not shown: small ones, and as many beside them as it takes that no small one is the
 * difference of those that are shown. Invariants, for every figure: of a unit and its children either none is hidden or
 * two at least; what is hidden below a shown unit is no small count in all; where residents are hidden the ages are
 * too, and the ages of a unit are hidden together. As sums run along a tree only, no hidden count is then determined.
 * Method: complementary cell suppression, the smallest next cell first (Willenborg and de Waal 2001, chapter 6).
 */

export const FIGURES = ['residents', 'households', 'under15', 'age15to64', 'over64'] as const
export type CountedFigure = (typeof FIGURES)[number]

/** Counts from 1 to this number less one could point at persons. */
export const SMALLEST_SHOWN_COUNT = 5

export interface CountedUnit {
  code: string
  parent: string | null
  /** The viewer sees this unit, and so all below it, as it is: nothing of it is or can be hidden. */
  isExact: boolean
  /** Whole numbers; null where nothing is known. */
  counts: Readonly<Record<CountedFigure, number | null>>
}

const isSmall = (count: number | null): boolean => count !== null && count > 0 && count < SMALLEST_SHOWN_COUNT

interface Family {
  parent: CountedUnit
  children: CountedUnit[]
}

/** Hides what a family needs. @returns whether anything was hidden */
function mendFamily(
  { parent, children }: Family,
  figures: readonly CountedFigure[],
  hidden: Set<string>,
): boolean {
  const sum = (units: readonly CountedUnit[], figure: CountedFigure): number =>
    units.reduce((all, { counts }) => all + (counts[figure] ?? 0), 0)
  const size = (unit: CountedUnit): number =>
    figures.reduce((all, figure) => all + (unit.counts[figure] ?? 0), 0)
  const isSafe = (): boolean => {
    const gone = children.filter(({ code }) => hidden.has(code))
    if (hidden.has(parent.code)) return gone.length > 0 || children.every(({ isExact }) => isExact)
    if (gone.length === 0) return true
    return gone.length > 1 && figures.every((figure) => !isSmall(sum(gone, figure)))
  }
  if (isSafe()) return false
  // Empty units say little when they are hidden: they come last.
  const next = children
    .filter(({ code, isExact }) => !isExact && !hidden.has(code))
    .sort((a, b) => Number(size(a) === 0) - Number(size(b) === 0) || size(a) - size(b))
  for (const unit of next) {
    hidden.add(unit.code)
    if (isSafe()) return true
  }
  if (!hidden.has(parent.code) && !parent.isExact) {
    hidden.add(parent.code)
    return true
  }
  return next.length > 0
}

/** @returns codes of the units that do not show these figures */
function hide(
  units: readonly CountedUnit[],
  figures: readonly CountedFigure[],
  alsoHidden: ReadonlySet<string>,
): Set<string> {
  const known = units.filter(({ counts }) => figures.some((figure) => counts[figure] !== null))
  const hidden = new Set(
    known
      .filter((unit) => !unit.isExact)
      .filter(({ code, counts }) => alsoHidden.has(code) || figures.some((figure) => isSmall(counts[figure])))
      .map(({ code }) => code),
  )
  if (hidden.size === 0) return hidden
  const byCode = new Map(known.map((unit) => [unit.code, unit]))
  const families = new Map<string, Family>()
  for (const unit of known) {
    const parent = unit.parent === null ? undefined : byCode.get(unit.parent)
    if (!parent) continue
    const family = families.get(parent.code)
    if (family) family.children.push(unit)
    else families.set(parent.code, { parent, children: [unit] })
  }
  // What is hidden in one family may bare a count in the next: until nothing more is hidden.
  let isChanged = true
  while (isChanged) {
    isChanged = false
    for (const family of families.values()) if (mendFamily(family, figures, hidden)) isChanged = true
  }
  return hidden
}

/** A unit whose children the viewer knows all is known by their sum: hiding it would hide nothing. */
function withKnownParents(units: readonly CountedUnit[]): CountedUnit[] {
  const childrenOf = new Map<string | null, CountedUnit[]>()
  for (const unit of units) {
    const siblings = childrenOf.get(unit.parent)
    if (siblings) siblings.push(unit)
    else childrenOf.set(unit.parent, [unit])
  }
  const isKnown = (unit: CountedUnit): boolean =>
    unit.isExact || (childrenOf.get(unit.code)?.every(isKnown) ?? false)
  return units.map((unit) => ({ ...unit, isExact: isKnown(unit) }))
}

/** @returns for each unit code the figures that are not shown; units that show all are absent */
export function hiddenFigures(all: readonly CountedUnit[]): Map<string, ReadonlySet<CountedFigure>> {
  const units = withKnownParents(all)
  const residents = hide(units, ['residents'], new Set())
  const households = hide(units, ['households'], new Set())
  const ages = hide(units, ['under15', 'age15to64', 'over64'], residents)
  const found = new Map<string, Set<CountedFigure>>()
  const note = (codes: ReadonlySet<string>, ...figures: CountedFigure[]): void => {
    for (const code of codes) found.set(code, new Set([...(found.get(code) ?? []), ...figures]))
  }
  note(residents, 'residents')
  note(households, 'households')
  note(ages, 'under15', 'age15to64', 'over64')
  return found
}
