/** The figures of units as a viewer may see them: small counts are suppressed for those without `figures.exact`. */
import type { UnitFigures } from '../../shared/domain/unit.ts'
import { type Viewer, areaSetting, seesEverything, seesPath } from '../access/viewer.ts'
import type { UnitVersionRow } from '../db/units.ts'
import type { Snapshot } from './snapshot.ts'
import { type CountedFigure, FIGURES, SMALLEST_SHOWN_COUNT, hiddenFigures } from './suppression.ts'

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

const countsOf = (snapshot: Snapshot, code: string): Record<CountedFigure, number | null> => {
  const people = snapshot.population.get(code)
  return Object.fromEntries(FIGURES.map((figure) => [figure, whole(people?.[figure] ?? null)])) as Record<
    CountedFigure,
    number | null
  >
}

/** By area, as it is the same for all who see the same. */
const hiddenBySnapshot = new WeakMap<Snapshot, Map<string, ReturnType<typeof hiddenFigures>>>()

function hiddenFrom(snapshot: Snapshot, viewer: Viewer): ReturnType<typeof hiddenFigures> {
  const byArea = hiddenBySnapshot.get(snapshot) ?? new Map<string, ReturnType<typeof hiddenFigures>>()
  hiddenBySnapshot.set(snapshot, byArea)
  const key = viewer.permissions.has('figures.exact') ? areaSetting(viewer) : 'nowhere'
  const known = byArea.get(key)
  if (known) return known
  const hidden = hiddenFigures(
    snapshot.units.map(({ code, parent, path }) => ({
      code,
      parent,
      isExact: countsExactly(viewer, path),
      counts: countsOf(snapshot, code),
    })),
  )
  byArea.set(key, hidden)
  return hidden
}

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
  const counts = countsOf(snapshot, unit.code)
  const hidden = hiddenFrom(snapshot, viewer).get(unit.code)
  for (const figure of hidden ?? []) counts[figure] = null
  const figures = {
    code: unit.code,
    ...counts,
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
  return { ...figures, isSuppressed: hidden !== undefined }
}
