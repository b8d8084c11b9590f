/** Facilities as lists, cards and points. */
import type { z } from 'zod'
import { today } from '../../shared/domain/dates.ts'
import type {
  FacilityListInput,
  FacilityPage,
  FacilityPoints,
  FacilityRow,
} from '../../shared/domain/place.ts'
import type { Viewer } from '../access/viewer.ts'
import type { App } from '../app/app.ts'
import { Refusal } from '../app/refusal.ts'
import { asViewer } from '../db/database.ts'
import { facilityById, facilityPage, facilityPoints } from '../db/lists.ts'
import { pathOfUnit } from './unitScope.ts'

export async function facilities(
  app: App,
  viewer: Viewer,
  input: z.infer<typeof FacilityListInput>,
): Promise<z.infer<typeof FacilityPage>> {
  const day = input.at ?? today()
  const path = await pathOfUnit(app, input.unit, day)
  return asViewer(app.db, viewer, (tx) => facilityPage(tx, day, path, input))
}

export async function facilityCard(app: App, viewer: Viewer, id: string, day: string): Promise<FacilityRow> {
  const found = await asViewer(app.db, viewer, (tx) => facilityById(tx, day, id))
  if (!found) throw new Refusal('NOT_FOUND', 'facility.unknown', { id })
  return found
}

export async function facilityPointArrays(app: App, viewer: Viewer, day: string): Promise<FacilityPoints> {
  const points = await asViewer(app.db, viewer, (tx) => facilityPoints(tx, day))
  return {
    ids: points.map(({ id }) => id),
    names: points.map(({ name }) => name),
    kinds: points.map(({ kind }) => kind),
    lons: points.map(({ lon }) => lon),
    lats: points.map(({ lat }) => lat),
    capacities: points.map(({ capacity }) => capacity),
  }
}
