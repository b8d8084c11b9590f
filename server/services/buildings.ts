/** Buildings as lists and cards, with the people in them: by register or count, else a share of the area's count. */
import type { z } from 'zod'
import { today } from '../../shared/domain/dates.ts'
import type { BuildingDetail, BuildingListInput, BuildingPage } from '../../shared/domain/place.ts'
import { listsOf } from '../access/listReach.ts'
import type { Viewer } from '../access/viewer.ts'
import type { App } from '../app/app.ts'
import { Refusal } from '../app/refusal.ts'
import { asViewer } from '../db/database.ts'
import { type BuildingRow, buildingByCode, buildingPage } from '../db/lists.ts'
import { peoplePlaces } from './peoplePlaces.ts'
import type { Snapshot } from './snapshot.ts'
import { countsExactly } from './unitFigures.ts'
import { pathOfUnit } from './unitScope.ts'

function withPeople(snapshot: Snapshot, viewer: Viewer, building: BuildingRow): BuildingDetail {
  const place = peoplePlaces(snapshot).byBuilding.get(building.code)
  const unit = building.unit === null ? undefined : snapshot.unitByCode.get(building.unit.code)
  const isExact = countsExactly(viewer, unit?.path)
  // With the count of its unit, the buildings around it would tell what a small one holds.
  const shown = (value: number | null | undefined): number | null =>
    isExact && value !== null && value !== undefined ? Math.round(value) : null
  const lists = listsOf(viewer, unit?.path ?? null)
  return {
    ...building,
    lists,
    openIssues: lists.issues === 'all' ? building.openIssues : null,
    residents: shown(place?.people.residents),
    households: shown(place?.people.households),
    under15: shown(place?.people.under15),
    over64: shown(place?.people.over64),
    isEstimate: place?.isEstimate ?? false,
  }
}

export async function buildingCards(
  app: App,
  viewer: Viewer,
  input: z.infer<typeof BuildingListInput>,
): Promise<z.infer<typeof BuildingPage>> {
  const day = input.at ?? today()
  const snapshot = await app.snapshots.at(day)
  const path = await pathOfUnit(app, input.unit, day)
  const page = await asViewer(app.db, viewer, (tx) => buildingPage(tx, day, path, input))
  return { ...page, rows: page.rows.map((building) => withPeople(snapshot, viewer, building)) }
}

export async function buildingCard(
  app: App,
  viewer: Viewer,
  code: string,
  day: string,
): Promise<BuildingDetail> {
  const found = await asViewer(app.db, viewer, (tx) => buildingByCode(tx, day, code))
  if (!found) throw new Refusal('NOT_FOUND', 'building.unknown', { code })
  return withPeople(await app.snapshots.at(day), viewer, found)
}
