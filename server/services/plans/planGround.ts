/** What figures of a plan rest on besides where people live, for a viewer. */
import { today } from '../../../shared/domain/dates.ts'
import type { PlanGround } from '../../../shared/plans/planGround.ts'
import { flightsToFlat } from '../../../shared/plans/workload.ts'
import type { Viewer } from '../../access/viewer.ts'
import type { App } from '../../app/app.ts'
import { asViewer } from '../../db/database.ts'
import { type Queryable, rows, sql } from '../../db/sql.ts'
import { peoplePlaces } from '../peoplePlaces.ts'
import type { Snapshot } from '../snapshot.ts'
import { countsExactly, toFives } from '../unitFigures.ts'
import { workloadWeights } from './workloadWeights.ts'

const YEAR_DAYS = 365

/** Households are rounded as in `circleDemand.ts`: a door's count is as private here. */
export async function planGround(app: App, viewer: Viewer): Promise<PlanGround> {
  const day = today()
  const snapshot = await app.snapshots.at(day)
  const weights = await workloadWeights(app.db.pool)
  const maySee = viewer.permissions.has('issues.view')
  const { yearIssues, workers } = await asViewer(app.db, viewer, async (tx) => ({
    yearIssues: maySee ? await issuesOfYear(tx) : null,
    workers: await workersOf(tx, snapshot, day),
  }))
  return { yearIssues, ...doorsOf(snapshot, viewer), workers, weights }
}

async function issuesOfYear(tx: Queryable): Promise<PlanGround['yearIssues']> {
  const found = await rows<{ lon: number; lat: number }>(
    tx,
    sql`select st_x(location) as lon, st_y(location) as lat from issue
      where location is not null and link_reason is distinct from 'zeroPlace'
        and reported_at <= now() and reported_at > now() - make_interval(days => ${YEAR_DAYS}) order by id`,
  )
  return { lons: found.map(({ lon }) => lon), lats: found.map(({ lat }) => lat) }
}

async function workersOf(tx: Queryable, snapshot: Snapshot, day: string): Promise<Record<string, number>> {
  const found = await rows<{ unit: string; name: string }>(
    tx,
    sql`select distinct unit_code as unit, person_name as name from assignment
      where role = 'worker' and valid_from <= ${day}::date and (valid_to is null or valid_to > ${day}::date)`,
  )
  const names = new Map<string, Set<string>>()
  for (const { unit, name } of found) {
    const own = snapshot.unitByCode.get(unit)
    const community = own?.level === 'grid' ? own.parent : own?.level === 'community' ? own.code : null
    if (!community) continue
    const known = names.get(community)
    if (known) known.add(name)
    else names.set(community, new Set([name]))
  }
  return Object.fromEntries([...names].map(([community, own]) => [community, own.size]))
}

function doorsOf(snapshot: Snapshot, viewer: Viewer): Pick<PlanGround, 'doors' | 'compounds'> {
  const isExact = countsExactly(viewer, undefined)
  const { byBuilding } = peoplePlaces(snapshot)
  const numbers = new Map<string, number>()
  const compounds: string[] = []
  const doors: PlanGround['doors'] = { lons: [], lats: [], households: [], flights: [], compound: [] }
  for (const { code, lon, lat, unitCode, floors, compound } of snapshot.buildings) {
    const count = byBuilding.get(code)?.people.households ?? 0
    const households = isExact ? Math.round(count * 10) / 10 : toFives(count)
    if (lon === null || lat === null || unitCode === null || households === 0) continue
    const unit = snapshot.unitByCode.get(unitCode)
    const community = unit?.level === 'grid' ? unit.parent : unitCode
    let number = -1
    if (compound !== null) {
      const key = `${community} ${compound}`
      number = numbers.get(key) ?? compounds.length
      if (number === compounds.length) {
        numbers.set(key, number)
        compounds.push(compound)
      }
    }
    doors.lons.push(lon)
    doors.lats.push(lat)
    doors.households.push(households)
    doors.flights.push(households * flightsToFlat(floors))
    doors.compound.push(number)
  }
  return { doors, compounds }
}
