/** The figures of units as a viewer may see them: small counts are suppressed for those without `figures.exact`. */
import type { UnitFigures } from '../../shared/domain/unit.ts'
import { type Viewer, seesEverything, seesPath } from '../access/viewer.ts'
import type { UnitVersionRow } from '../db/units.ts'
import type { Snapshot } from './snapshot.ts'

/** Counts from 1 to this number less one could point at persons. */
export const SMALLEST_SHOWN_COUNT = 5

/** Whether counts of a place with this path are shown as they are. */
export const countsExactly = (viewer: Viewer, path: string | undefined): boolean =>
  viewer.permissions.has('figures.exact') &&
  (path === undefined ? seesEverything(viewer) : seesPath(viewer, path))

/**
 * The nearest multiple of five: for answers to questions that can be put in any way, where leaving a small count out
 * would tell it by the difference of two answers.
 */
export const toFives = (count: number): number =>
  Math.round(count / SMALLEST_SHOWN_COUNT) * SMALLEST_SHOWN_COUNT

const whole = (value: number | null): number | null => (value === null ? null : Math.round(value))

export function figuresOf(snapshot: Snapshot, unit: UnitVersionRow, viewer: Viewer): UnitFigures {
  const tally = snapshot.tallies.get(unit.code)!
  const people = snapshot.population.get(unit.code)
  let open = 0
  let late = 0
  for (const group of tally.openIssues.values()) {
    open += group.count
    late += group.late
  }
  const facilities = [...tally.facilities.values()].reduce((sum, count) => sum + count, 0)
  const isOwnArea = seesPath(viewer, unit.path) || viewer.areaPaths.some((area) => area.startsWith(unit.path))
  const isExact = viewer.permissions.has('figures.exact') && isOwnArea
  let isSuppressed = false
  const shown = (value: number | null | undefined): number | null => {
    const count = whole(value ?? null)
    if (count === null || isExact || count === 0 || count >= SMALLEST_SHOWN_COUNT) return count
    isSuppressed = true
    return null
  }
  const figures = {
    code: unit.code,
    residents: shown(people?.residents),
    households: shown(people?.households),
    under15: shown(people?.under15),
    age15to64: shown(people?.age15to64),
    over64: shown(people?.over64),
    populationSource: people?.source ?? ('none' as const),
    populationDate: people?.date ?? null,
    buildings: tally.buildings,
    dwellings: tally.dwellings,
    vacantDwellings: tally.vacantDwellings,
    facilities,
    openIssues: open,
    lateIssues: late,
    yearIssues: tally.yearIssues,
    areaSquareMeters: unit.areaSquareMeters,
  }
  return { ...figures, isSuppressed }
}
