/** Where people are, as the columns that walked circles are counted from, for a viewer. */
import type { DemandColumns } from '../../shared/circles/circleInput.ts'
import { today } from '../../shared/domain/dates.ts'
import type { Viewer } from '../access/viewer.ts'
import type { App } from '../app/app.ts'
import { peoplePlaces } from './peoplePlaces.ts'
import { countsExactly, toFives } from './unitFigures.ts'

const tenth = (count: number): number => Math.round(count * 10) / 10

/**
 * A circle of a few metres would count the people behind one door, so whoever may not see small counts gets each
 * place rounded to fives, and sums of such.
 */
export async function demandColumns(app: App, viewer: Viewer, day: string = today()): Promise<DemandColumns> {
  const snapshot = await app.snapshots.at(day)
  const isExact = countsExactly(viewer, undefined)
  const round = isExact ? tenth : toFives
  const units: DemandColumns['units'] = []
  const indexOf = new Map<string, number>()
  const columns: DemandColumns = {
    lonLat: [],
    people: { residents: [], households: [], under15: [], over64: [], dwellings: [] },
    unit: [],
    isBuilding: [],
    units,
    isEstimate: false,
    isExact,
  }
  for (const place of peoplePlaces(snapshot).places) {
    const unit = snapshot.unitByCode.get(place.unitCode)
    if (!unit) continue
    let index = indexOf.get(unit.code)
    if (index === undefined) {
      index = units.length
      indexOf.set(unit.code, index)
      units.push({ code: unit.code, name: unit.name })
    }
    columns.lonLat.push(place.lon, place.lat)
    columns.people.residents.push(round(place.people.residents))
    columns.people.households.push(round(place.people.households ?? 0))
    columns.people.under15.push(round(place.people.under15 ?? 0))
    columns.people.over64.push(round(place.people.over64 ?? 0))
    columns.people.dwellings.push(place.dwellings)
    columns.unit.push(index)
    columns.isBuilding.push(place.isBuilding ? 1 : 0)
    columns.isEstimate ||= place.isEstimate
  }
  return columns
}
